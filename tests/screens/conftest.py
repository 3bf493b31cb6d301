import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from courseware.house import House, enter
from courseware.records.database import Records
from courseware.settings import ROOT, Settings
from tests.course import library

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@contextmanager
def opened(folder: Path, migrated: Path) -> Iterator[House]:
    """The house of this process, with empty records; the course is not read anew for every test."""
    settings, shelf = Settings(data_dir=folder, content_dir=ROOT), SimpleNamespace(library=library)
    shutil.copy(migrated, folder / "courseware.db")
    held: Any = House(settings, Records(settings.database), shelf, lambda: NOW)  # pyright: ignore[reportArgumentType]
    yield enter(held)
    held.records.close()


@pytest.fixture
def house(tmp_path, migrated_file) -> Iterator[House]:
    with opened(tmp_path, migrated_file) as held:
        yield held
