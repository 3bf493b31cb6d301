from courseware.actions import study
from courseware.people import Person
from courseware.records import study as log
from tests.records.sample import DEVICE, NOW, add, later, together


def test_progress_is_what_was_looked_at(records):
    for person in (add(records), DEVICE):
        study.see_page(records, person, "water", "bowls", NOW)
        study.see_page(records, person, "water", "bowls", later(0.1))
        study.see_page(records, person, "water", "scale", later(1))
        progress = study.progress(records, person)
        assert progress.seen == {"water": frozenset({"bowls", "scale"})}
        assert progress.latest == ("water", "scale", later(1))
        assert study.last_page(records, person, "water") == "scale"


def test_a_guest_without_a_cookie_may_read_and_leaves_no_trace(records):
    study.see_page(records, Person(), "water", "bowls", NOW)
    assert study.progress(records, Person()) == study.Progress({}, None)
    assert study.last_page(records, Person(), "water") is None


def test_drawing_the_same_page_again_takes_no_turn_to_write(records, monkeypatch):
    person = add(records)
    study.see_page(records, person, "water", "bowls", NOW)
    monkeypatch.setattr(records, "writing", None)
    study.see_page(records, person, "water", "bowls", later(0.4))


def test_fifteen_people_turning_pages_lose_none(records):
    people = [add(records, f"{n}") for n in range(15)]

    def read(n):
        for page in range(20):
            study.see_page(records, people[n], "water", f"p{page}", later(page))

    assert together(read) == [None] * 15
    with records.reading() as db:
        assert all(len(log.seen(db, person)["water"]) == 20 for person in people)
