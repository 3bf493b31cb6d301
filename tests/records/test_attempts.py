# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from courseware.errors import Stale
from courseware.people import Person
from courseware.progress.scoring import Score
from courseware.questions import Grade
from courseware.records import attempts, participations, snapshots
from courseware.records.tables import attempt, grading
from tests.records.sample import DEVICE, NOW, add, later, quiz

PAPER: list[Any] = [
    {"question": "many", "parameters": {"options": ["d", "a", "c", "b"]}},
    {"question": "one", "parameters": {}},
]
GRADES = {"one": Grade(Fraction(1), Fraction(1), {}), "many": Grade(Fraction(1, 3), Fraction(2), {})}


def start(db, person: Person, quiz_id: str = "water", minutes: float = 0) -> int:
    mine = participations.own(db, person, NOW, attempts.GUESTS)
    digest = snapshots.keep(db, quiz())
    return attempts.start(db, mine, person, quiz_id, digest, 2**40 + 7, PAPER, 80, later(minutes))


def test_an_attempt_is_read_as_it_was_begun(records):
    person = add(records)
    with records.writing() as db:
        made = start(db, person)
    with records.reading() as db:
        found = attempts.by_id(db, made)
        assert attempts.unsubmitted(db, found.participation_id, "water") == found
        assert attempts.unsubmitted(db, found.participation_id, "trust") is None
        assert attempts.by_id(db, made + 1) is None
    assert (found.person_id, found.quiz_id, found.seed, found.paper, found.pass_mark, found.began_at) == (
        person.id, "water", 2**40 + 7, PAPER, 80, NOW
    )  # fmt: skip
    assert (found.submitted_at, found.score, found.percent, found.passed) == (None, None, None, None)


def test_the_database_itself_refuses_a_second_open_attempt(records):
    person = add(records)
    with records.writing() as db:
        made = start(db, person)
        start(db, person, "trust")
    with pytest.raises(IntegrityError), records.writing() as db:
        start(db, person)
    with records.writing() as db:
        attempts.submit(db, made, later(1))
        assert start(db, person) != made


def test_an_attempt_belongs_to_its_person_or_device_and_nobody_else(records):
    first, second = add(records, "1"), add(records, "2")
    with records.writing() as db:
        of_first, of_device = start(db, first), start(db, DEVICE)
        mine, devices = attempts.by_id(db, of_first), attempts.by_id(db, of_device)
    assert mine.belongs_to(first)
    assert not mine.belongs_to(second)
    assert not mine.belongs_to(DEVICE)
    assert not mine.belongs_to(Person())
    assert devices.belongs_to(DEVICE)
    assert not devices.belongs_to(Person(device="another-device"))
    assert not devices.belongs_to(Person())
    assert not devices.belongs_to(Person(id=first.id, device=DEVICE.device))


def test_answers_are_appended_and_the_highest_revision_is_current(records):
    person = add(records)
    with records.writing() as db:
        made = start(db, person)
        numbers = [
            attempts.append_answer(db, made, "one", 1, {"choice": "a"}, "zh", later(1)),
            attempts.append_answer(db, made, "many", 1, {"choices": []}, "en", later(2)),
            attempts.append_answer(db, made, "one", 2, {"choice": "三"}, "zh", later(3)),
        ]
        current = attempts.current(db, made)
    assert len(set(numbers)) == 3
    assert current == {
        "one": attempts.Given(numbers[2], 2, {"choice": "三"}, "zh", None, later(3)),
        "many": attempts.Given(numbers[1], 1, {"choices": []}, "en", None, later(2)),
    }


@pytest.mark.parametrize("revision", [-1, 0, 1, 3])
def test_a_revision_that_is_not_the_next_is_stale(records, revision):
    person = add(records)
    with records.writing() as db:
        made = start(db, person)
        attempts.append_answer(db, made, "one", 1, {"choice": "a"}, "zh", NOW)
    with pytest.raises(Stale) as caught, records.writing() as db:
        attempts.append_answer(db, made, "one", revision, {"choice": "b"}, "zh", NOW)
    assert caught.value.key == "stale-answer"


def test_an_attempt_is_submitted_once(records):
    person = add(records)
    with records.writing() as db:
        made = start(db, person)
        assert attempts.submit(db, made, later(1))
        assert not attempts.submit(db, made, later(2))
        assert attempts.by_id(db, made).submitted_at == later(1)


def test_grading_adds_up_exactly(records):
    person = add(records)
    with records.writing() as db:
        made = start(db, person)
        attempts.submit(db, made, later(1))
        attempts.grade(db, made, GRADES, 1, "submitted", later(1))
        assert attempts.gradings(db, made) == {
            "one": (Fraction(1), Fraction(1)), "many": (Fraction(1, 3), Fraction(2))
        }  # fmt: skip
        found = attempts.by_id(db, made)
    assert found.score == Score(Fraction(4, 3), Fraction(3))
    assert found.percent == Fraction(400, 9)
    assert found.passed is False


def test_a_later_grading_counts_and_the_earlier_one_stays_on_record(records):
    person = add(records)
    better = GRADES | {"many": Grade(Fraction(2), Fraction(2), {})}
    with records.writing() as db:
        made = start(db, person)
        attempts.submit(db, made, later(1))
        attempts.grade(db, made, GRADES, 1, "submitted", later(1))
        attempts.grade(db, made, better, 2, "key corrected", later(2))
        assert attempts.gradings(db, made)["many"] == (Fraction(2), Fraction(2))
        assert attempts.by_id(db, made).passed
        assert db.execute(select(attempt.c.score)).scalar() == 100
        assert len(db.execute(select(grading)).all()) == 4


def test_attempts_of_a_person_come_in_order_and_by_quiz(records):
    person = add(records)
    with records.writing() as db:
        made = []
        for n, name in enumerate(("water", "trust", "water")):
            made.append(start(db, person, name, n))
            attempts.submit(db, made[-1], later(n))
        guests = start(db, DEVICE)
        assert [one.id for one in attempts.of_person(db, person)] == made
        assert [one.id for one in attempts.of_person(db, person, "water")] == [made[0], made[2]]
        assert [one.id for one in attempts.of_person(db, DEVICE, "water")] == [guests]
        assert attempts.of_person(db, DEVICE, "trust") == []
