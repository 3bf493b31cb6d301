"""/room/<CODE>, the projector: the room's lessons as slides, its lobby, polls and leaderboard over them."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from courseware.errors import Forbidden
from courseware.house import House
from courseware.workshops import showing
from courseware.workshops.visits import Visit, trainers


def routes(house: House) -> list[Route]:
    """The page of the projector."""

    async def projector(visit: Visit) -> Response:
        try:
            room = await showing.led(visit)
        except Forbidden:  # a trainer, but not of this room: let them take it up
            return RedirectResponse(f"/workshop?code={visit.request.path_params['code'][:12]}", 303)
        return visit.page("workshops/projector.html", **showing.shown(visit, room))

    return [Route("/room/{code}", trainers(house, projector))]
