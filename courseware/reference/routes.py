"""Pages to look things up on, plain and printable: `/glossary` (with the search), `/sources`, `/known`.

They are open to everybody, like the lessons.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import anyio
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from courseware import plain
from courseware.blocks.lines import origin_line
from courseware.content import finding, gathered
from courseware.content.library import Library
from courseware.house import House
from courseware.words import Say


def routes(house: House) -> list[Route]:
    """The three pages."""

    def page(template: str, values: Callable[[Library, Say, Request], dict[str, Any]]) -> Callable[..., Any]:
        async def answer(request: Request) -> Response:
            return await anyio.to_thread.run_sync(_answer, house, request, template, values)

        return answer

    return [
        Route("/glossary", page("reference/glossary.html", _glossary)),
        Route("/sources", page("reference/sources.html", _sources)),
        Route("/known", page("reference/known.html", _known)),
    ]


def _answer(house: House, request: Request, template: str, values: Callable[..., dict[str, Any]]) -> Response:
    language = plain.chosen_language(
        request.cookies.get(plain.LANGUAGE_COOKIE),
        request.headers.get("accept-language"),
        house.settings.language,
        request.query_params.get("lang"),
    )
    library = house.library
    say = library.say(language)
    html = plain.page(
        template,
        say,
        switch=plain.switch(request.url.path, request.query_params.multi_items(), language),
        place=_place,
        library=library,
        origin_line=origin_line,
        **values(library, say, request),
    )
    return HTMLResponse(html, headers=plain.headers(language))


def _place(lesson: str, page: int = 1) -> str:
    """The address of a lesson's page."""
    return "/lesson?" + urlencode({"lesson": lesson, "page": page})


def _glossary(library: Library, say: Say, request: Request) -> dict[str, Any]:
    query = " ".join(request.query_params.get("q", "").split())[: finding.LONGEST]
    hits = finding.index(library).find(query, say.language) if query else []
    return {
        "query": query,
        "hits": [(hit.entry, Markup(plain.markdown_line(hit.snippet))) for hit in hits],
        "modules": gathered.terms(library),
    }


def _sources(library: Library, say: Say, request: Request) -> dict[str, Any]:
    return {"corrections": gathered.corrections(library), "gaps": gathered.gaps(library)}


def _known(library: Library, say: Say, request: Request) -> dict[str, Any]:
    return {"claims": gathered.claims(library)}
