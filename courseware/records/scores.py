"""Scores for HR: submitted attempts of people, one row an attempt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, or_, select

from courseware.progress.scoring import Score
from courseware.records import snapshots
from courseware.records.tables import attempt as t
from courseware.records.tables import person
from courseware.words import Text

Which = Literal["best", "first", "last", "all"]
Status = Literal["", "passed", "failed"]


@dataclass(frozen=True)
class Filter:
    """Which scores. Empty or None means any.

    `which` picks one attempt of each person and quiz among those submitted from `since` up to, not including, `until`
    (aware times); of equally good ones the earlier is the best. `status` looks at the one picked.
    """

    department: str = ""
    quiz_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    which: Which = "best"
    status: Status = ""


@dataclass(frozen=True)
class ScoreRow:
    """One attempt. `number` counts the person's submitted attempts at the quiz from 1, whatever the filter."""

    attempt_id: int
    employee_number: str
    name: str
    department: str
    quiz_id: str
    quiz: Text
    number: int
    began_at: datetime
    submitted_at: datetime
    points: Fraction
    maximum: Fraction
    percent: Fraction
    pass_mark: int
    passed: bool


@dataclass(frozen=True)
class Totals:
    """Of the rows a filter lets through."""

    people: int
    attempts: int
    passed: int
    failed: int


_other = t.alias("other")
_SAME = and_(_other.c.person_id == t.c.person_id, _other.c.quiz_id == t.c.quiz_id, _other.c.submitted_at.is_not(None))
_BEFORE = or_(
    _other.c.submitted_at < t.c.submitted_at,
    and_(_other.c.submitted_at == t.c.submitted_at, _other.c.id < t.c.id),
)
_AFTER = or_(
    _other.c.submitted_at > t.c.submitted_at,
    and_(_other.c.submitted_at == t.c.submitted_at, _other.c.id > t.c.id),
)
_PREFERRED: dict[Which, ColumnElement[bool]] = {
    "best": or_(_other.c.score > t.c.score, and_(_other.c.score == t.c.score, _BEFORE)),
    "first": _BEFORE,
    "last": _AFTER,
}
_NUMBER = (
    select(func.count() + 1).select_from(_other).where(_SAME, _BEFORE).correlate(t).scalar_subquery().label("number")
)
_ROW = select(
    t.c.id, person.c.employee_number, person.c.name, person.c.department, t.c.quiz_id, t.c.snapshot_hash, _NUMBER,
    t.c.began_at, t.c.submitted_at, t.c.total_points, t.c.total_maximum, t.c.pass_mark,
)  # fmt: skip
_PASSED = t.c.score >= t.c.pass_mark
_TOTALS = select(
    func.count(t.c.person_id.distinct()), func.count(), func.coalesce(func.sum(case((_PASSED, 1), else_=0)), 0)
)


def rows(db: Connection, wanted: Filter, limit: int | None = None, offset: int = 0) -> Iterator[ScoreRow]:
    """The scores, the newest submission first; read while they are used, so use them inside the transaction."""
    statement = _filtered(_ROW, wanted).order_by(t.c.submitted_at.desc(), t.c.id.desc())
    if limit is not None:
        statement = statement.limit(limit).offset(offset)
    for row in db.execute(statement, execution_options={"yield_per": 1000}):
        yield _row(db, row)


def totals(db: Connection, wanted: Filter) -> Totals:
    """How many people and attempts the filter lets through, and how these attempts ended."""
    people, attempts, passed = db.execute(_filtered(_TOTALS, wanted)).one()
    return Totals(people, attempts, passed, attempts - passed)


def quizzes(db: Connection) -> dict[str, Text]:
    """Every quiz that has scores, by id, with the title it had last: retired ones too."""
    newest = select(func.max(t.c.id)).where(t.c.submitted_at.is_not(None)).group_by(t.c.quiz_id)
    found = db.execute(select(t.c.quiz_id, t.c.snapshot_hash).where(t.c.id.in_(newest)).order_by(t.c.quiz_id)).all()
    return {quiz_id: snapshots.title(db, digest) for quiz_id, digest in found}


def _filtered(statement: Select, wanted: Filter) -> Select:
    statement = statement.join_from(t, person, person.c.id == t.c.person_id).where(t.c.submitted_at.is_not(None))
    within = _within(t, wanted)
    if within is not None:
        statement = statement.where(within)
    if wanted.department:
        statement = statement.where(person.c.department == wanted.department)
    if wanted.quiz_id:
        statement = statement.where(t.c.quiz_id == wanted.quiz_id)
    if wanted.which != "all":
        preferred = select(_other.c.id).where(_SAME, _PREFERRED[wanted.which])
        among = _within(_other, wanted)
        if among is not None:
            preferred = preferred.where(among)
        statement = statement.where(~exists(preferred.correlate(t)))
    if wanted.status:
        statement = statement.where(_PASSED if wanted.status == "passed" else ~_PASSED)
    return statement


def _within(attempts: Any, wanted: Filter) -> ColumnElement[bool] | None:
    bounds = []
    if wanted.since is not None:
        bounds.append(attempts.c.submitted_at >= wanted.since)
    if wanted.until is not None:
        bounds.append(attempts.c.submitted_at < wanted.until)
    return and_(*bounds) if bounds else None


def _row(db: Connection, row: Row) -> ScoreRow:
    attempt_id, number_, name, department, quiz_id, digest, number, began_at, submitted_at, points, maximum, mark = row
    percent, passed = _outcome(points, maximum, mark)
    return ScoreRow(
        attempt_id, number_, name, department, quiz_id, snapshots.title(db, digest), number, began_at, submitted_at,
        _exact(points), _exact(maximum), percent, mark, passed,
    )  # fmt: skip


@lru_cache(4096)
def _exact(written: str) -> Fraction:
    return Fraction(written)


@lru_cache(4096)
def _outcome(points: str, maximum: str, pass_mark: int) -> tuple[Fraction, bool]:
    score = Score(Fraction(points), Fraction(maximum))
    return score.percent, score.passed(pass_mark)
