"""Extra time and extra attempts of single people. Rows are appended; the latest of a person and quiz counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, or_, select

from courseware.progress.allowances import Allowance, counts
from courseware.records.tables import allowance as t
from courseware.records.tables import person


@dataclass(frozen=True)
class Granted:
    """An allowance as HR sees it; `quiz_id` is None where it is for all quizzes, `by` a name."""

    person_id: int
    employee_number: str
    name: str
    department: str
    quiz_id: str | None
    allowance: Allowance
    reason: str
    by: str
    at: datetime


_OF = (
    select(t.c.quiz_id, t.c.extra_time, t.c.extra_attempts)
    .where(t.c.person_id == bindparam("person_id"), or_(t.c.quiz_id == bindparam("quiz_id"), t.c.quiz_id.is_(None)))
    .order_by(t.c.id.desc())
)


def of(db: Connection, person_id: int, quiz_id: str) -> Allowance:
    """What the person has extra at the quiz, now; one indexed query. Nothing extra is Allowance(0, 0)."""
    rows = db.execute(_OF, {"person_id": person_id, "quiz_id": quiz_id})
    return counts(((row.quiz_id, Allowance(row.extra_time, row.extra_attempts)) for row in rows), quiz_id)


def grant(
    db: Connection, person_id: int, quiz_id: str | None, granted: Allowance, reason: str, by: int, now: datetime
) -> None:
    """From now on this much, for the quiz or, with None, for all; nothing extra withdraws what was granted before."""
    db.execute(insert(t).values(
        person_id=person_id, quiz_id=quiz_id, extra_time=granted.extra_time, extra_attempts=granted.extra_attempts,
        reason=reason, granted_by=by, granted_at=now,
    ))  # fmt: skip


def latest(db: Connection, person_id: int, quiz_id: str | None) -> Allowance:
    """The latest word on exactly this quiz, or with None on all of them together."""
    row = db.execute(
        select(t.c.extra_time, t.c.extra_attempts)
        .where(t.c.person_id == person_id, t.c.quiz_id.is_not_distinct_from(quiz_id))
        .order_by(t.c.id.desc())
        .limit(1)
    ).first()
    return Allowance() if row is None else Allowance(*row)


def standing(db: Connection) -> list[Granted]:
    """Everything that stands, withdrawals left out, the newest first."""
    newest = select(func.max(t.c.id)).group_by(t.c.person_id, t.c.quiz_id)
    giver = person.alias("giver")
    rows = db.execute(
        select(
            t, person.c.employee_number, person.c.name, person.c.department, giver.c.name.label("giver"),
        )
        .join(person, person.c.id == t.c.person_id)
        .join(giver, giver.c.id == t.c.granted_by)
        .where(t.c.id.in_(newest), or_(t.c.extra_time > 0, t.c.extra_attempts > 0))
        .order_by(t.c.id.desc())
    )  # fmt: skip
    return [
        Granted(
            row.person_id, row.employee_number, row.name, row.department, row.quiz_id,
            Allowance(row.extra_time, row.extra_attempts), row.reason, row.giver, row.granted_at,
        )
        for row in rows
    ]  # fmt: skip
