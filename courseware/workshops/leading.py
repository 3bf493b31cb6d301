"""The trainer's side over HTTP: /room/<CODE>/events and /room/<CODE>/do.

A deed is a POST of JSON (see deeds.py) from a page of ours: with the session cookie, the header `X-Courseware: room`,
and an origin that is this server's. 200 answers {"version", "state"}, anything else {"refused": key, "sentence"}.
"""

import json
import random
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from courseware import plain
from courseware.actions import asking, handing, rooms
from courseware.errors import Forbidden, Missing, Refused
from courseware.house import House
from courseware.people import Person
from courseware.progress.room import read_code
from courseware.records.rooms import Room
from courseware.words import Language
from courseware.workshops.deeds import Deeds
from courseware.workshops.hub import Hub
from courseware.workshops.same_origin import foreign
from courseware.workshops.subscribers import Stream, Subscriber

LARGEST_DEED = 4096  # bytes
RETRY = (300, 1500)  # milliseconds until a browser comes back
_LOOKS = {"projector": "projector", "console": "console"}


def routes(house: House, hub: Hub) -> list[Route]:
    """Routes for the trainers of a room."""
    desk = _Desk(house, hub)
    return [
        Route("/room/{code}/events", desk.events),
        Route("/room/{code}/do", desk.do, methods=["POST"]),
    ]


class _Desk:
    def __init__(self, house: House, hub: Hub) -> None:
        self.house, self.hub = house, hub

    async def events(self, request: Request) -> Response:
        role: Any = _LOOKS.get(request.query_params.get("as", ""))
        if role is None:
            return PlainTextResponse("as=projector or as=console", 404)
        try:
            _, room = await self.hub.threaded(self._led, request)
            signed_in = asking.fingerprint(asking.token_of(request.cookies))
            subscriber = Subscriber(self.house.clock, role, token=signed_in)
            await self.hub.subscribe(room.id, subscriber)
            return Stream(subscriber, lambda: self.hub.leave(room.id, subscriber), random.randint(*RETRY))
        except Refused as refused:
            return self._refused(request, refused)

    async def do(self, request: Request) -> Response:
        try:
            if foreign(request, self.house.settings.base_url) or request.headers.get("x-courseware") != "room":
                raise Forbidden
            told = await _told(request)
            room = await self.hub.threaded(self._do, request, told)
            self.hub.changed(room.id, room.version)
            if told.get("do") in ("remove", "leave", "hand_over"):
                await self.hub.check(room.id)
        except Refused as refused:
            return self._refused(request, refused)
        return JSONResponse({"version": room.version, "state": room.state.kept()})

    def _do(self, request: Request, told: dict[str, Any]) -> Room:
        now = self.house.clock()
        if told.get("do") == "assist":
            person: Person = asking.who(self.house.records, request.cookies, now)
            return handing.assist(self.house.records, person, read_code(request.path_params["code"]), now)
        person, room = self._led(request)
        return Deeds(self.house.records, self.house.library, person, room, told, now).do()

    def _led(self, request: Request) -> tuple[Person, Room]:
        person = asking.who(self.house.records, request.cookies, self.house.clock())
        if not person.may("present"):
            raise Forbidden  # before anybody learns which codes there are
        return person, rooms.look(self.house.records, person, read_code(request.path_params["code"]))

    def _refused(self, request: Request, refused: Refused) -> Response:
        status = 403 if isinstance(refused, Forbidden) else 404 if isinstance(refused, Missing) else 409
        status = 503 if refused.key == "database-away" else status
        say = self.house.library.say(self._language(request))
        return JSONResponse(
            {"refused": refused.key, "sentence": say(f"refusals.{refused.key}", **refused.values)}, status,
            {"Cache-Control": "no-store"},
        )  # fmt: skip

    def _language(self, request: Request) -> Language:
        return plain.chosen_language(
            request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"),
            self.house.settings.language, request.query_params.get("lang"),
        )  # fmt: skip


async def _told(request: Request) -> dict[str, Any]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_DEED:
            raise Refused("no-such-deed")
    try:
        told = json.loads(bytes(body))
    except (ValueError, RecursionError) as error:
        raise Refused("no-such-deed") from error
    if not isinstance(told, dict):
        raise Refused("no-such-deed")
    return told
