"""Rooms of workshops, and who is in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from courseware.progress.room import State, revived
from courseware.records.database import insert_new
from courseware.records.tables import room as t
from courseware.records.tables import room_member as members
from courseware.records.tables import room_step as steps
from courseware.records.tables import room_trainer as trainers


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


_BY_ID = select(t).where(t.c.id == bindparam("id"))
_BY_ID_HELD = _BY_ID.with_for_update()
_BY_CODE = select(t).where(t.c.code == bindparam("code"))
_MEMBER = select(members).where(members.c.token_hash == bindparam("token_hash"))
_HOLDERS = select(
    members.c.token_hash, members.c.id, members.c.room_id, members.c.removed_at.is_not(None).label("out")
).where(members.c.token_hash.in_(bindparam("token_hashes", expanding=True)))
_ROSTER = select(members.c.id, members.c.token_hash).where(
    members.c.room_id == bindparam("room_id"), members.c.removed_at.is_(None)
)
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


def listed(db: Connection, ids: Sequence[int]) -> list[Room]:
    """The rooms of these ids, in this order."""
    found = {row.id: _room(row) for row in db.execute(select(t).where(t.c.id.in_(ids)))}
    return [found[one] for one in ids]


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


def trainers_of(db: Connection, room_id: int) -> list[int]:
    """Who was made a trainer of the room, in the order they came."""
    found = select(trainers.c.person_id).where(trainers.c.room_id == room_id)
    return list(db.execute(found.order_by(trainers.c.joined_at, trainers.c.person_id)).scalars())


def drop_trainer(db: Connection, room_id: int, person_id: int) -> None:
    """Somebody leads the room no longer."""
    db.execute(delete(trainers).where(trainers.c.room_id == room_id, trainers.c.person_id == person_id))


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


def holders(db: Connection, token_hashes: Collection[str]) -> dict[str, tuple[int, int, bool]]:
    """Whose cookies those are, by the hash of the cookie: member, room, and whether they were sent out."""
    rows = db.execute(_HOLDERS, {"token_hashes": sorted(set(token_hashes))})
    return {token_hash: (member_id, room_id, out) for token_hash, member_id, room_id, out in rows}


def roster(db: Connection, room_id: int) -> dict[int, str]:
    """The members who were not sent out, and the hash of the cookie each of them holds now."""
    rows = db.execute(_ROSTER, {"room_id": room_id})
    return {row.id: row.token_hash for row in rows}


def member_of_person(db: Connection, room_id: int, person_id: int) -> Member | None:
    """The person as a member of the room; removed if they were sent out."""
    mine = members.c.room_id == room_id, members.c.person_id == person_id
    row = db.execute(select(members).where(*mine).order_by(members.c.id.desc())).first()
    return None if row is None else _member(row)


def member_by_id(db: Connection, room_id: int, member_id: int) -> tuple[Member, str] | None:
    """The member of that id and the hash of their cookie; removed ones too."""
    mine = members.c.room_id == room_id, members.c.id == member_id
    row = db.execute(select(members).where(*mine)).first()
    return None if row is None else (_member(row), row.token_hash)


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


def place(db: Connection, room_id: int, member_id: int) -> int:
    """How many came into the room before a member; it never changes."""
    before = members.c.room_id == room_id, members.c.id < member_id
    return db.execute(select(func.count()).where(*before)).scalar_one()


def size(db: Connection, room_id: int) -> int:
    """How many members there are."""
    mine = members.c.room_id == room_id, members.c.removed_at.is_(None)
    return db.execute(select(func.count()).where(*mine)).scalar_one()


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
