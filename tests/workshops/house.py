"""A room with the routes of trainers and audience, without a server: requests and open lines in one event loop."""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from starlette.applications import Starlette

from courseware.actions import rooms
from courseware.actions.asking import COOKIE, fingerprint
from courseware.house import House
from courseware.people import Person
from courseware.records import people, sessions
from courseware.records.database import Records
from courseware.records.rooms import Room
from courseware.settings import Settings
from courseware.workshops.hub import Hub
from courseware.workshops.routes import routes
from tests.course import library

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOST = "http://room.test"
WRONG_FIRST = "q044"
"""A question of the lesson on water with one right option, `hotter`, and `same` among the wrong ones."""


@dataclass
class Site:
    """The product's routes over real records, and a clock that stands where a test puts it."""

    records: Records
    folder: Path
    passed: timedelta = timedelta(0)
    settings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shelf: Any = SimpleNamespace(library=library)
        settings = Settings(secret="a secret", data_dir=self.folder, **self.settings)
        self.house = House(settings, self.records, shelf, self.clock)
        self.hub = Hub(self.house)
        self.app = Starlette(routes=routes(self.house, self.hub))

    def clock(self) -> datetime:
        return NOW + self.passed

    def person(self, number: str, *roles: Any, name: str = "王芳") -> tuple[Person, str]:
        """A person, and the token of their sign-in."""
        token = secrets.token_urlsafe(24)
        with self.records.writing() as db:
            person: Any = people.add(db, number, name, "中山路店", "hash", roles or ("learner",), NOW)
            sessions.start(db, fingerprint(token), person.id, NOW, NOW + timedelta(days=1))
        return person, token

    def room(self, person: Person, opened: bool = True, **program: Any) -> Room:
        later = None if opened else NOW + timedelta(hours=1)
        told = program or {"lessons": ["water", "levels"]}
        return rooms.make(self.records, person, "周五班", told, "water", secrets.randbits(40), NOW, later)

    def visitor(self, token: str = "", language: str = "zh", **headers: str) -> httpx.AsyncClient:
        """A browser; with `token` it is signed in."""
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=True), base_url=HOST,
            cookies={COOKIE: token} if token else {}, headers={"Accept-Language": language, **headers},
        )  # fmt: skip


@dataclass
class Leader:
    """A trainer in a room of theirs."""

    site: Site
    opened: bool = True

    def __post_init__(self) -> None:
        self.person, self.token = self.site.person(f"T{secrets.token_hex(3)}", "trainer")
        self.room = self.site.room(self.person, self.opened)
        self.code = self.room.code
        self.browser = self.site.visitor(self.token, **{"X-Courseware": "room", "Origin": HOST})

    async def send(self, **told: Any) -> httpx.Response:
        return await self.browser.post(f"/room/{self.code}/do", json=told)

    async def do(self, **told: Any) -> dict[str, Any]:
        answer = await self.send(**told)
        assert answer.status_code == 200, answer.text
        return answer.json()["state"]

    async def ask(self, question: str = WRONG_FIRST) -> int:
        return (await self.do(do="ask", question=question))["poll"]


@dataclass
class Member:
    """Somebody in the audience with a phone."""

    site: Site
    code: str
    name: str = "林晓雨"
    token: str = ""
    language: str = "zh"

    def __post_init__(self) -> None:
        self.phone = self.site.visitor(self.token, self.language)

    async def enter(self, number: str = "") -> httpx.Response:
        await self.phone.get(f"/live/{self.code}")
        told = {"nickname": self.name, "employee_number": number}
        return await self.phone.post(f"/live/{self.code}", data=told)

    async def page(self) -> str:
        answer = await self.phone.get(f"/live/{self.code}")
        assert answer.status_code == 200, answer.text
        return answer.text

    async def vote(self, poll: int, choice: str, turn: int | None = None, **more: str) -> httpx.Response:
        form = {"poll": str(poll), f"p{poll}-choice": choice, **more} | ({"turn": str(turn)} if turn else {})
        return await self.phone.post(f"/live/{self.code}/vote", data=form, headers={"Accept": "application/json"})

    def line(self) -> "Line":
        return Line(self.site, f"/live/{self.code}/events", f"lang={self.language}", self.phone)


class Line:
    """An open connection to events."""

    def __init__(self, site: Site, path: str, query: str, browser: httpx.AsyncClient) -> None:
        self.site, self.status = site, 0
        cookies = "; ".join(f"{c.name}={c.value}" for c in browser.cookies.jar if path.startswith(c.path or "/"))
        self.scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "path": path, "raw_path": path.encode(),
            "query_string": query.encode(), "scheme": "http", "server": ("room.test", 80), "client": ("10.0.0.9", 5),
            "root_path": "", "headers": [(b"host", b"room.test"), (b"cookie", cookies.encode())],
        }  # fmt: skip
        self.chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self.hang_up = asyncio.Event()

    async def __aenter__(self) -> "Line":
        self.task = asyncio.create_task(self.site.app(self.scope, self._receive, self._send))
        return self

    async def __aexit__(self, *_: object) -> None:
        self.hang_up.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.task, 5)

    async def _receive(self) -> Any:
        await self.hang_up.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.chunks.put_nowait(message.get("body", b""))

    async def next(self) -> dict[str, Any]:
        """The next event that says something."""
        while True:
            chunk = await asyncio.wait_for(self.chunks.get(), 10)
            assert chunk, "the line was closed"
            for line in chunk.decode().splitlines():
                if line.startswith("data: {"):
                    return json.loads(line[6:])

    async def until(self, true: Any) -> dict[str, Any]:
        """The next event of which that is true."""
        while not true(event := await self.next()):
            pass
        return event

    async def scene(self, key: str) -> dict[str, Any]:
        """The next event with a scene whose key begins so."""
        return await self.until(lambda event: event.get("scene", {}).get("key", "").startswith(key))
