"""Looking back on a workshop: its report for its trainers and HR, HR's list of rooms, and the files HR takes away."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Literal

from courseware.actions import crediting
from courseware.errors import Forbidden, Missing
from courseware.people import Person
from courseware.progress import booking, pace
from courseware.progress.booking import Asked
from courseware.progress.pace import Shown
from courseware.questions import Grade
from courseware.records import asked as wanted
from courseware.records import audit, credited, held, polls, rooms
from courseware.records.asked import Asked as Wanted
from courseware.records.database import Connection, Records
from courseware.records.polls import Poll, Vote
from courseware.records.rooms import Member, Room

Known = Literal["signed-in", "number", "no-account", "shared", "guest"]
"""How we know who a member is: they were signed in; they typed the number of an account; of none; one that another
phone gave too; or nothing. Only the first is certain."""


@dataclass(frozen=True)
class Answer:
    """One scored question that was asked while a member was there; without a vote it is a blank."""

    asked: Asked
    vote: Vote | None
    grade: Grade


@dataclass(frozen=True)
class Attendee:
    """Somebody who was in the room. `voted` counts what they answered of all that was `open` to them; `answers` are the
    scored questions whose key was revealed, as they are booked."""

    member: Member
    person: Person | None
    known: Known
    voted: int
    open: int
    answers: Sequence[Answer]

    @property
    def name(self) -> str:
        """Of whoever was signed in; of others the nickname, for a number may be somebody else's."""
        return self.person.name if self.person and self.known == "signed-in" else self.member.nickname

    @property
    def number(self) -> str:
        """Of the person, else as it was typed."""
        return self.person.employee_number if self.person else self.member.employee_number or ""

    @property
    def points(self) -> Fraction:
        """Won in the room."""
        return sum((one.grade.points for one in self.answers), Fraction(0))

    @property
    def of(self) -> Fraction:
        """Points there were to win."""
        return sum((one.grade.of for one in self.answers), Fraction(0))


@dataclass(frozen=True)
class Report:
    """A room as it was, or as it is so far: who came, what everybody answered (by poll, in order), the slides."""

    room: Room
    trainers: Sequence[str]
    attendees: Sequence[Attendee]
    polls: Sequence[tuple[Poll, Sequence[Vote]]]
    slides: Sequence[Shown]
    asked: Sequence[Wanted]


@dataclass(frozen=True)
class Held:
    """A room in HR's list: how many came, how many of them were signed in, how much they were asked."""

    room: Room
    trainers: Sequence[str]
    attended: int
    signed_in: int
    asked: int
    revealed: int


def report(records: Records, asker: Person, code: str, now: datetime) -> Report:
    """The report of the room. Raises Missing("no-such-room"), and Forbidden to others than its trainers and HR."""
    if asker.id is None or not (asker.may("present") or asker.may("see-scores")):
        raise Forbidden  # before anybody learns which codes there are
    with records.reading() as db:
        return _report(db, asker, code, now)


def held_between(records: Records, asker: Person, since: datetime | None, until: datetime | None) -> list[Held]:
    """Rooms opened in that time, the newest first. Raises Forbidden."""
    _must_see(asker)
    with records.reading() as db:
        return _held(db, since, until)


def export(
    records: Records, asker: Person, code: str, kind: str, write: Callable[[Report], int], now: datetime
) -> int:  # fmt: skip
    """Hand the report of a room to `write`, then note it in the audit; how many rows `write` says there were.

    Raises Forbidden, and Missing("no-such-room").
    """
    _must_see(asker)
    with records.reading() as db:
        written = write(_report(db, asker, code, now))
    with records.writing() as db:
        audit.note(db, asker.id, "export-room", kind, {"code": code, "rows": written}, now)
    return written


def export_held(
    records: Records, asker: Person, since: datetime | None, until: datetime | None, kind: str,
    write: Callable[[Sequence[Held]], int], now: datetime,
) -> int:  # fmt: skip
    """The same of the list of rooms. Raises Forbidden."""
    _must_see(asker)
    with records.reading() as db:
        written = write(_held(db, since, until))
    told = {name: at.isoformat() for name, at in (("since", since), ("until", until)) if at}
    with records.writing() as db:
        audit.note(db, asker.id, "export-rooms", kind, {**told, "rows": written}, now)
    return written


def _must_see(asker: Person) -> None:
    if not asker.may("see-scores"):
        raise Forbidden


def _report(db: Connection, asker: Person, code: str, now: datetime) -> Report:
    room = rooms.by_code(db, code)
    if room is None:
        raise Missing("no-such-room")
    leads = asker.id is not None and asker.may("present") and rooms.led_by(db, room.id, asker.id)
    if not (leads or asker.may("see-scores")):
        raise Forbidden
    members, found = rooms.present(db, room.id), polls.of_room(db, room.id)
    here = {member.id for member in members}
    votes = {key: one for key, one in credited.votes(db, [p.id for p in found]).items() if key[0] in here}
    by_poll: dict[int, list[Vote]] = {poll.id: [] for poll in found}
    for vote in sorted(votes.values(), key=lambda one: (one.given_at, one.member_id)):
        by_poll[vote.poll_id].append(vote)
    moments = [at for p in found for at in (p.opened_at, p.closed_at, p.revealed_at) if at]
    signs = [*moments, *(one.given_at for one in votes.values()), *held.signs(db, room.id)]
    slides = pace.shown(rooms.shown(db, room.id), signs, room.ended_at or now)
    return Report(
        room, held.trained(db, [room.id])[room.id], _attendees(db, members, found, votes),
        [(poll, by_poll[poll.id]) for poll in found], slides, wanted.of_room(db, room.id),
    )  # fmt: skip


def _attendees(
    db: Connection, members: Sequence[Member], found: Sequence[Poll], votes: Mapping[tuple[int, int], Vote]
) -> list[Attendee]:
    owners = credited.owners(db, {m.employee_number for m in members if m.employee_number})
    whose = crediting.identified(members, owners)
    people = held.people(db, set(whose.values()))
    typed = Counter(m.employee_number for m in members if m.person_id is None and m.employee_number)
    questions, worth = crediting.asked(found), _Worth()
    attendees = []
    for member in members:
        mine = {poll.id: votes[member.id, poll.id] for poll in found if (member.id, poll.id) in votes}
        there = [p for p in found if p.id in mine or p.closed_at is None or p.closed_at > member.joined_at]
        sat = booking.present(questions, member.joined_at, mine)
        answers = [Answer(one, mine.get(one.poll), worth.of(one, mine.get(one.poll))) for one in sat]
        known = _known(member, owners, whose, typed)
        attendees.append(Attendee(member, people.get(whose.get(member.id, 0)), known, len(mine), len(there), answers))
    return attendees


def _known(
    member: Member, owners: Mapping[str, int], whose: Mapping[int, int], typed: Mapping[Any, int]
) -> Known:  # fmt: skip
    number = member.employee_number
    if member.person_id is not None:
        return "signed-in"
    if not number:
        return "guest"
    if member.id in whose:
        return "number"
    return "shared" if typed[number] > 1 or number in owners else "no-account"


class _Worth:
    """What votes are worth; equal ones are graded once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, str], Grade] = {}

    def of(self, one: Asked, vote: Vote | None) -> Grade:
        blank = Grade(Fraction(0), one.question.points, {})
        if vote is None:
            return blank
        key = (one.poll, repr(vote.response))
        if key not in self.known:
            self.known[key] = crediting.grade(one, vote.response) or blank
        return self.known[key]


def _held(db: Connection, since: datetime | None, until: datetime | None) -> list[Held]:
    found = held.between(db, since, until)
    ids = [room.id for room in found]
    trainers, attended, put = held.trained(db, ids), held.attended(db, ids), held.put(db, ids)
    return [Held(room, trainers[room.id], *attended.get(room.id, (0, 0)), *put.get(room.id, (0, 0))) for room in found]
