"""What a phone in the room sends and is sent: /live/<CODE>/events, /vote, /ask, /asked and /upvote.

Whoever is not in the room learns nothing from the answers, not even whether there is such a room.
"""

import random
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from courseware.actions import asking, audience, watching
from courseware.actions.audience import Ballot, Seen
from courseware.actions.watching import Overview
from courseware.errors import Forbidden, Missing, Refused, Unreadable
from courseware.plain import page as rendered
from courseware.progress import speed
from courseware.workshops import paces, phone
from courseware.workshops.desk import Desk, Form, Visit, go, read
from courseware.workshops.picture import as_text
from courseware.workshops.polled import Polled, group_of, opened, revive
from courseware.workshops.same_origin import foreign
from courseware.workshops.subscribers import HEADERS, RELOAD, Stream, Subscriber

RETRY = (500, 3000)  # milliseconds until a browser comes back: a thousand must not come in the same one
_FATES = {"saved": 200, "closed": 409, "not-in-room": 403, "removed": 403}
_HOUR = 3_600_000  # milliseconds; who took longer took long
_MOST = 500  # rooms and polls remembered; neither changes what is remembered of it


class Voting:
    """The routes of phones."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.house, self.hub = desk, desk.house, desk.hub
        self._rooms: dict[str, int] = {}
        self._polls: dict[int, Polled] = {}

    def routes(self) -> list[Route]:
        """They."""
        return [
            Route("/live/{code}/events", self.events),
            Route("/live/{code}/vote", self.vote, methods=["POST"]),
            Route("/live/{code}/ask", self.ask, methods=["POST"]),
            Route("/live/{code}/asked", self.asked),
            Route("/live/{code}/upvote", self.upvote, methods=["POST"]),
        ]

    async def events(self, request: Request) -> Response:
        visit = self.desk.visit(request)
        try:
            subscriber, room_id = await self._subscriber(visit)
            await self.hub.subscribe(room_id, subscriber)
            return Stream(subscriber, lambda: self.hub.leave(room_id, subscriber), random.randint(*RETRY))
        except (Forbidden, Missing):
            return Response(RELOAD, headers=HEADERS, media_type="text/event-stream")
        except Refused as refused:
            return self.desk.told(visit, refused)

    async def _subscriber(self, visit: Visit) -> tuple[Subscriber, int]:
        clock = self.house.clock
        try:
            seen: Seen = await self.hub.threaded(audience.see, self.house.records, visit.code, visit.token)
        except (Forbidden, Missing) as refused:
            room = await self.desk.room(visit)
            if room.opened_at or refused.key == "removed":
                raise
            return Subscriber(clock, "phone", visit.language), room.id  # waits at the door
        member, vote = seen.member, seen.vote
        own = (vote.poll_id, as_text(vote.response)) if vote else (0, None)
        return Subscriber(
            clock, "phone", visit.language, member.id, asking.fingerprint(visit.token), *own, seen.place
        ), seen.room.id

    async def vote(self, request: Request) -> Response:
        visit = self.desk.visit(request)
        try:
            form = await self._form(visit, paces.VOTES)
            ballot = await self._ballot(visit, form)
            turn = _number(form, "turn") if "turn" in form else None
            fate = await self.desk.box.cast(ballot, turn)
        except Refused as refused:
            return self.desk.told(visit, refused)
        if not visit.scripted:
            return go(f"/live/{visit.code}")
        at = ballot.given_at.astimezone(self.house.settings.zone).strftime("%H:%M:%S")
        said = {"fate": fate, "at": at, "sentence": visit.say("live.vote.saved-at", time=at)}
        if own := getattr(self._polls.get(ballot.poll_id), "own", None):
            said["own"] = own(ballot.response, visit.say)
        if fate == "saved" and getattr(self._polls.get(ballot.poll_id), "stepwise", False):
            said["html"] = await self.hub.threaded(self._next, visit, at)
        if fate != "saved":
            key = "live.vote.late" if fate == "closed" else f"refusals.{fate}"
            said["sentence"] = visit.say(key)
        return JSONResponse(said, _FATES[fate], {"Cache-Control": "no-store"})

    def _next(self, visit: Visit, at: str) -> str:
        """The scene that follows what was saved."""
        seen = audience.see(self.house.records, visit.code, visit.token)
        polled = revive(seen.poll) if seen.poll else None
        return phone.html(
            Overview(seen.room, seen.poll, 0, ()), polled, self.house.library, visit.language,
            seen.vote.response if seen.vote else None, saved=at, group=group_of(polled, seen.room.seed, seen.place),
        )  # fmt: skip

    async def _ballot(self, visit: Visit, form: Form) -> Ballot:
        try:
            room_id = await self._room(visit.code)
            polled = await self._poll(room_id, _number(form, "poll"))
        except Missing as missing:
            raise Forbidden("not-in-room") from missing
        try:
            response = polled.read(opened(form, phone.prefix(polled.poll.id)))
        except Unreadable as error:
            raise Refused("unreadable") from error
        took = timedelta(milliseconds=min(_number(form, "took"), _HOUR)) if "took" in form else None
        given = speed.pressed(polled.poll.opened_at, self.house.clock(), took)
        return Ballot(room_id, visit.token, polled.poll.id, response, visit.language, given)

    async def _room(self, code: str) -> int:
        if code not in self._rooms:
            room = await self.hub.threaded(audience.find, self.house.records, code)
            _remember(self._rooms, code, room.id)
        return self._rooms[code]

    async def _poll(self, room_id: int, poll_id: int) -> Polled:
        """The poll, as it is on the screen if it is; what it asks never changes."""
        if poll_id not in self._polls:
            poll = await self.hub.threaded(watching.poll, self.house.records, poll_id)
            if poll is None:
                raise Missing("no-such-poll")
            _remember(self._polls, poll_id, revive(poll))
        polled = self._polls[poll_id]
        if polled.poll.room_id != room_id:
            raise Missing("no-such-poll")
        return polled

    async def ask(self, request: Request) -> Response:
        visit = self.desk.visit(request)
        try:
            form = await self._form(visit, paces.QUESTIONS)
            body, now = form.get("body", [""])[0], self.house.clock()
            await self.hub.threaded(audience.ask, self.house.records, visit.code, visit.token, body, now)
            return await self._wanted(visit)
        except Refused as refused:
            return self._refused(visit, refused)

    async def upvote(self, request: Request) -> Response:
        visit = self.desk.visit(request)
        try:
            form = await self._form(visit, paces.UPVOTES)
            question = _number(form, "question")
            await self.hub.threaded(audience.upvote, self.house.records, visit.code, visit.token, question)
            return await self._wanted(visit)
        except Refused as refused:
            return self._refused(visit, refused)

    async def asked(self, request: Request) -> Response:
        visit = self.desk.visit(request)
        try:
            return HTMLResponse(await self._list(visit), headers={"Cache-Control": "no-store"})
        except Refused as refused:
            return self._refused(visit, refused)

    def _refused(self, visit: Visit, refused: Refused) -> Response:
        return self.desk.told(visit, Forbidden("not-in-room") if refused.key == "no-such-room" else refused)

    async def _wanted(self, visit: Visit) -> Response:
        self.hub.touched(await self._room(visit.code))
        if not visit.scripted:
            return go(f"/live/{visit.code}")
        return JSONResponse({"html": await self._list(visit)}, headers={"Cache-Control": "no-store"})

    async def _list(self, visit: Visit) -> str:
        member, asked, mine = await self.hub.threaded(audience.wanted, self.house.records, visit.code, visit.token)
        return rendered("workshops/asked.html", visit.say, asked=asked, upvoted=mine, member=member.id, code=visit.code)

    async def _form(self, visit: Visit, pace: paces.Limit) -> Form:
        """What was posted, by a page of ours, not too fast."""
        if foreign(visit.request, self.house.settings.base_url):
            raise Forbidden
        form = await read(visit.request)
        if not visit.token:
            raise Forbidden("not-in-room")
        if not self.desk.paces.may(pace, visit.token):
            raise Refused("too-fast")
        return form


def _number(form: Form, name: str) -> int:
    value = form.get(name, [""])[0]
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise Refused("unreadable")
    return int(value)


def _remember(kept: dict[Any, Any], key: Any, value: Any) -> None:
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = value
