"""A room on the running server, its trainer over HTTP, and phones in a browser."""

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page

from courseware.actions import rooms
from courseware.actions.asking import COOKIE, fingerprint
from courseware.records import people, polls, sessions
from courseware.records.database import Records
from tests.browser.conftest import Server

PHONE: Any = {"width": 390, "height": 844}
QUESTION = "q044"


class Workshop:
    """A room, and what its trainer does."""

    def __init__(self, server: Server, lessons: Sequence[str] = ("water",)) -> None:
        self.server = server
        self.records = Records(f"sqlite:///{server.data / 'courseware.db'}")
        now, token = datetime.now(UTC), secrets.token_urlsafe(24)
        with self.records.writing() as db:
            person: Any = people.add(db, f"T{secrets.token_hex(4)}", "讲师", "培训部", "none", ("trainer",), now)
            sessions.start(db, fingerprint(token), person.id, now, now + timedelta(days=1))
        told = {"lessons": list(lessons)}
        made = rooms.make(self.records, person, "周五班", told, lessons[0], secrets.randbits(40), now)
        self.code = made.code
        self.url = f"{server.url}/live/{self.code}"
        self.client = httpx.Client(
            base_url=server.url, cookies={COOKIE: token}, headers={"X-Courseware": "room", "Origin": server.url},
            timeout=30,
        )  # fmt: skip

    def do(self, **told: Any) -> dict[str, Any]:
        answer = self.client.post(f"/room/{self.code}/do", json=told)
        assert answer.status_code == 200, answer.text
        return answer.json()["state"]

    def ask(self, question: str = QUESTION) -> int:
        return self.do(do="ask", question=question)["poll"]

    def votes(self, poll: int) -> list[str]:
        with self.records.reading() as db:
            return sorted(vote.response["choice"] for vote in polls.given(db, poll))

    def phone(self, browser: Browser, name: str = "林晓雨", **more: Any) -> Page:
        """A phone of its own that has come in."""
        page = self.stranger(browser, **more)
        page.fill("#nickname", name)
        page.locator("main button").click()
        page.wait_for_selector("#scene")
        return page

    def stranger(self, browser: Browser, **more: Any) -> Page:
        context: BrowserContext = browser.new_context(
            **{"locale": "zh-CN", "viewport": PHONE, "has_touch": True, **more}
        )
        page = context.new_page()
        page.goto(self.url)
        return page

    def close(self) -> None:
        self.records.close()
        self.client.close()


def choose(page: Page, text: str) -> None:
    """Press an option."""
    page.locator(".ws-option", has_text=re.compile(f"^\\s*[A-F]\\s*{text}")).click()


def submit(page: Page) -> None:
    """Press the button."""
    page.locator(".send button").click()
