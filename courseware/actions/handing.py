"""Who leads a room, and how that changes: joining, leaving, handing it over.

Any trainer may join who has the code; somebody who is no longer a trainer no longer leads.
"""

from collections.abc import Collection
from datetime import datetime

from courseware.actions.rooms import _changed, _held, _there
from courseware.errors import Forbidden, Refused
from courseware.people import Person
from courseware.records import audit, people, rooms, sessions
from courseware.records.database import Connection, Records
from courseware.records.rooms import Room


def leaders(db: Connection, room_id: int) -> list[Person]:
    """Whoever leads the room now, in the order they came."""
    found = [people.by_id(db, person_id) for person_id in rooms.trainers_of(db, room_id)]
    return [one.person for one in found if one and one.active and one.person.may("present")]


def leading(records: Records, room_id: int, sessions_: Collection[str], now: datetime) -> set[str]:
    """Those of the sign-ins (by fingerprint) whose person leads the room now."""
    with records.reading() as db:
        lead = {one.id for one in leaders(db, room_id)}
        who = {one: sessions.person(db, one, now) for one in sessions_}
    return {one for one, person in who.items() if person and person.id in lead}


def assist(records: Records, person: Person, code: str, now: datetime) -> Room:
    """Lead the room too: any trainer who has its code may, beside the others or in their place."""
    if person.id is None or not person.may("present"):
        raise Forbidden
    with records.writing() as db:
        room = _there(rooms.by_id(db, _there(rooms.by_code(db, code)).id, held=True))
        if rooms.led_by(db, room.id, person.id):
            return room
        rooms.add_trainer(db, room.id, person.id, now)
        audit.note(db, person.id, "lead-room", f"room:{room.id}", {"code": code}, now)
        return _changed(db, room)


def leave(records: Records, person: Person, room_id: int, now: datetime) -> Room:
    """Lead the room no longer; what was done in it stays. Raises Refused("last-trainer") to whoever is alone."""
    with records.writing() as db:
        room = _held(db, person, room_id)
        if len(leaders(db, room_id)) < 2:
            raise Refused("last-trainer")
        return _left(db, person, room, now)


def hand_over(records: Records, person: Person, room_id: int, employee_number: str, now: datetime) -> Room:
    """Another trainer leads the room in one's place. Raises Refused("no-such-trainer")."""
    with records.writing() as db:
        room = _held(db, person, room_id)
        heir, _, active = people.find(db, "".join(employee_number.split())) or (Person(), "", False)
        if heir.id is None or not active or not heir.may("present") or heir.id == person.id:
            raise Refused("no-such-trainer")
        rooms.add_trainer(db, room.id, heir.id, now)
        audit.note(db, person.id, "hand-over-room", f"room:{room.id}", {"code": room.code, "to": heir.id}, now)
        return _left(db, person, room, now)


def _left(db: Connection, person: Person, room: Room, now: datetime) -> Room:
    rooms.drop_trainer(db, room.id, person.id or 0)
    audit.note(db, person.id, "leave-room", f"room:{room.id}", {"code": room.code}, now)
    return _changed(db, room)
