"""How a workshop goes against its plan: when which slide was shown."""

from datetime import datetime

from courseware.records import rooms
from courseware.records.database import Records
from courseware.records.rooms import Room


def steps(records: Records, room: Room) -> list[tuple[str, str, datetime]]:
    """Lesson, page and time of every slide shown, in order; for whoever was let in by `rooms.look`."""
    with records.reading() as db:
        return rooms.shown(db, room.id)
