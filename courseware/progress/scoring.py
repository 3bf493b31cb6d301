"""What an attempt is worth. Exact fractions throughout; only what a screen shows is rounded, and then down."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from courseware.progress.paper import Item, rules
from courseware.questions import Grade, QuestionBase

VERSION = 1
"""Number of these rules; it stands in every grading."""


@dataclass(frozen=True)
class Score:
    """Points won `of` so many."""

    points: Fraction
    of: Fraction

    @property
    def percent(self) -> Fraction:
        """Per cent of the points, exact; 0 where there was nothing to win."""
        return self.points * 100 / self.of if self.of else Fraction(0)

    def passed(self, pass_mark: int) -> bool:
        """Is the exact per cent at least the pass mark?"""
        return self.percent >= pass_mark


def score(
    paper: Sequence[Item], questions: Mapping[str, QuestionBase], responses: Mapping[str, Any]
) -> tuple[dict[str, Grade], Score]:
    """The grade of every question of the paper, and their sum. A question without a response wins nothing."""
    grades: dict[str, Grade] = {}
    for item in paper:
        question = questions[item["question"]]
        if question.id in responses:
            grades[question.id] = rules(question).grade(question, item["parameters"], responses[question.id])
        else:
            grades[question.id] = Grade(Fraction(0), question.points, {})
    return grades, total(grades.values())


def total(grades: Iterable[Grade]) -> Score:
    """The sum of grades."""
    some = list(grades)
    return Score(sum((g.points for g in some), Fraction(0)), sum((g.of for g in some), Fraction(0)))


def shown_percent(percent: Fraction, places: int = 0) -> Fraction:
    """`percent` as a screen shows it: rounded down, so that 79.9 never reads as 80."""
    unit = 10**places
    return Fraction(math.floor(percent * unit), unit)


def ordering(percent: Fraction) -> float:
    """The largest float that is not above `percent`: for whole pass marks it compares like the exact value."""
    nearest = float(percent)
    return math.nextafter(nearest, -math.inf) if Fraction(nearest) > percent else nearest
