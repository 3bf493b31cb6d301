"""What is commonly answered wrong about a lesson, in self-study and in earlier rooms, so that a trainer can teach it
again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from courseware.actions import statistics, watching
from courseware.content.library import Library
from courseware.people import Person
from courseware.progress.statistics import FEWEST_SHOWN
from courseware.questions import QuestionBase, tallies
from courseware.records.database import Records
from courseware.words import Say
from courseware.workshops.polled.question import Polled


@dataclass(frozen=True)
class Miss:
    """A question, and the wrong answer that most gave: so many `of` those who answered it."""

    question: str
    stem: str
    answer: str
    people: int
    of: int


@dataclass
class _Given:
    """How a question was answered: what by how many of so many people; `page` teaches it. One that `checks` that page
    has the lesson's numbers in it only as a room was asked it."""

    question: QuestionBase
    page: str
    checks: bool = False
    of: int = 0
    answers: Counter[str] = field(default_factory=Counter)


def misses(
    records: Records, person: Person, library: Library, lesson: str, say: Say, now: datetime
) -> Mapping[str, Miss]:  # fmt: skip
    """By the page that teaches the question; "" is the worst of the whole lesson. Few answers show nothing."""
    if not person.may("see-statistics"):
        return {}
    given = _checks(library, lesson)
    name = library.lessons[lesson].quiz
    if name is not None and name in library.quizzes:
        report = statistics.report(records, person, name, library.quizzes[name], now)
        for question in report.questions.values():
            if question.id in report.hints:  # asked now
                item = report.item(question.id)
                one = given[question.id] = _Given(question, question.page or "")
                if item.choices:
                    one.of = item.people
                    one.answers.update({answer: choice.people for answer, choice in item.choices.items()})
    _add_rooms(records, lesson, given)
    found: dict[str, Miss] = {}
    for one in given.values():
        if miss := _miss(one, say):
            for page in {one.page, ""}:
                if page not in found or _share(miss) > _share(found[page]):
                    found[page] = miss
    return found


def _checks(library: Library, lesson: str) -> dict[str, _Given]:
    """The questions on the lesson's pages, which only rooms keep answers to."""
    return {
        block.question.id: _Given(block.question, page.id, checks=True)
        for page in library.lessons[lesson].pages
        for block in page.blocks
        if block.kind == "check"
    }


def _add_rooms(records: Records, lesson: str, given: Mapping[str, _Given]) -> None:
    """What rooms answered; a question that has changed its kind since, or no longer reads, counts for nothing."""
    for poll, counted in watching.earlier(records, lesson):
        one = given.get(poll.question_id)
        if one is None or poll.body.get("kind") != one.question.kind:
            continue
        try:
            polled = Polled(poll)
            if one.checks and not one.of:
                one.question = polled.question
            for response, n in counted:
                one.of += n
                for answer in tallies.counted(one.question, polled.response(response)):
                    one.answers[answer] += n
        except (ValueError, LookupError, TypeError):
            continue


def _miss(one: _Given, say: Say) -> Miss | None:
    if one.of < FEWEST_SHOWN:
        return None
    question = tallies.example(one.question)
    right = tallies.right(question)
    wrong = {name: n for name, n in one.answers.items() if name not in right and n}
    if not wrong:
        return None
    name = max(wrong, key=lambda one: wrong[one])
    return Miss(question.id, say(question.stem), tallies.told(question, name, say), wrong[name], one.of)


def _share(miss: Miss) -> float:
    return miss.people / miss.of
