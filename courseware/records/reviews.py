"""The log the schedule of reviews is computed from: gradings of attempts handed in, and reviews, which are appended."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from courseware.progress.review import Sight, rating
from courseware.records.tables import attempt, grading, participation
from courseware.records.tables import review as t


@dataclass(frozen=True)
class Reviewed:
    """One review. `turn` counts the participation's reviews of the question from 1; `response` is JSON."""

    id: int
    question_id: str
    turn: int
    response: Any
    rating: int
    reviewed_at: datetime


_MINE = bindparam("participation_id")
_room = participation.alias("room")
_ROOMS = (  # rooms in which their person was signed in
    select(_room.c.id)
    .where(_room.c.mode == "room", _room.c.credited_at.is_(None))
    .where(_room.c.person_id == select(participation.c.person_id).where(participation.c.id == _MINE).scalar_subquery())
)
_OWN = attempt.c.participation_id.in_(select(participation.c.id).where(participation.c.id == _MINE).union_all(_ROOMS))
_SUBMITTED = select(attempt.c.id, attempt.c.submitted_at, attempt.c.quiz_id).where(
    _OWN, attempt.c.submitted_at.is_not(None)
)
_GRADED = (
    select(grading.c.attempt_id, grading.c.question_id, grading.c.points, grading.c.maximum)
    .select_from(attempt.join(grading, grading.c.attempt_id == attempt.c.id))
    .where(_OWN, attempt.c.submitted_at.is_not(None))
    .order_by(grading.c.id)
)
_REVIEWED = select(t.c.question_id, t.c.reviewed_at, t.c.rating).where(t.c.participation_id == _MINE)
_HANDED_IN = (
    select(attempt.c.quiz_id)
    .where(attempt.c.participation_id == _MINE, attempt.c.submitted_at.is_not(None))
    .distinct()
)  # fmt: skip
_RUNNING = select(attempt.c.paper).where(attempt.c.participation_id == _MINE, attempt.c.submitted_at.is_(None))
_earlier = t.alias("earlier")
_TURN = (
    select(func.count())
    .where(
        _earlier.c.participation_id == t.c.participation_id,
        _earlier.c.question_id == t.c.question_id,
        _earlier.c.id <= t.c.id,
    )
    .correlate(t)
    .scalar_subquery()
)
_ROW = select(t, _TURN.label("turn")).where(t.c.participation_id == _MINE)
_BY_ID = _ROW.where(t.c.id == bindparam("id"))
_LAST = _ROW.where(t.c.question_id == bindparam("question_id")).order_by(t.c.id.desc()).limit(1)
_APPEND = insert(t).returning(t.c.id)


def log(db: Connection, participation_id: int, question_id: str | None = None) -> list[Sight]:
    """Every sight of every question, or of one, in no particular order. Of regraded ones the latest grading counts."""
    graded, reviewed = _GRADED, _REVIEWED
    if question_id is not None:
        graded = graded.where(grading.c.question_id == question_id)
        reviewed = reviewed.where(t.c.question_id == question_id)
    mine = {"participation_id": participation_id}
    latest = {(number, name): outcome for number, name, *outcome in db.execute(graded, mine)}
    papers = {number: rest for number, *rest in db.execute(_SUBMITTED, mine)}  # apart: thousands of gradings, few times
    sights: list[Sight] = []
    for (number, name), outcome in latest.items():
        submitted_at, quiz_id = papers[number]
        sights.append(Sight(name, submitted_at, _rating(*outcome), quiz_id))
    return sights + [Sight(*row) for row in db.execute(reviewed, mine)]


def handed_in(db: Connection, participation_id: int) -> set[str]:
    """The ids of quizzes handed in at least once."""
    return set(db.execute(_HANDED_IN, {"participation_id": participation_id}).scalars())


def running(db: Connection, participation_id: int) -> set[str]:
    """The ids of the questions on papers not handed in yet."""
    papers = db.execute(_RUNNING, {"participation_id": participation_id}).scalars()
    return {item["question"] for paper in papers for item in paper}


def last(db: Connection, participation_id: int, question_id: str) -> Reviewed | None:
    """The latest review of a question."""
    return _reviewed(db.execute(_LAST, {"participation_id": participation_id, "question_id": question_id}).first())


def by_id(db: Connection, participation_id: int, review_id: int) -> Reviewed | None:
    """A review of that participation."""
    return _reviewed(db.execute(_BY_ID, {"participation_id": participation_id, "id": review_id}).first())


def append(
    db: Connection, participation_id: int, question_id: str, response: Any, rating: int, language: str, now: datetime
) -> int:
    """One more review; its id. Hold the participation first."""
    row = {
        "participation_id": participation_id, "question_id": question_id, "response": response, "rating": rating,
        "language": language, "reviewed_at": now,
    }  # fmt: skip
    return db.execute(_APPEND, row).scalar_one()


def _reviewed(row: Row | None) -> Reviewed | None:
    if row is None:
        return None
    return Reviewed(row.id, row.question_id, row.turn, row.response, row.rating, row.reviewed_at)


@lru_cache(4096)
def _rating(points: str, maximum: str) -> int:
    return rating(Fraction(points), Fraction(maximum))
