"""News that a room has changed: within the process at once, and to other processes through PostgreSQL.

A notice carries the room's id and version only, or no version when only votes came; whoever hears it reads anew. What
no record holds is told itself: whose phones are connected to which process.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Collection

import psycopg
from sqlalchemy import Connection, text

from courseware.records.database import Records

log = logging.getLogger(__name__)
CHANNEL = "courseware_room"
Heard = Callable[[int | None, int | None], None]
"""Called with the id of a room and its version, without the version when votes came, without either when anything may
have changed. From any thread."""
Met = Callable[[int, str, frozenset[int]], None]
"""Called with the id of a room, the name of another process (or of a part of its phones), and the members whose phones
are connected there. From any thread."""
MOST = 700  # members in one notice, of which PostgreSQL takes 8,000 bytes

_TELL = text(f"SELECT pg_notify('{CHANNEL}', :told)")


class Notices:
    """The ears of one process. `heard` is called for every change, of this process and of others, `met` for what other
    processes say about phones."""

    def __init__(self, records: Records, heard: Heard, met: Met) -> None:
        self._records, self._heard, self._met = records, heard, met
        self._name = secrets.token_hex(4)
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen to other processes, where there can be any."""
        if not self.alone:
            self._thread = threading.Thread(target=self._listen, name="notices", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        self._over.set()
        if self._thread:
            self._thread.join(timeout=2)

    def tell(self, room_id: int, version: int | None) -> None:
        """Say within this process that a room has changed, or got votes; call it after the transaction."""
        self._heard(room_id, version)

    @property
    def alone(self) -> bool:
        """There can be no other process."""
        return self._records.file is not None

    def connected(self, room_id: int, members: Collection[int]) -> None:
        """Tell other processes whose phones are connected to this one. Raises Refused("database-away")."""
        ids = [str(member) for member in sorted(members)]
        parts = [ids[n : n + MOST] for n in range(0, len(ids) or 1, MOST)]
        with self._records.writing() as db:
            for n, part in enumerate(parts):
                db.execute(_TELL, {"told": f"{room_id}@{self._name}.{n}:{','.join(part)}"})

    def _listen(self) -> None:
        address = self._records.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not self._over.is_set():
            try:
                with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._heard(None, None)  # what was said while nobody listened
                    while not self._over.is_set():
                        for notice in connection.notifies(timeout=0.5):
                            self._read(notice.payload)
            except psycopg.Error as error:
                log.warning("no ear for other processes: %s", error)
                self._over.wait(1)

    def _read(self, payload: str) -> None:
        about, _, told = payload.partition(":")
        room_id, _, source = about.partition("@")
        if not source:
            self._heard(int(room_id), int(told) if told else None)
        elif not source.startswith(self._name):
            self._met(int(room_id), source, frozenset(map(int, told.split(","))) if told else frozenset())


def note(db: Connection, room_id: int, version: int | None = None) -> None:
    """Tell other processes when the transaction commits; without a version, that votes came."""
    if db.dialect.name == "postgresql":
        db.execute(_TELL, {"told": f"{room_id}:{version or ''}"})
