"""The figure of a simulator for any values, as JSON: the chart on a page asks for it while a slider moves."""

from collections.abc import Callable
from typing import Any

import anyio
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import simulations
from courseware.blocks.simulator.game import SEED, Voice, shown
from courseware.look import look
from courseware.words import LANGUAGES, Say

LONGEST = 2000  # characters of a query; no simulator needs half of it


def routes(say: Callable[[Any], Say]) -> list[Route]:
    """`/figure/<name>?scene=…`; `say` gives the words in force in a language. Open to guests, as playing is."""

    async def figure(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_figure, request, say)

    return [Route("/figure/{name}", figure)]


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
    headers = {"Cache-Control": "private, max-age=60"}
    return JSONResponse({"figure": one.figure, "alt": one.alternative}, headers=headers)


KINDS = {
    f"{'dark' if dark else 'light'}-{'phone' if phone else 'slide' if size == 28 else 'page'}": look(dark, size, phone)
    for dark in (False, True)
    for size, phone in ((15, False), (15, True), (28, False))
}
"""Looks by name: `light-page`, `dark-slide` and so on."""
