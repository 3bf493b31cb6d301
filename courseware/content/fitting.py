"""Questions that name a picture, a story or a simulator: put in what they name, and say what does not fit."""

from collections.abc import Iterator

from courseware import questions
from courseware.content.models import Lesson, Page, Quiz
from courseware.content.reader import Document, Path_, Problem, dotted
from courseware.questions import QuestionBase, Stock


def quiz(given: Quiz, stock: Stock) -> Quiz:
    """The quiz with all that its questions name, so that what is kept of an attempt needs nothing else."""
    found = tuple(questions.kind(one.kind).fit(one, stock)[0] for one in given.questions)
    return given.model_copy(update={"questions": found})


def lesson(given: Lesson, stock: Stock) -> Lesson:
    """The lesson with all that its practice questions name; one that does not fit is not shown."""
    return given.model_copy(update={"pages": tuple(_page(page, stock) for page in given.pages)})


def _page(given: Page, stock: Stock) -> Page:
    blocks = []
    for block in given.blocks:
        if block.kind == "check":
            question, misfits = questions.kind(block.question.kind).fit(block.question, stock)
            if misfits and len(given.blocks) > 1:
                continue
            block = block.model_copy(update={"question": question})
        blocks.append(block)
    return given.model_copy(update={"blocks": tuple(blocks)})


def misfits(document: Document, path: Path_, question: QuestionBase, stock: Stock) -> Iterator[Problem]:
    """What of a question does not fit, for its author."""
    for one in questions.kind(question.kind).fit(question, stock)[1]:
        here = (*path, *one.place)
        yield Problem(document.file, document.line(here), dotted(here), one.message)
