"""Booking what people answered in a room to their own records, where self-study stands too.

When a room ends, each known person in it gets an attempt that is handed in and graded, in the same transaction: a
server that dies in between has not ended the room. `credit` may be called at any time and any number of times, and
books only what is not booked yet, so that each vote is in one answer of one attempt:

- a room that opens and ends again books its new questions as another attempt (`room:K7WQ4M:2`); what is booked stays;
- somebody whose number becomes an account is booked when they register;
- a room that nobody ends is booked half a day after its last answer (`catch_up`).

Such an attempt is no attempt at the quizzes its questions come from: it does not use one up, does not pass them, and is
nobody's best score there. It has no pass mark, and its questions count for mastery and come back for review.

A number that somebody typed is what they say, not who they are. Where it is an account's, the attempt is booked with
the remark that nobody was signed in, which HR sees, and it counts neither for mastery nor for review. It is booked only
if one phone of the room gave that number, and never beside what its owner answered signed in. Who signs in on that
phone and opens the room again is recognised, and the remark goes. Who was sent out gets nothing.
"""

import json
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter, ValidationError

from courseware.actions.asking import fingerprint
from courseware.content.models import AnyQuestion, Quiz
from courseware.people import Person
from courseware.progress import booking, paper
from courseware.progress.booking import Asked
from courseware.questions import Grade, QuestionBase
from courseware.records import credited, notices, polls, rooms, snapshots
from courseware.records.credited import Booked, Booking
from courseware.records.database import Connection, Records
from courseware.records.polls import Poll, Vote
from courseware.records.rooms import Member, Room
from courseware.words import Text, fill

log = logging.getLogger(__name__)
PLAIN = Text(zh="{title}")
"""What the attempts of a room are called, where nobody gives other words; they may have the places {title}, {code}."""

QUIET = timedelta(hours=12)
LONGEST_QUIET = timedelta(days=30)
_adapter: TypeAdapter[QuestionBase] = TypeAdapter(AnyQuestion)


def credit(db: Connection, room: Room, now: datetime, called: Text = PLAIN) -> int:
    """Book what the room has not booked yet; how many attempts. Hold the room first."""
    questions = asked(polls.of_room(db, room.id))
    if not questions:
        return 0
    members = rooms.present(db, room.id)
    whose = identified(members, credited.owners(db, {m.employee_number for m in members if m.employee_number}))
    before: dict[int, list[Booked]] = {}
    for one in credited.booked(db, room.code, set(whose.values())):
        before.setdefault(one.person_id, []).append(one)
    votes = credited.votes(db, [one.poll for one in questions])
    book = _Book(db, room, called)
    for member in members:
        if member.id in whose:
            given = {one.poll: votes[member.id, one.poll] for one in questions if (member.id, one.poll) in votes}
            book.add(whose[member.id], member, questions, given, before.get(whose[member.id], []))
    credited.book(db, book.bookings, now)
    return len(book.bookings)


def by_number(db: Connection, person: Person, now: datetime, called: Text = PLAIN) -> None:
    """The person's number has an account now: book what was voted under it, in rooms that are over."""
    for room_id in credited.typed(db, person.employee_number):
        room = rooms.by_id(db, room_id, held=True)
        if room and room.ended_at:
            credit(db, room, now, called)


def recognise(
    records: Records, code: str, token: str, person: Person, now: datetime, called: Text = PLAIN
) -> None:  # fmt: skip
    """Whoever signs in on a phone that is in the room as a guest, under the number they typed or, while the room is
    open, under none, is that member from now on. Of two phones of one person the one that was known first stays."""
    if person.id is None or not token:
        return
    with records.reading() as db:
        member = rooms.member(db, fingerprint(token))
        if member is None or not _theirs(member, person):
            return
    with records.writing() as db:
        room = rooms.by_id(db, member.room_id, held=True)
        member = rooms.member(db, fingerprint(token))
        if room is None or room.code != code or member is None or not _theirs(member, person):
            return
        if (room.ended_at and not member.employee_number) or rooms.member_of_person(db, room.id, person.id):
            return
        rooms.change_member(db, room.id, member.id, person_id=person.id, employee_number=person.employee_number)
        voted = polls.of_person(db, room.id, member.id).keys() if member.employee_number else set()
        given = credited.booked(db, room.code, [person.id])
        credited.confirm(db, [one.participation_id for one in given if voted & one.polls])
        if room.ended_at:
            credit(db, room, now, called)
        notices.note(db, room.id, rooms.change(db, room))


def catch_up(records: Records, now: datetime, called: Text = PLAIN) -> int:
    """Book rooms that nobody ended and that went quiet; how many attempts."""
    with records.reading() as db:
        found = credited.quiet(db, now - LONGEST_QUIET, now - QUIET)
    booked = 0
    for room_id in found:
        with records.writing() as db:
            if room := rooms.by_id(db, room_id, held=True):
                booked += credit(db, room, now, called)
    return booked


def asked(polls: Sequence[Poll]) -> list[Asked]:
    """What is booked of these polls. A question that this version cannot read is left out: a room ends all the same."""
    found = []
    for one in polls:
        if one.kind == "question" and one.closed_at and one.revealed_at:
            try:
                question = snapshots.lenient(_adapter.validate_python, dict(one.body))
            except ValidationError:
                log.exception("poll %s holds a question that cannot be read: nothing of it is booked", one.id)
                continue
            found.append(Asked(one.id, question, dict(one.parameters), one.opened_at, one.closed_at, one.revealed_at))
    return found


def identified(members: Sequence[Member], owners: Mapping[str, int]) -> dict[int, int]:
    """Which person each member is, by id: signed in, or alone in the room with the number of an account."""
    signed_in = {member.person_id for member in members if member.person_id is not None}
    typed = Counter(member.employee_number for member in members if member.person_id is None)
    found: dict[int, int] = {}
    for member in members:
        number = member.employee_number or ""
        if member.person_id is not None:
            found[member.id] = member.person_id
        elif typed[number] == 1 and number in owners and owners[number] not in signed_in:
            found[member.id] = owners[number]
    return found


def grade(one: Asked, response: Any) -> Grade | None:
    """What a response from the records is worth; None if it no longer reads."""
    try:
        return paper.rules(one.question).grade(one.question, one.parameters, paper.revived(one.question, response))
    except (ValidationError, KeyError, TypeError, ValueError):
        log.exception("a vote in poll %s cannot be read: it counts as a blank", one.poll)
        return None


class _Book:
    """What is booked in one go; a thousand votes are few different answers, and a room few different papers."""

    def __init__(self, db: Connection, room: Room, called: Text) -> None:
        self.db, self.room, self.bookings = db, room, list[Booking]()
        titles = {"title": room.title, "code": room.code}
        self.title = Text(zh=fill(called.zh, titles), en=fill(called.en, titles) if called.en else None)
        self.grades: dict[tuple[int, str], Grade | None] = {}
        self.snapshots: dict[tuple[int, ...], str] = {}

    def add(
        self, person_id: int, member: Member, questions: Sequence[Asked], given: Mapping[int, Vote],
        before: Sequence[Booked],
    ) -> None:  # fmt: skip
        """What one member answered and `before` does not have."""
        signed_in = member.person_id is not None
        kept = {poll for one in before if one.signed_in or not signed_in for poll in one.polls}
        due = [one for one in booking.present(questions, member.joined_at, given) if one.poll not in kept]
        for part, sheet in enumerate(booking.papers(due, given), len(before) + 1):
            graded = {one.question.id: self._grade(one, given.get(one.poll)) for one in sheet}
            self.bookings.append(Booking(
                person_id, signed_in, booking.quiz_id(self.room.code, part), self._snapshot(sheet), self.room.seed,
                [{"question": one.question.id, "parameters": one.parameters, "poll": one.poll} for one in sheet],
                min(one.opened_at for one in sheet), max(one.revealed_at for one in sheet),
                {one.question.id: given[one.poll] for one in sheet if graded[one.question.id] and one.poll in given},
                {one.question.id: graded[one.question.id] or Grade(Fraction(0), one.question.points, {})
                 for one in sheet},
            ))  # fmt: skip

    def _grade(self, one: Asked, vote: Vote | None) -> Grade | None:
        if vote is None:
            return None
        key = (one.poll, json.dumps(vote.response, sort_keys=True))
        if key not in self.grades:
            self.grades[key] = grade(one, vote.response)
        return self.grades[key]

    def _snapshot(self, sheet: Sequence[Asked]) -> str:
        key = tuple(one.poll for one in sheet)
        if key not in self.snapshots:
            told = {"title": self.title, "shuffle": False, "questions": tuple(one.question for one in sheet)}
            self.snapshots[key] = snapshots.keep(self.db, Quiz.model_validate(told))
        return self.snapshots[key]


def _theirs(member: Member, person: Person) -> bool:
    return (
        member.person_id is None and not member.removed_at
        and member.employee_number in (None, person.employee_number)
    )  # fmt: skip
