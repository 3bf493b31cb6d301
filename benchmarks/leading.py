"""The trainer of a benchmark's room: an account, a sign-in, a room, and deeds over HTTP."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.phones import Address, ask
from courseware.actions import rooms
from courseware.actions.asking import COOKIE, fingerprint
from courseware.people import Person
from courseware.records import people, sessions
from courseware.records.database import Records

LESSON, QUESTION = "water", "q044"


@dataclass
class Trainer:
    """The trainer of a room of their own."""

    address: Address
    records: Records
    cookie: str = ""
    code: str = ""
    room: int = 0

    def open_room(self) -> None:
        """An account, a sign-in and a room."""
        now, token = datetime.now(UTC), secrets.token_urlsafe(24)
        with self.records.writing() as db:
            person: Any = people.add(db, f"T{secrets.token_hex(4)}", "讲师", "培训部", "none", ("trainer",), now)
            sessions.start(db, fingerprint(token), person.id, now, now + timedelta(days=1))
        assert isinstance(person, Person)
        made = rooms.make(self.records, person, "压力测试", {"lessons": [LESSON]}, LESSON, secrets.randbits(40), now)
        self.cookie, self.code, self.room = f"{COOKIE}={token}; node=trainer", made.code, made.id

    async def do(self, **told: Any) -> dict[str, Any]:
        """A deed; the room's new state."""
        body = json.dumps(told).encode()
        status, _, answer = await ask(
            self.address, "POST", f"/room/{self.code}/do", body, 30, Cookie=self.cookie, Origin=self.address.origin,
            X_Courseware="room", Content_Type="application/json",
        )  # fmt: skip
        if status != 200:
            raise RuntimeError(f"{told}: {status} {answer[:300]!r}")
        return json.loads(answer)["state"]
