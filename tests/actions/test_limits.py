"""Time limits, counted attempts, closed questions and confidence, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from courseware.actions import quizzes
from courseware.errors import Refused, Stale
from courseware.progress.admission import GRACE
from courseware.progress.allowances import Allowance
from courseware.records import allowances
from courseware.records.tables import grading
from tests.records.sample import DEVICE, NOW, RIGHT, add, later, quiz, together

SECOND = timedelta(seconds=1)
END = later(20)


def begin(records, person, now=NOW, seed=7, **settings):
    return quizzes.begin(records, person, "water", quiz(**settings), seed, now)


def give(records, person, made, name, now=NOW, revision=1, **more):
    return quizzes.answer(records, person, made.id, name, revision, RIGHT[name], "zh", now, **more)


def refused(deed):
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.key


def test_answers_count_until_the_grace_is_over_and_the_rest_is_handed_in_as_it_stands(records):
    person = add(records)
    made = begin(records, person, time_limit=20)
    assert made.due_at == END
    give(records, person, made, "one", later(1))
    give(records, person, made, "truth", END + GRACE - SECOND)
    assert refused(lambda: give(records, person, made, "number", END + GRACE)) == "time-is-up"
    result = quizzes.result(records, person, made.id)
    assert (result.score.points, result.attempt.submitted_at, result.attempt.ran_out) == (2, END, True)
    assert refused(lambda: give(records, person, made, "number", END + GRACE)) == "already-submitted"


def test_whoever_looks_after_the_time_sees_the_result(records):
    person = add(records)
    made = begin(records, person, time_limit=20)
    assert quizzes.look(records, person, made.id, END).attempt.submitted_at is None
    assert isinstance(quizzes.look(records, person, made.id, END + GRACE), quizzes.Result)


def test_nobody_needs_to_look_for_an_attempt_to_end(records):
    people = [add(records, f"E{n}") for n in range(3)]
    made = [begin(records, person, time_limit=20) for person in people]
    in_time = begin(records, add(records, "E9"), later(5), time_limit=20)
    give(records, people[0], made[0], "one")
    assert quizzes.expire(records, END + GRACE - SECOND) == 0
    assert quizzes.expire(records, END + GRACE) == 3
    assert quizzes.expire(records, END + GRACE) == 0
    points = [quizzes.result(records, p, m.id).score.points for p, m in zip(people, made, strict=True)]
    assert points == [1, 0, 0]
    with records.reading() as db:
        graded = db.execute(select(grading.c.attempt_id)).scalars().all()
    assert in_time.id not in graded
    assert len(graded) == 15


def test_fifteen_who_end_an_attempt_at_once_end_it_once(records):
    person = add(records)
    made = begin(records, person, time_limit=20)

    def end(n):
        if n % 3 == 0:
            return quizzes.expire(records, END + GRACE)
        if n % 3 == 1:
            return quizzes.submit(records, person, made.id, END + GRACE)
        return refused(lambda: give(records, person, made, "one", END + GRACE))

    done = together(end)
    assert not [one for one in done if isinstance(one, Exception)]
    with records.reading() as db:
        assert len(db.execute(select(grading.c.id)).all()) == 5


def test_after_its_time_an_attempt_counts_and_the_next_may_begin(records):
    person = add(records)
    first = begin(records, person, time_limit=20, attempts=2)
    second = begin(records, person, END + GRACE, time_limit=20, attempts=2)
    assert second.id != first.id
    assert quizzes.result(records, person, first.id).attempt.ran_out
    quizzes.submit(records, person, second.id, later(30))
    assert refused(lambda: begin(records, person, later(31), attempts=2)) == "no-attempts-left"


def test_extra_time_and_attempts_are_one_persons_own(records):
    hr, slow, other = add(records, "HR", ("hr",)), add(records, "E1"), add(records, "E2")
    with records.writing() as db:
        allowances.grant(db, slow.id, "water", Allowance(50, 1), "broken wrist", hr.id, NOW)
    made = begin(records, slow, time_limit=20, attempts=1)
    assert made.due_at == later(30)
    assert begin(records, other, time_limit=20, attempts=1).due_at == later(20)
    quizzes.submit(records, slow, made.id, later(2))
    assert begin(records, slow, later(3), time_limit=20, attempts=1).id != made.id
    outlook = quizzes.outlook(records, slow, "water", quiz(time_limit=20, attempts=1), later(3))
    assert (outlook.left, outlook.limit, outlook.barred) == (1, 30, None)


def test_fifteen_begins_at_once_use_one_attempt(records):
    person = add(records)
    made = together(lambda n: begin(records, person, seed=n, attempts=1).id)
    assert len(set(made)) == 1


def test_a_guest_practises_but_not_what_is_counted(records):
    assert begin(records, DEVICE, time_limit=20).due_at == END
    for settings in ({"attempts": 2}, {"opens": "2026-11-01 09:00"}, {"closes": "2026-12-01 09:00"}):
        assert (
            refused(lambda s=settings: quizzes.begin(records, DEVICE, "other", quiz(**s), 7, NOW)) == "account-needed"
        )


def test_one_way_only_the_question_whose_turn_it_is_takes_an_answer(records):
    person = add(records)
    made = begin(records, person, one_way=True)
    first, second, *_ = (item["question"] for item in made.paper)
    assert refused(lambda: give(records, person, made, second)) == "one-way"
    assert refused(lambda: quizzes.close(records, person, made.id, second, NOW)) == "one-way"
    give(records, person, made, first)
    quizzes.close(records, person, made.id, first, NOW)
    quizzes.close(records, person, made.id, first, NOW)
    assert refused(lambda: give(records, person, made, first, revision=2)) == "question-closed"
    assert quizzes.look(records, person, made.id, NOW).next == second
    for item in made.paper[1:]:
        quizzes.close(records, person, made.id, item["question"], NOW)
    assert quizzes.look(records, person, made.id, NOW).next is None
    assert refused(lambda: give(records, person, made, second)) == "question-closed"
    assert quizzes.submit(records, person, made.id, NOW).score.points == 1


def test_a_question_whose_feedback_was_seen_takes_no_other_answer(records):
    person = add(records)
    made = begin(records, person, feedback="now")
    assert refused(lambda: quizzes.close(records, person, made.id, "one", NOW)) == "answer-first"
    give(records, person, made, "one")
    quizzes.close(records, person, made.id, "one", NOW)
    assert refused(lambda: give(records, person, made, "one", revision=2)) == "question-closed"
    give(records, person, made, "truth")
    give(records, person, made, "truth", revision=2)


def test_other_quizzes_keep_every_question_open(records):
    person = add(records)
    made = begin(records, person)
    give(records, person, made, "one")
    assert refused(lambda: quizzes.close(records, person, made.id, "one", NOW)) == "stays-open"


def test_of_fifteen_who_answer_and_close_at_once_no_answer_comes_after_the_closing(records):
    person = add(records)
    made = begin(records, person, feedback="now")
    give(records, person, made, "one")

    def deed(n):
        if n == 7:
            return quizzes.close(records, person, made.id, "one", NOW)
        form = {"choice": ["abc"[n % 3]]}
        try:
            return quizzes.answer(records, person, made.id, "one", 2, form, "zh", NOW)
        except Refused as refusal:
            return refusal.key

    done = together(deed)
    assert not [one for one in done if isinstance(one, Exception)]
    assert refused(lambda: give(records, person, made, "one", revision=3)) == "question-closed"


def test_confidence_is_saved_with_the_answer_and_stays_with_it(records):
    person = add(records)
    made = begin(records, person, confidence=True)

    def sure(revision, level):
        return quizzes.confide(records, person, made.id, "one", revision, level, "zh", later(revision))

    assert refused(lambda: sure(1, "sure")) == "answer-first"
    give(records, person, made, "one")
    receipt = sure(2, "guess")
    given = quizzes.look(records, person, made.id, NOW).given["one"]
    assert (given.number, given.confidence, given.response) == (receipt.number, "guess", {"choice": "a"})
    with pytest.raises(Stale):
        sure(2, "sure")
    give(records, person, made, "one", revision=3, confidence="guess")
    assert quizzes.submit(records, person, made.id, NOW).given["one"].confidence == "guess"


def test_edits_of_settings_do_not_touch_a_running_attempt(records):
    person = add(records)
    made = begin(records, person, time_limit=20)
    again = begin(records, person, later(1), time_limit=5, one_way=True)
    assert again == made
    give(records, person, made, "match", later(10))
