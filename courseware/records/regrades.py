"""Regrades: what they start from, the deed itself (appended), and what they did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from courseware.progress.paper import Item
from courseware.progress.regrading import Change, Policy, Sat
from courseware.progress.scoring import VERSION, Score
from courseware.questions import Grade
from courseware.records import attempts, scores, snapshots
from courseware.records.tables import answer, attempt, grading, person, regrade, regrade_change
from courseware.words import Text


@dataclass(frozen=True)
class Attempt(Sat):
    """A submitted attempt as a regrade needs it; `number` counts the person's attempts at the quiz from 1."""

    employee_number: str
    name: str
    department: str
    number: int
    snapshot_hash: str
    paper: list[Item]


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


_SUBMITTED = (attempt.c.submitted_at.is_not(None), attempt.c.person_id.is_not(None))
_OF_QUIZ = (attempt.c.quiz_id == bindparam("quiz_id"), *_SUBMITTED)
_ATTEMPTS = (
    select(
        attempt.c.id, attempt.c.person_id, attempt.c.pass_mark, attempt.c.total_points, attempt.c.total_maximum,
        attempt.c.submitted_at, attempt.c.snapshot_hash, attempt.c.paper, person.c.employee_number, person.c.name,
        person.c.department,
    )
    .join(person, person.c.id == attempt.c.person_id)
    .where(*_OF_QUIZ)
    .order_by(attempt.c.id)
)  # fmt: skip
_ATTEMPTS_HELD = _ATTEMPTS.with_for_update(of=attempt)
_IDS = select(attempt.c.id).where(*_OF_QUIZ)
_GRADINGS = (
    select(grading.c.attempt_id, grading.c.question_id, grading.c.points, grading.c.maximum)
    .where(grading.c.question_id.in_(bindparam("questions", expanding=True)), grading.c.attempt_id.in_(_IDS))
    .order_by(grading.c.id)
)
_RESPONSES = (
    select(answer.c.attempt_id, answer.c.question_id, answer.c.response)
    .where(answer.c.question_id.in_(bindparam("questions", expanding=True)), answer.c.attempt_id.in_(_IDS))
    .order_by(answer.c.revision)
)
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


def submitted(db: Connection, quiz_id: str, held: bool = False) -> list[Attempt]:
    """All submitted attempts of people at the quiz, by id.

    `held` lets nobody else regrade them until the transaction ends: who asks so waits, and sees what was done.
    """
    rows = db.execute(_ATTEMPTS_HELD if held else _ATTEMPTS, {"quiz_id": quiz_id}).all()
    order, seen = {}, Counter()
    for row in sorted(rows, key=lambda row: (row.submitted_at, row.id)):
        seen[row.person_id] += 1
        order[row.id] = seen[row.person_id]
    return [
        Attempt(
            row.id, row.person_id, row.pass_mark, Score(Fraction(row.total_points), Fraction(row.total_maximum)),
            row.employee_number, row.name, row.department, order[row.id], row.snapshot_hash, row.paper,
        )
        for row in rows
    ]  # fmt: skip


def mark(db: Connection, quiz_id: str) -> tuple[int, int]:
    """Grows with every attempt handed in and with every regrade of the quiz."""
    count = select(func.count()).select_from(attempt).where(*_OF_QUIZ)
    last = select(func.coalesce(func.max(regrade.c.id), 0)).where(regrade.c.quiz_id == quiz_id)
    return db.execute(count, {"quiz_id": quiz_id}).scalar_one(), db.execute(last).scalar_one()


def snapshots_of(db: Connection, quiz_id: str) -> list[str]:
    """The hashes of the snapshots of the submitted attempts, the latest first."""
    newest = func.max(attempt.c.id)
    statement = select(attempt.c.snapshot_hash).where(*_OF_QUIZ).group_by(attempt.c.snapshot_hash)
    return list(db.execute(statement.order_by(newest.desc()), {"quiz_id": quiz_id}).scalars())


def older(db: Connection, quiz_id: str) -> set[str]:
    """Questions with a grading by older rules than today's."""
    statement = select(grading.c.question_id).where(grading.c.grader_version < VERSION, grading.c.attempt_id.in_(_IDS))
    return set(db.execute(statement.distinct(), {"quiz_id": quiz_id}).scalars())


def gradings(db: Connection, quiz_id: str, questions: Iterable[str]) -> dict[tuple[int, str], Score]:
    """The latest grading of these questions, by attempt and question."""
    rows = db.execute(_GRADINGS, {"quiz_id": quiz_id, "questions": list(questions)})
    return {(row[0], row[1]): Score(Fraction(row[2]), Fraction(row[3])) for row in rows}


def responses(db: Connection, quiz_id: str, questions: Iterable[str]) -> dict[tuple[int, str], Any]:
    """The current response to these questions, by attempt and question."""
    rows = db.execute(_RESPONSES, {"quiz_id": quiz_id, "questions": list(questions)})
    return {(row[0], row[1]): row[2] for row in rows}


def apply(
    db: Connection, quiz_id: str, question_id: str, policy: Policy, reason: str, by: int,
    changes: Mapping[int, Change], now: datetime,
) -> int:  # fmt: skip
    """Append the regrade, its gradings and what it changed, and set the totals of the attempts; its id."""
    row = {
        "quiz_id": quiz_id, "question_id": question_id, "policy": policy, "reason": reason, "person_id": by,
        "made_at": now,
    }  # fmt: skip
    made: int = db.execute(insert(regrade).returning(regrade.c.id), row).scalar_one()
    grades = ((one.attempt_id, Grade(one.grade.points, one.grade.of, {})) for one in changes.values())
    rows = [attempts.grading_row(which, question_id, grade, VERSION, reason, now) for which, grade in grades]
    db.execute(insert(grading), [row | {"regrade_id": made} for row in rows])
    db.execute(insert(regrade_change), [
        {
            "regrade_id": made, "attempt_id": one.attempt_id,
            "points_before": str(one.before.points), "maximum_before": str(one.before.of),
            "points_after": str(one.after.points), "maximum_after": str(one.after.of),
        }
        for one in changes.values()
    ])  # fmt: skip
    by_id = update(attempt).where(attempt.c.id == bindparam("attempt_id"))
    db.execute(by_id, [{"attempt_id": one.attempt_id, **attempts.totals(one.after)} for one in changes.values()])
    return made


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
    before = Score(Fraction(row.points_before), Fraction(row.maximum_before))
    return before, Score(Fraction(row.points_after), Fraction(row.maximum_after))
