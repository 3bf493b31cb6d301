"""How well learners know what they know: marks for being right about being right (after Gardner-Medwin).

The marks stand beside the score and never change it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Confidence = Literal["sure", "fairly", "guess"]
LEVELS: tuple[Confidence, ...] = ("sure", "fairly", "guess")
MARKS: dict[Confidence, tuple[int, int]] = {"sure": (3, -6), "fairly": (2, -2), "guess": (1, 0)}
"""Marks for a right answer and for one that is not fully right. Being honest pays: "sure" from 80 % on, "fairly" from
67 %, else "guess" wins most."""


@dataclass(frozen=True)
class Level:
    """Answers given with one confidence: how many, how many of them right, and the marks they won."""

    name: Confidence
    given: int
    right: int
    marks: int

    @property
    def share(self) -> Fraction | None:
        """Per cent right; None without answers."""
        return Fraction(100 * self.right, self.given) if self.given else None


@dataclass(frozen=True)
class Calibration:
    """All three levels, from sure to guess."""

    levels: tuple[Level, ...]

    @property
    def given(self) -> int:
        """Answers with a confidence."""
        return sum(level.given for level in self.levels)

    @property
    def marks(self) -> int:
        """Marks won, which may be below 0."""
        return sum(level.marks for level in self.levels)

    @property
    def most(self) -> int:
        """Marks of a learner who is right and sure of it every time."""
        return MARKS["sure"][0] * self.given

    @property
    def verdict(self) -> Literal["none", "over", "under", "well"]:
        """none below five answers; over: sure, and right in less than 80 % of them; under: guessed, and right in more
        than 67 % of them."""
        sure, _, guess = self.levels
        if self.given < 5:
            return "none"
        if sure.given and 5 * sure.right < 4 * sure.given:
            return "over"
        if guess.given and 3 * guess.right > 2 * guess.given:
            return "under"
        return "well"


def calibration(answers: Iterable[tuple[Confidence, bool]]) -> Calibration:
    """What `answers` (confidence, fully right) come to."""
    some = list(answers)
    return Calibration(tuple(_level(name, [right for given, right in some if given == name]) for name in LEVELS))


def _level(name: Confidence, rights: list[bool]) -> Level:
    won, lost = MARKS[name]
    right = sum(rights)
    return Level(name, len(rights), right, right * won + (len(rights) - right) * lost)
