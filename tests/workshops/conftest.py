import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from courseware.records.database import Records
from tests.workshops.house import Site


@pytest.fixture(autouse=True)
def a_loop_of_their_own(monkeypatch) -> None:
    """Stories run in a thread: in the process's first one Playwright's loop runs once a browser test was there."""
    run = asyncio.run

    def apart(story):
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(run, story).result()

    monkeypatch.setattr(asyncio, "run", apart)


@pytest.fixture
def site(tmp_path: Path, migrated_file: Path) -> Iterator[Site]:
    """On SQLite: what differs between the databases is tested with the records."""
    shutil.copy(migrated_file, tmp_path / "courseware.db")
    records = Records(f"sqlite:///{tmp_path / 'courseware.db'}")
    yield Site(records, tmp_path)
    records.close()


@pytest.fixture
def either_site(tmp_path: Path, records: Records) -> Site:
    return Site(records, tmp_path)
