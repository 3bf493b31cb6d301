"""/room/<CODE>/story/<poll>: the simulator's figure beside a story, as far as the room has come, for its trainers."""

from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from courseware.actions import watching
from courseware.charts.playing import SEED, Voice, shown
from courseware.errors import Missing
from courseware.house import House
from courseware.look import look
from courseware.workshops import showing
from courseware.workshops.polled import revive
from courseware.workshops.visits import Visit, trainers
from simulations.stories import Told

_LOOKS = {"light-slide": look(False, 28), "dark-slide": look(True, 28)}


def routes(house: House) -> list[Route]:
    """The figure as {figure, alt, height}: what chart.js draws."""

    async def figure(visit: Visit) -> Response:
        room = await showing.led(visit)
        asked = visit.request.path_params["poll"]
        kind = _LOOKS.get(visit.request.query_params.get("look", ""))
        poll = await visit.threaded(watching.poll, house.records, asked) if asked < 2**31 else None
        if poll is None or poll.room_id != room.id or poll.kind != "path" or kind is None:
            raise Missing("no-such-poll")
        told = await visit.threaded(_figure, visit, revive(poll), kind)
        return JSONResponse(told, headers={"Cache-Control": "private, max-age=3600"})

    return [Route("/room/{code}/story/{poll:int}", trainers(house, figure))]


def _figure(visit: Visit, polled: Any, kind: Any) -> dict[str, Any]:
    tale = polled.tale
    inputs: Any = Told(scene=tale.scene, story=tale.story, path=polled.path)
    one = shown(tale.simulator, inputs, SEED, Voice(visit.say.within(f"simulations.{tale.simulator}")), kind)
    return {"figure": one.figure, "alt": one.alternative, "height": one.height}
