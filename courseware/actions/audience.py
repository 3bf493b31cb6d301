"""Being in the audience of a workshop: coming in, voting, asking. Nobody needs an account.

A member is known by a token of which the records keep the SHA-256. All raise Missing("no-such-room") and, before the
room opens or once it is over, Refused("room-not-open") or Refused("room-over").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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

Fate = Literal["saved", "closed", "not-in-room", "removed"]


@dataclass(frozen=True)
class Seen:
    """The room as somebody in the audience may see it: themselves, the poll on the screen, and their own vote. `place`
    is how many came in before them."""

    room: Room
    member: Member
    poll: Poll | None
    vote: Vote | None
    place: int = 0


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
        return there(rooms.by_code(db, code))


def enter(
    records: Records, code: str, token: str, nickname: str, employee_number: str, person: Person, language: Language,
    now: datetime,
) -> Member:  # fmt: skip
    """Come in under a nickname; a signed-in person comes in once, whichever phone they hold, and keeps their votes.

    Raises Refused("no-name"), Refused("room-full"), Refused("room-locked") to newcomers, and Forbidden("removed") to
    whoever was sent out.
    """
    name = rules.clean_name(nickname) or rules.clean_name(person.name)
    if not name:
        raise Refused("no-name")
    number = "".join(employee_number.split())[:40] or person.employee_number or None
    with records.writing() as db:
        room = live(rooms.by_id(db, there(rooms.by_code(db, code)).id, held=True))
        known = rooms.member(db, fingerprint(token))
        if known:
            return member_of(db, room, token)
        if person.id is not None and (same := rooms.member_of_person(db, room.id, person.id)):
            if same.removed_at:
                raise Forbidden("removed")
            rooms.rejoin(db, same.id, fingerprint(token))
            return same
        if room.state.locked:
            raise Refused("room-locked")
        if rooms.size(db, room.id) >= MOST_MEMBERS:
            raise Refused("room-full")
        rooms.join(db, room.id, fingerprint(token), name, number, person.id, language, now)
        version = rooms.change(db, room)
        notices.note(db, room.id, version)
        return _member(rooms.member(db, fingerprint(token)))


def welcome(records: Records, room: Room, person: Person) -> bool:
    """May the person come in? Into a locked room only who is in it already, by whichever phone they hold."""
    if not room.state.locked:
        return True
    if person.id is None:
        return False
    with records.reading() as db:
        return rooms.member_of_person(db, room.id, person.id) is not None


def given(records: Records, code: str, token: str) -> list[tuple[Poll, Any]]:
    """Everything the room was asked, with the member's response to it or None. Raises Forbidden."""
    with records.reading() as db:
        room = there(rooms.by_code(db, code))
        votes = polls.of_person(db, room.id, member_of(db, room, token).id)
        return [(p, votes[p.id].response if p.id in votes else None) for p in polls.of_room(db, room.id)]


def wanted(records: Records, code: str, token: str) -> tuple[Member, list[Asked], set[int]]:
    """The member, what the audience asks, and which of it the member wants to know too. Raises Forbidden."""
    with records.reading() as db:
        room = there(rooms.by_code(db, code))
        member = member_of(db, room, token)
        return member, asked.of_room(db, room.id), asked.upvoted(db, member.id)


def who(records: Records, code: str, token: str) -> Member:
    """The member of that token. Raises Forbidden for nobody, or somebody sent out."""
    with records.reading() as db:
        return member_of(db, there(rooms.by_code(db, code)), token)


def see(records: Records, code: str, token: str) -> Seen:
    """What the member sees now. Raises Forbidden."""
    with records.reading() as db:
        room = there(rooms.by_code(db, code))
        member = member_of(db, room, token)
        poll = polls.by_id(db, room.state.poll) if room.state.poll is not None else None
        vote = polls.of_member(db, poll.id, member.id) if poll else None
        return Seen(room, member, poll, vote, rooms.place(db, room.id, member.id))


def cast(records: Records, ballots: Sequence[Ballot]) -> list[Fate]:
    """Save ballots of any rooms, all in one transaction; what became of each.

    Of two ballots of one member the later in the list counts.
    """
    with records.writing() as db:
        tokens = [fingerprint(ballot.token) for ballot in ballots]
        holders = rooms.holders(db, tokens)
        fates: list[Fate] = []
        votes: list[tuple[int, Vote]] = []
        for n, ballot in enumerate(ballots):
            member, room_id, out = holders.get(tokens[n], (0, 0, False))
            if room_id != ballot.room_id:
                fates.append("not-in-room")
            elif out:
                fates.append("removed")
            else:
                fates.append("closed")
                vote = Vote(ballot.poll_id, member, ballot.response, ballot.language, ballot.given_at)
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
        member = member_of(db, there(rooms.by_code(db, code)), token)
        room = live(rooms.by_id(db, member.room_id, held=True))
        if asked.of_member(db, member.id) >= MOST_QUESTIONS:
            raise Refused("asked-enough")
        made = asked.ask(db, room.id, member.id, words, now)
        notices.note(db, room.id, rooms.change(db, room))
        return made


def upvote(records: Records, code: str, token: str, question_id: int) -> None:
    """Want to know that too; again changes nothing. Raises Missing("no-such-question")."""
    with records.writing() as db:
        member = member_of(db, there(rooms.by_code(db, code)), token)
        room = live(rooms.by_id(db, member.room_id, held=True))
        if not asked.upvote(db, room.id, question_id, member.id):
            raise Missing("no-such-question")
        notices.note(db, room.id, rooms.change(db, room))


def questions(records: Records, room_id: int) -> list[Asked]:
    """What the audience asks."""
    with records.reading() as db:
        return asked.of_room(db, room_id)


def member_of(db: Connection, room: Room, token: str) -> Member:
    """The member of the room who holds that token. Raises Forbidden for nobody, or somebody sent out."""
    member = rooms.member(db, fingerprint(token)) if token else None
    if member is None or member.room_id != room.id:
        raise Forbidden("not-in-room")
    if member.removed_at:
        raise Forbidden("removed")
    return member


def _member(found: Member | None) -> Member:
    assert found is not None
    return found


def there(room: Room | None) -> Room:
    """The room. Raises Missing."""
    if room is None:
        raise Missing("no-such-room")
    return room


def live(room: Room | None) -> Room:
    """The room while it is open. Raises Missing and Refused."""
    found = there(room)
    if found.opened_at is None:
        raise Refused("room-not-open")
    if found.ended_at is not None:
        raise Refused("room-over")
    return found
