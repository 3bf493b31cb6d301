# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
from fractions import Fraction

import pytest

from courseware.actions import quizzes
from courseware.progress.scoring import VERSION, Score
from courseware.questions import Grade
from courseware.records import attempts, statistics
from courseware.records.tables import grading, regrade
from tests.records.sample import DEVICE, NOW, PARTLY, RIGHT, add, later, quiz, quiz_without


def take(records, person, forms, minutes=0.0, quiz_id="water", made=None, submit=True):
    """Begin, answer each question a minute after the one before, hand in."""
    attempt = quizzes.begin(records, person, quiz_id, made or quiz(), 7, later(minutes))
    for n, (name, form) in enumerate(forms.items(), 1):
        quizzes.answer(records, person, attempt.id, name, 1, form, "zh", later(minutes + n))
    if submit:
        quizzes.submit(records, person, attempt.id, later(minutes + len(forms) + 1))
    return attempt.id


def gathered(records, quiz_id="water"):
    with records.reading() as db:
        return statistics.gather(db, quiz_id)


def counts(records, quiz_id=None):
    with records.reading() as db:
        return statistics.counts(db, quiz_id)


def test_the_first_submitted_attempt_of_each_person_counts_and_no_guest(records):
    one, two = add(records, "1"), add(records, "2")
    take(records, one, PARTLY)
    take(records, one, RIGHT, 60)
    take(records, two, RIGHT, 5)
    take(records, DEVICE, RIGHT)
    take(records, two, PARTLY, 90, submit=False)
    take(records, two, PARTLY, 90, quiz_id="trust")
    sat = gathered(records).sat
    assert [one.score for one in sat] == [Score(Fraction(4, 3), Fraction(5)), Score(Fraction(5), Fraction(5))]
    assert [one.passed for one in sat] == [False, True]
    found = counts(records)
    assert {name: (count.people, count.passed) for name, count in found.items()} == {"water": (2, 1), "trust": (1, 0)}
    assert counts(records, "water") == {"water": found["water"]}


def test_an_answer_counts_by_what_it_adds_to_the_tally(records):
    take(records, add(records), {**PARTLY, "number": RIGHT["number"], "truth": RIGHT["truth"]})
    answers = gathered(records).sat[0].answers
    assert {name: answer.counted for name, answer in answers.items()} == {
        "one": None, "many": ("a", "b"), "truth": ("true",), "number": ("60",), "match": ("l1>r1", "l2>r3", "l3>r3")
    }  # fmt: skip
    assert answers["many"].score == Score(Fraction(2, 3), Fraction(1))
    assert answers["one"].score == Score(Fraction(0), Fraction(1))


def test_the_time_of_a_question_is_all_that_led_to_its_receipts(records):
    person = add(records)
    attempt = quizzes.begin(records, person, "water", quiz(), 7, NOW)
    for minutes, name, revision in ((2, "one", 1), (3, "many", 1), (3.5, "many", 2), (5, "one", 2)):
        quizzes.answer(records, person, attempt.id, name, revision, RIGHT[name], "zh", later(minutes))
    quizzes.submit(records, person, attempt.id, later(60))
    answers = gathered(records).sat[0].answers
    assert {name: answer.seconds for name, answer in answers.items()} == {
        "one": 210, "many": 90, "truth": None, "number": None, "match": None
    }  # fmt: skip


def test_the_latest_grading_counts_and_the_mark_tells_of_it(records):
    person = add(records)
    attempt_id = take(records, person, {})
    before = counts(records)["water"]
    with records.writing() as db:
        row = {"quiz_id": "water", "question_id": "one", "policy": "full-marks", "reason": "x"}
        db.execute(regrade.insert().values(**row, person_id=person.id, made_at=NOW))
        grade = Grade(Fraction(1), Fraction(1), {})
        db.execute(grading.insert(), [attempts.grading_row(attempt_id, "one", grade, VERSION, "regraded", NOW)])
        totals = attempts.totals(Score(Fraction(1), Fraction(5)))
        db.execute(attempts.t.update().values(**totals))
    assert gathered(records).sat[0].answers["one"].score == Score(Fraction(1), Fraction(1))
    assert gathered(records).sat[0].score.points == 1
    assert counts(records)["water"].mark != before.mark


def test_another_attempt_submitted_changes_the_mark_but_not_the_people(records):
    person = add(records)
    take(records, person, RIGHT)
    before = counts(records)["water"]
    take(records, person, RIGHT, 60)
    after = counts(records)["water"]
    assert (after.people, after.passed) == (before.people, before.passed) == (1, 1)
    assert after.mark != before.mark


def test_the_newest_version_of_each_question_is_known(records):
    take(records, add(records, "1"), {})
    newest = quiz_without("one", "two").model_copy(update={"questions": quiz_without("one").questions[:3]})
    take(records, add(records, "2"), {}, 60, made=newest)
    found = gathered(records)
    assert found.quiz == newest
    assert list(found.questions) == ["one", "many", "truth", "number", "match"]
    assert found.questions["one"].retired
    assert set(found.sat[0].answers) == set(found.questions)
    assert set(found.sat[1].answers) == {"many", "truth"}


@pytest.mark.parametrize("quiz_id", ["water", "nothing", "'; drop table attempt"])
def test_a_quiz_nobody_submitted_has_nothing_to_gather(records, quiz_id):
    take(records, add(records), RIGHT, submit=False)
    assert gathered(records, quiz_id) is None
    assert counts(records, quiz_id) == {} == counts(records)
