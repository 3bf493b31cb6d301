"""What a trainer switches for the whole room. As all of leading, for its trainers, while it is live."""

from collections.abc import Callable

from courseware.actions.rooms import _changed, _leading
from courseware.people import Person
from courseware.progress import room as rules
from courseware.progress.room import State
from courseware.records.database import Records
from courseware.records.rooms import Room


def lock(records: Records, person: Person, room_id: int, locked: bool) -> Room:
    """Let nobody new in, or again everybody; whoever is in the room may reload and change phones."""
    return _switched(records, person, room_id, lambda state: rules.lock(state, locked))


def race(records: Records, person: Person, room_id: int, speed: bool) -> Room:
    """Let speed order those who have equally many points, or no longer."""
    return _switched(records, person, room_id, lambda state: rules.race(state, speed))


def _switched(records: Records, person: Person, room_id: int, switch: Callable[[State], State]) -> Room:
    with _leading(records, person, room_id) as (db, room):
        state = switch(room.state)
        return room if state == room.state else _changed(db, room, state)
