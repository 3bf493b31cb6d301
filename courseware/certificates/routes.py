"""Certificates over HTTP: `/certificate` to read and print one's own, `/verify` where anybody checks one by its code.

Plain pages. `/certificate/<code>` is the same sheet for its holder and for those who see scores; everybody else is
sent to `/verify/<code>`, which shows name, award and date, and whether the certificate stands, and nothing more.
"""

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from courseware import plain
from courseware.actions import asking, certificates
from courseware.certificates import codes, sheet
from courseware.certificates.tries import Tries
from courseware.errors import Forbidden, Missing, Refused
from courseware.house import House
from courseware.people import Person
from courseware.records.certificates import Certificate
from courseware.words import LANGUAGES, Say, Text

THREADS = 8
MOST_LEFT = 8
"""So many lines say what is left to do; the rest is a number."""
LONGEST_SHOWN = 80
_HIDDEN = {"X-Robots-Tag": "noindex, nofollow"}


@dataclass(frozen=True)
class _Visit:
    """One request, in its language."""

    house: House
    request: Request
    say: Say

    @property
    def person(self) -> Person:
        return asking.who(self.house.records, self.request.cookies, self.house.clock())

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        language, query = self.say.language, self.request.query_params.multi_items()
        switch, asked = plain.switch(self.request.url.path, query, language), self.request.query_params.get("lang")
        html = plain.page(template, self.say, switch=switch, asked=asked, **values)
        return HTMLResponse(html, status, {**plain.headers(language), **_HIDDEN})

    def go(self, path: str, **query: str) -> Response:
        """To another page, in the same language."""
        if asked := self.request.query_params.get("lang"):
            query["lang"] = asked
        there = f"{path}?{urlencode(query)}" if query else path
        return RedirectResponse(there, 303, {"Cache-Control": "no-store", **_HIDDEN})


_Deed = Callable[[_Visit], Response]


def routes(house: House) -> list[Route]:
    """The four addresses, with one count of tries and one set of threads between them."""
    tries, threads = Tries(), CapacityLimiter(THREADS)

    def page(deed: _Deed) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            return await to_thread.run_sync(_answer, house, request, deed, limiter=threads)

        return answer

    return [
        Route("/certificate", page(_mine)),
        Route("/certificate/{code:path}", page(_show)),
        Route("/verify", page(_ask)),
        Route("/verify/{code:path}", page(partial(_check, tries))),
    ]


def _answer(house: House, request: Request, deed: _Deed) -> Response:
    language = plain.chosen_language(
        request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"), house.settings.language,
        request.query_params.get("lang"),
    )  # fmt: skip
    visit = _Visit(house, request, house.library.say(language))
    try:
        return deed(visit)
    except Refused as refused:  # the records do not answer
        return visit.page("refused.html", 503, text=visit.say(f"refusals.{refused.key}"))


def _mine(visit: _Visit) -> Response:
    """The sheet of whoever is signed in, or what they have left to do for it."""
    person, library, records = visit.person, visit.house.library, visit.house.records
    if person.guest:
        return visit.go("/sign-in", next="/certificate")
    code = codes.made(secrets.choice)
    standing = certificates.issue(records, person, library.course, library.lessons, code, visit.house.clock())
    held = standing.certificate
    if held and held.revoked_at is None:
        return _sheet(visit, held)
    lines = [sheet.line(library, visit.say, one) for one in standing.left[:MOST_LEFT]]
    return visit.page(
        "certificates/none.html", revoked=_day(visit, held.revoked_at) if held else "",
        rule=library.course.certificate, lines=lines, more=len(standing.left) - len(lines),
    )  # fmt: skip


def _show(visit: _Visit) -> Response:
    """The sheet of that code, to whom it may be shown; a revoked one is not printed any more."""
    code = codes.read(visit.request.path_params["code"])
    try:
        held = certificates.show(visit.house.records, visit.person, code or "")
    except (Forbidden, Missing):
        held = None
    if held is None or held.revoked_at:
        return visit.go(f"/verify/{quote(code or visit.request.path_params['code'], safe='')}")
    return _sheet(visit, held)


def _sheet(visit: _Visit, held: Certificate) -> Response:
    origin = (visit.house.settings.base_url or str(visit.request.base_url)).rstrip("/")
    tongues = [visit.say.in_(language) for language in LANGUAGES]
    return visit.page(
        "certificates/sheet.html", held=held, tongues=tongues, size=sheet.size(held.name), shown=codes.shown(held.code),
        dates=[sheet.date(held.issued_at, visit.house.settings.zone, say) for say in tongues],
        text=Text.model_validate, qr=sheet.qr(f"{origin}/verify/{held.code}"),
        typed_at=f"{origin}/verify".split("://")[-1],
    )  # fmt: skip


def _ask(visit: _Visit) -> Response:
    """The form; what was typed into it becomes an address, so that the answer can be passed on."""
    typed = visit.request.query_params.get("code", "").strip()
    if code := codes.read(typed):
        return visit.go(f"/verify/{code}")
    return _told(visit, "unknown", 404, typed) if typed else _told(visit, "form")


def _check(tries: Tries, visit: _Visit) -> Response:
    """Does the certificate of that code stand? Unknown ones are counted."""
    address = visit.request.client.host if visit.request.client else ""
    typed = visit.request.path_params["code"]
    if seconds := tries.wait(address):
        answer = _told(visit, "too-often", 429, typed, minutes=math.ceil(seconds / 60))
        answer.headers["Retry-After"] = str(seconds)
        return answer
    try:
        code = codes.read(typed)
        if code is None:
            raise Missing("no-such-certificate")
        held = certificates.check(visit.house.records, code)
    except Missing:
        tries.failed(address)
        return _told(visit, "unknown", 404, typed)
    return _told(visit, "revoked" if held.revoked_at else "valid", held=held)


def _told(
    visit: _Visit, state: str, status: int = 200, typed: str = "", held: Certificate | None = None, minutes: int = 0
) -> HTMLResponse:
    return visit.page(
        "certificates/verify.html", status, state=state, typed=typed[:LONGEST_SHOWN], held=held, minutes=minutes,
        shown=codes.shown(held.code) if held else "", text=Text.model_validate,
        issued=_day(visit, held.issued_at) if held else "", revoked=_day(visit, held.revoked_at) if held else "",
    )  # fmt: skip


def _day(visit: _Visit, at: Any) -> str:
    return sheet.date(at, visit.house.settings.zone, visit.say) if at else ""
