"""What regrades did, for the learner, for HR's page and for the sheet HR takes away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, select

from courseware.progress.regrading import Policy
from courseware.progress.scoring import Score
from courseware.records import scores, snapshots
from courseware.records.regrades import score
from courseware.records.tables import attempt, grading, person, regrade, regrade_change
from courseware.words import Text


@dataclass(frozen=True)
class Done:
    """A regrade that was applied; `by` a name, `attempts` how many it changed."""

    id: int
    quiz_id: str
    question_id: str
    policy: Policy
    reason: str
    by: str
    at: datetime
    attempts: int


@dataclass(frozen=True)
class Note:
    """What a regrade did to one attempt."""

    question_id: str
    policy: Policy
    reason: str
    at: datetime
    before: Score
    after: Score


@dataclass(frozen=True)
class Delta:
    """One line of the sheet that says what a regrade did: an attempt before and after."""

    employee_number: str
    name: str
    department: str
    quiz: Text
    number: int
    began_at: datetime
    submitted_at: datetime
    before: Score
    after: Score
    pass_mark: int
    reason: str
    by: str
    at: datetime


_DONE = (
    select(regrade, person.c.name, func.count(regrade_change.c.attempt_id).label("attempts"))
    .join(person, person.c.id == regrade.c.person_id)
    .join(regrade_change, regrade_change.c.regrade_id == regrade.c.id)
    .group_by(*regrade.c, person.c.name)
    .order_by(regrade.c.id.desc())
)
# By way of the gradings, which are found by attempt; the table of changes is found by regrade.
_NOTES = (
    select(regrade.c.question_id, regrade.c.policy, regrade.c.reason, regrade.c.made_at, regrade_change)
    .join(grading, grading.c.regrade_id == regrade.c.id)
    .join(
        regrade_change,
        (regrade_change.c.regrade_id == regrade.c.id) & (regrade_change.c.attempt_id == grading.c.attempt_id),
    )
    .where(grading.c.attempt_id == bindparam("attempt_id"))
    .order_by(regrade.c.id)
)


def done(db: Connection, quiz_id: str) -> list[Done]:
    """The regrades of the quiz, the latest first."""
    return [_done(row) for row in db.execute(_DONE.where(regrade.c.quiz_id == quiz_id))]


def by_id(db: Connection, regrade_id: int) -> Done | None:
    """The regrade of that id."""
    row = db.execute(_DONE.where(regrade.c.id == regrade_id)).first()
    return None if row is None else _done(row)


def notes(db: Connection, attempt_id: int) -> list[Note]:
    """What regrades did to the attempt, the first one first."""
    return [
        Note(row.question_id, row.policy, row.reason, row.made_at, *_scores(row))
        for row in db.execute(_NOTES, {"attempt_id": attempt_id})
    ]


def delta(db: Connection, regrade_id: int) -> Iterator[Delta]:
    """Every attempt the regrade changed, by employee number and attempt; read while it is used."""
    giver = person.alias("giver")
    statement = (
        select(
            attempt.c.began_at, attempt.c.submitted_at, attempt.c.pass_mark, attempt.c.snapshot_hash,
            scores.NUMBER.label("number"), person.c.employee_number, person.c.name, person.c.department,
            regrade.c.reason, regrade.c.made_at, giver.c.name.label("giver"), regrade_change,
        )
        .select_from(regrade_change)
        .join(regrade, regrade.c.id == regrade_change.c.regrade_id)
        .join(giver, giver.c.id == regrade.c.person_id)
        .join(attempt, attempt.c.id == regrade_change.c.attempt_id)
        .join(person, person.c.id == attempt.c.person_id)
        .where(regrade.c.id == regrade_id)
        .order_by(person.c.employee_number, attempt.c.submitted_at, attempt.c.id)
    )  # fmt: skip
    for row in db.execute(statement, execution_options={"yield_per": 1000}):
        yield Delta(
            row.employee_number, row.name, row.department, snapshots.title(db, row.snapshot_hash), row.number,
            row.began_at, row.submitted_at, *_scores(row), row.pass_mark, row.reason, row.giver, row.made_at,
        )  # fmt: skip


def _done(row: Row) -> Done:
    return Done(
        row.id, row.quiz_id, row.question_id, row.policy, row.reason, row.name, row.made_at, row.attempts
    )  # fmt: skip


def _scores(row: Row) -> tuple[Score, Score]:
    return score(row.points_before, row.maximum_before), score(row.points_after, row.maximum_after)
