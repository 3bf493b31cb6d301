"""What a trainer puts to the room, found in the library by its id or by its place in a lesson."""

from collections.abc import Mapping
from typing import Any

from courseware.content.library import Library
from courseware.errors import Missing
from courseware.progress.room import Put
from courseware.questions import QuestionBase
from courseware.workshops.polled import controls, guess, path, question, rating


def by_id(library: Library, question_id: str, seed: int) -> Put:
    """A question of any quiz, a check question of any lesson, or an experiment. Raises Missing("nothing-to-ask")."""
    if experiment := library.experiments.get(question_id.removeprefix(rating.PREFIX)):
        return rating.put(experiment, question_id.removeprefix(rating.PREFIX), seed)
    for name, quiz in library.quizzes.items():
        pooled = {one for pool in quiz.pools for one in pool.ids}
        for found in quiz.questions:
            if found.id == question_id and found.id not in pooled:
                lesson, page = library.taught.get(question_id, (quiz.lesson, None))
                return _question(library, found, seed, lesson or name, page)
    for name, lesson in library.lessons.items():
        for page in lesson.pages:
            for block in page.blocks:
                if block.kind == "check" and block.question.id == question_id:
                    return _question(library, block.question, seed, name, page.id, checks=True)
    raise Missing("nothing-to-ask")


def by_place(
    library: Library, lesson: str, page: Any, number: int, seed: int, kind: str = "", story: str = ""
) -> Put:  # fmt: skip
    """What block `number` (from 0) of a page asks: a check question, a prediction, a simulator's prediction. `page` is
    its number from 1, or its id. `kind` "controls" puts a simulator itself on every phone, `story` that story of it.
    Raises Missing("nothing-to-ask")."""
    pages = library.lessons[lesson].pages if lesson in library.lessons else ()
    found = next((one for n, one in enumerate(pages, 1) if page in (n, one.id)), None)
    if found is None or not 0 <= number < len(found.blocks):
        raise Missing("nothing-to-ask")
    block: Any = found.blocks[number]
    if kind == "controls":
        return controls.put(library, block, lesson, found.id, f"{found.id}-{number}-controls")
    if block.kind == "check":
        return _question(library, block.question, seed, lesson, found.id, checks=True)
    if story and block.kind == "simulator":
        return path.put(library, block.name, story, lesson, found.id)
    if block.kind == "predict" or (block.kind == "simulator" and block.prediction):
        return guess.put(library, block, lesson, found.id, f"{found.id}-{number}")
    raise Missing("nothing-to-ask")


def _question(
    library: Library, found: QuestionBase, seed: int, lesson: str | None, page: str | None, checks: bool = False
) -> Put:  # fmt: skip
    if found.kind == "branching":
        return path.put_question(found, lesson, page)
    return question.put(library, found, seed, lesson, page, checks)


def pages(library: Library) -> Mapping[str, int]:
    """How many pages every lesson has."""
    return {name: len(lesson.pages) for name, lesson in library.lessons.items()}
