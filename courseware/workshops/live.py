"""The audience's pages over HTTP: /live, where the code is typed, /live/<CODE> and /live/<CODE>/move."""

import math
from datetime import datetime
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from courseware.actions import asking, audience, crediting, moving, particulars
from courseware.actions.watching import Overview
from courseware.errors import Forbidden, Missing, Refused
from courseware.house import House
from courseware.people import Person
from courseware.plain import page as rendered
from courseware.progress.room import read_code
from courseware.records.rooms import Member, Room
from courseware.workshops import phone
from courseware.workshops.desk import Desk, Visit, go, new_token, read
from courseware.workshops.hub import Hub
from courseware.workshops.polled import group_of, kinds, revive
from courseware.workshops.same_origin import foreign
from courseware.workshops.voting import Voting


def routes(house: House, hub: Hub) -> list[Route]:
    """Routes of the audience; nobody needs an account."""
    desk = Desk(house, hub)
    door = _Door(desk)
    return [
        Route("/live", door.join),
        Route("/live/{code}", door.page, methods=["GET", "POST"]),
        Route("/live/{code}/move", door.move, methods=["GET", "POST"]),
        *Voting(desk).routes(),
    ]


class _Door:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.house = desk, desk.house
        self.threaded = desk.hub.threaded

    async def join(self, request: Request) -> Response:
        visit, typed = self.desk.visit(request), request.query_params.get("code")
        if typed is None:
            return self.desk.page(visit, "join", typed="", problem="")
        if code := read_code(typed):
            return go(f"/live/{code}")
        self.desk.paces.wrong(visit.address)
        return self._wrong(visit, typed)

    async def page(self, request: Request) -> Response:
        visit = self.desk.visit(request)
        typed = request.path_params["code"]
        if visit.code and visit.code != typed and request.method == "GET":
            return go(f"/live/{visit.code}")
        try:
            if request.method == "POST":
                return await self._enter(visit)
            if visit.token:
                try:
                    return await self.threaded(self._inside, visit)
                except (Forbidden, Missing) as refused:
                    if refused.key == "removed":
                        return self.desk.told(visit, refused)
            room = await self.desk.room(visit)
            return await self._outside(visit, room)
        except Missing:
            return self._wrong(visit, typed)
        except Refused as refused:
            return self.desk.told(visit, refused)

    def _wrong(self, visit: Visit, typed: str) -> Response:
        seconds = self.desk.paces.wait(visit.address)
        often = visit.say("live.join.often", minutes=math.ceil(seconds / 60))
        problem = often if seconds else visit.say("live.join.wrong")
        return self.desk.page(visit, "join", 429 if seconds else 404, typed=typed[:16], problem=problem)

    async def _outside(self, visit: Visit, room: Room, **values: Any) -> Response:
        if room.ended_at:
            raise Refused("room-over")
        if not room.live:
            seen = Overview(room, None, 0, ())
            return self._shown(visit, seen, phone.html(seen, None, self.house.library, visit.language, None), None)
        person: Person = await self.threaded(asking.who, self.house.records, visit.request.cookies, self.house.clock())
        if not await self.threaded(audience.welcome, self.house.records, room, person):
            raise Refused("room-locked")
        typed = {"nickname": person.name[:24], "employee_number": ""}
        told = {"typed": typed, "problem": "", "room": room, "person": person, **values}
        response = self.desk.page(visit, "enter", 422 if told["problem"] else 200, **told)
        # Known before they come in, so that whoever presses twice comes in once.
        return response if visit.token else self.desk.known(response, visit, new_token())

    async def _enter(self, visit: Visit) -> Response:
        if foreign(visit.request, self.house.settings.base_url):
            raise Forbidden
        form = await read(visit.request)
        typed = {name: form.get(name, [""])[0][:200] for name in ("nickname", "employee_number")}
        room = await self.desk.room(visit)
        if not visit.token:
            raise Refused("no-cookie")
        now = self.house.clock()
        try:
            member = await self.threaded(self._join, visit, typed, now)
        except Refused as refused:
            if isinstance(refused, Forbidden):
                return self.desk.told(visit, refused)
            keys = {"number-shape": "live.enter.number-wrong", "number-long": "live.enter.number-wrong"}
            problem = visit.say(keys.get(refused.key, f"refusals.{refused.key}"))
            return await self._outside(visit, room, typed=typed, problem=problem)
        self.desk.hub.touched(room.id)
        if member.joined_at < now:  # they were in the room with another phone
            await self.desk.hub.check(room.id)
        return go(f"/live/{visit.code}")

    def _join(self, visit: Visit, typed: dict[str, str], now: datetime) -> Member:
        person = asking.who(self.house.records, visit.request.cookies, now)
        number = typed["employee_number"].strip()
        number = particulars.employee_number(number) if number else ""
        return audience.enter(
            self.house.records, visit.code, visit.token, typed["nickname"], number, person, visit.language, now
        )

    def _inside(self, visit: Visit) -> Response:
        now = self.house.clock()
        person = asking.who(self.house.records, visit.request.cookies, now)
        called = self.house.library.words["report.called"]
        crediting.recognise(self.house.records, visit.code, visit.token, person, now, called)
        seen = audience.see(self.house.records, visit.code, visit.token)
        library, say = self.house.library, visit.say
        poll = seen.poll if seen.poll and seen.poll.kind in kinds() else None
        overview = Overview(seen.room, poll, 0, ())
        results = None
        if seen.room.ended_at:
            results = phone.results(audience.given(self.house.records, visit.code, visit.token), say)
        saved = seen.vote.given_at.astimezone(self.house.settings.zone).strftime("%H:%M:%S") if seen.vote else ""
        polled = revive(poll) if poll else None
        html = phone.html(
            overview, polled, library, visit.language, seen.vote.response if seen.vote else None, saved=saved,
            results=results, group=group_of(polled, seen.room.seed, seen.place),
        )  # fmt: skip
        return self._shown(visit, overview, html, seen.member)

    def _shown(self, visit: Visit, seen: Overview, html: str, member: Any) -> Response:
        asked = ""
        if member and seen.room.live:
            _, questions, mine = audience.wanted(self.house.records, visit.code, visit.token)
            asked = rendered(
                "workshops/asked.html", visit.say, asked=questions, upvoted=mine, member=member.id, code=visit.code
            )
        return self.desk.page(
            visit, "audience", room=seen.room, member=member, scene=Markup(html), key=phone.key(seen),
            asked=Markup(asked), until=seen.room.state.until,
            now=self.house.clock().isoformat(timespec="milliseconds"),
        )  # fmt: skip

    async def move(self, request: Request) -> Response:
        visit, key = self.desk.visit(request), self.house.settings.signing_key
        records, now = self.house.records, self.house.clock()
        try:
            if request.method == "POST":
                if foreign(request, self.house.settings.base_url):
                    raise Forbidden
                await self.desk.room(visit)
                ticket, token = (await read(request)).get("ticket", [""])[0], new_token()
                member = await self.threaded(moving.move, records, key, visit.code, ticket, token, now)
                await self.desk.hub.check(member.room_id)
                return self.desk.known(go(f"/live/{visit.code}"), visit, token)
            room = await self.desk.room(visit)
            if ticket := request.query_params.get("ticket", ""):
                member = await self.threaded(moving.holder, records, key, visit.code, ticket, now)
                return self.desk.page(visit, "move", room=room, member=member, ticket=ticket)
            ticket = await self.threaded(moving.ticket, records, key, visit.code, visit.token, now)
            return self._ticket(visit, room, ticket)
        except Missing:
            return self._wrong(visit, request.path_params["code"])
        except Refused as refused:
            return self.desk.told(visit, refused)

    def _ticket(self, visit: Visit, room: Room, ticket: str) -> Response:
        import segno

        base = self.house.settings.base_url.rstrip("/") or str(visit.request.base_url).rstrip("/")
        address = f"{base}/live/{room.code}/move?ticket={ticket}"
        drawing = segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#16252B", light="#FFFFFF")
        return self.desk.page(visit, "move", room=room, ticket="", address=address, drawing=Markup(drawing))
