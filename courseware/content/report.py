"""What `python -m courseware check` says: counts, coverage of the decks, and every problem."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import simulations
from courseware.content import gathered
from courseware.content.library import Library


def uses(library: Library) -> dict[str, list[str]]:
    """Source item → the lessons (lesson/page) and questions that use it; every item of the decks is a key."""
    found: dict[str, list[str]] = defaultdict(list)
    for item, user in _uses(library):
        if user not in found[item]:
            found[item].append(user)
    items = [item for deck in library.sources.decks.values() for item in deck.items] if library.sources else []
    return {item: found.get(item, []) for item in dict.fromkeys([*items, *sorted(found)])}


def _uses(library: Library) -> Iterator[tuple[str, str]]:
    for name, lesson in library.lessons.items():
        for page in lesson.pages:
            for block in page.blocks:
                for item in block.sources:
                    yield item, f"{name}/{page.id}"
                if block.kind == "check":
                    for item in block.question.sources:
                        yield item, block.question.id
    for quiz in library.quizzes.values():
        for question in quiz.questions:
            for item in question.sources:
                yield item, question.id


SILENT = {"contents", "gap", "question", "note"}
"""Kinds of items that teach nothing to be asked: contents, gaps, questions to the room, notes for the speaker."""


def unasked(library: Library) -> list[str]:
    """Items that teach something and that no question rests on."""
    asked = {item for quiz in library.quizzes.values() for question in quiz.questions for item in question.sources}
    pages = [page for lesson in library.lessons.values() for page in lesson.pages]
    asked |= {i for page in pages for block in page.blocks if block.kind == "check" for i in block.question.sources}
    decks = library.sources.decks.values() if library.sources else ()
    return [item for deck in decks for item, kind in deck.items.items() if kind not in SILENT and item not in asked]


def report(library: Library) -> dict[str, Any]:
    """One object for `check --json`."""
    checks = sum(b.kind == "check" for lesson in library.lessons.values() for p in lesson.pages for b in p.blocks)
    return {
        "modules": len(library.course.modules),
        "lessons": len(library.lessons),
        "pages": sum(len(lesson.pages) for lesson in library.lessons.values()),
        "questions": checks + sum(len(quiz.questions) for quiz in library.quizzes.values() if not quiz.pools),
        "simulators": len(simulations.names()),
        "sources": uses(library),
        "unasked": unasked(library),
        "errata": {one.erratum: [f"{p.lesson}/{p.page}" for p in one.places] for one in gathered.corrections(library)},
        "terms": len(library.glossary),
        "claims": len(library.claims),
        "problems": [
            {"file": p.file, "line": p.line, "key": p.key, "message": p.message, "level": p.level}
            for p in library.problems
        ],
    }
