"""Does an experiment fit the course: are its lesson, pages, items and claim there, and do its stories differ?"""

from collections.abc import Iterator, Mapping

import simulations
from courseware.content.models import Claims, Lesson, Sources
from courseware.content.reader import Document, Path_, Problem, dotted
from courseware.content.sense import dangling, of_sources
from simulations.experiments import Experiment


def of_experiment(
    document: Document, experiment: Experiment, simulator: str, lessons: Mapping[str, Lesson], sources: Sources | None,
    claims: Claims | None,
) -> Iterator[Problem]:  # fmt: skip
    """Problems of the experiment of that simulator."""
    yield from of_sources(document, ("sources",), experiment.sources, sources)
    if simulator not in simulations.names():
        yield Problem(document.file, 1, "", f"there is no simulator {simulator}")
    if claims and experiment.claim not in claims.claims:
        yield dangling(document, ("claim",), "claim", experiment.claim, claims.claims, "lessons/claims.yaml")
    lesson = lessons.get(experiment.lesson)
    if lesson is None:
        yield dangling(document, ("lesson",), "lesson", experiment.lesson, lessons, "lessons/{}.yaml")
    else:
        pages = [page.id for page in lesson.pages]
        for name in ("collect", "reveal"):
            page = getattr(experiment, name)
            if page not in pages:
                yield dangling(document, (name,), "page", page, pages, f"lessons/{experiment.lesson}.yaml")
        if experiment.collect in pages and experiment.reveal in pages[: pages.index(experiment.collect)]:
            message = f"{experiment.reveal} comes before {experiment.collect}, where the room begins"
            yield Problem(document.file, document.line(("reveal",)), "reveal", message)
    places: list[tuple[Path_, str]] = [(("first", n, "id"), one.id) for n, one in enumerate(experiment.first)]
    places.append((("then", "id"), experiment.then.id))
    for n, (path, name) in enumerate(places):
        if name in [other for _, other in places[:n]]:
            message = f"another story has the id {name}"
            yield Problem(document.file, document.line(path), dotted(path), message)
