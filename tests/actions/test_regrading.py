# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
"""Regrading from end to end, on both databases: seen before, applied once, and found everywhere afterwards."""

from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from courseware.actions import quizzes, regrading
from courseware.actions import scores as score_deeds
from courseware.errors import Forbidden, Missing, Refused, Stale
from courseware.people import Person
from courseware.progress.regrading import Policy
from courseware.progress.scoring import Score, total
from courseware.questions import Grade
from courseware.records import attempts, audit
from courseware.records.scores import Filter
from courseware.records.tables import attempt, grading, regrade, regrade_change
from tests.records.sample import DEVICE, NOW, RIGHT, add, corrected, later, quiz, together

QUIZ = quiz()
NEW_KEY = corrected(QUIZ.question("one"), options={"a": False, "b": True, "c": False})
NOW_ASKED = {question.id: question for question in QUIZ.questions} | {"one": NEW_KEY}


@pytest.fixture
def hr(records):
    return add(records, "HR1", ("learner", "hr"), name="周敏")


def sit(
    records, person: Person, choice: str | None, rest: tuple[str, ...] = ("many", "truth", "number", "match")
) -> int:
    """An attempt that chose so in question one and answered the `rest` rightly."""
    made = quizzes.begin(records, person, "water", QUIZ, 3, later(0))
    given = {name: RIGHT[name] for name in rest} | ({} if choice is None else {"one": {"choice": [choice]}})
    for name, form in given.items():
        quizzes.answer(records, person, made.id, name, 1, form, "zh", later(1))
    quizzes.submit(records, person, made.id, later(2))
    return made.id


def see(records, hr: Person, policy: Policy = "new-key", now: Any = NEW_KEY, name: str = "one") -> regrading.Preview:
    return regrading.preview(records, hr, "water", name, now, policy)


def do(records, hr: Person, seen: regrading.Preview, policy: Policy = "new-key", now: Any = NEW_KEY) -> int:
    return regrading.apply(records, hr, "water", "one", now, policy, "答案印错", seen.token, later(60))


def everything(records) -> list[Any]:
    """All rows that a regrade may touch or add."""
    with records.reading() as db:
        tables = (attempt, grading, regrade, regrade_change)
        return [db.execute(select(table).order_by(*table.primary_key)).all() for table in tables]


def sums_hold(records) -> None:
    """The totals of every submitted attempt are the sum of its latest gradings."""
    with records.reading() as db:
        for row in db.execute(select(attempt).where(attempt.c.submitted_at.is_not(None))):
            latest = [Grade(*one, {}) for one in attempts.gradings(db, row.id).values()]
            expected = attempts.totals(total(latest))
            assert {name: getattr(row, name) for name in expected} == expected


def test_what_was_previewed_is_applied_and_found_everywhere(records, hr):
    lin, wang = add(records, "1", name="林晓雨"), add(records, "2", name="王芳")
    fails = sit(records, lin, "b", ("many", "truth", "number"))  # 3 of 5, then 4
    passes = sit(records, wang, "a", ("many", "truth", "number"))  # 4 of 5, then 3
    seen = see(records, hr)
    assert seen.papers == 2
    assert [(line.attempt.name, line.before.percent, line.after.percent) for line in seen.lines] == [
        ("林晓雨", 60, 80), ("王芳", 80, 60)
    ]  # fmt: skip
    assert (seen.risen, seen.fallen, seen.unread) == ({lin.id}, {wang.id}, ())

    made = do(records, hr, seen)

    assert [one.score.percent for one in quizzes.mine(records, lin)] == [80]
    assert quizzes.mine(records, lin)[0].passed
    assert quizzes.result(records, lin, fails).points["one"] == (1, 1)
    assert quizzes.result(records, wang, passes).score == Score(Fraction(3), Fraction(5))
    rows = score_deeds.page(records, hr, Filter(), 10)
    assert {row.name: (row.percent, row.passed) for row in rows.rows} == {"林晓雨": (80, True), "王芳": (60, False)}
    assert (rows.totals.passed, rows.totals.failed) == (1, 1)
    sums_hold(records)
    with records.reading() as db:
        noted = audit.latest(db)[0]
        old = db.execute(select(grading).where(grading.c.attempt_id == fails, grading.c.question_id == "one")).all()
    assert (noted.deed, noted.subject, noted.person_id) == ("regrade", "quiz:water", hr.id)
    assert noted.details == {
        "regrade": made, "question": "one", "policy": "new-key", "reason": "答案印错", "attempts": 2, "now_passed": 1,
        "no_longer_passed": 1,
    }  # fmt: skip
    assert [(row.points, row.regrade_id, row.reason) for row in old] == [
        ("0", None, "submitted"),
        ("1", made, "答案印错"),
    ]


def test_both_scores_stay_with_the_attempt(records, hr):
    lin = add(records, "1", name="林晓雨")
    mine = sit(records, lin, "b")
    assert regrading.notes(records, lin, mine) == []
    made = do(records, hr, see(records, hr))
    noted = regrading.notes(records, lin, mine)[0]
    assert (noted.question_id, noted.policy, noted.reason, noted.at) == ("one", "new-key", "答案印错", later(60))
    assert (noted.before.percent, noted.after.percent) == (80, 100)
    assert regrading.notes(records, hr, mine) == [noted]
    done = regrading.done(records, hr, "water")[0]
    assert (done.id, done.by, done.attempts, done.policy) == (made, "周敏", 1, "new-key")
    assert regrading.done(records, hr, "trust") == []
    other = add(records, "2")
    for who, refusal in ((other, Forbidden), (DEVICE, Forbidden)):
        with pytest.raises(refusal):
            regrading.notes(records, who, mine)
    with pytest.raises(Missing):
        regrading.notes(records, hr, 999)


def test_only_hr_and_administrators_regrade(records, hr):
    sit(records, add(records, "1"), "b")
    token = see(records, hr).token
    admin = add(records, "A1", ("admin",))
    for asker in (add(records, "2", ("learner", "trainer")), Person(), DEVICE):
        for deed in (
            lambda who: regrading.asked(records, who, "water", NOW_ASKED),
            lambda who: see(records, who),
            lambda who: regrading.apply(records, who, "water", "one", NEW_KEY, "new-key", "x", token, NOW),
            lambda who: regrading.done(records, who, "water"),
            lambda who: regrading.export(records, who, 1, "csv", lambda done, rows: 0, NOW),
        ):
            with pytest.raises(Forbidden):
                deed(asker)
    assert see(records, admin) == see(records, hr)
    assert do(records, admin, see(records, admin))


@pytest.mark.parametrize(
    ("reason", "key"), [("", "reason-missing"), (" \n　", "reason-missing"), ("长" * 201, "reason-long")]
)
def test_without_a_reason_nothing_is_applied(records, hr, reason, key):
    sit(records, add(records, "1"), "b")
    before, seen = everything(records), see(records, hr)
    with pytest.raises(Refused) as refused:
        regrading.apply(records, hr, "water", "one", NEW_KEY, "new-key", reason, seen.token, NOW)
    assert refused.value.key == key
    assert everything(records) == before


def test_a_preview_that_no_longer_holds_is_refused(records, hr):
    people = [add(records, f"{n}") for n in range(3)]
    sit(records, people[0], "b")
    seen = see(records, hr)
    sit(records, people[1], "b")  # handed in meanwhile
    before = everything(records)
    other_key = corrected(NEW_KEY, options={"a": False, "b": True, "c": False, "d": False})
    fresh = see(records, hr)
    tries: list[tuple[regrading.Preview, Policy, Any]] = [
        (seen, "new-key", NEW_KEY), (fresh, "full-marks", NEW_KEY), (fresh, "new-key", other_key)
    ]  # fmt: skip
    for shown, policy, now in tries:
        with pytest.raises(Stale) as stale:
            do(records, hr, shown, policy, now)
        assert stale.value.key == "regrade-stale"
        assert everything(records) == before
    assert do(records, hr, fresh)


def test_applying_again_changes_nothing(records, hr):
    sit(records, add(records, "1"), "b")
    seen = see(records, hr)
    do(records, hr, seen)
    after = everything(records)
    for shown in (seen, see(records, hr)):
        with pytest.raises(Refused) as refused:
            do(records, hr, shown)
        assert refused.value.key == "nothing-to-regrade"
    assert everything(records) == after
    assert see(records, hr).lines == ()


def test_attempts_handed_in_later_under_the_old_question_are_further_attempts(records, hr):
    lin, wang = add(records, "1"), add(records, "2")
    late = quizzes.begin(records, wang, "water", QUIZ, 3, later(0))
    quizzes.answer(records, wang, late.id, "one", 1, {"choice": ["b"]}, "zh", later(1))
    sit(records, lin, "b")
    first = do(records, hr, see(records, hr))
    assert [one.differs for one in regrading.asked(records, hr, "water", NOW_ASKED)] == [0] * 5
    quizzes.submit(records, wang, late.id, later(70))
    found = regrading.asked(records, hr, "water", NOW_ASKED)[0]
    assert (found.then.id, found.settled, found.differs) == ("one", "new-key", 1)
    seen = see(records, hr)
    assert [line.attempt.employee_number for line in seen.lines] == ["2"]
    assert do(records, hr, seen) > first
    assert quizzes.result(records, wang, late.id).points["one"] == (1, 1)
    sums_hold(records)


def test_questions_that_would_earn_something_else_come_first(records, hr):
    sit(records, add(records, "1"), "b")
    sit(records, add(records, "2"), "a")
    found = regrading.asked(records, hr, "water", NOW_ASKED)
    assert [(one.then.id, one.differs) for one in found[:2]] == [("one", 2), ("many", 0)]
    same = {question.id: question for question in QUIZ.questions}
    assert [one.differs for one in regrading.asked(records, hr, "water", same)] == [0] * 5
    assert regrading.asked(records, hr, "trust", NOW_ASKED) == []
    gone = regrading.asked(records, hr, "water", {})
    assert [(one.now, one.settled) for one in gone] == [(None, None)] * 5


def test_a_question_settled_by_full_marks_no_longer_differs(records, hr):
    lin = add(records, "1")
    sit(records, lin, "c")
    seen = see(records, hr, "full-marks", None)
    assert do(records, hr, seen, "full-marks", None)
    found = regrading.asked(records, hr, "water", NOW_ASKED)
    assert [(one.settled, one.differs) for one in found if one.then.id == "one"] == [("full-marks", 0)]
    sit(records, add(records, "2"), "c")
    assert regrading.asked(records, hr, "water", NOW_ASKED)[0].differs == 1
    assert quizzes.mine(records, lin)[0].score.percent == 100


def test_a_question_that_is_gone_can_still_be_given_to_everybody(records, hr):
    sit(records, add(records, "1"), "b")
    with pytest.raises(Missing) as missing:
        see(records, hr, "new-key", None)
    assert missing.value.key == "question-gone"
    assert see(records, hr, "full-marks", None).lines


def test_a_response_to_an_option_that_is_gone_is_listed(records, hr):
    sit(records, add(records, "1"), "c")
    sit(records, add(records, "2"), "b")
    without = corrected(NEW_KEY, options={"a": False, "b": True, "d": False})
    seen = see(records, hr, now=without)
    assert [one.employee_number for one in seen.unread] == ["1"]
    assert [line.attempt.employee_number for line in seen.lines] == ["2"]
    found = regrading.asked(records, hr, "water", NOW_ASKED | {"one": without})[0]
    assert (found.then.id, found.differs, found.unread) == ("one", 1, 1)
    do(records, hr, seen, now=without)
    found = regrading.asked(records, hr, "water", NOW_ASKED | {"one": without})[0]
    assert (found.then.id, found.differs, found.unread) == ("one", 0, 1)
    assert [one.employee_number for one in see(records, hr, now=without).unread] == ["1"]
    assert len(see(records, hr, "full-marks", without).lines) == 1


def test_practice_of_guests_and_open_attempts_are_left_alone(records, hr):
    sit(records, DEVICE, "b")
    open_ = quizzes.begin(records, add(records, "1"), "water", QUIZ, 3, later(0))
    assert open_
    seen = see(records, hr)
    assert (seen.papers, seen.lines) == (0, ())
    with pytest.raises(Refused):
        do(records, hr, seen)


def test_fifteen_who_apply_at_once_apply_once(records, hr):
    for n in range(4):
        sit(records, add(records, f"{n}"), "b")
    seen = see(records, hr)
    done = together(lambda n: do(records, hr, seen))
    made = [one for one in done if isinstance(one, int)]
    assert len(made) == 1
    assert {one.key for one in done if isinstance(one, Refused)} == {"nothing-to-regrade"}
    with records.reading() as db:
        assert db.execute(select(func.count()).select_from(regrade)).scalar_one() == 1
        assert db.execute(select(func.count()).select_from(regrade_change)).scalar_one() == 4
    sums_hold(records)


def test_two_questions_regraded_at_once_add_up(records, hr):
    for n in range(3):
        sit(records, add(records, f"{n}"), None, ("truth", "number", "match"))
    tokens = {name: see(records, hr, "full-marks", None, name).token for name in ("one", "many")}

    def deed(n: int) -> int:
        name = ("one", "many")[n % 2]
        return regrading.apply(records, hr, "water", name, None, "full-marks", "题目作废", tokens[name], later(60))

    done = together(deed)
    # Whoever comes second on the other question has seen totals that have moved since, and looks again.
    assert {type(one) for one in done} <= {int, Refused, Stale}
    for name in ("one", "many"):
        seen = see(records, hr, "full-marks", None, name)
        if seen.lines:
            regrading.apply(records, hr, "water", name, None, "full-marks", "题目作废", seen.token, later(61))
    with records.reading() as db:
        assert set(db.execute(select(attempt.c.total_points)).scalars()) == {"5"}
        assert db.execute(select(func.count()).select_from(regrade)).scalar_one() == 2
    sums_hold(records)


_numbers = count()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=4),
    st.lists(st.sampled_from(["new-key", "full-marks"]), min_size=1, max_size=3),
)
def test_whatever_is_applied_in_whatever_order_the_sums_hold_and_a_second_time_nothing_changes(
    records, choices, policies
):
    name = f"P{next(_numbers)}"
    hr = add(records, f"{name}-hr", ("hr",))
    for n, choice in enumerate(choices):
        sit(records, add(records, f"{name}-{n}"), choice)
    for policy in policies:
        seen = see(records, hr, policy)
        if seen.lines:
            do(records, hr, seen, policy)
        after = everything(records)
        assert see(records, hr, policy).lines == ()
        with pytest.raises(Refused):
            do(records, hr, seen, policy)
        assert everything(records) == after
    sums_hold(records)
