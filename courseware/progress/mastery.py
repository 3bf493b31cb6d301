"""How well a lesson's objective is met: how its questions went the last time each was asked, and how long ago."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from courseware.content.models import Quiz
from courseware.progress.review import GOOD, Card

Level = Literal["learning", "solid", "fading"]

ENOUGH = Fraction(80, 100)
"""So many of a lesson's questions right, and so many of those still remembered."""


@dataclass(frozen=True)
class Mastery:
    """`right` of a lesson's `total` questions were fully right at the last sight. A lesson not begun has none."""

    level: Level
    right: int
    total: int


def lesson_questions(quizzes: Mapping[str, Quiz]) -> dict[str, list[str]]:
    """Lesson id → ids of the questions about it that are asked. Exams draw from the same."""
    found: dict[str, list[str]] = {}
    for quiz in quizzes.values():
        if quiz.lesson:
            found.setdefault(quiz.lesson, []).extend(q.id for q in quiz.questions if not q.retired)
    return found


def mastery(questions: Collection[str], cards: Mapping[str, Card], today: date) -> Mastery | None:
    """The mastery of a lesson with these questions; None while none of them was seen.

    Solid: at least 80 % of all were right at the last sight. Fading: so they were, but FSRS expects that less than 80 %
    of the right ones would be recalled today. Learning: anything else.
    """
    seen = [cards[name] for name in questions if name in cards]
    if not seen:
        return None
    right = [card for card in seen if card.rating == GOOD]
    if len(right) < ENOUGH * len(questions):
        return Mastery("learning", len(right), len(questions))
    recalled = sum(card.remembered(today) for card in right) / len(right)
    return Mastery("fading" if recalled < ENOUGH else "solid", len(right), len(questions))
