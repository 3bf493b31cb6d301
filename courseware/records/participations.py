"""Who takes part: a person has one self-study participation of their own, a device without a person one a mode."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, select

from courseware.people import Person
from courseware.records.database import insert_new
from courseware.records.tables import participation as t

Mode = Literal["self-study", "practice"]

_OF_PERSON = select(t.c.id).where(
    t.c.person_id == bindparam("person_id"), t.c.mode == "self-study", t.c.credited_at.is_(None)
)
_OF_DEVICE = select(t.c.id).where(
    t.c.device == bindparam("device"), t.c.mode == bindparam("mode"), t.c.person_id.is_(None)
)
_LOCK = select(t.c.id).where(t.c.id == bindparam("id")).with_for_update()


def found(db: Connection, person: Person, mode: Mode = "self-study") -> int | None:
    """The id of the person's own participation, or of the device of a guest; `mode` matters to guests only."""
    if person.id is not None:
        return db.execute(_OF_PERSON, {"person_id": person.id}).scalar()
    return db.execute(_OF_DEVICE, {"device": person.device, "mode": mode}).scalar()


def own(db: Connection, person: Person, now: datetime, mode: Mode = "self-study") -> int:
    """As `found`, made if there is none, and held until the transaction ends: others who ask for it wait.

    A guest needs a device.
    """
    known = found(db, person, mode)
    if known is None:
        if person.id is not None:
            row = {"mode": "self-study", "person_id": person.id, "began_at": now}
        else:
            row = {"mode": mode, "device": person.device, "began_at": now}
        db.execute(insert_new(db, t).values(row))
        known = found(db, person, mode)
    return db.execute(_LOCK, {"id": known}).scalar_one()
