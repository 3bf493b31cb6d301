"""What the audience of a room asks its trainers, and who else wants to know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from courseware.records.database import insert_new
from courseware.records.tables import room_member as members
from courseware.records.tables import room_question as t
from courseware.records.tables import room_upvote as upvotes


@dataclass(frozen=True)
class Asked:
    """A question from the audience, with how many others want to know."""

    id: int
    member_id: int
    nickname: str
    body: str
    asked_at: datetime
    answered_at: datetime | None
    votes: int


def ask(db: Connection, room_id: int, member_id: int, body: str, now: datetime) -> int:
    """A question from the audience; its id."""
    row = {"room_id": room_id, "member_id": member_id, "body": body, "asked_at": now}
    return db.execute(insert(t).values(row).returning(t.c.id)).scalar_one()


def of_member(db: Connection, member_id: int) -> int:
    """How many questions a member has asked."""
    return db.execute(select(func.count()).where(t.c.member_id == member_id)).scalar_one()


def of_room(db: Connection, room_id: int) -> list[Asked]:
    """What the audience asks and nobody hid: open ones first, those that most want to know on top."""
    count = select(func.count()).where(upvotes.c.question_id == t.c.id).scalar_subquery()
    rows = db.execute(
        select(t, members.c.nickname, count.label("votes"))
        .join(members, members.c.id == t.c.member_id)
        .where(t.c.room_id == room_id, t.c.hidden_at.is_(None), members.c.removed_at.is_(None))
    )
    found = [Asked(r.id, r.member_id, r.nickname, r.body, r.asked_at, r.answered_at, r.votes) for r in rows]
    return sorted(found, key=lambda one: (one.answered_at is not None, -one.votes, one.id))


def upvote(db: Connection, room_id: int, question_id: int, member_id: int) -> bool:
    """One more wants to know; again changes nothing. False if the room has no such question."""
    open_ = t.c.id == question_id, t.c.room_id == room_id, t.c.hidden_at.is_(None)
    if db.execute(select(t.c.id).where(*open_)).first() is None:
        return False
    db.execute(insert_new(db, upvotes).values(question_id=question_id, member_id=member_id))
    return True


def upvoted(db: Connection, member_id: int) -> set[int]:
    """The questions that a member wants to know too."""
    return set(db.execute(select(upvotes.c.question_id).where(upvotes.c.member_id == member_id)).scalars())


def settle(db: Connection, room_id: int, question_id: int, **values: Any) -> bool:
    """Mark a question of the audience answered or hidden; False if the room has none such."""
    mine = t.c.id == question_id, t.c.room_id == room_id
    return db.execute(update(t).where(*mine).values(values)).rowcount == 1
