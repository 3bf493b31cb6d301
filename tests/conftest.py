"""Records for every test, on both databases. A machine without PostgreSQL fails these tests; it does not skip them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from courseware.records.database import Records
from tests.records import databases

settings.register_profile("unhurried", deadline=None)  # a busy machine is no broken law
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[databases.Server]:
    with databases.server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory) -> Path:
    return databases.migrated_file(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=databases.KINDS)
def database_kind(request) -> str:
    return request.param


@pytest.fixture
def empty_address(database_kind, request, tmp_path) -> Iterator[str]:
    """Address of a database without tables."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'courseware.db'}"
        return
    server = request.getfixturevalue("postgresql")
    name, address = server.fresh(migrated=False)
    yield address
    server.drop(name)


@pytest.fixture
def address(database_kind, request, tmp_path) -> Iterator[str]:
    """Address of a migrated database without rows."""
    if database_kind == "sqlite":
        path = tmp_path / "courseware.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql")
    name, found = server.fresh()
    yield found
    server.drop(name)


@pytest.fixture
def records(address) -> Iterator[Records]:
    """Migrated records without rows."""
    opened = Records(address)
    yield opened
    opened.close()
