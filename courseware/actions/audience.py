"""Being in the audience of a workshop: coming in, voting, asking. Nobody needs an account.

A member is known by a token of which the records keep the SHA-256. Moving to another phone needs a ticket that is
bound to the first phone's token, so that it works once, and for ten minutes. All raise Missing("no-such-room") and,
before the room opens or once it is over, Refused("room-not-open") or Refused("room-over").
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from courseware.actions.asking import fingerprint
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.progress import room as rules
from courseware.records import asked, notices, polls, rooms
from courseware.records.asked import Asked
from courseware.records.database import Connection, Records
from courseware.records.polls import Poll, Vote
from courseware.records.rooms import Member, Room
from courseware.words import Language

MOST_MEMBERS = 2000
MOST_QUESTIONS = 20  # of one member
LONGEST_QUESTION = 300
TICKET_LASTS = timedelta(minutes=10)

Fate = Literal["saved", "closed", "not-in-room", "removed"]


@dataclass(frozen=True)
class Seen:
    """The room as somebody in the audience may see it: themselves, the poll on the screen, and their own vote."""

    room: Room
    member: Member
    poll: Poll | None
    vote: Vote | None


@dataclass(frozen=True)
class Ballot:
    """A vote as it came: who holds that token wants to give that response, read by its question's rules, to a poll."""

    room_id: int
    token: str
    poll_id: int
    response: Any
    language: Language
    given_at: datetime


def find(records: Records, code: str) -> Room:
    """The room of that code."""
    with records.reading() as db:
        return _there(rooms.by_code(db, code))


def enter(
    records: Records, code: str, token: str, nickname: str, employee_number: str, person: Person, language: Language,
    now: datetime,
) -> Member:  # fmt: skip
    """Come in under a nickname; a signed-in person comes in once, whichever phone they hold, and keeps their votes.

    Raises Refused("no-name"), Refused("room-full") and Forbidden("removed") to whoever was sent out.
    """
    name = rules.clean_name(nickname) or rules.clean_name(person.name)
    if not name:
        raise Refused("no-name")
    number = "".join(employee_number.split())[:40] or person.employee_number or None
    with records.writing() as db:
        room = _live(rooms.by_id(db, _there(rooms.by_code(db, code)).id, held=True))
        known = rooms.member(db, fingerprint(token))
        if known and known.room_id == room.id:
            if known.removed_at:
                raise Forbidden("removed")
            return known
        if person.id is not None and (same := rooms.member_of_person(db, room.id, person.id)):
            if same.removed_at:
                raise Forbidden("removed")
            rooms.rejoin(db, same.id, fingerprint(token))
            return same
        if rooms.size(db, room.id) >= MOST_MEMBERS:
            raise Refused("room-full")
        rooms.join(db, room.id, fingerprint(token), name, number, person.id, language, now)
        version = rooms.change(db, room)
        notices.note(db, room.id, version)
        return _member(rooms.member(db, fingerprint(token)))


def ticket(records: Records, key: bytes, code: str, token: str, now: datetime) -> str:
    """What another phone needs to go on as this member; `key` signs it. Raises Forbidden."""
    member = who(records, code, token)
    until = int((now + TICKET_LASTS).timestamp())
    return f"{member.id}.{until}.{_signed(key, code, member.id, until, fingerprint(token))}"


def holder(records: Records, key: bytes, code: str, ticket: str, now: datetime) -> Member:
    """The member a ticket is for. Raises Forbidden("ticket-old") when it was used, is too old or was never issued."""
    with records.reading() as db:
        return _ticketed(db, _there(rooms.by_code(db, code)), key, code, ticket, now)


def move(records: Records, key: bytes, code: str, ticket: str, new: str, now: datetime) -> Member:
    """Go on with the phone that holds `new`; the first one's token is worth nothing then. Raises as `holder`."""
    with records.writing() as db:
        room = _live(rooms.by_id(db, _there(rooms.by_code(db, code)).id, held=True))
        member = _ticketed(db, room, key, code, ticket, now)
        rooms.rejoin(db, member.id, fingerprint(new))
        notices.note(db, room.id, rooms.change(db, room))
        return member


def who(records: Records, code: str, token: str) -> Member:
    """The member of that token. Raises Forbidden for nobody, or somebody sent out."""
    with records.reading() as db:
        return _of(db, _there(rooms.by_code(db, code)), token)


def see(records: Records, code: str, token: str) -> Seen:
    """What the member sees now. Raises Forbidden."""
    with records.reading() as db:
        room = _there(rooms.by_code(db, code))
        member = _of(db, room, token)
        poll = polls.by_id(db, room.state.poll) if room.state.poll is not None else None
        return Seen(room, member, poll, polls.of_member(db, poll.id, member.id) if poll else None)


def cast(records: Records, ballots: Sequence[Ballot]) -> list[Fate]:
    """Save ballots of any rooms, all in one transaction; what became of each.

    Of two ballots of one member the later in the list counts.
    """
    with records.writing() as db:
        holders = rooms.holders(db, {fingerprint(ballot.token) for ballot in ballots})
        fates: list[Fate] = []
        votes: list[tuple[int, Vote]] = []
        for n, ballot in enumerate(ballots):
            member = holders.get(fingerprint(ballot.token))
            if member is None or member.room_id != ballot.room_id:
                fates.append("not-in-room")
            elif member.removed_at:
                fates.append("removed")
            else:
                fates.append("closed")
                vote = Vote(ballot.poll_id, member.id, ballot.response, ballot.language, ballot.given_at)
                votes.append((n, vote))
        taking = polls.taking(db, {vote.poll_id for _, vote in votes})
        kept = [(n, vote) for n, vote in votes if taking.get(vote.poll_id) == ballots[n].room_id]
        polls.save(db, [vote for _, vote in kept])
        for n, _ in kept:
            fates[n] = "saved"
        for room_id in sorted({ballots[n].room_id for n, _ in kept}):
            notices.note(db, room_id)
    return fates


def ask(records: Records, code: str, token: str, body: str, now: datetime) -> int:
    """Ask the trainer something. Raises Refused("no-words") and Refused("asked-enough")."""
    words = " ".join("".join(c if c.isprintable() else " " for c in body).split())[:LONGEST_QUESTION]
    if not words:
        raise Refused("no-words")
    with records.writing() as db:
        room = _live(rooms.by_id(db, _there(rooms.by_code(db, code)).id, held=True))
        member = _of(db, room, token)
        if asked.of_member(db, member.id) >= MOST_QUESTIONS:
            raise Refused("asked-enough")
        made = asked.ask(db, room.id, member.id, words, now)
        notices.note(db, room.id, rooms.change(db, room))
        return made


def upvote(records: Records, code: str, token: str, question_id: int) -> None:
    """Want to know that too; again changes nothing. Raises Missing("no-such-question")."""
    with records.writing() as db:
        room = _live(rooms.by_id(db, _there(rooms.by_code(db, code)).id, held=True))
        member = _of(db, room, token)
        if not asked.upvote(db, room.id, question_id, member.id):
            raise Missing("no-such-question")
        notices.note(db, room.id, rooms.change(db, room))


def questions(records: Records, room_id: int) -> list[Asked]:
    """What the audience asks."""
    with records.reading() as db:
        return asked.of_room(db, room_id)


def _ticketed(db: Connection, room: Room, key: bytes, code: str, ticket: str, now: datetime) -> Member:
    member_id, until, mac = ([*ticket.split("."), "", "", ""])[:3]
    if not all(part.isascii() and part.isdigit() and len(part) < 12 for part in (member_id, until)):
        raise Forbidden("ticket-old")
    found = rooms.member_by_id(db, room.id, int(member_id))
    if found is None or int(until) < now.timestamp():
        raise Forbidden("ticket-old")
    member, token_hash = found
    if not hmac.compare_digest(mac.encode(), _signed(key, code, member.id, int(until), token_hash).encode()):
        raise Forbidden("ticket-old")
    if member.removed_at:
        raise Forbidden("removed")
    return member


def _signed(key: bytes, code: str, member_id: int, until: int, token_hash: str) -> str:
    told = f"move\n{code}\n{member_id}\n{until}\n{token_hash}"
    return hmac.new(key, told.encode(), "sha256").hexdigest()


def _of(db: Connection, room: Room, token: str) -> Member:
    member = rooms.member(db, fingerprint(token)) if token else None
    if member is None or member.room_id != room.id:
        raise Forbidden("not-in-room")
    if member.removed_at:
        raise Forbidden("removed")
    return member


def _member(found: Member | None) -> Member:
    assert found is not None
    return found


def _there(room: Room | None) -> Room:
    if room is None:
        raise Missing("no-such-room")
    return room


def _live(room: Room | None) -> Room:
    found = _there(room)
    if found.opened_at is None:
        raise Refused("room-not-open")
    if found.ended_at is not None:
        raise Refused("room-over")
    return found
