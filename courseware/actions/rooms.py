"""Leading a workshop: opening a room, turning its slides, putting questions, ending it. For its trainers only.

Every deed is one transaction and returns the room as it then is; tell `notices` afterwards. All raise Forbidden,
Missing("no-such-room") and, once the room is over, Refused("room-over").
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from courseware.actions import crediting
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.progress import room as rules
from courseware.progress.room import Put, State
from courseware.records import asked, audit, notices, polls, rooms
from courseware.records.database import Connection, Records
from courseware.records.polls import Poll
from courseware.records.rooms import Room
from courseware.words import Text


def make(
    records: Records, person: Person, title: str, program: Mapping[str, Any], first: str, seed: int, now: datetime,
    scheduled_at: datetime | None = None,
) -> Room:  # fmt: skip
    """A new room with a code of its own, open at once unless it is scheduled; `first` is the lesson it begins with."""
    if person.id is None or not person.may("present"):
        raise Forbidden
    chance, opened = Random(seed), None if scheduled_at else now
    with records.writing() as db:
        made = None
        while made is None:  # taken: draw another
            code = rules.code(chance)
            made = rooms.make(
                db, code, title[:80], program, seed, person.id, rules.start(first), now, scheduled_at, opened
            )
        audit.note(db, person.id, "make-room", f"room:{made}", {"code": code, "program": dict(program)}, now)
        return _there(rooms.by_id(db, made))


def mine(records: Records, person: Person) -> list[Room]:
    """The rooms the person leads, the newest first."""
    if person.id is None or not person.may("present"):
        raise Forbidden
    with records.reading() as db:
        return rooms.of_trainer(db, person.id)


def look(records: Records, person: Person, code: str) -> Room:
    """The room, for its trainers; over or not."""
    with records.reading() as db:
        room = _there(rooms.by_code(db, code))
        if not _leads(db, person, room.id):
            raise Forbidden
        return room


def open_(records: Records, person: Person, room_id: int, now: datetime) -> Room:
    """Let the audience in; a room that is over opens again, with everything that was in it."""
    with records.writing() as db:
        room = _held(db, person, room_id)
        if room.live:
            return room
        opened = room.opened_at or now
        return _changed(db, room, opened_at=opened, ended_at=None)


def end(records: Records, person: Person, room_id: int, now: datetime, called: Text = crediting.PLAIN) -> Room:
    """The workshop is over: a poll still open closes, nobody votes any more, and what known people answered is booked
    to them as an attempt that is `called` so."""
    with _leading(records, person, room_id) as (db, room):
        if room.state.poll is not None:
            polls.close(db, room.state.poll, now)
        audit.note(db, person.id, "end-room", f"room:{room.id}", {"code": room.code}, now)
        ended = _changed(db, room, replace(room.state, until=None), ended_at=now)
        crediting.credit(db, ended, now, called)
        return ended


def go(
    records: Records, person: Person, room_id: int, lesson: str, page: int, pages: Mapping[str, int], now: datetime,
    part: int = 0, page_id: str = "",
) -> Room:  # fmt: skip
    """Show a slide; `pages` is how many each lesson of the library has. Raises Missing("no-such-lesson")."""
    if lesson not in pages:
        raise Missing("no-such-lesson")
    with _leading(records, person, room_id) as (db, room):
        state = rules.go(room.state, lesson, page, pages[lesson], part)
        if state == room.state:
            return room
        if (state.lesson, state.page) != (room.state.lesson, room.state.page):
            rooms.step(db, room.id, lesson, page_id or str(state.page), now)
            if room.state.poll is not None:
                polls.close(db, room.state.poll, now)
        return _changed(db, room, state)


def blacken(records: Records, person: Person, room_id: int, black: bool) -> Room:
    """Turn the projector black, or back."""
    with _leading(records, person, room_id) as (db, room):
        return _changed(db, room, rules.blacken(room.state, black))


def rank(records: Records, person: Person, room_id: int, shown: bool) -> Room:
    """Show the leaderboard, or hide it."""
    with _leading(records, person, room_id) as (db, room):
        return _changed(db, room, rules.rank(room.state, shown))


def count_down(records: Records, person: Person, room_id: int, seconds: int | None, now: datetime) -> Room:
    """Count down on every screen, or stop."""
    with _leading(records, person, room_id) as (db, room):
        return _changed(db, room, rules.count_down(room.state, seconds, now))


def ask(records: Records, person: Person, room_id: int, put: Put, now: datetime) -> Room:
    """Put a question on every screen and collect; another one that is there closes. Pressed twice it is asked once."""
    with _leading(records, person, room_id) as (db, room):
        if room.state.poll is not None:
            there = _poll(db, room, room.state.poll)
            if there.phase == "collecting" and (there.kind, there.question_id) == (put.kind, put.question_id):
                return room
            polls.close(db, there.id, now)
        made = polls.ask(
            db, room.id, put.kind, put.question_id, put.body, put.parameters, now, put.lesson_id, put.page_id
        )
        return _changed(db, room, rules.put(room.state, made))


def close_poll(records: Records, person: Person, room_id: int, poll_id: int, now: datetime) -> Room:
    """Take no more votes: the distribution is shown. Again is fine."""
    with _leading(records, person, room_id) as (db, room):
        _poll(db, room, poll_id)
        return _changed(db, room, rules.closed(room.state, poll_id)) if polls.close(db, poll_id, now) else room


def reopen_poll(records: Records, person: Person, room_id: int, poll_id: int, now: datetime) -> Room:
    """Take votes again, with the question back on the screen. Raises Refused("key-revealed") once the key was shown."""
    with _leading(records, person, room_id) as (db, room):
        _poll(db, room, poll_id)
        if not polls.reopen(db, poll_id):
            raise Refused("key-revealed")
        return _changed(db, room, _back(db, room, poll_id, now))


def reveal(records: Records, person: Person, room_id: int, poll_id: int, now: datetime) -> Room:
    """Show the key and why; a poll that still collects closes first. Again puts it on the screen again."""
    with _leading(records, person, room_id) as (db, room):
        _poll(db, room, poll_id)
        polls.close(db, poll_id, now)
        if not polls.reveal(db, poll_id, now) and room.state.poll == poll_id:
            return room
        return _changed(db, room, _back(db, room, poll_id, now))


def put_away(records: Records, person: Person, room_id: int, now: datetime) -> Room:
    """Back to the slide; votes are no longer taken."""
    with _leading(records, person, room_id) as (db, room):
        if room.state.poll is None:
            return room
        polls.close(db, room.state.poll, now)
        return _changed(db, room, rules.put(room.state, None))


def remove(records: Records, person: Person, room_id: int, member_id: int, now: datetime) -> Room:
    """Send a member out: their name and votes are shown no more."""
    with _leading(records, person, room_id) as (db, room):
        if not rooms.change_member(db, room.id, member_id, removed_at=now):
            raise Missing("no-such-member")
        audit.note(db, person.id, "remove-member", f"room:{room.id}", {"member": member_id}, now)
        return _changed(db, room)


def rename(records: Records, person: Person, room_id: int, member_id: int, nickname: str) -> Room:
    """Give a member another nickname. Raises Refused("no-name")."""
    name = rules.clean_name(nickname)
    if not name:
        raise Refused("no-name")
    with _leading(records, person, room_id) as (db, room):
        if not rooms.change_member(db, room.id, member_id, nickname=name):
            raise Missing("no-such-member")
        return _changed(db, room)


def settle(records: Records, person: Person, room_id: int, question_id: int, hide: bool, now: datetime) -> Room:
    """A question of the audience is answered, or hidden. Raises Missing("no-such-question")."""
    with _leading(records, person, room_id) as (db, room):
        values = {"hidden_at": now} if hide else {"answered_at": now}
        if not asked.settle(db, room.id, question_id, **values):
            raise Missing("no-such-question")
        return _changed(db, room)


@contextmanager
def _leading(records: Records, person: Person, room_id: int) -> Iterator[tuple[Connection, Room]]:
    """The live room, held in a transaction."""
    with records.writing() as db:
        room = _held(db, person, room_id)
        if not room.live:
            raise Refused("room-over")
        yield db, room


def _held(db: Connection, person: Person, room_id: int) -> Room:
    room = _there(rooms.by_id(db, room_id, held=True))
    if not _leads(db, person, room_id):
        raise Forbidden
    return room


def _leads(db: Connection, person: Person, room_id: int) -> bool:
    return person.id is not None and person.may("present") and rooms.led_by(db, room_id, person.id)


def _there(room: Room | None) -> Room:
    if room is None:
        raise Missing("no-such-room")
    return room


def _poll(db: Connection, room: Room, poll_id: int) -> Poll:
    found = polls.by_id(db, poll_id, held=True)
    if found is None or found.room_id != room.id:
        raise Missing("no-such-poll")
    return found


def _back(db: Connection, room: Room, poll_id: int, now: datetime) -> State:
    """The room with that poll on the screen; another one that is there closes."""
    if room.state.poll is not None and room.state.poll != poll_id:
        polls.close(db, room.state.poll, now)
    return rules.put(room.state, poll_id)


def _changed(db: Connection, room: Room, state: State | None = None, **values: Any) -> Room:
    version = rooms.change(db, room, state, **values)
    notices.note(db, room.id, version)
    return _there(rooms.by_id(db, room.id))
