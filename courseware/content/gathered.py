"""What stands in many lessons, gathered: terms by module, corrections, gaps in the source, claims."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from courseware.blocks import Claim
from courseware.content.library import Library
from courseware.content.models import Module, Quiz, Term
from courseware.words import Text


@dataclass(frozen=True)
class Place:
    """A page of a lesson; `page` counts from 1."""

    lesson: str
    number: int
    page: int


@dataclass(frozen=True)
class Correction:
    """One erratum: what is right, what the deck printed, why, and the pages that say so."""

    erratum: str
    right: Text
    printed: Text
    why: Text
    items: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Gap:
    """Something the source does not contain, and the page that says so."""

    body: Text
    items: tuple[str, ...]
    place: Place


def terms(library: Library) -> list[tuple[Module, list[tuple[str, Term, Place]]]]:
    """The glossary by module, in the order of the course; each term with the page that teaches it."""
    found = []
    for module in library.course.modules:
        known = [
            (name, term, _place(library, term.lesson, library.lessons[term.lesson].page_number(term.page or "")))
            for lesson in module.lessons
            for name, term in library.glossary.items()
            if term.lesson == lesson and lesson in library.lessons
        ]
        if known:
            found.append((module, known))
    return found


def corrections(library: Library) -> list[Correction]:
    """Every erratum that a page shows, by number; its words are those of the first page in the course."""
    found: dict[str, Correction] = {}
    for place, block in _blocks(library, "correction"):
        known = found.get(block.erratum)
        places = (*known.places, place) if known else (place,)
        if known:
            found[block.erratum] = Correction(**{**known.__dict__, "places": places})
            continue
        right, printed, why = (filled(library, place.lesson, text) for text in (block.right, block.printed, block.why))
        items = library.sources.errata.get(block.erratum, ()) if library.sources else ()
        found[block.erratum] = Correction(block.erratum, right, printed, why, tuple(items), places)
    return [found[name] for name in sorted(found)]


def gaps(library: Library) -> list[Gap]:
    """What the lessons say is not in the source, in the order of the course."""
    return [
        Gap(filled(library, place.lesson, block.body), block.sources, place)
        for place, block in _blocks(library, "missing")
    ]


def claims(library: Library) -> list[tuple[str, Claim, list[Place]]]:
    """Every claim, in the order of its file, with the pages that show its origin."""
    shown: dict[str, list[Place]] = {}
    for place, block in _blocks(library, "origin"):
        shown.setdefault(block.claim, []).append(place)
    return [(name, claim, shown.get(name, [])) for name, claim in library.claims.items()]


def played(library: Library) -> dict[str, Place]:
    """Simulators in the order in which the course first plays them, each with that page."""
    found: dict[str, Place] = {}
    for place, block in _blocks(library, "simulator"):
        found.setdefault(block.name, place)
    return found


def filled(library: Library, lesson: str, text: Text) -> Text:
    """A text of a lesson with the lesson's numbers in it."""
    values = library.numbers[lesson]
    zh = library.say("zh")(text, **values)
    return Text(zh=zh, en=library.say("en")(text, **values) if text.en else None)


def quizzes(library: Library) -> dict[str, Quiz]:
    """Every quiz in the order of the course: of each module its lessons' and its exam, then the rest."""
    places: list[str | None] = []
    for module in library.course.modules:
        places += [library.lessons[name].quiz for name in module.lessons if name in library.lessons]
        places.append(module.exam)
    names = [name for name in (*places, library.course.exam) if name in library.quizzes]
    return {str(name): library.quizzes[str(name)] for name in (*names, *library.quizzes)}


def _blocks(library: Library, kind: str) -> Iterator[tuple[Place, Any]]:
    for name in library.order():
        for number, page in enumerate(library.lessons[name].pages, 1):
            for block in page.blocks:
                if block.kind == kind:
                    yield _place(library, name, number), block


def _place(library: Library, lesson: str, page: int) -> Place:
    return Place(lesson, library.number(lesson), page)
