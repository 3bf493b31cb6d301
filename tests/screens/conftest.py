from datetime import UTC, datetime

import pytest

from courseware.house import open_house
from courseware.settings import ROOT, Settings

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def house(tmp_path):
    held = open_house(Settings(data_dir=tmp_path, content_dir=ROOT), clock=lambda: NOW)
    yield held
    held.records.close()
