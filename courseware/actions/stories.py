"""Leading a room through a story: its moments are polls, put one after the other. For the room's trainers only.

A deed names the poll on the screen that it is meant for. When another trainer's has come before it, nothing changes:
the story moves one step, whoever presses.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from courseware.actions.rooms import _back, _changed, _leading, _poll
from courseware.errors import Missing, Refused
from courseware.people import Person
from courseware.progress import room as rules
from courseware.progress.room import Put
from courseware.records import polls
from courseware.records.database import Connection, Records
from courseware.records.polls import Poll
from courseware.records.rooms import Room

Counted = list[tuple[Any, int]]
Decide = Callable[[Poll, Counted], tuple[Mapping[str, Any], Put]]
"""From a moment and how often everything was chosen: its parameters once decided, and what is put next."""


def take(records: Records, person: Person, room_id: int, poll_id: int, decide: Decide, now: datetime) -> Room:
    """Go on: the moment is decided by the votes that it has now, and the next one, or the end, is on the screen."""
    with _leading(records, person, room_id) as (db, room):
        poll = _poll(db, room, poll_id)
        if room.state.poll != poll_id:
            return room
        polls.close(db, poll_id, now)
        decided, put = decide(poll, polls.counted(db, poll_id))
        polls.decide(db, poll_id, decided, now)
        return _put(db, room, put, now)


def turn_back(
    records: Records, person: Person, room_id: int, poll_id: int, earlier: Callable[[Poll], Put], now: datetime
) -> Room:  # fmt: skip
    """Back to an `earlier` moment: it is put, and voted on, again."""
    with _leading(records, person, room_id) as (db, room):
        poll = _poll(db, room, poll_id)
        if room.state.poll != poll_id:
            return room
        put = earlier(poll)
        polls.close(db, poll_id, now)
        return _put(db, room, put, now)


def resume(records: Records, person: Person, room_id: int, now: datetime) -> Room:
    """Go on with the story that was led last and put away, where it was left. Which moment that is, the records know
    better than a console that was told a moment ago. Raises Refused("key-revealed") once it is judged, or Missing
    ("no-such-poll") where no story was begun."""
    with _leading(records, person, room_id) as (db, room):
        if room.state.poll is not None:
            return room
        told = [one for one in polls.of_room(db, room.id) if one.kind == "path"]
        if not told:
            raise Missing("no-such-poll")
        last = told[-1]
        if last.revealed_at or not (last.parameters.get("over") or polls.reopen(db, last.id)):
            raise Refused("key-revealed")
        return _changed(db, room, _back(db, room, last.id, now))


def _put(db: Connection, room: Room, put: Put, now: datetime) -> Room:
    made = polls.ask(db, room.id, put.kind, put.question_id, put.body, put.parameters, now, put.lesson_id, put.page_id)
    if put.parameters["over"]:  # nothing is asked at the end
        polls.close(db, made, now)
    return _changed(db, room, rules.put(room.state, made))
