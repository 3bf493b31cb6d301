"""The figure of a simulator for any values, as JSON: the chart on a page asks for it while a slider moves."""

from collections.abc import Callable, Mapping
from typing import Any

import anyio
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import simulations
from courseware.blocks.simulator.thumbnails import frames
from courseware.charts.playing import SEED, Voice, shown
from courseware.look import look
from courseware.words import LANGUAGES, Say
from simulations.stories import Story

LONGEST = 2000  # characters of a query; no simulator needs half of it


Stories = Mapping[str, Mapping[str, Story]]


def routes(say: Callable[[Any], Say], stories: Callable[[], Stories]) -> list[Route]:
    """`/figure/<name>?scene=…` and `/thumbnail/<name>`, open to guests, as playing is.

    `say` gives the words in force in a language, `stories` those of branching simulators.
    """

    async def figure(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_figure, request, say)

    async def thumbnail(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_thumbnail, request, say, stories)

    return [Route("/figure/{name}", figure), Route("/thumbnail/{name}", thumbnail)]


def _figure(request: Request, say: Callable[[Any], Say]) -> Response:
    name, asked = request.path_params["name"], dict(request.query_params)
    language, kind = asked.pop("lang", "zh"), asked.pop("look", "")
    seed = asked.pop("seed", str(SEED))
    fits = len(request.url.query) <= LONGEST and language in LANGUAGES and seed.isdecimal() and len(seed) < 7
    if name not in simulations.names() or not fits or kind not in KINDS:
        return JSONResponse({}, 404)
    simulator = simulations.simulator(name)
    if simulator.branching:  # it has no sliders
        return JSONResponse({}, 404)
    try:
        inputs: Any = simulator.inputs(asked)
    except ValidationError:
        return JSONResponse({}, 422)
    one = shown(name, inputs, int(seed), Voice(say(language).within(f"simulations.{name}")), KINDS[kind])
    return JSONResponse({"figure": one.figure, "alt": one.alternative}, headers=KEPT)


def _thumbnail(request: Request, say: Callable[[Any], Say], stories: Callable[[], Stories]) -> Response:
    name, kind = request.path_params["name"], request.query_params.get("look", "")
    if name not in simulations.names() or kind not in KINDS:
        return JSONResponse({}, 404)
    simulator = simulations.simulator(name)
    story = stories().get(name, {}).get(simulator.scenes[0]) if simulator.branching else None
    if simulator.branching and story is None:
        return JSONResponse({"frames": []})
    made = frames(name, story, Voice(say("zh").within(f"simulations.{name}")), KINDS[kind])
    return JSONResponse({"frames": made}, headers=KEPT)


KEPT = {"Cache-Control": "private, max-age=60"}
KINDS = {
    f"{'dark' if dark else 'light'}-{'phone' if phone else 'slide' if size == 28 else 'page'}": look(dark, size, phone)
    for dark in (False, True)
    for size, phone in ((15, False), (15, True), (28, False))
}
"""Looks by name: `light-page`, `dark-slide` and so on."""
