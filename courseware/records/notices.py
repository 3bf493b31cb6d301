"""News that a room has changed: within the process at once, and to other processes through PostgreSQL.

A notice carries the room's id and version only; whoever hears it reads the room anew.
"""

import logging
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import Connection, text

from courseware.records.database import Records

log = logging.getLogger(__name__)
CHANNEL = "courseware_room"
Heard = Callable[[int | None], None]
"""Called with the id of a room, or with None: anything may have changed. From any thread."""

_TELL = text(f"SELECT pg_notify('{CHANNEL}', :told)")


class Notices:
    """The ears of one process. `heard` is called for every change, of this process and of others."""

    def __init__(self, records: Records, heard: Heard) -> None:
        self._records, self._heard = records, heard
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen to other processes, where there can be any."""
        if self._records.file is None:
            self._thread = threading.Thread(target=self._listen, name="notices", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        self._over.set()
        if self._thread:
            self._thread.join(timeout=2)

    def tell(self, room_id: int) -> None:
        """Say within this process that a room has changed; call it after the transaction."""
        self._heard(room_id)

    def _listen(self) -> None:
        address = self._records.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not self._over.is_set():
            try:
                with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._heard(None)  # what was said while nobody listened
                    while not self._over.is_set():
                        for notice in connection.notifies(timeout=0.5):
                            self._heard(int(notice.payload.partition(":")[0]))
            except psycopg.Error as error:
                log.warning("no ear for other processes: %s", error)
                self._over.wait(1)


def note(db: Connection, room_id: int, version: int) -> None:
    """Tell other processes when the transaction commits."""
    if db.dialect.name == "postgresql":
        db.execute(_TELL, {"told": f"{room_id}:{version}"})
