"""Somebody opens a page of a workshop: who they are, in which languages, and whether trainers' pages are theirs."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from courseware import plain
from courseware.actions import asking
from courseware.content.library import Library
from courseware.errors import Forbidden, Missing, Refused
from courseware.house import House
from courseware.people import Person, Right
from courseware.words import LANGUAGES, Language, Say
from courseware.workshops import slides

_STATUS: dict[str, int] = {"database-away": 503}
T = TypeVar("T")


@dataclass(frozen=True)
class Visit:
    """One request of a trainer for a page. `both`: Chinese and English beside each other."""

    house: House
    request: Request
    person: Person
    library: Library
    say: Say
    both: bool

    @property
    def language(self) -> Language:
        """The language of the page around the slides."""
        return self.say.language

    @property
    def languages(self) -> list[Language]:
        """The languages of the slides."""
        return [*LANGUAGES] if self.both else [self.language]

    def frame(self) -> dict[str, Any]:
        """What the page's own links need: the address in the other language, and in both or one."""
        path = self.request.url.path
        return {
            "both": self.both,
            "switch": plain.switch(path, self.request.query_params.multi_items(), self.language),
            "other": f"{path}?{urlencode({'lang': self.language, 'both': int(not self.both)})}",
        }

    async def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Answer with a template, drawn outside the loop: a whole course takes a second, and rooms go on meanwhile."""
        html = await self.threaded(plain.page, template, self.say, **values)
        return slides.answer(html, self.language, status)

    async def refused(self, refused: Refused) -> Response:
        """Answer with the sentence of a refusal."""
        status = 403 if isinstance(refused, Forbidden) else 404 if isinstance(refused, Missing) else 409
        text = self.say(f"refusals.{refused.key}", **refused.values)
        return await self.page("refused.html", _STATUS.get(refused.key, status), text=text)

    async def threaded(self, deed: Callable[..., T], *arguments: Any, **more: Any) -> T:
        """A deed of the records, outside the loop."""
        return await to_thread.run_sync(partial(deed, *arguments, **more))


Shown = Callable[[Visit], Awaitable[Response]]


def trainers(
    house: House, show: Shown, rights: Sequence[Right] = ("present",)
) -> Callable[[Request], Awaitable[Response]]:  # fmt: skip
    """A page for trainers, or whoever has one of other `rights`: others sign in first, or are told that it is not
    theirs; what is refused is said."""

    async def shown(request: Request) -> Response:
        library = house.library
        language = plain.chosen_language(
            request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"),
            house.settings.language, request.query_params.get("lang"),
        )  # fmt: skip
        both = request.query_params.get("both") == "1"
        visit = Visit(house, request, Person(), library, library.say(language), both)
        try:
            person = await visit.threaded(asking.who, house.records, request.cookies, house.clock())
            if person.guest:
                here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                return RedirectResponse(f"/sign-in?{urlencode({'next': here})}", 303)
            if not any(person.may(right) for right in rights):
                raise Forbidden
            return await show(Visit(house, request, person, library, visit.say, both))
        except Refused as refused:
            return await visit.refused(refused)

    return shown
