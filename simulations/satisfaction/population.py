"""Many customers, each with an expectation of their own, and one quality for all of them (D0-21, D1-41).

The crowd is the editors' model: expectations spread around a mean like a bell, in whole points from 0 to 100, each
customer apart from the others. Only how many expect each point is kept, so a hundred thousand weigh as little as one.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

MOST = 100  # points that anybody expects
MARKET = 70  # points that customers expect where nobody has talked them up or down
STEP = 5  # points of an improvement


@dataclass(frozen=True)
class Crowd:
    """Customers counted by what they expect: `counts[e]` expect `e` points. All of them are given `level`."""

    level: int
    mean: int
    apart: int
    tolerance: int
    counts: tuple[int, ...]

    @cached_property
    def below(self) -> tuple[int, ...]:
        """How many expect less than 0, 1, 2 … points; the last is everybody."""
        return (0, *np.cumsum(self.counts).tolist())

    @property
    def total(self) -> int:
        """Everybody."""
        return self.below[-1]

    @property
    def satisfied(self) -> int:
        """Those who get more than they expect."""
        return self.satisfied_at(self.level)

    @property
    def basically(self) -> int:
        """Those who get what they expect, give or take the tolerance."""
        return self._expecting_less_than(self.level + self.tolerance + 1) - self.satisfied

    @property
    def dissatisfied(self) -> int:
        """Those who get less than they expect."""
        return self.total - self.satisfied - self.basically

    @property
    def gain(self) -> int:
        """How many more STEP points would satisfy."""
        return self.satisfied_at(self.level + STEP) - self.satisfied

    def satisfied_at(self, level: int) -> int:
        """How many would be satisfied with `level`."""
        return self._expecting_less_than(level - self.tolerance)

    def share(self, people: int) -> Fraction:
        """Of everybody."""
        return Fraction(people, self.total)

    def least(self, share: Fraction) -> int | None:
        """The least level, up to MOST, that satisfies at least this share; None where none does."""
        return next((n for n in range(MOST + 1) if self.satisfied_at(n) >= share * self.total), None)

    def raised(self, points: int) -> "Crowd":
        """The same customers, each expecting so many points more, up to MOST."""
        kept = self.counts[: MOST - points]
        counts = (*(0,) * points, *kept, sum(self.counts[MOST - points :]))
        return replace(self, mean=self.mean + points, counts=counts)

    def _expecting_less_than(self, points: int) -> int:
        return self.below[max(0, min(points, MOST + 1))]


def crowd(level: int, mean: int, apart: int, tolerance: int, size: int, seed: int) -> Crowd:
    """`size` customers whose expectations differ by `apart` points (one standard deviation) around `mean`."""
    expected = np.random.default_rng(seed).standard_normal(size)
    expected *= apart
    np.rint(expected, out=expected)  # in whole points before the mean is added, so that another mean moves all alike
    expected += mean
    np.clip(expected, 0, MOST, out=expected)
    counts = np.bincount(expected.astype(np.intp), minlength=MOST + 1)
    return Crowd(level, mean, apart, tolerance, tuple(counts.tolist()))
