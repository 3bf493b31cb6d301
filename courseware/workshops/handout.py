"""/handout/<lesson>, the lesson on A4: pages with lines for notes beside them, the answers on sheets of their own.

Open to everybody, as the lesson is. With `key=no` it comes without the answers, for a trainer who hands it out first.
"""

from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from courseware import plain
from courseware.house import House
from courseware.workshops import address, slides


def routes(house: House) -> list[Route]:
    """The handout."""

    async def handout(request: Request) -> Response:
        return await to_thread.run_sync(_answer, house, request)

    return [Route("/handout/{lesson}", handout)]


def _answer(house: House, request: Request) -> Response:
    language = plain.chosen_language(
        request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"), house.settings.language,
        request.query_params.get("lang"),
    )  # fmt: skip
    library, path = house.library, request.url.path
    say = library.say(language)
    found = slides.decks(library, [request.path_params["lesson"]], [language])
    if not found:
        return slides.answer(plain.page("missing.html", say), language, 404)
    deck = found[0]
    told = deck.tellings[0][1]
    with_key = request.query_params.get("key") != "no"
    html = plain.page(
        "workshops/handout.html", say, deck=deck, lesson=deck.lesson, told=told, with_key=with_key,
        answered=[(n, page) for n, page in enumerate(deck.lesson.pages, 1) if any(map(answered, page.blocks))],
        answers=answered, module=library.module_of(deck.name), site=address.site(request, house.settings),
        qr=address.qr, switch=plain.switch(path, request.query_params.multi_items(), language),
        other=f"{path}?{urlencode({'lang': language, 'key': 'no' if with_key else 'yes'})}",
        **slides.values(library),
    )  # fmt: skip
    return slides.answer(html, language)


def answered(block: object) -> bool:
    """Does the block ask something that has an answer?"""
    kind = getattr(block, "kind", "")
    return kind in ("check", "predict") or (kind == "simulator" and bool(getattr(block, "answer", None)))
