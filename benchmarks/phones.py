"""Phones of a workshop's audience as far as the server can tell: raw HTTP/1.1, events kept open, votes sent again."""

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

AGAIN, LONGEST = 0.4, 5.0  # seconds; as in assets/js/live.js: doubled with every failure, times 0.5 to 1.5
ANSWERED = 8.0  # seconds until a vote is sent again


@dataclass(frozen=True)
class Address:
    """Where the server, or nginx before it, listens."""

    host: str
    port: int

    @property
    def origin(self) -> str:
        """As a browser writes it."""
        return f"http://{self.host}:{self.port}"


class Line(asyncio.Protocol):
    """The events of one phone; `told` gets every event's data with the time of its arrival."""

    def __init__(self, request: bytes, told: Any, gone: Any) -> None:
        self.request, self.told, self.gone = request, told, gone
        self.buffer, self.text, self.open = b"", b"", False
        self.transport: Any = None
        self.retry = 0.0

    def connection_made(self, transport: Any) -> None:
        """Ask for the events."""
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Chunks, then events."""
        at = time.perf_counter()
        self.buffer += data
        if not self.open:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 200 " not in head.split(b"\r\n")[0]:
                self.transport.close()
                return
            self.open, self.buffer = True, rest
        while (size := self.buffer.find(b"\r\n")) >= 0:
            length = int(self.buffer[:size], 16)
            if len(self.buffer) < size + length + 4:
                return
            self.text += self.buffer[size + 2 : size + 2 + length]
            self.buffer = self.buffer[size + length + 4 :]
            if length == 0:
                self.transport.close()
                return
        while (end := self.text.find(b"\n\n")) >= 0:
            event, self.text = self.text[:end], self.text[end + 2 :]
            for line in event.split(b"\n"):
                if line.startswith(b"data: {"):
                    self.told(json.loads(line[6:]), at)
                elif line.startswith(b"retry: "):
                    self.retry = int(line[7:]) / 1000

    def connection_lost(self, exc: Exception | None) -> None:
        """The server, or the radio, is gone."""
        self.gone()


async def ask(
    address: Address, method: str, path: str, body: bytes = b"", seconds: float = ANSWERED, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """One request on a connection of its own, as from a phone that was silent for a while."""

    async def one() -> tuple[int, dict[str, str], bytes]:
        reader, writer = await asyncio.open_connection(address.host, address.port)
        try:
            told = {"Host": f"{address.host}:{address.port}", "Connection": "close", **headers}
            told |= {"Content-Length": str(len(body))} if method == "POST" else {}
            head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
            writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
            answer = await reader.read()
        finally:
            writer.close()
        head, _, rest = answer.partition(b"\r\n\r\n")
        if not head:
            raise ConnectionError("no answer")
        lines = head.decode("latin-1").split("\r\n")
        found = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        return int(lines[0].split()[1]), found, rest

    return await asyncio.wait_for(one(), seconds)


@dataclass
class Phone:
    """One member: comes in, stays on the line, votes until it is told that the vote is saved."""

    address: Address
    code: str
    number: int
    chance: Random
    cookie: str = ""
    seen: dict[str, float] = field(default_factory=dict)
    saved: dict[int, str] = field(default_factory=dict)
    tries: int = 0
    lines: int = 0
    joined: float = 0.0
    retry: float = 3.0  # what browsers wait when they were told nothing
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    over: bool = False

    async def enter(self) -> None:
        """The page, the name, the page again."""
        node = f"node=n{self.number}"
        while not self.joined:
            with suppress(OSError, TimeoutError):
                _, head, _ = await ask(self.address, "GET", f"/live/{self.code}", seconds=30, Cookie=node)
                token = head["set-cookie"].split(";")[0]
                self.cookie = f"{token}; {node}"
                body = urlencode({"nickname": f"学员 {self.number}", "employee_number": ""}).encode()
                status, _, _ = await ask(
                    self.address, "POST", f"/live/{self.code}", body, 30, Cookie=self.cookie,
                    Origin=self.address.origin, Content_Type="application/x-www-form-urlencoded",
                )  # fmt: skip
                if status == 303:
                    self.joined = time.perf_counter()

    async def listen(self) -> None:
        """Stay on the line, whatever happens."""
        language = "zh" if self.number % 2 else "en"
        request = (
            f"GET /live/{self.code}/events?lang={language} HTTP/1.1\r\n"
            f"Host: {self.address.host}:{self.address.port}\r\nCookie: {self.cookie}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        ).encode()
        loop = asyncio.get_running_loop()
        while not self.over:
            gone = asyncio.Event()
            with suppress(OSError):
                line = Line(request, self._told, gone.set)
                await loop.create_connection(lambda line=line: line, self.address.host, self.address.port)
                self.lines += 1
                await gone.wait()
                self.retry = line.retry or self.retry
            self.connected.clear()
            await asyncio.sleep(self.retry)

    def _told(self, news: dict[str, Any], at: float) -> None:
        self.connected.set()
        if "scene" in news:
            self.seen.setdefault(news["scene"]["key"], at)

    async def vote(self, poll: int, choice: str) -> float:
        """Seconds from pressing the button to "saved", on whatever line."""
        began = time.perf_counter()
        turn = str(round(time.time() * 1000))
        body = urlencode({"poll": poll, f"p{poll}-choice": choice, "turn": turn}).encode()
        wait = AGAIN
        while True:
            self.tries += 1
            with suppress(OSError, TimeoutError, ValueError):
                status, _, answer = await ask(
                    self.address, "POST", f"/live/{self.code}/vote", body, Cookie=self.cookie,
                    Accept="application/json", Origin=self.address.origin,
                    Content_Type="application/x-www-form-urlencoded",
                )  # fmt: skip
                if status == 200 and json.loads(answer)["fate"] == "saved":
                    self.saved[poll] = choice
                    return time.perf_counter() - began
                if status in (403, 409, 422):
                    raise RuntimeError(f"a vote was refused: {status} {answer[:200]!r}")
            await asyncio.sleep(min(LONGEST, wait) * self.chance.uniform(0.5, 1.5))
            wait *= 2
