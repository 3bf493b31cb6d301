"""Being in the audience of a workshop: coming in, voting, asking. Nobody needs an account.

A member is known by a token of which the records keep the SHA-256. All raise Missing("no-such-room") and, before the
room opens or once it is over, Refused("room-not-open") or Refused("room-over").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from courseware.actions.asking import fingerprint
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.progress import room as rules
from courseware.records import notices, polls, rooms
from courseware.records.database import Connection, Records
from courseware.records.polls import Poll, Vote
from courseware.records.rooms import Asked, Member, Room
from courseware.words import Language

MOST_MEMBERS = 2000
MOST_QUESTIONS = 20  # of one member
LONGEST_QUESTION = 300


@dataclass(frozen=True)
class Seen:
    """The room as somebody in the audience may see it: themselves, the poll on the screen, and their own vote."""

    room: Room
    member: Member
    poll: Poll | None
    vote: Vote | None


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
            rooms.rejoin(db, same.id, fingerprint(token))
            return same
        if rooms.size(db, room.id) >= MOST_MEMBERS:
            raise Refused("room-full")
        rooms.join(db, room.id, fingerprint(token), name, number, person.id, language, now)
        version = rooms.change(db, room)
        notices.note(db, room.id, version)
        return _member(rooms.member(db, fingerprint(token)))


def move(records: Records, code: str, old: str, new: str) -> Member:
    """Go on with another phone: `old` is the token of the first one, which then is worth nothing. Raises Forbidden."""
    with records.writing() as db:
        room = _live(rooms.by_code(db, code))
        member = _of(db, room, old)
        rooms.rejoin(db, member.id, fingerprint(new))
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


def cast(records: Records, votes: Sequence[Vote]) -> set[int]:
    """Save votes that were read and belong to members of the polls' rooms, all in one transaction; the ids of the polls
    that still took them."""
    with records.writing() as db:
        return polls.cast(db, votes)


def ask(records: Records, code: str, token: str, body: str, now: datetime) -> int:
    """Ask the trainer something. Raises Refused("no-words") and Refused("asked-enough")."""
    words = " ".join("".join(c if c.isprintable() else " " for c in body).split())[:LONGEST_QUESTION]
    if not words:
        raise Refused("no-words")
    with records.writing() as db:
        room = _live(rooms.by_id(db, _there(rooms.by_code(db, code)).id, held=True))
        member = _of(db, room, token)
        if rooms.asked_by(db, member.id) >= MOST_QUESTIONS:
            raise Refused("asked-enough")
        made = rooms.ask(db, room.id, member.id, words, now)
        notices.note(db, room.id, rooms.change(db, room))
        return made


def upvote(records: Records, code: str, token: str, question_id: int) -> None:
    """Want to know that too; again changes nothing. Raises Missing("no-such-question")."""
    with records.writing() as db:
        room = _live(rooms.by_id(db, _there(rooms.by_code(db, code)).id, held=True))
        member = _of(db, room, token)
        if not rooms.upvote(db, room.id, question_id, member.id):
            raise Missing("no-such-question")
        notices.note(db, room.id, rooms.change(db, room))


def questions(records: Records, room_id: int) -> list[Asked]:
    """What the audience asks."""
    with records.reading() as db:
        return rooms.questions(db, room_id)


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
