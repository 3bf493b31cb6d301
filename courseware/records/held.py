"""Rooms that were held, for whoever looks back on them: lists by date, trainers, everything that happened."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, func, select

from courseware.people import Person
from courseware.records import polls, rooms
from courseware.records.polls import Poll
from courseware.records.rooms import Room
from courseware.records.tables import person, room, room_question, vote
from courseware.records.tables import poll as t
from courseware.records.tables import room_member as members
from courseware.records.tables import room_trainer as trainers

MOST_EARLIER = 200
_TRAINERS = (
    select(trainers.c.room_id, person.c.name)
    .join(person, person.c.id == trainers.c.person_id)
    .where(trainers.c.room_id.in_(bindparam("rooms", expanding=True)))
    .order_by(trainers.c.joined_at, person.c.id)
)
_SAME = cast(vote.c.response, Text)
_COUNTED = (
    select(vote.c.poll_id, func.min(_SAME), func.count())
    .join(members, members.c.id == vote.c.member_id)
    .where(vote.c.poll_id.in_(bindparam("polls", expanding=True)), members.c.removed_at.is_(None))
    .group_by(vote.c.poll_id, _SAME)
)
_PEOPLE = select(person.c.id, person.c.employee_number, person.c.name, person.c.department).where(
    person.c.id.in_(bindparam("people", expanding=True))
)


def between(db: Connection, since: datetime | None, until: datetime | None) -> list[Room]:
    """Rooms that were opened from `since` up to, not including, `until`; the newest first."""
    found = select(room.c.id).where(room.c.opened_at.is_not(None))
    if since:
        found = found.where(room.c.opened_at >= since)
    if until:
        found = found.where(room.c.opened_at < until)
    return rooms.listed(db, db.execute(found.order_by(room.c.opened_at.desc(), room.c.id.desc())).scalars().all())


def trained(db: Connection, room_ids: Collection[int]) -> dict[int, list[str]]:
    """The names of each room's trainers."""
    found: dict[int, list[str]] = {one: [] for one in room_ids}
    for room_id, name in db.execute(_TRAINERS, {"rooms": sorted(room_ids)}):
        found[room_id].append(name)
    return found


def people(db: Connection, ids: Collection[int]) -> dict[int, Person]:
    """Number, name and department of these people."""
    rows = db.execute(_PEOPLE, {"people": sorted(ids)})
    return {row.id: Person(row.id, row.employee_number, row.name, row.department) for row in rows}


def attended(db: Connection, room_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many were in each room, and how many of them were signed in."""
    here = members.c.room_id.in_(sorted(room_ids)), members.c.removed_at.is_(None)
    counts = select(members.c.room_id, func.count(), func.count(members.c.person_id)).where(*here)
    return {row[0]: (row[1], row[2]) for row in db.execute(counts.group_by(members.c.room_id))}


def put(db: Connection, room_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """How much was put to each room, and how much of that was revealed."""
    counts = select(t.c.room_id, func.count(), func.count(t.c.revealed_at))
    found = counts.where(t.c.room_id.in_(sorted(room_ids))).group_by(t.c.room_id)
    return {row[0]: (row[1], row[2]) for row in db.execute(found)}


def earlier(db: Connection, lesson_id: str, limit: int = MOST_EARLIER) -> list[tuple[Poll, list[tuple[Any, int]]]]:
    """The latest questions about a lesson that rooms answered to the end, with every response and how often it was
    given; the newest first. Those of members who were sent out do not count."""
    about = t.c.lesson_id == lesson_id, t.c.kind == "question", t.c.revealed_at.is_not(None)
    newest = polls.listed(db, select(t.c.id).where(*about).order_by(t.c.id.desc()).limit(limit))
    counts: dict[int, list[tuple[Any, int]]] = {one.id: [] for one in newest}
    for poll_id, response, n in db.execute(_COUNTED, {"polls": sorted(counts)}):
        counts[poll_id].append((json.loads(response), n))
    return [(one, counts[one.id]) for one in newest]


def signs(db: Connection, room_id: int) -> list[datetime]:
    """When somebody came in, or asked something."""
    found: list[datetime] = []
    for table, at in ((members, members.c.joined_at), (room_question, room_question.c.asked_at)):
        found += db.execute(select(at).where(table.c.room_id == room_id)).scalars()
    return found
