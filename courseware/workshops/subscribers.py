"""Somebody who is told of a room over a connection that stays open."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from courseware.words import Language
from courseware.workshops.picture import Frame

Role = Literal["phone", "projector", "console"]
BEAT = b"event: beat\ndata:\n\n"
RELOAD = b'data: {"go":"reload"}\n\n'
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "X-Content-Type-Options": "nosniff"}


class Subscriber:
    """One connection. Only the newest frame waits: whoever is slow misses what is past."""

    def __init__(
        self, clock: Callable[[], datetime], role: Role, language: Language = "zh", member: int = 0, token: str = "",
        voted_in: int = 0, own: str | None = None, place: int = 0,
    ) -> None:  # fmt: skip
        """A phone has a member, the fingerprint of their cookie, their `own` vote in that poll, as JSON text, and
        their `place`: how many came in before them. Of a trainer `token` is the fingerprint of their sign-in."""
        self.clock = clock
        self.role: Role = role
        self.language: Language = language
        self.member, self.token, self.voted_in, self.own, self.place = member, token, voted_in, own, place
        self._scene, self._mark = "", b""
        self._next: Frame | None = None
        self._plain = b""
        self._last = False
        self._wake = asyncio.Event()

    def offer(self, frame: Frame) -> None:
        """Send this, unless it is what was sent last."""
        if frame.mark != self._mark and not self._last:
            self._next, self._mark = frame, frame.mark
            self._wake.set()

    def beat(self) -> None:
        """Send a sign of life."""
        if not self._last:
            self._plain = BEAT
            self._wake.set()

    def reload(self) -> None:
        """Tell the page to load itself anew, and end."""
        self._plain, self._next, self._last = RELOAD, None, True
        self._wake.set()

    def leave(self) -> None:
        """End."""
        self._last = True
        self._wake.set()

    async def next(self) -> bytes:
        """What to send next; nothing at the end."""
        while not (self._next or self._plain or self._last):
            self._wake.clear()
            await self._wake.wait()
        frame, said = self._next, self._plain
        self._next, self._plain = None, b""
        if frame:
            inside = frame.light if frame.scene and frame.scene == self._scene else frame.full
            self._scene = frame.scene
            now = self.clock().isoformat(timespec="milliseconds")
            said += b'id: %d\ndata: {"version":%d,"now":"%s",' % (frame.version, frame.version, now.encode())
            said += inside + b"\n\n"
        return said


class Stream(Response):
    """The connection: sends what the subscriber is offered until either side ends it."""

    media_type = "text/event-stream"

    def __init__(self, subscriber: Subscriber, left: Callable[[], None], retry: int) -> None:
        """`left` is called at the end; `retry` is how long a browser waits before it comes back, in milliseconds."""
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self.subscriber, self.left, self.retry = subscriber, left, retry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve it."""
        gone = asyncio.create_task(self._gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            said = b"retry: %d\n\n" % self.retry
            while said:
                await send({"type": "http.response.body", "body": said, "more_body": True})
                said = await self.subscriber.next()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self.left()

    async def _gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.subscriber.leave()
