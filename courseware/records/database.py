"""The one door to the records: SQLite in a file by default, PostgreSQL by address."""

import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Insert, Table, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from courseware.errors import Refused, Unready
from courseware.records import migrations

log = logging.getLogger(__name__)
_ANSWER = text("SELECT 1")


class Records:
    """The records at a SQLAlchemy address; safe to share between threads.

    `patience` is how many seconds to wait for a lock, a connection or the network before refusing with
    "database-away". Raises Unready for an address of neither SQLite (in a file) nor PostgreSQL.
    """

    def __init__(self, url: str, patience: float = 5.0) -> None:
        self.url = _address(url)
        self.patience = patience
        lite = self.url.get_backend_name() == "sqlite"
        self.file = Path(str(self.url.database)) if lite else None
        self._engine = _sqlite(self, patience) if lite else _postgresql(self, patience)
        # On PostgreSQL a reader sees one moment, as it does on SQLite.
        self._reader = (
            self._engine
            if lite
            else self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )
        self._writer = self._engine.execution_options(writing=True)
        # SQLite has one writer. Whoever waits here goes on at once when it is their turn; in SQLite they would poll.
        self._turn = threading.Lock() if lite else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the records; raises Refused("database-away")."""
        with _away(), self._reader.begin() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that saves everything or nothing: committed when the block ends, rolled back on an error.

        On SQLite it holds the write lock from the start. Raises Refused("database-away"); then nothing is known to be
        saved.
        """
        with _away(), self._my_turn(), self._writer.begin() as db:
            yield db

    @contextmanager
    def altering(self) -> Iterator[Connection]:
        """As `writing`, to rebuild tables: SQLite then checks its foreign keys once, at the end. Raises Unready."""
        with _away(), self._my_turn():
            try:
                with self._writer.execution_options(altering=True).begin() as db:
                    yield db
                    if self.file and (lost := db.exec_driver_sql("PRAGMA foreign_key_check").first()):
                        raise Unready(
                            f"rebuilding the tables would break a reference: {tuple(lost)}; nothing was changed"
                        )
            finally:
                self.close()  # that connection does not check foreign keys

    def ping(self) -> None:
        """Raises Refused("database-away") unless the database answers and its file is still there."""
        if self.file is not None and not self.file.exists():
            raise Refused("database-away")  # SQLite would go on writing into a file that nobody finds again
        with self.reading() as db:
            db.execute(_ANSWER)

    def migrate(self) -> None:
        """Make or update the tables, one process at a time.

        Raises Unready if the database is newer than the code, does not answer, or is none.
        """
        try:
            migrations.bring_up_to_date(self)
        except (Refused, DatabaseError, TimeoutError) as error:
            why = error.__cause__ or error
            raise Unready(f"the database {self.url} cannot be used: {why}; see COURSEWARE_DATABASE_URL") from error

    def close(self) -> None:
        """Close every connection; the records may be used again afterwards."""
        self._engine.dispose()

    def _my_turn(self) -> AbstractContextManager[Any]:
        return nullcontext() if self._turn is None else _acquired(self._turn, self.patience)


def insert_new(db: Connection, table: Table) -> Insert:
    """An INSERT that leaves a row alone that is already there; its rowcount says which it was."""
    if db.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:  # a dialect the start should not pay for where it is not the database
        from sqlalchemy.dialects.postgresql import insert
    return insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise Unready("COURSEWARE_DATABASE_URL is no address like postgresql://user:password@host/name") from error
    if address.get_backend_name() not in ("sqlite", "postgresql") or not address.database:
        raise Unready(f"COURSEWARE_DATABASE_URL names a SQLite file or a PostgreSQL database, not {address}")
    return address


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, NoConnectionFree) as error:
        log.error("the database does not answer: %s", error)
        raise Refused("database-away") from error


@contextmanager
def _acquired(lock: threading.Lock, seconds: float) -> Iterator[None]:
    if not lock.acquire(timeout=seconds):
        log.error("no turn to write within %s s", seconds)
        raise Refused("database-away")
    try:
        yield
    finally:
        lock.release()


def _sqlite(records: Records, patience: float) -> Engine:
    if records.file is not None:
        try:
            records.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unready(f"the folder of the database cannot be made: {error}; see COURSEWARE_DATA_DIR") from error
    engine = create_engine(
        records.url,
        # None: the driver begins nothing by itself; it would leave reads outside the transaction.
        connect_args={"isolation_level": None, "timeout": patience, "check_same_thread": False},
        pool_size=20,
        max_overflow=20,
        pool_timeout=patience,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        options = db.get_execution_options()
        if options.get("altering"):
            db.exec_driver_sql("PRAGMA foreign_keys = OFF")  # ignored inside a transaction
        db.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")

    return engine


def _postgresql(records: Records, patience: float) -> Engine:
    return create_engine(
        records.url,
        connect_args={
            "connect_timeout": max(2, round(patience)),
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": round(patience * 1000),  # a pulled cable otherwise hangs for a quarter of an hour
            "options": f"-c lock_timeout={round(patience * 1000)}",
        },
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=patience,
    )
