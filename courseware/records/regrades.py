"""Regrades: what they start from, and the deed itself, appended. What they did is in `regraded`."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import Connection, bindparam, func, insert, select, update

from courseware.progress.paper import Item
from courseware.progress.regrading import Answered, Change, Policy, Sat
from courseware.progress.scoring import VERSION, Score
from courseware.questions import Grade, QuestionBase
from courseware.records import attempts, snapshots
from courseware.records.tables import answer, attempt, grading, person, regrade, regrade_change


@dataclass(frozen=True)
class Attempt(Sat):
    """A submitted attempt as a regrade needs it; `number` counts the person's attempts at the quiz from 1."""

    employee_number: str
    name: str
    department: str
    number: int


_SUBMITTED = (attempt.c.submitted_at.is_not(None), attempt.c.person_id.is_not(None))
_OF_QUIZ = (attempt.c.quiz_id == bindparam("quiz_id"), *_SUBMITTED)
_ATTEMPTS = (
    select(
        attempt.c.id, attempt.c.person_id, attempt.c.pass_mark, attempt.c.total_points, attempt.c.total_maximum,
        attempt.c.submitted_at, person.c.employee_number, person.c.name, person.c.department,
    )
    .join(person, person.c.id == attempt.c.person_id)
    .where(*_OF_QUIZ)
    .order_by(attempt.c.id)
)  # fmt: skip
_PAPERS = select(attempt.c.id, attempt.c.snapshot_hash, attempt.c.paper).where(*_OF_QUIZ)
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


def submitted(db: Connection, quiz_id: str) -> list[Attempt]:
    """All submitted attempts of people at the quiz, by id."""
    rows = db.execute(_ATTEMPTS, {"quiz_id": quiz_id}).all()
    order, seen = {}, Counter()
    for row in sorted(rows, key=lambda row: (row.submitted_at, row.id)):
        seen[row.person_id] += 1
        order[row.id] = seen[row.person_id]
    return [
        Attempt(
            row.id, row.person_id, row.pass_mark, score(row.total_points, row.total_maximum),
            row.employee_number, row.name, row.department, order[row.id],
        )
        for row in rows
    ]  # fmt: skip


def mark(db: Connection, quiz_id: str, before: int | None = None) -> tuple[int, int]:
    """Grows with every attempt handed in and with every regrade of the quiz, of those `before` a regrade if given."""
    count = select(func.count()).select_from(attempt).where(*_OF_QUIZ)
    last = select(func.coalesce(func.max(regrade.c.id), 0)).where(regrade.c.quiz_id == quiz_id)
    if before is not None:
        last = last.where(regrade.c.id < before)
    return db.execute(count, {"quiz_id": quiz_id}).scalar_one(), db.execute(last).scalar_one()


def versions(db: Connection, quiz_id: str) -> dict[str, list[QuestionBase]]:
    """All versions of every question in the snapshots of submitted attempts, the latest first."""
    hashes = select(attempt.c.snapshot_hash).where(*_OF_QUIZ).group_by(attempt.c.snapshot_hash)
    found: dict[str, list[QuestionBase]] = {}
    for digest in db.execute(hashes.order_by(func.max(attempt.c.id).desc()), {"quiz_id": quiz_id}).scalars().all():
        for question in snapshots.of(db, digest).questions:
            found.setdefault(question.id, []).append(question)
    return found


def older(db: Connection, quiz_id: str) -> set[str]:
    """Questions with a grading by older rules than today's."""
    statement = select(grading.c.question_id).where(grading.c.grader_version < VERSION, grading.c.attempt_id.in_(_IDS))
    return set(db.execute(statement.distinct(), {"quiz_id": quiz_id}).scalars())


def answered(db: Connection, quiz_id: str, questions: Collection[str]) -> dict[str, list[Answered]]:
    """What all attempts of `submitted` that have these questions have for each of them."""
    which = {"quiz_id": quiz_id, "questions": list(questions)}
    latest = {(row[0], row[1]): score(row[2], row[3]) for row in db.execute(_GRADINGS, which)}
    responses = {(row[0], row[1]): row[2] for row in db.execute(_RESPONSES, which)}
    thens: dict[str, dict[str, QuestionBase]] = {}
    found: dict[str, list[Answered]] = {name: [] for name in questions}
    papers: Iterable[tuple[int, str, list[Item]]] = db.execute(_PAPERS, which).tuples()
    for attempt_id, digest, paper in papers:
        if digest not in thens:
            thens[digest] = {question.id: question for question in snapshots.of(db, digest).questions}
        for item in paper:
            key = (attempt_id, item["question"])
            if key in latest:
                one = Answered(attempt_id, thens[digest][key[1]], item["parameters"], responses.get(key), latest[key])
                found[key[1]].append(one)
    return found


def apply(
    db: Connection, quiz_id: str, question_id: str, policy: Policy, reason: str, by: int,
    changes: Mapping[int, Change], now: datetime,
) -> int | None:  # fmt: skip
    """Set the totals of the attempts, and append the regrade, its gradings and what it changed; its id.

    None if an attempt no longer has the score the change starts from: then roll back. Whoever regrades the same
    attempts meanwhile waits here, and is then told so.
    """
    held = (attempt.c.id == bindparam("which"), attempt.c.total_points == bindparam("had"),
            attempt.c.total_maximum == bindparam("had_of"))  # fmt: skip
    rows = [
        {"which": one.attempt_id, "had": str(one.before.points), "had_of": str(one.before.of)}
        | attempts.totals(one.after)
        for one in sorted(changes.values(), key=lambda one: one.attempt_id)
    ]
    if db.execute(update(attempt).where(*held), rows).rowcount != len(rows):
        return None
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
    return made


@lru_cache(4096)
def score(points: str, maximum: str) -> Score:
    """The score that stands in the records so."""
    return Score(Fraction(points), Fraction(maximum))
