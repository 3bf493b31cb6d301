"""Does a story hold together: does every way lead to the end, and does it use only moves that its simulator knows?"""

from collections import Counter
from collections.abc import Iterator

import simulations
from courseware.content.models import Sources
from courseware.content.reader import Document, Path_, Problem, dotted
from courseware.content.sense import dangling, of_sources
from simulations.stories import END, Story


def of_story(document: Document, story: Story, simulator: str, sources: Sources | None) -> Iterator[Problem]:
    """Problems of a story of that simulator."""
    yield from of_sources(document, ("sources",), story.sources, sources)
    if simulator not in simulations.names() or not simulations.simulator(simulator).branching:
        yield Problem(document.file, 1, "", f"the simulator {simulator} plays no stories")
        return
    model = simulations.simulator(simulator).model
    ids = [moment.id for moment in story.moments]
    for name, known in (("start", model.METERS), ("endings", model.ENDINGS)):
        for key in getattr(story, name):
            if key not in known:
                yield dangling(document, (name, key), "meter" if name == "start" else "ending", key, known, "{}")
    for n, moment in enumerate(story.moments):
        path: Path_ = ("moments", n)
        yield from _twice(document, (*path, "id"), moment.id, ids[:n], "moment")
        for m, choice in enumerate(moment.choices):
            here: Path_ = (*path, "choices", m)
            yield from _twice(document, (*here, "id"), choice.id, [c.id for c in moment.choices[:m]], "choice")
            for key in ("does", "breaks"):
                for k, move in enumerate(getattr(choice, key)):
                    if move not in model.MOVES:
                        yield dangling(document, (*here, key, k), "move", move, model.MOVES, "model.MOVES")
            if choice.next and choice.next not in (*ids, END):
                yield dangling(document, (*here, "next"), "moment", choice.next, ids, "this file")
    if not any(count > 1 for count in Counter(ids).values()):
        yield from _ways(document, story, ids)


def _ways(document: Document, story: Story, ids: list[str]) -> Iterator[Problem]:
    """Moments that nobody reaches, and ways that lead back: a story always goes on."""
    reached = {ids[0]}
    for n, moment in enumerate(story.moments):
        for m, choice in enumerate(moment.choices):
            after = story.after(moment, choice)
            if moment.id in reached:
                reached.add(after)
            if after in ids and ids.index(after) <= n:
                path: Path_ = ("moments", n, "choices", m, "next")
                message = f"a story goes on: {after} stands before this moment, or is it"
                yield Problem(document.file, document.line(path), dotted(path), message)
    for n, name in enumerate(ids):
        if name not in reached:
            path = ("moments", n, "id")
            yield Problem(document.file, document.line(path), dotted(path), f"no choice leads to {name}", "warning")


def _twice(document: Document, path: Path_, name: str, before: list[str], what: str) -> Iterator[Problem]:
    if name in before:
        message = f"another {what} has the id {name}"
        yield Problem(document.file, document.line(path), dotted(path), message)
