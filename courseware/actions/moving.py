"""Going on with another phone. The first one shows a ticket, bound to its own token: it works once, for ten minutes."""

import hmac
from datetime import datetime, timedelta

from courseware.actions.asking import fingerprint
from courseware.actions.audience import live, there, who
from courseware.errors import Forbidden
from courseware.records import notices, rooms
from courseware.records.database import Connection, Records
from courseware.records.rooms import Member, Room

TICKET_LASTS = timedelta(minutes=10)


def ticket(records: Records, key: bytes, code: str, token: str, now: datetime) -> str:
    """What another phone needs to go on as this member; `key` signs it. Raises Forbidden."""
    member = who(records, code, token)
    until = int((now + TICKET_LASTS).timestamp())
    return f"{member.id}.{until}.{_signed(key, code, member.id, until, fingerprint(token))}"


def holder(records: Records, key: bytes, code: str, ticket: str, now: datetime) -> Member:
    """The member a ticket is for. Raises Forbidden("ticket-old") when it was used, is too old or was never issued."""
    with records.reading() as db:
        return _ticketed(db, there(rooms.by_code(db, code)), key, code, ticket, now)


def move(records: Records, key: bytes, code: str, ticket: str, new: str, now: datetime) -> Member:
    """Go on with the phone that holds `new`; the first one's token is worth nothing then. Raises as `holder`."""
    with records.writing() as db:
        room = live(rooms.by_id(db, there(rooms.by_code(db, code)).id, held=True))
        member = _ticketed(db, room, key, code, ticket, now)
        rooms.rejoin(db, member.id, fingerprint(new))
        notices.note(db, room.id, rooms.change(db, room))
        return member


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
