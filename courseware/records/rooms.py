"""Rooms of workshops, who is in them, and what they ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from courseware.progress.room import State, revived
from courseware.records.database import insert_new
from courseware.records.tables import room as t
from courseware.records.tables import room_member as members
from courseware.records.tables import room_question as asked
from courseware.records.tables import room_step as steps
from courseware.records.tables import room_trainer as trainers
from courseware.records.tables import room_upvote as upvotes


@dataclass(frozen=True)
class Room:
    """A room; `program` is {"lessons": [ids]} or {"quiz": id}. It is live from `opened_at` to `ended_at`."""

    id: int
    code: str
    title: str
    program: Mapping[str, Any]
    seed: int
    made_by: int
    made_at: datetime
    scheduled_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None
    version: int
    state: State

    @property
    def live(self) -> bool:
        """Open, and not over."""
        return self.opened_at is not None and self.ended_at is None


@dataclass(frozen=True)
class Member:
    """Somebody in the audience."""

    id: int
    room_id: int
    nickname: str
    employee_number: str | None
    person_id: int | None
    language: str
    joined_at: datetime
    removed_at: datetime | None


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


_BY_ID = select(t).where(t.c.id == bindparam("id"))
_BY_ID_HELD = _BY_ID.with_for_update()
_BY_CODE = select(t).where(t.c.code == bindparam("code"))
_MEMBER = select(members).where(members.c.token_hash == bindparam("token_hash"))
_MEMBERS = select(members).where(members.c.room_id == bindparam("room_id")).order_by(members.c.id)


def make(
    db: Connection, code: str, title: str, program: Mapping[str, Any], seed: int, maker: int, state: State,
    now: datetime, scheduled_at: datetime | None, opened_at: datetime | None,
) -> int | None:  # fmt: skip
    """A new room and its first trainer; None if the code is taken."""
    row = {
        "code": code, "title": title, "program": dict(program), "seed": seed, "made_by": maker, "made_at": now,
        "scheduled_at": scheduled_at, "opened_at": opened_at, "version": 1, "state": state.kept(),
    }  # fmt: skip
    if not db.execute(insert_new(db, t).values(row)).rowcount:
        return None
    room_id = db.execute(select(t.c.id).where(t.c.code == code)).scalar_one()
    add_trainer(db, room_id, maker, now)
    return room_id


def by_id(db: Connection, room_id: int, held: bool = False) -> Room | None:
    """The room; `held` keeps others from changing it until the transaction ends."""
    row = db.execute(_BY_ID_HELD if held else _BY_ID, {"id": room_id}).first()
    return None if row is None else _room(row)


def by_code(db: Connection, code: str) -> Room | None:
    """The room of that code."""
    row = db.execute(_BY_CODE, {"code": code}).first()
    return None if row is None else _room(row)


def of_trainer(db: Connection, person_id: int, limit: int = 50) -> list[Room]:
    """The rooms somebody leads, the newest first."""
    mine = select(trainers.c.room_id).where(trainers.c.person_id == person_id)
    return [_room(row) for row in db.execute(select(t).where(t.c.id.in_(mine)).order_by(t.c.id.desc()).limit(limit))]


def change(db: Connection, room: Room, state: State | None = None, **values: Any) -> int:
    """Save a held room's new state or other columns; its new version."""
    more = {} if state is None else {"state": state.kept()}
    db.execute(update(t).where(t.c.id == room.id).values(version=room.version + 1, **more, **values))
    return room.version + 1


def add_trainer(db: Connection, room_id: int, person_id: int, now: datetime) -> None:
    """Somebody leads the room too; again changes nothing."""
    db.execute(insert_new(db, trainers).values(room_id=room_id, person_id=person_id, joined_at=now))


def led_by(db: Connection, room_id: int, person_id: int) -> bool:
    """Does this person lead the room?"""
    mine = trainers.c.room_id == room_id, trainers.c.person_id == person_id
    return db.execute(select(trainers.c.room_id).where(*mine)).first() is not None


def step(db: Connection, room_id: int, lesson_id: str, page_id: str, now: datetime) -> None:
    """Note that a slide was shown."""
    db.execute(insert(steps).values(room_id=room_id, lesson_id=lesson_id, page_id=page_id, at=now))


def shown(db: Connection, room_id: int) -> list[tuple[str, str, datetime]]:
    """Lesson, page and time of every slide, in order."""
    rows = db.execute(select(steps).where(steps.c.room_id == room_id).order_by(steps.c.id))
    return [(row.lesson_id, row.page_id, row.at) for row in rows]


def join(
    db: Connection, room_id: int, token_hash: str, nickname: str, employee_number: str | None, person_id: int | None,
    language: str, now: datetime,
) -> int:  # fmt: skip
    """A new member; the id. The database refuses the same person twice."""
    row = {
        "room_id": room_id, "token_hash": token_hash, "nickname": nickname, "employee_number": employee_number,
        "person_id": person_id, "language": language, "joined_at": now,
    }  # fmt: skip
    return db.execute(insert(members).values(row).returning(members.c.id)).scalar_one()


def member(db: Connection, token_hash: str) -> Member | None:
    """Whose cookie that is; removed ones too."""
    row = db.execute(_MEMBER, {"token_hash": token_hash}).first()
    return None if row is None else _member(row)


def member_of_person(db: Connection, room_id: int, person_id: int) -> Member | None:
    """The person as a member of the room."""
    mine = members.c.room_id == room_id, members.c.person_id == person_id, members.c.removed_at.is_(None)
    row = db.execute(select(members).where(*mine)).first()
    return None if row is None else _member(row)


def rejoin(db: Connection, member_id: int, token_hash: str) -> None:
    """The member holds another phone now; the old one's cookie is worth nothing."""
    db.execute(update(members).where(members.c.id == member_id).values(token_hash=token_hash))


def change_member(db: Connection, room_id: int, member_id: int, **values: Any) -> bool:
    """Change columns of a member of the room; False if there is none."""
    mine = members.c.room_id == room_id, members.c.id == member_id
    return db.execute(update(members).where(*mine).values(values)).rowcount == 1


def present(db: Connection, room_id: int, removed: bool = False) -> list[Member]:
    """The members, in the order they came; on request those removed too."""
    found = [_member(row) for row in db.execute(_MEMBERS, {"room_id": room_id})]
    return found if removed else [one for one in found if one.removed_at is None]


def size(db: Connection, room_id: int) -> int:
    """How many members there are."""
    mine = members.c.room_id == room_id, members.c.removed_at.is_(None)
    return db.execute(select(func.count()).where(*mine)).scalar_one()


def ask(db: Connection, room_id: int, member_id: int, body: str, now: datetime) -> int:
    """A question from the audience; its id."""
    row = {"room_id": room_id, "member_id": member_id, "body": body, "asked_at": now}
    return db.execute(insert(asked).values(row).returning(asked.c.id)).scalar_one()


def asked_by(db: Connection, member_id: int) -> int:
    """How many questions a member has asked."""
    return db.execute(select(func.count()).where(asked.c.member_id == member_id)).scalar_one()


def questions(db: Connection, room_id: int) -> list[Asked]:
    """What the audience asks and nobody hid: open ones first, those that most want to know on top."""
    count = select(func.count()).where(upvotes.c.question_id == asked.c.id).scalar_subquery()
    rows = db.execute(
        select(asked, members.c.nickname, count.label("votes"))
        .join(members, members.c.id == asked.c.member_id)
        .where(asked.c.room_id == room_id, asked.c.hidden_at.is_(None), members.c.removed_at.is_(None))
    )
    found = [Asked(r.id, r.member_id, r.nickname, r.body, r.asked_at, r.answered_at, r.votes) for r in rows]
    return sorted(found, key=lambda one: (one.answered_at is not None, -one.votes, one.id))


def upvote(db: Connection, room_id: int, question_id: int, member_id: int) -> bool:
    """One more wants to know; again changes nothing. False if the room has no such question."""
    open_ = asked.c.id == question_id, asked.c.room_id == room_id, asked.c.hidden_at.is_(None)
    if db.execute(select(asked.c.id).where(*open_)).first() is None:
        return False
    db.execute(insert_new(db, upvotes).values(question_id=question_id, member_id=member_id))
    return True


def settle(db: Connection, room_id: int, question_id: int, **values: Any) -> bool:
    """Mark a question of the audience answered or hidden; False if the room has none such."""
    mine = asked.c.id == question_id, asked.c.room_id == room_id
    return db.execute(update(asked).where(*mine).values(values)).rowcount == 1


def _room(row: Row) -> Room:
    return Room(
        row.id, row.code, row.title, row.program, row.seed, row.made_by, row.made_at, row.scheduled_at, row.opened_at,
        row.ended_at, row.version, revived(row.state),
    )  # fmt: skip


def _member(row: Row) -> Member:
    return Member(
        row.id, row.room_id, row.nickname, row.employee_number, row.person_id, row.language, row.joined_at,
        row.removed_at,
    )  # fmt: skip
