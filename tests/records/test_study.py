# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
from datetime import timedelta

from sqlalchemy import func, select

from courseware.people import Person
from courseware.records import attempts, participations, snapshots, study
from courseware.records.tables import page_seen, participation
from tests.records.sample import DEVICE, NOW, add, later, quiz, together


def see(records, person, lesson, page, at):
    with records.writing() as db:
        return study.see(db, person, lesson, page, at)


def logged(db) -> int:
    return db.execute(select(func.count()).select_from(page_seen)).scalar_one()


def test_pages_seen_and_the_last_one_are_remembered(records):
    person = add(records)
    see(records, person, "water", "bowls", NOW)
    see(records, person, "water", "scale", later(1))
    see(records, person, "trust", "steps", later(2))
    with records.reading() as db:
        assert study.seen(db, person) == {"water": {"bowls", "scale"}, "trust": {"steps"}}
        assert study.last_page(db, person, "water") == "scale"
        assert study.last_page(db, person, "levels") is None
        assert study.latest(db, person) == ("trust", "steps", later(2))


def test_somebody_who_read_nothing_has_seen_nothing(records):
    with records.reading() as db:
        for nobody in (DEVICE, add(records)):
            assert study.seen(db, nobody) == {}
            assert study.latest(db, nobody) is None


def test_the_same_page_within_thirty_seconds_is_one_look(records):
    person = add(records)
    assert see(records, person, "water", "bowls", NOW)
    assert not see(records, person, "water", "bowls", NOW + timedelta(seconds=29))
    assert see(records, person, "water", "bowls", NOW + timedelta(seconds=30))
    assert see(records, person, "water", "scale", NOW + timedelta(seconds=31))
    assert see(records, person, "water", "bowls", NOW + timedelta(seconds=32))
    with records.reading() as db:
        assert logged(db) == 4
        assert study.last_page(db, person, "water") == "bowls"


def test_guests_are_told_apart_by_their_device(records):
    see(records, DEVICE, "water", "bowls", NOW)
    see(records, Person(device="another-device"), "water", "scale", NOW)
    with records.reading() as db:
        assert study.seen(db, DEVICE) == {"water": {"bowls"}}


def test_reading_on_a_device_is_credited_to_who_signs_in_once(records):
    first, second = add(records, "1"), add(records, "2")
    see(records, first, "trust", "steps", NOW)
    see(records, DEVICE, "water", "bowls", later(1))
    with records.writing() as db:
        assert study.credit_device(db, DEVICE.device, first.id, later(2))
        assert not study.credit_device(db, DEVICE.device, second.id, later(2))
        assert study.seen(db, first) == {"trust": {"steps"}, "water": {"bowls"}}
        assert study.latest(db, first)[:2] == ("water", "bowls")
        assert study.seen(db, second) == {}
        assert study.seen(db, DEVICE) == {}


def test_the_device_starts_anew_after_it_was_credited_and_is_credited_again(records):
    first, second = add(records, "1"), add(records, "2")
    for n, person in enumerate((first, second, first)):
        see(records, DEVICE, "water", f"p{n}", later(n))
        with records.writing() as db:
            assert study.credit_device(db, DEVICE.device, person.id, later(n))
    with records.reading() as db:
        assert study.seen(db, first) == {"water": {"p0", "p2"}}
        assert study.seen(db, second) == {"water": {"p1"}}


def test_somebody_credited_before_reading_keeps_a_participation_of_their_own(records):
    person = add(records)
    see(records, DEVICE, "water", "bowls", NOW)
    with records.writing() as db:
        study.credit_device(db, DEVICE.device, person.id, NOW)
    see(records, person, "water", "scale", later(1))
    with records.reading() as db:
        assert study.seen(db, person) == {"water": {"bowls", "scale"}}
        assert db.execute(select(func.count()).select_from(participation)).scalar_one() == 2


def test_no_device_is_nobodys_device(records):
    person = add(records)
    with records.writing() as db:
        assert not study.credit_device(db, "", person.id, NOW)


def test_quizzes_of_guests_are_not_credited(records):
    person = add(records)
    with records.writing() as db:
        mine = participations.own(db, DEVICE, NOW, attempts.GUESTS)
        attempts.start(db, mine, DEVICE, "water", snapshots.keep(db, quiz()), 1, [], 80, NOW)
        study.see(db, DEVICE, "water", "bowls", NOW)
        assert study.credit_device(db, DEVICE.device, person.id, NOW)
        assert attempts.of_person(db, person) == []
        assert len(attempts.of_person(db, DEVICE)) == 1


def test_of_fifteen_who_claim_a_device_one_gets_it(records):
    people = [add(records, f"{n}") for n in range(15)]
    see(records, DEVICE, "water", "bowls", NOW)

    def claim(n):
        with records.writing() as db:
            return study.credit_device(db, DEVICE.device, people[n].id, NOW)

    assert sum(together(claim)) == 1


def test_fifteen_tabs_of_one_person_share_a_participation(records):
    person = add(records)
    together(lambda n: see(records, person, "water", f"p{n}", NOW))
    together(lambda n: see(records, DEVICE, "water", f"p{n}", NOW))
    with records.reading() as db:
        assert len(study.seen(db, person)["water"]) == len(study.seen(db, DEVICE)["water"]) == 15
        assert db.execute(select(func.count()).select_from(participation)).scalar_one() == 2


def test_fifteen_tabs_with_the_same_page_are_one_look(records):
    person = add(records)
    assert sum(together(lambda n: see(records, person, "water", "bowls", NOW))) == 1
    assert sum(together(lambda n: see(records, person, "water", "scale", later(1)))) == 1
