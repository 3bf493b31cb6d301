"""What a corrected question changes: laws over invented attempts, and the cases with names."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.progress import regrading
from courseware.progress.regrading import Answered, Plan, Sat
from courseware.progress.scoring import Score
from courseware.questions.numeric import rules as numeric_rules
from tests.records.sample import corrected, quiz

QUIZ = quiz()
ONE, MANY, NUMBER, MATCH = (QUIZ.question(name) for name in ("one", "many", "number", "match"))
NEW_KEY = corrected(ONE, options={"a": False, "b": True, "c": False})


def score(points: Any, of: Any = 1) -> Score:
    return Score(Fraction(points), Fraction(of))


def attempts(*rows: tuple[int, int, Any, Any, Score], question: Any = ONE) -> tuple[list[Sat], list[Answered]]:
    """Rows of attempt, person, score, response and latest grading; the pass mark is 80."""
    sat = [Sat(attempt, person, 80, total) for attempt, person, total, *_ in rows]
    return sat, [Answered(attempt, question, {}, given, latest) for attempt, _, _, given, latest in rows]


def test_the_new_key_gives_to_who_was_right_and_takes_from_who_was_not():
    sat, answered = attempts(
        (1, 7, score(8, 10), {"choice": "a"}, score(1)),
        (2, 8, score(7, 10), {"choice": "b"}, score(0)),
        (3, 9, score(9, 10), {"choice": "c"}, score(0)),
        (4, 9, score(0, 10), None, score(0)),
    )
    plan = regrading.plan(sat, answered, NEW_KEY, "new-key")
    assert {name: (c.before.points, c.after.points) for name, c in plan.changes.items()} == {1: (8, 7), 2: (7, 8)}
    assert (plan.risen, plan.fallen, plan.unread) == ({8}, {7}, ())


def test_full_marks_reach_who_left_the_question_open_and_lower_nobody():
    sat, answered = attempts(
        (1, 7, score(8, 10), {"choice": "a"}, score(1)),
        (2, 8, score(7, 10), {"choice": "gone"}, score(0)),
        (3, 9, score(7, 10), None, score(0)),
    )
    plan = regrading.plan(sat, answered, None, "full-marks")
    assert set(plan.changes) == {2, 3}
    assert (plan.risen, plan.fallen, plan.unread) == ({8, 9}, set(), ())


def test_who_passed_by_another_attempt_does_not_move():
    sat, answered = attempts(
        (1, 7, score(8, 10), {"choice": "a"}, score(1)), (2, 8, score(7, 10), {"choice": "b"}, score(0))
    )
    better = [Sat(3, 7, 80, score(9, 10)), Sat(4, 8, 80, score(1))]
    plan = regrading.plan(sat + better, answered, NEW_KEY, "new-key")
    assert set(plan.changes) == {1, 2}
    assert not plan.risen | plan.fallen


def test_the_pass_mark_of_an_attempt_stays_its_own():
    sat, answered = attempts((1, 7, score(7, 10), {"choice": "b"}, score(0)))
    harder = [replace(sat[0], pass_mark=81)]
    assert regrading.plan(sat, answered, NEW_KEY, "new-key").risen == {7}
    assert regrading.plan(harder, answered, NEW_KEY, "new-key").risen == set()


def test_a_question_that_weighs_more_now_changes_the_maximum_too():
    heavy = corrected(ONE, points="2")
    sat, answered = attempts((1, 7, score(8, 10), {"choice": "a"}, score(1)), (2, 8, score(8, 10), None, score(0)))
    plan = regrading.plan(sat, answered, heavy, "new-key")
    assert [(c.after.points, c.after.of) for c in plan.changes.values()] == [(9, 11), (8, 11)]


@pytest.mark.parametrize(
    ("then", "now", "response"),
    [
        (ONE, corrected(ONE, options={"b": True, "c": False, "d": False}), {"choice": "a"}),
        (MANY, corrected(MANY, options={"a": True, "b": True, "e": False}), {"choices": ["a", "c"]}),
        (MATCH, corrected(MATCH, left=("l1", "l2"), right=("r1", "r2", "r3")), {"pairs": {"l1": "r1", "l3": "r3"}}),
        (MATCH, corrected(MATCH, left=("l1", "l2", "l3"), right=("r1", "r2")), {"pairs": {"l1": "r3"}}),
        (ONE, MANY, {"choice": "a"}),
        (ONE, QUIZ.question("truth"), {"choice": "a"}),
        (NUMBER, NUMBER, {"value": "sixty"}),
    ],
)
def test_a_response_that_names_what_is_gone_is_listed_and_not_changed(then, now, response):
    sat, answered = attempts((1, 7, score(8, 10), response, score(1)), question=then)
    plan = regrading.plan(sat, answered, now, "new-key")
    assert (dict(plan.changes), plan.unread) == ({}, (1,))
    saved = regrading.plan(sat, [replace(answered[0], latest=score(0))], now, "full-marks")
    assert set(saved.changes) == {1}


def test_a_response_is_read_as_long_as_all_that_it_names_is_there():
    fewer = corrected(ONE, options={"a": False, "b": True, "d": False})
    sat, answered = attempts((1, 7, score(8, 10), {"choice": "a"}, score(1)))
    assert set(regrading.plan(sat, answered, fewer, "new-key").changes) == {1}
    more = corrected(MANY, options={"a": True, "b": True, "c": True, "d": False, "e": True})
    sat, answered = attempts((1, 7, score(8, 10), {"choices": ["a", "b", "c"]}, score(1)), question=MANY)
    assert regrading.plan(sat, answered, more, "new-key").changes[1].grade == score(Fraction(3, 4))


class Drawn(numeric_rules.Question):
    """Asks for a multiple of a number that every attempt draws."""

    times: int = 2

    def at(self, parameters: Any) -> Any:
        asked = self.model_dump(mode="json", exclude={"times"}) | {"answer": f"{parameters['n']}*{self.times}"}
        return numeric_rules.Question.model_validate(asked)


def test_a_question_with_numbers_of_its_own_is_graded_with_those_of_the_attempt():
    then = Drawn.model_validate(NUMBER.model_dump(mode="json"))
    now = then.model_copy(update={"times": 3})
    sat = [Sat(n, n, 80, score(8, 10)) for n in (1, 2, 3)]
    answered = [
        Answered(1, then, {"n": "5"}, {"value": "10"}, score(1)),
        Answered(2, then, {"n": "10"}, {"value": "30"}, score(0)),
        Answered(3, then, {"other": "10"}, {"value": "30"}, score(0)),
    ]
    plan = regrading.plan(sat, answered, now, "new-key")
    assert {name: change.grade for name, change in plan.changes.items()} == {1: score(0), 2: score(1)}
    assert plan.unread == (3,)


RESPONSES = st.sampled_from([None, *({"choice": name} for name in "abcz")])
ATTEMPT = st.tuples(
    st.integers(1, 4), st.integers(0, 9), RESPONSES, st.fractions(0, 1, max_denominator=6), st.integers(1, 100)
)
CORRECTED = st.sampled_from(
    [ONE, NEW_KEY, corrected(ONE, points="2"), corrected(ONE, options={"b": True, "c": False, "d": False})]
)


def invented(rows: list[Any]) -> tuple[list[Sat], list[Answered]]:
    sat, answered = [], []
    for at, (person, rest, response, won, mark) in enumerate(rows):
        sat.append(Sat(at, person, mark, score(rest + won, 10)))
        answered.append(Answered(at, ONE, {}, response, score(won)))
    return sat, answered


def applied(plan: Plan, sat: list[Sat], answered: list[Answered]) -> tuple[list[Sat], list[Answered]]:
    changes = plan.changes
    return (
        [replace(one, score=changes[one.attempt_id].after) if one.attempt_id in changes else one for one in sat],
        [replace(one, latest=changes[one.attempt_id].grade) if one.attempt_id in changes else one for one in answered],
    )


@given(st.lists(ATTEMPT, max_size=8), CORRECTED, st.sampled_from(regrading.POLICIES))
def test_applying_twice_changes_nothing(rows, now, policy):
    sat, answered = invented(rows)
    plan = regrading.plan(sat, answered, now, policy)
    again = regrading.plan(*applied(plan, sat, answered), now, policy)
    assert not again.changes
    assert not again.risen | again.fallen
    assert again.unread == plan.unread


@given(st.lists(ATTEMPT, max_size=8), CORRECTED, st.sampled_from(regrading.POLICIES))
def test_only_the_question_moves_the_total_and_only_totals_move_people(rows, now, policy):
    sat, answered = invented(rows)
    plan = regrading.plan(sat, answered, now, policy)
    for one in answered:
        if change := plan.changes.get(one.attempt_id):
            assert change.after.points - change.before.points == change.grade.points - one.latest.points
            assert change.after.of - change.before.of == change.grade.of - one.latest.of
    after, _ = applied(plan, sat, answered)
    had, has = ({one.person_id for one in some if one.score.passed(one.pass_mark)} for some in (sat, after))
    assert (plan.risen, plan.fallen) == (has - had, had - has)
    if policy == "full-marks":
        assert not plan.fallen | set(plan.unread)


@given(st.lists(ATTEMPT, max_size=6), st.lists(ATTEMPT, max_size=6))
def test_equal_plans_and_only_those_have_the_same_fingerprint(first, second):
    one, two = (regrading.plan(*invented(rows), NEW_KEY, "new-key") for rows in (first, second))
    assert (one.fingerprint == two.fingerprint) == (one == two)
    assert one.fingerprint == regrading.plan(*invented(first), NEW_KEY, "new-key").fingerprint
