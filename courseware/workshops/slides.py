"""Lessons as slides: what slide.html needs of a lesson, and the answer that such a page is sent with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.responses import HTMLResponse

from courseware import plain
from courseware.blocks.lines import claims_line, origin_line
from courseware.content.library import Library
from courseware.content.models import Lesson, Page
from courseware.pictures import labelled
from courseware.words import Language, Say, Text
from courseware.workshops.polled import controls

Told = Callable[[Text], str]


@dataclass(frozen=True)
class Deck:
    """A lesson in the languages of the slides; `tellings` say a word, and tell a text with the lesson's numbers."""

    name: str
    lesson: Lesson
    number: int
    tellings: Sequence[tuple[Say, Told]]


def decks(library: Library, names: Iterable[str], languages: Iterable[Language]) -> list[Deck]:
    """The lessons of those names that there are."""
    spoken = [library.say(one) for one in languages]
    return [
        Deck(
            name, library.lessons[name], library.number(name),
            [(say, _teller(say, library.numbers[name])) for say in spoken],
        )
        for name in names
        if name in library.lessons
    ]  # fmt: skip


def values(library: Library) -> dict[str, Any]:
    """What every page with slides hands to its template besides the decks."""

    def picture(key: str, labels: Mapping[str, Text], told: Told) -> Markup:
        words = {label: told(text) for label, text in labels.items()}
        return Markup(labelled(library.pictures.get(key, ""), words))

    return {
        "picture": picture,
        "claim": library.claims.__getitem__,
        "claims": library.claims,
        "asks": asks,
        "suits": controls.suits,
        "askable": lambda page: any(asks(page, number) for number in range(len(page.blocks))),
        "origin_line": origin_line,
        "claims_line": claims_line,
    }


def asks(page: Page, number: int) -> str:
    """The id of what block `number` (from 0) of a page asks a room, as its poll has it; "" if it asks nothing."""
    block: Any = page.blocks[number]
    if block.kind == "check":
        return block.question.id
    guesses = block.kind == "predict" or (block.kind == "simulator" and block.prediction)
    return f"{page.id}-{number}" if guesses else ""


def step(block: Any) -> str:
    """The name of the part that a block hides until it is uncovered, as in its page.html; "" if it hides nothing."""
    if block.kind == "check":
        return f"check-{block.question.id}"
    return f"predict-{'-'.join(option.id for option in block.options)}" if block.kind == "predict" else ""


def answer(html: str, language: Language, status: int = 200) -> HTMLResponse:
    """A plain page that may frame our own simulators, and whose drawings carry their own styles."""
    headers = plain.headers(language)
    policy = [part for part in headers["Content-Security-Policy"].split("; ") if not part.startswith("style-src")]
    policy += ["style-src 'self' 'unsafe-inline'", "frame-src 'self'"]
    return HTMLResponse(html, status, {**headers, "Content-Security-Policy": "; ".join(policy)})


def _teller(say: Say, numbers: Mapping[str, Text]) -> Told:
    def told(text: Text) -> str:
        return say(text, **numbers)

    return told
