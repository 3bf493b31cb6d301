"""The audit: who did what to people, scores, exports and settings. Written in the transaction of the deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from courseware.records.tables import audit as t


@dataclass(frozen=True)
class Entry:
    """One deed; `person_id` is None where the server or the command line did it."""

    at: datetime
    person_id: int | None
    deed: str
    subject: str
    details: Mapping[str, Any]


def note(
    db: Connection, person_id: int | None, deed: str, subject: str, details: Mapping[str, Any], now: datetime
) -> None:
    """Write a deed down: `deed` such as change-roles, `subject` such as person:17."""
    row = {"at": now, "person_id": person_id, "deed": deed, "subject": subject, "details": dict(details)}
    db.execute(insert(t).values(row))


def latest(db: Connection, limit: int = 100) -> list[Entry]:
    """The latest deeds, the newest first."""
    rows = db.execute(select(t).order_by(t.c.id.desc()).limit(limit)).all()
    return [Entry(row.at, row.person_id, row.deed, row.subject, row.details) for row in rows]
