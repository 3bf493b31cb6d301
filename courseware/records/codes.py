"""Codes that work once. Only their SHA-256 is known here."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from courseware.records.tables import one_time_code as t


def make(db: Connection, code_hash: str, purpose: str, now: datetime) -> None:
    """A new code for `purpose`."""
    db.execute(insert(t).values(code_hash=code_hash, purpose=purpose, made_at=now))


def use(db: Connection, code_hash: str, purpose: str, now: datetime) -> bool:
    """Use the code up; False if there is none like it, or somebody used it before."""
    unused = t.c.code_hash == code_hash, t.c.purpose == purpose, t.c.used_at.is_(None)
    return db.execute(update(t).where(*unused).values(used_at=now)).rowcount == 1


def unused(db: Connection, purpose: str) -> int:
    """How many codes for `purpose` nobody has used."""
    mine = select(func.count()).select_from(t).where(t.c.purpose == purpose, t.c.used_at.is_(None))
    return db.execute(mine).scalar_one()
