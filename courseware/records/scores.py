"""Scores for HR: submitted attempts of people, one row an attempt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, case, func, literal_column, select

from courseware.progress.scoring import Score
from courseware.records import snapshots
from courseware.records.tables import attempt, participation, person
from courseware.words import Text

Which = Literal["best", "first", "last", "all"]


@dataclass(frozen=True)
class Filter:
    """Which scores. Empty or None means any.

    `which` picks one attempt of each person and quiz among those submitted from `since` up to, not including, `until`
    (aware); of equally good ones the earlier is the best. `status` looks at the one picked.
    """

    department: str = ""
    quiz_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    which: Which = "best"
    status: Literal["", "passed", "failed"] = ""


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


_AGES = attempt.c.submitted_at, attempt.c.id
_OF_ONE = (participation.c.person_id, attempt.c.quiz_id)
_ORDER: dict[Which, tuple[Any, ...]] = {
    "best": (attempt.c.score.desc(), *_AGES),
    "first": _AGES,
    "last": tuple(column.desc() for column in _AGES),
}


def rows(db: Connection, wanted: Filter, limit: int | None = None, offset: int = 0) -> Iterator[ScoreRow]:
    """The scores, the newest submission first; read as they are used, so keep the transaction open until the end."""
    chosen = _chosen(wanted).subquery()
    statement = (
        select(attempt, person.c.employee_number, person.c.name, person.c.department, _number().label("number"))
        .select_from(chosen.join(attempt, attempt.c.id == chosen.c.id).join(person, person.c.id == chosen.c.person_id))
        .order_by(attempt.c.submitted_at.desc(), attempt.c.id.desc())
        .limit(limit)
        .offset(offset or None)
    )
    for row in db.execute(statement, execution_options={"yield_per": 1000}):
        yield _row(db, row)


def totals(db: Connection, wanted: Filter) -> Totals:
    """How many people and attempts the filter lets through, and how the attempts ended."""
    chosen = _chosen(wanted).subquery()
    passed = func.coalesce(func.sum(case((chosen.c.score >= chosen.c.pass_mark, 1), else_=0)), 0)
    people, attempts, passes = db.execute(
        select(func.count(chosen.c.person_id.distinct()), func.count(), passed).select_from(chosen)
    ).one()
    return Totals(people, attempts, passes, attempts - passes)
