"""What was put to a room, and its votes. A member has one vote a poll; the last one before it closes counts."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, bindparam, case, cast, func, insert, or_, select, update

from courseware.progress.room import Phase, PollKind
from courseware.records.tables import poll as t
from courseware.records.tables import room_member as members
from courseware.records.tables import vote as votes


@dataclass(frozen=True)
class Poll:
    """Something put to the room: `body` is the question as JSON, or what another kind needs."""

    id: int
    room_id: int
    kind: PollKind
    lesson_id: str | None
    page_id: str | None
    question_id: str
    body: Mapping[str, Any]
    parameters: Mapping[str, Any]
    opened_at: datetime
    closed_at: datetime | None
    revealed_at: datetime | None

    @property
    def phase(self) -> Phase:
        """Collecting, then its distribution shown, then the key revealed."""
        return "revealed" if self.revealed_at else "shown" if self.closed_at else "collecting"


@dataclass(frozen=True)
class Vote:
    """One vote as it is sent to the records."""

    poll_id: int
    member_id: int
    response: Any
    language: str
    given_at: datetime


_BY_ID = select(t).where(t.c.id == bindparam("id"))
_BY_ID_HELD = _BY_ID.with_for_update()
_OPEN = select(t.c.id, t.c.room_id).where(t.c.id.in_(bindparam("ids", expanding=True)), t.c.closed_at.is_(None))
_OPEN_HELD = _OPEN.with_for_update(read=True)
_HERE = (votes.c.poll_id == bindparam("poll_id"), members.c.id == votes.c.member_id, members.c.removed_at.is_(None))
_VOTES = select(votes).where(*_HERE).order_by(votes.c.given_at, votes.c.member_id)
_SAME = cast(votes.c.response, Text)
_COUNTED = select(func.min(_SAME).label("response"), func.count().label("n")).where(*_HERE).group_by(_SAME)
_THERE = (*_HERE[:2], or_(members.c.removed_at.is_(None), members.c.removed_at >= bindparam("at")))
_COUNTED_THEN = select(func.min(_SAME).label("response"), func.count().label("n")).where(*_THERE).group_by(_SAME)


def ask(
    db: Connection, room_id: int, kind: PollKind, question_id: str, body: Mapping[str, Any],
    parameters: Mapping[str, Any], now: datetime, lesson_id: str | None = None, page_id: str | None = None,
) -> int:  # fmt: skip
    """Begin to collect; the id."""
    row = {
        "room_id": room_id, "kind": kind, "lesson_id": lesson_id, "page_id": page_id, "question_id": question_id,
        "body": dict(body), "parameters": dict(parameters), "opened_at": now,
    }  # fmt: skip
    return db.execute(insert(t).values(row).returning(t.c.id)).scalar_one()


def by_id(db: Connection, poll_id: int, held: bool = False) -> Poll | None:
    """The poll; `held` waits for votes that are on their way, and keeps others from coming."""
    row = db.execute(_BY_ID_HELD if held else _BY_ID, {"id": poll_id}).first()
    return None if row is None else _poll(row)


def of_room(db: Connection, room_id: int) -> list[Poll]:
    """Every poll of the room, in order."""
    return [_poll(row) for row in db.execute(select(t).where(t.c.room_id == room_id).order_by(t.c.id))]


def listed(db: Connection, ids: Select) -> list[Poll]:
    """The polls whose ids a statement selects, the newest first."""
    return [_poll(row) for row in db.execute(select(t).where(t.c.id.in_(ids)).order_by(t.c.id.desc()))]


def close(db: Connection, poll_id: int, now: datetime) -> bool:
    """Take no more votes; False if it was closed already."""
    return db.execute(update(t).where(t.c.id == poll_id, t.c.closed_at.is_(None)).values(closed_at=now)).rowcount == 1


def reopen(db: Connection, poll_id: int) -> bool:
    """Take votes again; False once the key was revealed."""
    hidden = t.c.id == poll_id, t.c.revealed_at.is_(None)
    return db.execute(update(t).where(*hidden).values(closed_at=None)).rowcount == 1


def reveal(db: Connection, poll_id: int, now: datetime) -> bool:
    """Show the key; False if it was shown already, or votes are still taken."""
    closed = t.c.id == poll_id, t.c.closed_at.is_not(None), t.c.revealed_at.is_(None)
    return db.execute(update(t).where(*closed).values(revealed_at=now)).rowcount == 1


def decide(db: Connection, poll_id: int, parameters: Mapping[str, Any], now: datetime) -> None:
    """A moment of a story is decided: what led on is among the parameters."""
    db.execute(update(t).where(t.c.id == poll_id).values(parameters=dict(parameters), revealed_at=now))


def taking(db: Connection, ids: Collection[int]) -> dict[int, int]:
    """Which of the polls take votes, and the room of each; they cannot close before the transaction ends."""
    held = _OPEN if db.dialect.name == "sqlite" else _OPEN_HELD
    return {row.id: row.room_id for row in db.execute(held, {"ids": sorted(set(ids))})}


def save(db: Connection, given: Sequence[Vote]) -> None:
    """Save votes in polls that are `taking` them, the later ones of a member over the earlier.

    The same vote again keeps the time of the first. Many at once cost hardly more than one.
    """
    last = {(vote.poll_id, vote.member_id): vote for vote in given}
    if last:
        rows = [
            {"poll_id": v.poll_id, "member_id": v.member_id, "response": v.response, "language": v.language,
             "given_at": v.given_at}
            for _, v in sorted(last.items())
        ]  # fmt: skip
        db.execute(_upsert(db.dialect.name), rows)


def given(db: Connection, poll_id: int) -> list[Vote]:
    """The votes of a poll, by time; without those of members who were sent out."""
    rows = db.execute(_VOTES, {"poll_id": poll_id})
    return [Vote(row.poll_id, row.member_id, row.response, row.language, row.given_at) for row in rows]


def of_member(db: Connection, poll_id: int, member_id: int) -> Vote | None:
    """The vote of one member."""
    row = db.execute(select(votes).where(votes.c.poll_id == poll_id, votes.c.member_id == member_id)).first()
    return None if row is None else Vote(row.poll_id, row.member_id, row.response, row.language, row.given_at)


def count(db: Connection, poll_id: int) -> int:
    """How many votes `given` has."""
    return db.execute(select(func.count()).where(*_HERE), {"poll_id": poll_id}).scalar_one()


def counts(db: Connection, room_id: int) -> dict[int, int]:
    """How many votes every poll of the room has, if it has any."""
    here = votes.c.poll_id == t.c.id, members.c.id == votes.c.member_id, members.c.removed_at.is_(None)
    rows = db.execute(select(t.c.id, func.count().label("n")).where(t.c.room_id == room_id, *here).group_by(t.c.id))
    return {row.id: row.n for row in rows}


def counted(db: Connection, poll_id: int, at: datetime | None = None) -> list[tuple[Any, int]]:
    """Every response that `given` has, and how often; `at` a time with those who were sent out later than that."""
    found = (
        db.execute(_COUNTED_THEN, {"poll_id": poll_id, "at": at}) if at else db.execute(_COUNTED, {"poll_id": poll_id})
    )
    return [(json.loads(row.response), row.n) for row in found]


def of_person(db: Connection, room_id: int, member_id: int) -> dict[int, Vote]:
    """The votes of one member in all polls of the room, by poll."""
    mine = t.c.id == votes.c.poll_id, t.c.room_id == room_id, votes.c.member_id == member_id
    rows = db.execute(select(votes).where(*mine))
    return {r.poll_id: Vote(r.poll_id, r.member_id, r.response, r.language, r.given_at) for r in rows}


@cache
def _upsert(dialect: str) -> Any:
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as upsert
    else:
        from sqlalchemy.dialects.postgresql import insert as upsert
    made = upsert(votes)
    new: dict[str, Any] = {name: made.excluded[name] for name in ("response", "language")}
    again = cast(votes.c.response, Text) == cast(made.excluded["response"], Text)
    new["given_at"] = case((again, votes.c.given_at), else_=made.excluded["given_at"])
    return made.on_conflict_do_update(index_elements=["poll_id", "member_id"], set_=new)


def _poll(row: Row) -> Poll:
    return Poll(
        row.id, row.room_id, row.kind, row.lesson_id, row.page_id, row.question_id, row.body, row.parameters,
        row.opened_at, row.closed_at, row.revealed_at,
    )  # fmt: skip
