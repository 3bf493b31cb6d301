"""What the audience's routes share: who asks, in which language, the cookie of a room, and plain answers."""

import math
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from courseware import plain
from courseware.actions import audience
from courseware.errors import Forbidden, Missing, Refused
from courseware.house import House
from courseware.progress.room import read_code
from courseware.records.rooms import Room
from courseware.words import Language, Say
from courseware.workshops.ballots import BallotBox
from courseware.workshops.hub import Hub
from courseware.workshops.paces import Paces

COOKIE = "courseware_room"
COOKIE_SECONDS = 60 * 24 * 3600  # a room may go on another day
LARGEST_FORM = 16 * 1024
MOST_FIELDS = 60
STATUS = {
    "database-away": 503, "too-often": 429, "too-fast": 429, "asked-enough": 429, "unreadable": 422, "no-words": 422,
    "no-cookie": 403,
}  # fmt: skip
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
Form = Mapping[str, list[str]]


@dataclass(frozen=True)
class Visit:
    """One request of somebody in the audience: the room's code as typed and as read, their token, their words."""

    request: Request
    code: str
    token: str
    language: Language
    say: Say

    @property
    def address(self) -> str:
        """Where it comes from."""
        return self.request.client.host if self.request.client else ""

    @property
    def scripted(self) -> bool:
        """Does a script ask, that wants JSON?"""
        return "application/json" in self.request.headers.get("accept", "")


class Desk:
    """The house, the hub, the ballot box and the paces of one process."""

    def __init__(self, house: House, hub: Hub) -> None:
        self.house, self.hub, self.paces = house, hub, Paces()
        self.box = BallotBox(house.records, lambda room_id: hub.changed(room_id, None))

    def visit(self, request: Request) -> Visit:
        """Who asks what."""
        language = plain.chosen_language(
            request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"),
            self.house.settings.language, request.query_params.get("lang"),
        )  # fmt: skip
        code = read_code(request.path_params.get("code", ""))
        token = request.cookies.get(COOKIE, "")
        token = token if _TOKEN.fullmatch(token) else ""
        return Visit(request, code, token, language, self.house.library.say(language))

    async def room(self, visit: Visit) -> Room:
        """The room of the code, for whoever is not known to be in it: every failure is held against the address."""
        if seconds := self.paces.wait(visit.address):
            raise Refused("too-often", minutes=math.ceil(seconds / 60))
        try:
            return await self.hub.threaded(audience.find, self.house.records, visit.code)
        except Missing:
            self.paces.wrong(visit.address)
            raise

    def page(self, visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
        """A page of the audience; drawings in questions carry their own styles."""
        request, language = visit.request, visit.language
        switch = plain.switch(request.url.path, request.query_params.multi_items(), language)
        told = {"room": None, "member": None, "switch": Markup(switch), **values}
        headers = plain.headers(language)
        parts = [part for part in headers["Content-Security-Policy"].split("; ") if not part.startswith("style-src")]
        headers["Content-Security-Policy"] = "; ".join([*parts, "style-src 'self' 'unsafe-inline'"])
        response = HTMLResponse(plain.page(f"workshops/{template}.html", visit.say, **told), status, headers)
        if request.query_params.get("lang") == language:
            self._cookie(response, plain.LANGUAGE_COOKIE, language, plain.LANGUAGE_COOKIE_SECONDS, "/", hidden=False)
        return response

    def told(self, visit: Visit, refused: Refused, **values: Any) -> Response:
        """What was refused, as JSON to scripts and as a page to people."""
        sentence = visit.say(f"refusals.{refused.key}", **refused.values)
        if visit.scripted:
            return JSONResponse({"refused": refused.key, "sentence": sentence}, status(refused), _UNKEPT)
        title = visit.say("live.removed-title") if refused.key == "removed" else visit.say("live.phone.title")
        return self.page(visit, "told", status(refused), title=title, text=sentence, **values)

    def known(self, response: Response, visit: Visit, token: str) -> Response:
        """The response, with the token by which the phone is known in the room from now on."""
        self._cookie(response, COOKIE, token, COOKIE_SECONDS, f"/live/{visit.code}")
        return response

    def _cookie(
        self, response: Response, name: str, value: str, seconds: int, path: str, hidden: bool = True
    ) -> None:  # fmt: skip
        secure = self.house.settings.secure
        response.set_cookie(name, value, seconds, path=path, secure=secure, httponly=hidden, samesite="lax")


_UNKEPT = {"Cache-Control": "no-store"}


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def status(refused: Refused) -> int:
    """The HTTP status of a refusal."""
    otherwise = 403 if isinstance(refused, Forbidden) else 404 if isinstance(refused, Missing) else 409
    return STATUS.get(refused.key, otherwise)


def go(path: str) -> Response:
    """On to another page."""
    return RedirectResponse(path, 303, _UNKEPT)


async def read(request: Request) -> Form:
    """The posted form, every field with its values. Raises Refused("unreadable")."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise Refused("unreadable")
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Refused("unreadable")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refused("unreadable") from error
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form
