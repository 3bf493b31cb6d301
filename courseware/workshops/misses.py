"""What is commonly answered wrong about a lesson, from self-study, so that a trainer can teach it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from courseware.actions import statistics
from courseware.content.library import Library
from courseware.people import Person
from courseware.progress.statistics import FEWEST_SHOWN, Item
from courseware.questions import QuestionBase, tallies
from courseware.records.database import Records
from courseware.words import Say


@dataclass(frozen=True)
class Miss:
    """A question, and the wrong answer that most gave: so many `of` those who answered it."""

    question: str
    stem: str
    answer: str
    people: int
    of: int


def misses(
    records: Records, person: Person, library: Library, lesson: str, say: Say, now: datetime
) -> Mapping[str, Miss]:  # fmt: skip
    """By the page that teaches the question; "" is the worst of the whole lesson. Few answers show nothing."""
    name = library.lessons[lesson].quiz
    if name is None or name not in library.quizzes or not person.may("see-statistics"):
        return {}
    report = statistics.report(records, person, name, library.quizzes[name], now)
    found: dict[str, Miss] = {}
    for question in report.questions.values():
        miss = _miss(question, report.item(question.id), say) if question.id in report.hints else None
        if miss:
            for page in {question.page or "", ""}:
                if page not in found or _share(miss) > _share(found[page]):
                    found[page] = miss
    return found


def _miss(question: QuestionBase, item: Item, say: Say) -> Miss | None:
    if item.people < FEWEST_SHOWN:
        return None
    right = tallies.right(question)
    wrong = {name: choice.people for name, choice in item.choices.items() if name not in right and choice.people}
    if not wrong:
        return None
    name = max(wrong, key=lambda one: wrong[one])
    return Miss(question.id, say(question.stem), tallies.told(question, name, say), wrong[name], item.people)


def _share(miss: Miss) -> float:
    return miss.people / miss.of
