"""A server with real records and words, and a clock that stands where a test puts it."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from courseware.content.library import Library
from courseware.records.database import Records
from courseware.settings import Settings
from courseware.words import Text
from tests.course import library

NOW = datetime(2026, 6, 12, 6, 5, tzinfo=UTC)
PASSWORD = "long-enough-7"


def words() -> dict[str, Text]:
    return dict(library().words)


@dataclass
class Served:
    settings: Settings
    records: Records
    now: datetime = NOW
    passed: timedelta = field(default_factory=timedelta)

    def clock(self) -> datetime:
        return self.now + self.passed

    @property
    def library(self) -> Library:
        return library()

    def words(self) -> dict[str, Text]:
        return words()

    def later(self, **how: float) -> None:
        self.passed += timedelta(**how)


def open_served(folder: Path, **settings: Any) -> Served:
    file = folder / "courseware.db"
    file.write_bytes(_empty_records())
    return Served(Settings(secret="a secret", data_dir=folder, **settings), Records(f"sqlite:///{file}", patience=1))


@lru_cache(1)
def _empty_records() -> bytes:
    """Migrated once: that takes a second."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        records = Records(f"sqlite:///{file}")
        records.migrate()
        records.close()
        return file.read_bytes()


class Visitor:
    """A client that fills in forms the way a browser does: it reads the page for the token first."""

    def __init__(self, app: Starlette) -> None:
        self.client = TestClient(app, follow_redirects=False, headers={"Accept-Language": "zh-CN"})

    def get(self, path: str, **more: Any) -> Response:
        return self.client.get(path, **more)

    def post(self, path: str, page: str = "", **fields: str) -> Response:
        token = re.search(r'name="token" value="([^"]+)"', self.get(page or path).text)
        return self.client.post(path, data={"token": token[1] if token else "", **fields})

    def register(self, number: str = "A0317", name: str = "林晓雨", **fields: str) -> Response:
        filled = {"department": "南京路店", "password": PASSWORD, "password_again": PASSWORD, **fields}
        return self.post("/register", employee_number=number, name=name, **filled)

    def sign_in(self, number: str = "A0317", password: str = PASSWORD, page: str = "", **fields: str) -> Response:
        return self.post("/sign-in", page, employee_number=number, password=password, **fields)

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self.client.cookies)


def said(response: Response) -> str:
    """What stands in the error, without its markup."""
    found = re.search(r'(?s)<div class="notice wrong".*?</div>', response.text)
    return re.sub(r"(?s)<[^>]*>|\s+", "", found[0]) if found else ""
