"""Exports over HTTP: GET /export/scores.csv and .xlsx, and /export/regrade-<id>.csv and .xlsx, for HR's browser and for
their systems.

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
from courseware.actions import asking
from courseware.errors import Forbidden, Refused
from courseware.exports import filters
from courseware.exports.writing import KINDS, write, write_regrade
from courseware.people import Person
from courseware.records.database import Records
from courseware.settings import Settings
from courseware.words import LANGUAGES, Say, Text

WRITING = 2  # files written at a time; others wait
READING = 8
CHUNK = 256 * 1024
_STATUS = {"signed-out": 401, "forbidden": 403, "no-such-regrade": 404, "database-away": 503}
_Write = Callable[[BinaryIO, Person, Say, datetime], int]


class Served(Protocol):
    """What the server hands to these routes."""

    @property
    def settings(self) -> Settings: ...
    @property
    def records(self) -> Records: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    def words(self) -> Mapping[str, Text]: ...


def routes(served: Served) -> list[Route]:
    """One route for each kind of file."""
    office = _Office(served)
    scores = [Route(f"/export/scores.{kind}", partial(office.scores, kind)) for kind in KINDS]
    regrades = [Route(f"/export/regrade-{{regrade:int}}.{kind}", partial(office.regrade, kind)) for kind in KINDS]
    return [*scores, *regrades]


class _Office:
    def __init__(self, served: Served) -> None:
        self.served, self.writing, self.reading = served, CapacityLimiter(WRITING), CapacityLimiter(READING)

    async def scores(self, kind: str, request: Request) -> Response:
        zone = self.served.settings.zone

        def ready() -> _Write:
            wanted = filters.read(request.query_params.multi_items(), zone)
            return lambda file, asker, say, now: write(kind, file, self.served.records, asker, wanted, say, zone, now)

        return await self._file(request, kind, "scores", "exports.file", ready)

    async def regrade(self, kind: str, request: Request) -> Response:
        zone, number = self.served.settings.zone, request.path_params["regrade"]

        def ready() -> _Write:
            return lambda file, asker, say, now: write_regrade(
                kind, file, self.served.records, asker, number, say, zone, now
            )

        return await self._file(request, kind, f"regrade-{number}", "exports.regrade-file", ready)

    async def _file(
        self, request: Request, kind: str, plain_name: str, name_key: str, ready: Callable[[], _Write]
    ) -> Response:  # fmt: skip
        """What `ready` writes, once it is known who asks; a refusal is a page or JSON."""
        settings, now = self.served.settings, self.served.clock()
        language = plain.chosen_language(
            request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"), settings.language,
            request.query_params.get("lang"),
        )  # fmt: skip
        say = Say(language, self.served.words())
        title = say(name_key, n=str(request.path_params.get("regrade", "")))
        name = f"{title}-{now.astimezone(settings.zone):%Y-%m-%d}.{kind}"
        headers = {
            "Content-Disposition": f"attachment; filename=\"{plain_name}.{kind}\"; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        try:
            asker = await to_thread.run_sync(self._asker, request, now, limiter=self.reading)
            writing = ready()
            if request.method == "HEAD":
                return Response(None, 200, headers, KINDS[kind][2])
            file = await to_thread.run_sync(self._written, writing, asker, say, now, limiter=self.writing)
        except Refused as refused:
            return _refusal(request, say, refused)
        headers["Content-Length"] = str(os.fstat(file.fileno()).st_size)
        return StreamingResponse(self._chunks(file), 200, headers, KINDS[kind][2])

    def _written(self, writing: _Write, asker: Person, say: Say, now: datetime) -> BinaryIO:
        """The whole file, on disk and without a name: whatever goes wrong does so before the first byte is sent."""
        file: Any = TemporaryFile()  # noqa: SIM115  closed when its last byte is sent
        try:
            writing(file, asker, say, now)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file

    def _asker(self, request: Request, now: datetime) -> Person:
        """Who asks, and may; raises Refused("signed-out") or Forbidden."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme:
            asker = asking.whose(self.served.records, token.strip() if scheme.lower() == "bearer" else "", now)
        else:
            asker = asking.who(self.served.records, request.cookies, now)
        if asker is None or asker.guest:
            raise Refused("signed-out")
        if not asker.may("see-scores"):
            raise Forbidden
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
