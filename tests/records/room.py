"""A room with its trainer, some members and a question on the screen, for tests."""

from dataclasses import dataclass, field
from typing import Any

from courseware.actions import audience, rooms
from courseware.actions.audience import Ballot
from courseware.people import Person
from courseware.progress.room import Put
from courseware.records.database import Records
from courseware.records.rooms import Room
from tests.records.sample import NOW, add, later

PAGES = {"water": 6, "levels": 5}
GUEST = Person(device="a-device-of-a-guest")
PUT = Put("guess", "water-1", {"options": ["a", "b"]}, {}, "water", "first")


@dataclass
class Workshop:
    """Deeds of its trainer and its audience, in few words. A member is known by the token `phone-<n>`."""

    records: Records
    trainer: Person = field(init=False)
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        self.trainer = add(self.records, "T1", ("trainer",))
        self.room = rooms.make(self.records, self.trainer, "周五班", {"lessons": ["water"]}, "water", 7, NOW)

    @property
    def code(self) -> str:
        return self.room.code

    def enter(self, n: int, person: Person = GUEST, **more: Any) -> int:
        told = {"nickname": f"学员 {n}", "employee_number": "", "language": "zh", "now": later(1), **more}
        return audience.enter(self.records, self.code, f"phone-{n}", person=person, **told).id

    def ask(self, put: Put = PUT) -> int:
        state = rooms.ask(self.records, self.trainer, self.room.id, put, later(2)).state
        assert state.poll is not None
        return state.poll

    def ballot(self, n: int, poll: int, choice: str = "a", minutes: float = 3, room_id: int | None = None) -> Ballot:
        return Ballot(room_id or self.room.id, f"phone-{n}", poll, {"choice": choice}, "zh", later(minutes))

    def vote(self, n: int, poll: int, choice: str = "a", minutes: float = 3) -> str:
        return audience.cast(self.records, [self.ballot(n, poll, choice, minutes)])[0]

    def now(self) -> Room:
        return audience.find(self.records, self.code)
