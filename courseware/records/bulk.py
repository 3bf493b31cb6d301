"""Many rows at once: invented people and their finished attempts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from courseware.people import Role
from courseware.progress.paper import Item
from courseware.progress.scoring import VERSION, Score
from courseware.questions import Grade
from courseware.records import attempts
from courseware.records.tables import answer, attempt, grading, participation, person, person_role


@dataclass(frozen=True)
class NewPerson:
    """A person to add; a `password_hash` that is no hash lets nobody sign in."""

    employee_number: str
    name: str
    department: str
    password_hash: str
    roles: Sequence[Role]
    registered_at: datetime


@dataclass(frozen=True)
class Finished:
    """A submitted attempt: responses as JSON with the time they were given, and grades, by question."""

    person_id: int
    participation_id: int
    quiz_id: str
    snapshot_hash: str
    seed: int
    paper: Sequence[Item]
    pass_mark: int
    began_at: datetime
    submitted_at: datetime
    language: str
    responses: Mapping[str, tuple[Any, datetime]]
    grades: Mapping[str, Grade]
    score: Score


def add_people(db: Connection, people: Sequence[NewPerson]) -> list[tuple[int, int]]:
    """Add them; of each one the id, and the id of their self-study participation."""
    rows = [
        {"employee_number": one.employee_number, "name": one.name, "department": one.department,
         "password_hash": one.password_hash, "active": True, "registered_at": one.registered_at}
        for one in people
    ]  # fmt: skip
    ids = _inserted(db, person, rows)
    roles = [{"person_id": key, "role": role} for key, one in zip(ids, people, strict=True) for role in one.roles]
    db.execute(insert(person_role), roles)
    rows = [
        {"mode": "self-study", "person_id": key, "began_at": one.registered_at}
        for key, one in zip(ids, people, strict=True)
    ]
    return list(zip(ids, _inserted(db, participation, rows), strict=True))


def add_attempts(db: Connection, finished: Sequence[Finished]) -> None:
    """Add them with their answers and gradings."""
    rows = [
        {"participation_id": one.participation_id, "person_id": one.person_id, "quiz_id": one.quiz_id,
         "snapshot_hash": one.snapshot_hash, "seed": one.seed, "paper": one.paper, "pass_mark": one.pass_mark,
         "began_at": one.began_at, "submitted_at": one.submitted_at, **attempts.totals(one.score)}
        for one in finished
    ]  # fmt: skip
    ids = _inserted(db, attempt, rows)
    answers: list[dict[str, Any]] = []
    gradings: list[dict[str, Any]] = []
    for key, one in zip(ids, finished, strict=True):
        answers += (
            {"attempt_id": key, "question_id": question, "revision": 1, "response": response,
             "language": one.language, "given_at": given_at}
            for question, (response, given_at) in one.responses.items()
        )  # fmt: skip
        gradings += (
            attempts.grading_row(key, question, grade, VERSION, "submitted", one.submitted_at)
            for question, grade in one.grades.items()
        )
    if answers:
        db.execute(insert(answer), answers)
    db.execute(insert(grading), gradings)


def _inserted(db: Connection, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(db.execute(statement, rows).scalars())
