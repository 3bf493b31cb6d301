"""Sign-ins: only the SHA-256 of a cookie's value is known here."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from courseware.people import Person
from courseware.records import tables
from courseware.records.tables import session as t

_p, _role = tables.person, tables.person_role
_START = insert(t)
_PERSON = (
    select(_p.c.id, _p.c.employee_number, _p.c.name, _p.c.department, _role.c.role)
    .select_from(t.join(_p).outerjoin(_role, _role.c.person_id == _p.c.id))
    .where(
        t.c.token_hash == bindparam("token_hash"),
        t.c.revoked_at.is_(None),
        t.c.expires_at > bindparam("now"),
        _p.c.active,
    )
)


def start(db: Connection, token_hash: str, person_id: int, now: datetime, expires_at: datetime) -> None:
    """A person has signed in."""
    db.execute(_START, {"token_hash": token_hash, "person_id": person_id, "started_at": now, "expires_at": expires_at})


def person(db: Connection, token_hash: str, now: datetime) -> Person | None:
    """Who signed in with that cookie; None if nobody, or revoked, expired or deactivated."""
    rows = db.execute(_PERSON, {"token_hash": token_hash, "now": now}).all()
    if not rows:
        return None
    person_id, employee_number, name, department, _ = rows[0]
    return Person(person_id, employee_number, name, department, frozenset(row[4] for row in rows if row[4]))


def revoke(db: Connection, token_hash: str, now: datetime) -> None:
    """That sign-in is over."""
    db.execute(update(t).where(t.c.token_hash == token_hash, t.c.revoked_at.is_(None)).values(revoked_at=now))


def revoke_all(db: Connection, person_id: int, now: datetime) -> int:
    """Every sign-in of the person is over; how many there were."""
    still = t.c.revoked_at.is_(None), t.c.expires_at > now
    return db.execute(update(t).where(t.c.person_id == person_id, *still).values(revoked_at=now)).rowcount
