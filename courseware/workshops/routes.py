"""Presenting a lesson: full-screen slides made of the blocks' page.html, and the speaker's notes beside them.

A plain page, because a page turn in Streamlit, watched frame by frame, shows the new title over faded or missing parts
of the old page for 80 to 250 ms; here one frame is the old page and the next the new one.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import anyio
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from courseware import plain, questions
from courseware.actions import asking
from courseware.blocks.lines import claims_line, origin_line
from courseware.house import House
from courseware.people import Person
from courseware.pictures import labelled
from courseware.words import Language, Say, Text


def routes(house: House) -> list[Route]:
    """`/present/<lesson>` the slides, `/present/<lesson>/notes` the speaker's window; for trainers."""

    async def present(request: Request) -> Response:
        return await _page(house, request, "workshops/slides.html")

    async def notes(request: Request) -> Response:
        return await _page(house, request, "workshops/notes.html")

    return [Route("/present/{lesson}", present), Route("/present/{lesson}/notes", notes)]


async def _page(house: House, request: Request, template: str) -> Response:
    person: Person = await anyio.to_thread.run_sync(asking.who, house.records, request.cookies, house.clock())
    asked = request.query_params.get("lang")
    language = plain.chosen_language(
        request.cookies.get(plain.LANGUAGE_COOKIE),
        request.headers.get("accept-language"),
        house.settings.language,
        asked,
    )
    library = house.library
    say = library.say(language)
    if person.guest:
        return RedirectResponse(f"/sign-in?next={request.url.path}", 303)
    if not person.may("present"):
        return _answer(plain.page("refused.html", say, text=say("refusals.forbidden")), language, 403)
    name = request.path_params["lesson"]
    lesson = library.lessons.get(name)
    if lesson is None:
        return _answer(plain.page("missing.html", say), language, 404)
    both = request.query_params.get("both") == "1"
    languages: list[Language] = ["zh", "en"] if both else [language]
    tellings = []
    for one in languages:
        telling = library.say(one)
        tellings.append((telling, _teller(telling, library.numbers[name])))

    def picture(key: str, labels: Mapping[str, Text], told: Callable[[Text], str]) -> Markup:
        words = {label: told(text) for label, text in labels.items()}
        return Markup(labelled(library.pictures.get(key, ""), words))

    html = plain.page(
        template,
        say,
        lesson=lesson,
        name=name,
        number=library.number(name),
        tellings=tellings,
        both=both,
        picture=picture,
        claim=library.claims.__getitem__,
        asked_of=asked_of,
        origin_line=origin_line,
        claims_line=claims_line,
        claims=library.claims,
        switch=plain.switch(request.url.path, request.query_params.multi_items(), language),
        other=f"{request.url.path}?{urlencode({'lang': language, 'both': int(not both)})}",
    )
    return _answer(html, language, 200)


def asked_of(question: Any, place: str) -> dict[str, Any]:
    """What a check question asks on a slide, in an order that stays the same for the place."""
    kind = questions.kind(question.kind)
    return kind.asked(question, kind.rules.draw(question, crc32(place.encode())))


def _teller(say: Say, numbers: Mapping[str, Text]) -> Callable[[Text], str]:
    def told(text: Text) -> str:
        return say(text, **numbers)

    return told


def _answer(html: str, language: Language, status: int) -> Response:
    """A plain page that may frame our own simulators, and whose drawings carry their own styles."""
    headers = plain.headers(language)
    parts = [part for part in headers["Content-Security-Policy"].split("; ") if not part.startswith("style-src")]
    parts += ["style-src 'self' 'unsafe-inline'", "frame-src 'self'"]
    return HTMLResponse(html, status, {**headers, "Content-Security-Policy": "; ".join(parts)})
