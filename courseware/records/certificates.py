"""Certificates: issued once for each person and award, found by their code, revoked but never deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, or_, select, update

from courseware.records.database import insert_new
from courseware.records.tables import attempt, person
from courseware.records.tables import certificate as t

COURSE = "course"
"""The award for the whole course."""


@dataclass(frozen=True)
class Certificate:
    """A certificate: `name` and `details` are as they were when it was issued."""

    id: int
    code: str
    person_id: int
    award: str
    name: str
    details: Mapping[str, Any]
    issued_at: datetime
    revoked_at: datetime | None
    revoked_because: str | None


@dataclass(frozen=True)
class Holder:
    """A certificate, and whose it is today; `stands` when they hold one that stands, this or another."""

    certificate: Certificate
    employee_number: str
    name: str
    department: str
    stands: bool


_BY_CODE = select(t).where(t.c.code == bindparam("code"))
_BY_ID = select(t).where(t.c.id == bindparam("id"))
_LATEST = select(t).where(t.c.person_id == bindparam("person_id"), t.c.award == bindparam("award"))
_LATEST = _LATEST.order_by(t.c.id.desc()).limit(1)
_PASSED = select(attempt.c.quiz_id).distinct()
_PASSED = _PASSED.where(attempt.c.person_id == bindparam("person_id"), attempt.c.score >= attempt.c.pass_mark)
_HOLDERS = t.join(person, person.c.id == t.c.person_id)
_other = t.alias("other")
_STANDS = exists().where(
    _other.c.person_id == t.c.person_id, _other.c.award == t.c.award, _other.c.revoked_at.is_(None)
)


def issue(
    db: Connection, code: str, person_id: int, award: str, name: str, details: Mapping[str, Any], now: datetime
) -> bool:
    """A new certificate; False, and nothing new, if the person holds one of this award that stands."""
    row = {
        "code": code, "person_id": person_id, "award": award, "name": name, "details": dict(details), "issued_at": now,
    }  # fmt: skip
    return db.execute(insert_new(db, t), row).rowcount == 1


def revoke(db: Connection, certificate_id: int, because: str, now: datetime) -> bool:
    """Revoke the certificate; False if it was revoked before."""
    standing = t.c.id == certificate_id, t.c.revoked_at.is_(None)
    return db.execute(update(t).where(*standing).values(revoked_at=now, revoked_because=because)).rowcount == 1


def latest(db: Connection, person_id: int, award: str) -> Certificate | None:
    """The person's newest certificate of this award, revoked or not."""
    return _certificate(db.execute(_LATEST, {"person_id": person_id, "award": award}).first())


def by_code(db: Connection, code: str) -> Certificate | None:
    """The certificate of that code, revoked or not."""
    return _certificate(db.execute(_BY_CODE, {"code": code}).first())


def by_id(db: Connection, certificate_id: int) -> Certificate | None:
    """The certificate of that id, revoked or not."""
    return _certificate(db.execute(_BY_ID, {"id": certificate_id}).first())


def listed(db: Connection, search: str = "", page: int = 1, size: int = 20) -> tuple[list[Holder], int, int]:
    """One page of certificates, the newest first; how many there are on all pages, and how many of these stand.

    `search` is part of the name on it, or of the holder's name or number today.
    """
    wanted = select(
        t, person.c.employee_number, person.c.name.label("today"), person.c.department, _STANDS.label("stands")
    )
    wanted = wanted.select_from(_HOLDERS)
    counts = select(func.count(t.c.id), func.count(t.c.id).filter(t.c.revoked_at.is_(None))).select_from(_HOLDERS)
    if search := search.strip().lower():
        columns = (t.c.name, person.c.name, person.c.employee_number)
        like = or_(*(func.lower(column).contains(search, autoescape=True) for column in columns))
        wanted, counts = wanted.where(like), counts.where(like)
    total, standing = db.execute(counts).one()
    newest = wanted.order_by(t.c.issued_at.desc(), t.c.id.desc()).limit(size).offset((max(page, 1) - 1) * size)
    rows = [
        Holder(_read(row), row.employee_number, row.today, row.department, bool(row.stands))
        for row in db.execute(newest)
    ]
    return rows, total, standing


def passed(db: Connection, person_id: int) -> set[str]:
    """Ids of all quizzes that the person passed at least once."""
    return set(db.execute(_PASSED, {"person_id": person_id}).scalars())


def _certificate(row: Row | None) -> Certificate | None:
    return None if row is None else _read(row)


def _read(row: Row) -> Certificate:
    return Certificate(
        row.id, row.code, row.person_id, row.award, row.name, row.details, row.issued_at, row.revoked_at,
        row.revoked_because,
    )  # fmt: skip
