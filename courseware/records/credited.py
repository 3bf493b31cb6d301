"""What rooms have booked to people: attempts on participations of the mode `room`, one an attempt.

`credited_at` tells two kinds apart: it is empty where the person was signed in on the phone that voted, and is the time
of the booking where somebody only typed their number. The papers of these attempts name the poll of each question.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from courseware.progress.booking import MODE, quiz_id
from courseware.progress.paper import Item
from courseware.progress.scoring import VERSION, total
from courseware.questions import Grade
from courseware.records import attempts
from courseware.records.database import insert_new
from courseware.records.polls import Vote
from courseware.records.tables import answer, attempt, grading, participation, person, poll, room, vote
from courseware.records.tables import room_member as members


@dataclass(frozen=True)
class Booked:
    """An attempt that a room booked: the polls in it, and whether the person was signed in."""

    participation_id: int
    person_id: int
    polls: frozenset[int]
    signed_in: bool


@dataclass(frozen=True)
class Booking:
    """An attempt to book."""

    person_id: int
    signed_in: bool
    quiz_id: str
    snapshot_hash: str
    seed: int
    paper: Sequence[Item]
    began_at: datetime
    submitted_at: datetime
    votes: Mapping[str, Vote]
    grades: Mapping[str, Grade]


_LOG = attempt.join(participation, participation.c.id == attempt.c.participation_id)
_VOTES = select(vote).where(vote.c.poll_id.in_(bindparam("polls", expanding=True)))
_NUMBERS = select(person.c.employee_number, person.c.id).where(
    person.c.employee_number.in_(bindparam("numbers", expanding=True))
)
_LAST = func.max(poll.c.revealed_at)
_QUIET = (
    select(room.c.id)
    .join(poll, poll.c.room_id == room.c.id)
    .where(room.c.ended_at.is_(None), poll.c.revealed_at.is_not(None))
    .group_by(room.c.id)
)


def booked(db: Connection, code: str, people: Collection[int]) -> list[Booked]:
    """Everything the room has booked so far to these people."""
    columns = participation.c.id, attempt.c.person_id, attempt.c.paper, participation.c.credited_at
    statement = select(*columns).select_from(_LOG)
    return [
        Booked(row.id, row.person_id, frozenset(item["poll"] for item in row.paper), row.credited_at is None)
        for row in db.execute(statement.where(attempt.c.person_id.in_(sorted(people)), _of_room(code)))
    ]


def votes(db: Connection, polls: Collection[int]) -> dict[tuple[int, int], Vote]:
    """Every vote in these polls, by member and poll."""
    rows = db.execute(_VOTES, {"polls": sorted(polls)})
    return {
        (r.member_id, r.poll_id): Vote(r.poll_id, r.member_id, r.response, r.language, r.given_at) for r in rows
    }  # fmt: skip


def owners(db: Connection, numbers: Collection[str]) -> dict[str, int]:
    """Whose employee numbers these are, where they are somebody's."""
    return {row.employee_number: row.id for row in db.execute(_NUMBERS, {"numbers": sorted(numbers)})}


def typed(db: Connection, number: str) -> list[int]:
    """The rooms in which somebody typed that number without being signed in."""
    mine = members.c.employee_number == number, members.c.person_id.is_(None), members.c.removed_at.is_(None)
    return sorted(db.execute(select(members.c.room_id).where(*mine).distinct()).scalars())


def quiet(db: Connection, since: datetime, until: datetime) -> list[int]:
    """Rooms that nobody ended, in which the last answer was revealed between these times."""
    return sorted(db.execute(_QUIET.having(since <= _LAST, until > _LAST)).scalars())


def confirm(db: Connection, participations: Collection[int]) -> None:
    """What was booked to a number that was typed is the person's own: they signed in on that phone."""
    db.execute(update(participation).where(participation.c.id.in_(sorted(participations))).values(credited_at=None))


def book(db: Connection, bookings: Sequence[Booking], now: datetime) -> None:
    """Book them, all at once: a room of a thousand ends in one transaction. Everybody has a participation of their own
    afterwards, from which reviews and mastery start."""
    if not bookings:
        return
    own = [{"mode": "self-study", "person_id": one, "began_at": now} for one in sorted({b.person_id for b in bookings})]
    db.execute(insert_new(db, participation), own)
    rows: list[dict[str, Any]] = [
        {"mode": "room", "person_id": one.person_id, "began_at": one.began_at,
         "credited_at": None if one.signed_in else now}
        for one in bookings
    ]  # fmt: skip
    hung = _inserted(db, participation, rows)
    rows = [
        {"participation_id": on, "person_id": one.person_id, "quiz_id": one.quiz_id, "seed": one.seed,
         "snapshot_hash": one.snapshot_hash, "paper": list(one.paper), "pass_mark": 0, "began_at": one.began_at,
         "submitted_at": one.submitted_at, **attempts.totals(total(one.grades.values()))}
        for on, one in zip(hung, bookings, strict=True)
    ]  # fmt: skip
    answers: list[dict[str, Any]] = []
    grades: list[dict[str, Any]] = []
    for key, one in zip(_inserted(db, attempt, rows), bookings, strict=True):
        answers += (
            {"attempt_id": key, "question_id": name, "revision": 1, "response": given.response,
             "language": given.language, "given_at": given.given_at}
            for name, given in sorted(one.votes.items(), key=lambda item: item[1].given_at)
        )  # fmt: skip
        grades += (
            attempts.grading_row(key, name, grade, VERSION, "room", one.submitted_at)
            for name, grade in one.grades.items()
        )
    db.execute(insert(answer), answers)
    db.execute(insert(grading), grades)


def _of_room(code: str) -> Any:
    return or_(attempt.c.quiz_id == quiz_id(code), attempt.c.quiz_id.like(f"{MODE}{code}:%"))


def _inserted(db: Connection, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(db.execute(statement, rows).scalars())
