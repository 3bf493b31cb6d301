"""/workshop, where trainers open a room, schedule one, lead another's with them, and find their own again."""

import secrets
from datetime import UTC, datetime
from urllib.parse import parse_qs

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from courseware.actions import handing, rooms
from courseware.errors import Forbidden, Refused
from courseware.house import House
from courseware.progress.room import read_code
from courseware.records.rooms import Room
from courseware.workshops import program
from courseware.workshops.hub import Hub
from courseware.workshops.same_origin import foreign
from courseware.workshops.visits import Visit, trainers

LARGEST_FORM = 8192  # bytes
Form = dict[str, list[str]]


def routes(house: House, hub: Hub) -> list[Route]:
    """The start page: GET shows it, POST does one of its deeds."""

    async def start(visit: Visit) -> Response:
        if visit.request.method == "POST":
            return await _do(hub, visit)
        return await _show(visit)

    return [Route("/workshop", trainers(house, start), methods=["GET", "POST"])]


async def _show(visit: Visit, wrong: str = "", form: Form | None = None) -> Response:
    mine = await visit.threaded(rooms.mine, visit.house.records, visit.person)
    asked = visit.request.query_params
    picked = form.get("about", []) if form is not None else [f"lesson:{asked.get('lesson', '')}"]
    zone = visit.house.settings.zone
    now = visit.house.clock().astimezone(zone)
    library = visit.library
    return await visit.page(
        "workshops/start.html", 409 if wrong else 200,
        wrong=wrong, picked=picked, code=(form or {}).get("code", [asked.get("code", "")])[0], library=library,
        quizzes=[name for name in library.quizzes if program.questions(library, name)],
        open=[one for one in mine if one.live],
        waiting=sorted((one for one in mine if one.opened_at is None and not one.ended_at), key=_due),
        over=[one for one in mine if one.ended_at],
        at=lambda moment: moment.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        when=(form or {}).get("when", [""])[0], soonest=now.strftime("%Y-%m-%dT%H:%M"), **visit.frame(),
    )  # fmt: skip


async def _do(hub: Hub, visit: Visit) -> Response:
    if foreign(visit.request, visit.house.settings.base_url):
        raise Forbidden
    form = await _read(visit)
    deed = form.get("do", [""])[0]
    try:
        room = await visit.threaded(_done, visit, deed, form)
    except Refused as refused:
        if refused.key == "database-away":
            raise
        return await _show(visit, visit.say(f"refusals.{refused.key}", **refused.values), form)
    hub.changed(room.id, room.version)
    where = "/workshop" if deed == "schedule" else f"/room/{room.code}"
    if deed == "assist":
        where += "/console"
    return RedirectResponse(f"{where}?lang={visit.language}", 303)


def _done(visit: Visit, deed: str, form: Form) -> Room:
    records, person, now = visit.house.records, visit.person, visit.house.clock()
    if deed == "assist":
        return handing.assist(records, person, read_code(form.get("code", [""])[0]), now)
    if deed in ("reopen", "again"):
        room = rooms.look(records, person, read_code(form.get("room", [""])[0]))
        if deed == "reopen":
            return rooms.open_(records, person, room.id, now)
        return rooms.make(records, person, room.title, room.program, "", secrets.randbits(31), now)
    about = program.chosen(visit.library, form.get("about", []), visit.language)
    scheduled = _time(visit, form.get("when", [""])[0]) if deed == "schedule" else None
    return rooms.make(records, person, about.title, about.kept(), "", secrets.randbits(31), now, scheduled)


async def _read(visit: Visit) -> Form:
    body = bytearray()
    async for chunk in visit.request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise Refused("no-such-deed")
    return parse_qs(body.decode("utf-8", "replace"), max_num_fields=200)


def _time(visit: Visit, typed: str) -> datetime:
    """A date and time as a browser sends it, in the time zone of the server. Raises Refused("no-time")."""
    try:
        given = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Refused("no-time") from error
    if given.tzinfo is None:
        given = given.replace(tzinfo=visit.house.settings.zone)
    if given <= visit.house.clock():
        raise Refused("no-time")
    return given.astimezone(UTC)


def _due(room: Room) -> tuple[str, str]:
    return (room.scheduled_at.isoformat() if room.scheduled_at else "", room.code)
