"""Scores for HR: submitted attempts of people, one row an attempt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select, tuple_

from courseware.progress.booking import MODE
from courseware.progress.scoring import Score
from courseware.records import snapshots
from courseware.records.certificates import COURSE
from courseware.records.tables import attempt as t
from courseware.records.tables import certificate, participation, person
from courseware.words import Text

Which = Literal["best", "first", "last", "all"]
Status = Literal["", "passed", "failed"]
Mode = Literal["", "self-study", "room"]


@dataclass(frozen=True)
class Filter:
    """Which scores. Empty or None means any.

    `which` picks one attempt of each person and quiz among those submitted from `since` up to, not including, `until`
    (aware times); of equally good ones the earlier is the best. `status` looks at the one picked; attempts of rooms
    have none, for they have no pass mark.
    """

    department: str = ""
    quiz_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    which: Which = "best"
    status: Status = ""
    mode: Mode = ""


@dataclass(frozen=True)
class ScoreRow:
    """One attempt. `number` counts the person's submitted attempts at the quiz from 1, whatever the filter.

    `certified_at` is when the person's certificate was issued; None without one that stands. An attempt of the mode
    `room-by-number` was booked to a number that somebody typed: they were not signed in. Those of rooms have no pass
    mark (0) and are neither passed nor failed (None).
    """

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
    passed: bool | None
    certified_at: datetime | None = None
    mode: Literal["self-study", "room", "room-by-number"] = "self-study"


@dataclass(frozen=True)
class Totals:
    """Of the rows a filter lets through; attempts of rooms are neither passed nor failed."""

    people: int
    attempts: int
    passed: int
    failed: int
    rooms: int = 0


_AGE: tuple[Any, ...] = (t.c.submitted_at, t.c.id)
_PREFERRED: dict[Which, tuple[Any, ...]] = {
    "best": (t.c.score.desc(), *_AGE),
    "first": _AGE,
    "last": tuple(column.desc() for column in _AGE),
}
_earlier = t.alias("earlier")
NUMBER = (
    select(func.count() + 1)
    .where(
        _earlier.c.person_id == t.c.person_id,
        _earlier.c.quiz_id == t.c.quiz_id,
        tuple_(_earlier.c.submitted_at, _earlier.c.id) < tuple_(*_AGE),
    )
    .correlate(t)
    .scalar_subquery()
)
"""Which of the person's submitted attempts at the quiz a row of the table of attempts is, from 1."""

_ROW = select(
    t.c.id, person.c.employee_number, person.c.name, person.c.department, t.c.quiz_id, t.c.snapshot_hash,
    NUMBER.label("number"), t.c.began_at, t.c.submitted_at, t.c.total_points, t.c.total_maximum, t.c.pass_mark,
    certificate.c.issued_at.label("certified_at"), participation.c.credited_at,
)  # fmt: skip
_STANDING = and_(
    certificate.c.person_id == t.c.person_id, certificate.c.award == COURSE, certificate.c.revoked_at.is_(None)
)


def rows(db: Connection, wanted: Filter, limit: int | None = None, offset: int = 0) -> Iterator[ScoreRow]:
    """The scores, the newest submission first; read while they are used, so use them inside the transaction."""
    chosen = _chosen(wanted)
    if limit is not None:
        columns = chosen.selected_columns
        chosen = chosen.order_by(columns.submitted_at.desc(), columns.id.desc()).limit(limit).offset(offset)
    found = chosen.subquery()
    statement = (
        _ROW.select_from(
            found.join(t, t.c.id == found.c.id).join(person, person.c.id == t.c.person_id)
            .join(participation, participation.c.id == t.c.participation_id)
            .outerjoin(certificate, _STANDING)
        )
        .order_by(t.c.submitted_at.desc(), t.c.id.desc())
    )  # fmt: skip
    for row in db.execute(statement, execution_options={"yield_per": 1000}):
        yield _row(db, row)


def totals(db: Connection, wanted: Filter) -> Totals:
    """How many people and attempts the filter lets through, and how these attempts ended."""
    chosen = _chosen(wanted).subquery()
    passed = func.coalesce(func.sum(case((chosen.c.score >= chosen.c.pass_mark, 1), else_=0)), 0)
    rooms = func.coalesce(func.sum(case((chosen.c.pass_mark == 0, 1), else_=0)), 0)
    counts = select(func.count(chosen.c.person_id.distinct()), func.count(chosen.c.id), passed, rooms)
    people, attempts, passes, of_rooms = db.execute(counts).one()
    return Totals(people, attempts, passes - of_rooms, attempts - passes, of_rooms)


def quizzes(db: Connection) -> dict[str, Text]:
    """Every quiz that has scores, by id, with the title it had last: retired ones too."""
    newest = select(func.max(t.c.id)).where(t.c.submitted_at.is_not(None)).group_by(t.c.quiz_id)
    found = db.execute(select(t.c.quiz_id, t.c.snapshot_hash).where(t.c.id.in_(newest)).order_by(t.c.quiz_id)).all()
    return {quiz_id: snapshots.title(db, digest) for quiz_id, digest in found}


def _chosen(wanted: Filter) -> Select:
    """The attempts the filter lets through. Two indexes hold all it reads, in the order in which it picks."""
    columns = [t.c.id, t.c.person_id, t.c.submitted_at, t.c.score, t.c.pass_mark]
    if wanted.which == "all":
        chosen, picked = select(*columns).where(*_conditions(wanted)), t.c
        place: list[ColumnElement[bool]] = []
    else:
        order = func.row_number().over(partition_by=(t.c.person_id, t.c.quiz_id), order_by=_PREFERRED[wanted.which])
        ranked = select(*columns, order.label("place")).where(*_conditions(wanted)).subquery()
        picked = ranked.c
        chosen, place = select(*(picked[column.name] for column in columns)), [picked.place == 1]
    if wanted.status:
        passed = picked.score >= picked.pass_mark
        place.append(passed if wanted.status == "passed" else ~passed)
        place.append(picked.pass_mark > 0)
    return chosen.where(*place)


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [t.c.submitted_at.is_not(None), t.c.person_id.is_not(None)]
    if wanted.department:
        found.append(t.c.person_id.in_(select(person.c.id).where(person.c.department == wanted.department)))
    if wanted.quiz_id:
        found.append(t.c.quiz_id == wanted.quiz_id)
    if wanted.since is not None:
        found.append(t.c.submitted_at >= wanted.since)
    if wanted.until is not None:
        found.append(t.c.submitted_at < wanted.until)
    if wanted.mode:
        of_room = t.c.quiz_id.startswith(MODE)
        found.append(of_room if wanted.mode == "room" else ~of_room)
    return found


def _row(db: Connection, row: Row) -> ScoreRow:
    (
        attempt_id, number_, name, department, quiz_id, digest, number, began_at, submitted_at, points, maximum, mark,
        certified_at, credited_at,
    ) = row  # fmt: skip
    percent, passed = _outcome(points, maximum, mark)
    in_room = quiz_id.startswith(MODE)
    return ScoreRow(
        attempt_id, number_, name, department, quiz_id, snapshots.title(db, digest), number, began_at, submitted_at,
        _exact(points), _exact(maximum), percent, mark, passed if mark else None, certified_at,
        "self-study" if not in_room else "room" if credited_at is None else "room-by-number",
    )  # fmt: skip


@lru_cache(4096)
def _exact(written: str) -> Fraction:
    return Fraction(written)


@lru_cache(4096)
def _outcome(points: str, maximum: str, pass_mark: int) -> tuple[Fraction, bool]:
    score = Score(Fraction(points), Fraction(maximum))
    return score.percent, score.passed(pass_mark)
