"""Presenting a lesson: full-screen slides made of the blocks' page.html, and the speaker's notes beside them.

A plain page, because a page turn in Streamlit, watched frame by frame, shows the new title over faded or missing parts
of the old page for 80 to 250 ms; here one frame is the old page and the next the new one.
"""

from starlette.responses import Response
from starlette.routing import Route

from courseware.house import House
from courseware.workshops import address, console, handout, leading, live, lookback, projector, slides, start, story
from courseware.workshops.hub import Hub
from courseware.workshops.visits import Visit, trainers


def routes(house: House, hub: Hub) -> list[Route]:
    """`/present/<lesson>` the slides, `/present/<lesson>/notes` the speaker's window, for trainers; the handout;
    and the rooms."""

    async def present(visit: Visit) -> Response:
        return await _page(visit, "workshops/slides.html")

    async def notes(visit: Visit) -> Response:
        return await _page(visit, "workshops/notes.html")

    return [
        Route("/present/{lesson}", trainers(house, present)),
        Route("/present/{lesson}/notes", trainers(house, notes)),
        *handout.routes(house),
        *leading.routes(house, hub),
        *start.routes(house, hub),
        *projector.routes(house),
        *story.routes(house),
        *console.routes(house),
        *live.routes(house, hub),
        *lookback.routes(house),
    ]


async def _page(visit: Visit, template: str) -> Response:
    name = visit.request.path_params["lesson"]
    found = slides.decks(visit.library, [name], visit.languages)
    if not found:
        return await visit.page("missing.html", 404)
    deck = found[0]
    values = {**slides.values(visit.library), **visit.frame()}
    values["site"] = address.site(visit.request, visit.house.settings)
    return await visit.page(template, deck=deck, lesson=deck.lesson, name=name, **values)
