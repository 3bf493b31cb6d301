"""Reading lessons: the page somebody looks at is written down, and progress is computed from that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from courseware.people import Person
from courseware.records import study
from courseware.records.database import Records


@dataclass(frozen=True)
class Progress:
    """Ids of the pages looked at, by lesson, and the lesson and page looked at last, with the time."""

    seen: Mapping[str, frozenset[str]]
    latest: tuple[str, str, datetime] | None


def see_page(records: Records, person: Person, lesson_id: str, page_id: str, now: datetime) -> bool:
    """Somebody looks at a page; of a guest the device is remembered. A guest without a device leaves no trace.

    False if nothing new is written down.
    """
    if _unknown(person):
        return False
    with records.reading() as db:  # most reruns are of the same page, and need no turn to write
        if study.looking(db, person, lesson_id, page_id, now):
            return False
    with records.writing() as db:
        return study.see(db, person, lesson_id, page_id, now)


def last_page(records: Records, person: Person, lesson_id: str) -> str | None:
    """The page of the lesson they looked at last."""
    if _unknown(person):
        return None
    with records.reading() as db:
        return study.last_page(db, person, lesson_id)


def progress(records: Records, person: Person) -> Progress:
    """What the person, or the device of a guest, has read so far."""
    if _unknown(person):
        return Progress({}, None)
    with records.reading() as db:
        seen = {lesson: frozenset(pages) for lesson, pages in study.seen(db, person).items()}
        return Progress(seen, study.latest(db, person))


def _unknown(person: Person) -> bool:
    return person.guest and not person.device
