"""What was put to a room, and its votes. A member has one vote a poll; the last one before it closes counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from courseware.progress.room import Phase, PollKind
from courseware.records.tables import poll as t
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
_OPEN = select(t.c.id).where(t.c.id.in_(bindparam("ids", expanding=True)), t.c.closed_at.is_(None))
_OPEN_HELD = _OPEN.with_for_update(read=True)
_VOTES = select(votes).where(votes.c.poll_id == bindparam("poll_id")).order_by(votes.c.given_at, votes.c.member_id)


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


def cast(db: Connection, cast_: Sequence[Vote]) -> set[int]:
    """Save votes, the later ones of a member over the earlier; the ids of the polls that took them.

    Votes in a closed poll are left out. Many at once cost hardly more than one.
    """
    ids = sorted({vote.poll_id for vote in cast_})
    held = _OPEN if db.dialect.name == "sqlite" else _OPEN_HELD
    open_ = set(db.execute(held, {"ids": ids}).scalars())
    last = {(vote.poll_id, vote.member_id): vote for vote in cast_ if vote.poll_id in open_}
    if last:
        rows = [
            {"poll_id": v.poll_id, "member_id": v.member_id, "response": v.response, "language": v.language,
             "given_at": v.given_at}
            for _, v in sorted(last.items())
        ]  # fmt: skip
        db.execute(_upsert(db), rows)
    return open_


def given(db: Connection, poll_id: int) -> list[Vote]:
    """The votes of a poll, by time."""
    rows = db.execute(_VOTES, {"poll_id": poll_id})
    return [Vote(row.poll_id, row.member_id, row.response, row.language, row.given_at) for row in rows]


def of_member(db: Connection, poll_id: int, member_id: int) -> Vote | None:
    """The vote of one member."""
    row = db.execute(select(votes).where(votes.c.poll_id == poll_id, votes.c.member_id == member_id)).first()
    return None if row is None else Vote(row.poll_id, row.member_id, row.response, row.language, row.given_at)


def count(db: Connection, poll_id: int) -> int:
    """How many have voted."""
    return db.execute(select(func.count()).where(votes.c.poll_id == poll_id)).scalar_one()


def _upsert(db: Connection) -> Any:
    if db.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as upsert
    else:
        from sqlalchemy.dialects.postgresql import insert as upsert
    made = upsert(votes)
    new = {name: made.excluded[name] for name in ("response", "language", "given_at")}
    return made.on_conflict_do_update(index_elements=["poll_id", "member_id"], set_=new)


def _poll(row: Row) -> Poll:
    return Poll(
        row.id, row.room_id, row.kind, row.lesson_id, row.page_id, row.question_id, row.body, row.parameters,
        row.opened_at, row.closed_at, row.revealed_at,
    )  # fmt: skip
