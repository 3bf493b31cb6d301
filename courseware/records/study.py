"""The study log: which page was looked at, by whom and when."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from courseware.people import Person
from courseware.records import participations
from courseware.records.tables import page_seen as t
from courseware.records.tables import participation

AGAIN = timedelta(seconds=30)
"""The same page again within this time is the same look at it."""

_LOG = t.join(participation, participation.c.id == t.c.participation_id)
_BY_PERSON = participation.c.person_id == bindparam("person_id")
_BY_DEVICE = and_(participation.c.device == bindparam("device"), participation.c.person_id.is_(None))
_NEWEST = t.c.seen_at.desc(), t.c.id.desc()
_LATEST = select(t.c.lesson_id, t.c.page_id, t.c.seen_at).select_from(_LOG).order_by(*_NEWEST).limit(1)
_LATEST_OF = {True: _LATEST.where(_BY_DEVICE), False: _LATEST.where(_BY_PERSON)}
_LAST_PAGE = {
    guest: statement.where(t.c.lesson_id == bindparam("lesson_id")) for guest, statement in _LATEST_OF.items()
}
_SEEN = select(t.c.lesson_id, t.c.page_id).select_from(_LOG).distinct()
_SEEN_OF = {True: _SEEN.where(_BY_DEVICE), False: _SEEN.where(_BY_PERSON)}


def see(db: Connection, person: Person, lesson_id: str, page_id: str, now: datetime) -> bool:
    """The person (or, for a guest, the device) looks at a page; False if they were looking at it anyway."""
    participation_id = participations.own(db, person, now)
    if looking(db, person, lesson_id, page_id, now):
        return False
    db.execute(
        insert(t),
        {"participation_id": participation_id, "lesson_id": lesson_id, "page_id": page_id, "seen_at": now},
    )
    return True


def looking(db: Connection, person: Person, lesson_id: str, page_id: str, now: datetime) -> bool:
    """Is this the page the person came to last, less than 30 seconds ago?"""
    last = latest(db, person)
    return last is not None and last[:2] == (lesson_id, page_id) and now - last[2] < AGAIN


def last_page(db: Connection, person: Person, lesson_id: str) -> str | None:
    """The page of the lesson they looked at last."""
    row = db.execute(_LAST_PAGE[person.guest], {**_who(person), "lesson_id": lesson_id}).first()
    return None if row is None else row.page_id


def latest(db: Connection, person: Person) -> tuple[str, str, datetime] | None:
    """Lesson and page they looked at last, and when."""
    row = db.execute(_LATEST_OF[person.guest], _who(person)).first()
    return None if row is None else (row.lesson_id, row.page_id, row.seen_at)


def seen(db: Connection, person: Person) -> dict[str, set[str]]:
    """The ids of all pages they ever looked at, by lesson."""
    pages: dict[str, set[str]] = {}
    for lesson_id, page_id in db.execute(_SEEN_OF[person.guest], _who(person)):
        pages.setdefault(lesson_id, set()).add(page_id)
    return pages


def credit_device(db: Connection, device: str, person_id: int, now: datetime) -> bool:
    """What was looked at on a device that belongs to nobody becomes the person's, once; False if there was nothing.

    Quizzes that guests took stay theirs: they hang on the practice participation.
    """
    nobodys = (
        participation.c.device == device, participation.c.mode == "self-study", participation.c.person_id.is_(None)
    )  # fmt: skip
    if not device:
        return False
    return db.execute(update(participation).where(*nobodys).values(person_id=person_id, credited_at=now)).rowcount > 0


def _who(person: Person) -> dict[str, object]:
    return {"device": person.device} if person.guest else {"person_id": person.id}
