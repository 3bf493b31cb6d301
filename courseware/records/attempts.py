"""Attempts at quizzes: begun once, answered by appending, submitted once, graded by appending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from courseware.errors import Stale
from courseware.people import Person
from courseware.progress.confidence import Confidence
from courseware.progress.paper import Item
from courseware.progress.scoring import Score, ordering, total
from courseware.questions import Grade
from courseware.records.database import insert_new
from courseware.records.participations import Mode
from courseware.records.tables import answer, closed_question, grading, participation
from courseware.records.tables import attempt as t

GUESTS: Mode = "practice"
"""Where the attempts of guests hang."""


@dataclass(frozen=True)
class Attempt:
    """One attempt; `person_id` is None for a guest, whose `device` counts. Unsubmitted ones have no score."""

    id: int
    participation_id: int
    person_id: int | None
    device: str | None
    quiz_id: str
    snapshot_hash: str
    seed: int
    paper: Sequence[Item]
    pass_mark: int
    began_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None
    ran_out: bool
    score: Score | None

    @property
    def percent(self) -> Fraction | None:
        """The exact per cent; None before submission."""
        return None if self.score is None else self.score.percent

    @property
    def passed(self) -> bool | None:
        """Did the exact per cent reach the pass mark? None before submission."""
        return None if self.score is None else self.score.passed(self.pass_mark)

    def belongs_to(self, person: Person) -> bool:
        """Is it the person's, or of the device of this guest?"""
        if person.id is not None or self.person_id is not None:
            return person.id == self.person_id
        return person.device == self.device


@dataclass(frozen=True)
class Given:
    """The current answer to a question: `response` as JSON, `number` of its receipt; `confidence` where it was said."""

    number: int
    revision: int
    response: Any
    language: str
    confidence: Confidence | None
    given_at: datetime


_LOG = t.join(participation, participation.c.id == t.c.participation_id)
_COLUMNS = select(t, participation.c.device).select_from(_LOG)
_BY_ID = _COLUMNS.where(t.c.id == bindparam("id"))
_BY_ID_HELD = _BY_ID.with_for_update(of=t)
_OPEN = _COLUMNS.where(
    t.c.participation_id == bindparam("participation_id"),
    t.c.quiz_id == bindparam("quiz_id"),
    t.c.submitted_at.is_(None),
)
_OF_PERSON = _COLUMNS.where(t.c.person_id == bindparam("person_id")).order_by(t.c.id)
_OF_DEVICE = _COLUMNS.where(participation.c.device == bindparam("device"), participation.c.person_id.is_(None))
_OF_DEVICE = _OF_DEVICE.order_by(t.c.id)
_ANSWERS = select(answer).where(answer.c.attempt_id == bindparam("attempt_id")).order_by(answer.c.revision)
_LAST = select(answer).where(
    answer.c.attempt_id == bindparam("attempt_id"), answer.c.question_id == bindparam("question_id")
)
_LAST = _LAST.order_by(answer.c.revision.desc()).limit(1)
_GRADINGS = select(grading).where(grading.c.attempt_id == bindparam("attempt_id")).order_by(grading.c.id)
_APPEND = insert(answer).returning(answer.c.id)
_CLOSED = select(closed_question.c.question_id).where(closed_question.c.attempt_id == bindparam("attempt_id"))
_OVERDUE = select(t.c.id).where(t.c.submitted_at.is_(None), t.c.due_at <= bindparam("before", type_=t.c.due_at.type))
_START = insert(t).returning(t.c.id)


def start(
    db: Connection, participation_id: int, person: Person, quiz_id: str, snapshot_hash: str, seed: int,
    paper: Sequence[Item], pass_mark: int, now: datetime, due_at: datetime | None = None,
) -> int:  # fmt: skip
    """A new attempt; its id. The database refuses a second unsubmitted one of the same participation and quiz."""
    row = {
        "participation_id": participation_id, "person_id": person.id, "quiz_id": quiz_id,
        "snapshot_hash": snapshot_hash, "seed": seed, "paper": list(paper), "pass_mark": pass_mark, "began_at": now,
        "due_at": due_at,
    }  # fmt: skip
    return db.execute(_START, row).scalar_one()


def unsubmitted(db: Connection, participation_id: int, quiz_id: str) -> Attempt | None:
    """The attempt that is still open."""
    row = db.execute(_OPEN, {"participation_id": participation_id, "quiz_id": quiz_id}).first()
    return None if row is None else _attempt(row)


def by_id(db: Connection, attempt_id: int, held: bool = False) -> Attempt | None:
    """The attempt; `held` keeps others from answering or submitting it until the transaction ends."""
    row = db.execute(_BY_ID_HELD if held else _BY_ID, {"id": attempt_id}).first()
    return None if row is None else _attempt(row)


def of_person(db: Connection, person: Person, quiz_id: str | None = None) -> list[Attempt]:
    """Attempts of a person, or of a guest's device, in the order they were begun; of all quizzes for None."""
    if person.guest:
        statement, who = _OF_DEVICE, {"device": person.device}
    else:
        statement, who = _OF_PERSON, {"person_id": person.id}
    if quiz_id is not None:
        statement = statement.where(t.c.quiz_id == quiz_id)
    return [_attempt(row) for row in db.execute(statement, who)]


def current(db: Connection, attempt_id: int) -> dict[str, Given]:
    """The current answers, by question."""
    return {row.question_id: _given(row) for row in db.execute(_ANSWERS, {"attempt_id": attempt_id})}


def last(db: Connection, attempt_id: int, question_id: str) -> Given | None:
    """The current answer to one question."""
    row = db.execute(_LAST, {"attempt_id": attempt_id, "question_id": question_id}).first()
    return None if row is None else _given(row)


def append_answer(
    db: Connection, attempt_id: int, question_id: str, revision: int, response: Any, language: str, now: datetime,
    confidence: Confidence | None = None,
) -> int:  # fmt: skip
    """The next answer to a question, counted from 1; the number of its receipt.

    Hold the attempt first. Raises Stale when `revision` is not the next.
    """
    given = last(db, attempt_id, question_id)
    if revision != (given.revision if given else 0) + 1:
        raise Stale("stale-answer")
    row = {
        "attempt_id": attempt_id,
        "question_id": question_id,
        "revision": revision,
        "response": response,
        "language": language,
        "confidence": confidence,
        "given_at": now,
    }
    return db.execute(_APPEND, row).scalar_one()


def close(db: Connection, attempt_id: int, question_id: str, now: datetime) -> None:
    """From now on the question takes no answer; closing it again changes nothing. Hold the attempt first."""
    db.execute(insert_new(db, closed_question).values(attempt_id=attempt_id, question_id=question_id, closed_at=now))


def closed(db: Connection, attempt_id: int) -> frozenset[str]:
    """The questions that take no answer any more."""
    return frozenset(db.execute(_CLOSED, {"attempt_id": attempt_id}).scalars())


def overdue(db: Connection, before: datetime) -> list[int]:
    """Unsubmitted attempts whose time ran out by `before`."""
    return list(db.execute(_OVERDUE, {"before": before}).scalars())


def submit(db: Connection, attempt_id: int, now: datetime, ran_out: bool = False) -> bool:
    """Close the attempt; False if it was closed already. Grade it in the same transaction."""
    open_ = t.c.id == attempt_id, t.c.submitted_at.is_(None)
    return db.execute(update(t).where(*open_).values(submitted_at=now, ran_out=ran_out)).rowcount == 1


def grade(
    db: Connection, attempt_id: int, grades: Mapping[str, Grade], version: int, reason: str, now: datetime
) -> None:
    """Append a grading of every question of the attempt, and set its totals to their sum."""
    rows = [grading_row(attempt_id, question, one, version, reason, now) for question, one in grades.items()]
    db.execute(insert(grading), rows)
    db.execute(update(t).where(t.c.id == attempt_id).values(**totals(total(grades.values()))))


def gradings(db: Connection, attempt_id: int) -> dict[str, tuple[Fraction, Fraction]]:
    """Points and maximum of the latest grading of each question."""
    rows = db.execute(_GRADINGS, {"attempt_id": attempt_id})
    return {row.question_id: (Fraction(row.points), Fraction(row.maximum)) for row in rows}


def grading_row(
    attempt_id: int, question_id: str, one: Grade, version: int, reason: str, now: datetime
) -> dict[str, Any]:
    """A row of the table of gradings."""
    return {
        "attempt_id": attempt_id, "question_id": question_id, "points": str(one.points), "maximum": str(one.of),
        "grader_version": version, "reason": reason, "graded_at": now,
    }  # fmt: skip


def totals(score: Score) -> dict[str, Any]:
    """The columns of an attempt that repeat its gradings."""
    return {
        "total_points": str(score.points), "total_maximum": str(score.of), "score": ordering(score.percent),
    }  # fmt: skip


def _given(row: Row) -> Given:
    return Given(row.id, row.revision, row.response, row.language, row.confidence, row.given_at)


def _attempt(row: Row) -> Attempt:
    score = None if row.total_points is None else Score(Fraction(row.total_points), Fraction(row.total_maximum))
    return Attempt(
        row.id, row.participation_id, row.person_id, row.device, row.quiz_id, row.snapshot_hash, row.seed, row.paper,
        row.pass_mark, row.began_at, row.due_at, row.submitted_at, row.ran_out, score,
    )  # fmt: skip
