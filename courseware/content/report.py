"""What `python -m courseware check` says: counts, coverage of the decks, and every problem."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import simulations
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


def report(library: Library) -> dict[str, Any]:
    """One object for `check --json`."""
    checks = sum(b.kind == "check" for lesson in library.lessons.values() for p in lesson.pages for b in p.blocks)
    return {
        "modules": len(library.course.modules),
        "lessons": len(library.lessons),
        "pages": sum(len(lesson.pages) for lesson in library.lessons.values()),
        "questions": checks + sum(len(quiz.questions) for quiz in library.quizzes.values()),
        "simulators": len(simulations.names()),
        "sources": uses(library),
        "problems": [
            {"file": p.file, "line": p.line, "key": p.key, "message": p.message, "level": p.level}
            for p in library.problems
        ],
    }
