"""/room/<CODE>, the projector: the room's lessons as slides, its lobby, polls and leaderboard over them.

`/room/<CODE>/ranking` has the leaderboard as JSON: [{rank, name, points}], for the room's trainers.
"""

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from courseware.errors import Forbidden
from courseware.house import House
from courseware.workshops import ranking, showing
from courseware.workshops.visits import Visit, trainers


def routes(house: House) -> list[Route]:
    """The page of the projector, and the leaderboard it shows."""

    async def projector(visit: Visit) -> Response:
        try:
            room = await showing.led(visit)
        except Forbidden:  # a trainer, but not of this room: let them take it up
            return RedirectResponse(f"/workshop?code={visit.request.path_params['code'][:12]}", 303)
        return await visit.page("workshops/projector.html", **showing.shown(visit, room))

    async def ranks(visit: Visit) -> Response:
        room = await showing.led(visit)
        places = await visit.threaded(ranking.ranking, house.records, room.id, visit.say)
        told = [{"rank": one.rank, "name": one.name, "points": visit.say.number(one.points)} for one in places]
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    return [
        Route("/room/{code}", trainers(house, projector)),
        Route("/room/{code}/ranking", trainers(house, ranks)),
    ]
