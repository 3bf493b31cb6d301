"""What a room is now, for the hub, which tells everybody what they may see of it. No rights are asked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courseware.actions.handing import leaders
from courseware.people import Person
from courseware.progress import trial
from courseware.records import asked, held, polls, rooms
from courseware.records.asked import Asked
from courseware.records.database import Records
from courseware.records.polls import Poll, Vote
from courseware.records.rooms import Member, Room


@dataclass(frozen=True)
class Overview:
    """A room at one moment: the poll on the screen, how many people are in, what they ask."""

    room: Room
    poll: Poll | None
    joined: int
    asked: Sequence[Asked]


@dataclass(frozen=True)
class Company:
    """For trainers: everybody in the room, everything that was put to it with how many votes it has, who leads it."""

    present: Sequence[Member] = ()
    polls: Sequence[tuple[Poll, int]] = ()
    leaders: Sequence[Person] = ()


def overview(records: Records, room_id: int) -> Overview | None:
    """The room now; None if there is none."""
    with records.reading() as db:
        room = rooms.by_id(db, room_id)
        if room is None:
            return None
        poll = polls.by_id(db, room.state.poll) if room.state.poll is not None else None
        return Overview(room, poll, rooms.size(db, room_id), asked.of_room(db, room_id))


def company(records: Records, room_id: int) -> Company:
    """Who is in the room, and what it was asked."""
    with records.reading() as db:
        counts = polls.counts(db, room_id)
        found = [(poll, counts.get(poll.id, 0)) for poll in polls.of_room(db, room_id)]
        found = [
            (poll, trial.turnout(polls.counted(db, poll.id)).finished if poll.kind == "rating" else n)
            for poll, n in found
        ]
        return Company(rooms.present(db, room_id), found, leaders(db, room_id))


def counted(records: Records, poll_id: int, at: datetime | None = None) -> list[tuple[Any, int]]:
    """Every response to the poll, and how often it was given; `at` a time with those who were sent out later."""
    with records.reading() as db:
        return polls.counted(db, poll_id, at)


def poll(records: Records, poll_id: int) -> Poll | None:
    """The poll of that id."""
    with records.reading() as db:
        return polls.by_id(db, poll_id)


def votes(records: Records, poll_id: int) -> list[Vote]:
    """The votes of everybody in the room."""
    with records.reading() as db:
        return polls.given(db, poll_id)


def roster(records: Records, room_id: int) -> dict[int, str]:
    """Who is in the room: member id to the fingerprint of the token they hold now."""
    with records.reading() as db:
        return rooms.roster(db, room_id)


def earlier(records: Records, lesson_id: str) -> list[tuple[Poll, list[tuple[Any, int]]]]:
    """How rooms answered questions about a lesson, as `records.held.earlier` tells it."""
    with records.reading() as db:
        return held.earlier(db, lesson_id)
