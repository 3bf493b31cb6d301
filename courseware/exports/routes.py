"""Exports over HTTP, for HR's browser and for their systems: GET /export/scores.csv, /export/scores.xlsx, what a
regrade changed at /export/regrade-<id>.csv and .xlsx, and, for trainers too, /export/items.csv; workshops at
/export/rooms.csv and .xlsx, one of them at /export/room-<CODE>.xlsx, .csv (who was there) and -answers.csv.

A system sends `Authorization: Bearer <token>`. There are no tokens made for exports yet: the token is that of a
sign-in, the value of the session cookie.
"""

import os
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Protocol
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from courseware import plain
from courseware.actions import asking, statistics
from courseware.content.gathered import quizzes
from courseware.content.library import Library
from courseware.errors import Forbidden, Refused
from courseware.exports import filters, items, rooms
from courseware.exports.writing import KINDS, write, write_regrade
from courseware.people import Person, Right
from courseware.progress.room import read_code
from courseware.records.database import Records
from courseware.records.scores import Filter
from courseware.settings import Settings
from courseware.words import LANGUAGES, Say, Text

WRITING = 2  # files written at a time; others wait
READING = 8
CHUNK = 256 * 1024
_STATUS = {
    "signed-out": 401,
    "forbidden": 403,
    "items-forbidden": 403,
    "no-such-regrade": 404,
    "no-such-room": 404,
    "database-away": 503,
}


class Served(Protocol):
    """What the server hands to these routes."""

    @property
    def settings(self) -> Settings: ...
    @property
    def records(self) -> Records: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def library(self) -> Library: ...
    def words(self) -> Mapping[str, Text]: ...


def routes(served: Served) -> list[Route]:
    """One route for each kind of file."""
    office = _Office(served)
    scores = [Route(f"/export/scores.{kind}", partial(office.scores, kind)) for kind in KINDS]
    regrades = [Route(f"/export/regrade-{{regrade:int}}.{kind}", partial(office.regrade, kind)) for kind in KINDS]
    held = [Route(f"/export/rooms.{kind}", partial(office.held, kind)) for kind in KINDS]
    return [
        *scores, *regrades, Route("/export/items.csv", office.items), *held,
        Route("/export/room-{code}-answers.csv", partial(office.room, "csv", "answers")),
        *(Route(f"/export/room-{{code}}.{kind}", partial(office.room, kind, "attendance")) for kind in KINDS),
    ]  # fmt: skip


class _Office:
    def __init__(self, served: Served) -> None:
        self.served, self.writing, self.reading = served, CapacityLimiter(WRITING), CapacityLimiter(READING)

    async def scores(self, kind: str, request: Request) -> Response:
        zone = self.served.settings.zone

        def read() -> Filter:
            return filters.read(request.query_params.multi_items(), zone)

        def written(file: BinaryIO, asker: Person, wanted: Filter, say: Say, now: datetime) -> None:
            write(kind, file, self.served.records, asker, wanted, say, zone, now)

        return await self._answer(request, "scores", kind, "see-scores", read, written)

    async def regrade(self, kind: str, request: Request) -> Response:
        number: int = request.path_params["regrade"]

        def written(file: BinaryIO, asker: Person, wanted: int, say: Say, now: datetime) -> None:
            write_regrade(kind, file, self.served.records, asker, wanted, say, self.served.settings.zone, now)

        return await self._answer(request, "regrade", kind, "see-scores", lambda: number, written, f"-{number}")

    async def items(self, request: Request) -> Response:
        served = self.served

        def read() -> str:
            return items.read(request.query_params.multi_items())

        def written(file: BinaryIO, asker: Person, quiz_id: str, say: Say, now: datetime) -> None:
            writer = partial(items.write, file, say=say, zone=served.settings.zone)
            statistics.export(served.records, asker, quizzes(served.library), quiz_id, writer, now)

        return await self._answer(request, "items", "csv", "see-statistics", read, written)

    async def held(self, kind: str, request: Request) -> Response:
        zone = self.served.settings.zone

        def read() -> rooms.Days:
            return rooms.read(request.query_params.multi_items(), zone)

        def written(file: BinaryIO, asker: Person, days: rooms.Days, say: Say, now: datetime) -> None:
            rooms.write_held(kind, file, self.served.records, asker, days, say, zone, now)

        return await self._answer(request, "rooms", kind, "see-scores", read, written)

    async def room(self, kind: str, part: rooms.Part, request: Request) -> Response:
        code = read_code(request.path_params["code"])

        def written(file: BinaryIO, asker: Person, wanted: str, say: Say, now: datetime) -> None:
            rooms.write(kind, part, file, self.served.records, asker, wanted, say, self.served.settings.zone, now)

        name = "room" if kind == "xlsx" else f"room-{part}"
        return await self._answer(request, name, kind, "see-scores", lambda: code, written, f"-{code}")

    async def _answer(
        self, request: Request, name: str, kind: str, right: Right, read: Callable[[], Any],
        written: Callable[[BinaryIO, Person, Any, Say, datetime], None], number: str = "",
    ) -> Response:  # fmt: skip
        """The file that `written` writes of what `read` reads in the address, for who has the right.

        `number` follows the name of the file.
        """
        settings, now = self.served.settings, self.served.clock()
        language = plain.chosen_language(
            request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"), settings.language,
            request.query_params.get("lang"),
        )  # fmt: skip
        say = Say(language, self.served.words())
        shown = f"{say(f'exports.file-{name}')}{number}-{now.astimezone(settings.zone):%Y-%m-%d}.{kind}"
        headers = {
            "Content-Disposition": f"attachment; filename=\"{name}{number}.{kind}\"; filename*=UTF-8''{quote(shown)}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        try:
            asker = await to_thread.run_sync(self._asker, request, right, now, limiter=self.reading)
            wanted = read()
            if request.method == "HEAD":
                return Response(None, 200, headers, KINDS[kind][2])
            file = await to_thread.run_sync(self._file, written, asker, wanted, say, now, limiter=self.writing)
        except Refused as refused:
            return _refusal(request, say, refused)
        headers["Content-Length"] = str(os.fstat(file.fileno()).st_size)
        return StreamingResponse(self._chunks(file), 200, headers, KINDS[kind][2])

    @staticmethod
    def _file(
        written: Callable[[BinaryIO, Person, Any, Say, datetime], None], asker: Person, wanted: Any, say: Say,
        now: datetime,
    ) -> BinaryIO:  # fmt: skip
        """The whole file, on disk and without a name: whatever goes wrong does so before the first byte is sent."""
        file: Any = TemporaryFile()  # noqa: SIM115  closed when its last byte is sent
        try:
            written(file, asker, wanted, say, now)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file

    def _asker(self, request: Request, right: Right, now: datetime) -> Person:
        """Who asks, and may; raises Refused("signed-out") or Forbidden."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme:
            asker = asking.whose(self.served.records, token.strip() if scheme.lower() == "bearer" else "", now)
        else:
            asker = asking.who(self.served.records, request.cookies, now)
        if asker is None or asker.guest:
            raise Refused("signed-out")
        if not asker.may(right):
            raise Forbidden("forbidden" if right == "see-scores" else "items-forbidden")
        return asker

    async def _chunks(self, file: BinaryIO) -> AsyncIterator[bytes]:
        with file:
            while chunk := await to_thread.run_sync(file.read, CHUNK, limiter=self.reading):
                yield chunk


def _refusal(request: Request, say: Say, refused: Refused) -> Response:
    """A page for a browser, JSON for anybody else; both say it in both languages."""
    status = _STATUS.get(refused.key, 422)
    key = f"exports.refused.{refused.key}"
    told = {language: say.in_(language)(key, **refused.values) for language in LANGUAGES}
    headers = plain.headers(say.language)
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": refused.key, **told}, status, headers)
    path, query = request.url.path, request.query_params.multi_items()
    first = sorted(told.items(), key=lambda one: one[0] != say.language)
    html = plain.page(
        "exports/message.html", say, sentences=[("zh-CN" if lang == "zh" else "en", text) for lang, text in first],
        sign_in=f"/sign-in?{urlencode({'next': f'{path}?{urlencode(query)}'})}" if status == 401 else "",
        switch=plain.switch(path, query, say.language),
    )  # fmt: skip
    return HTMLResponse(html, status, headers)
