"""The five-times table as arithmetic: everything is a number of n, what it costs to keep one customer for a year.

Of `CROWD` customers some leave and are won again, so that there are as many as before. Keeping one who stays costs n,
winning one costs `multiple` times n (D3-39): the total is CROWD · n · [1 + (multiple − 1) · churn].
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

CROWD = 1000
POINT = CROWD // 100  # customers in one percentage point
DECK = 5  # the multiple of the decks' table
CLAIMED = (2, DECK, 15)  # the lowest ratio that is quoted (the editors'), the decks' table, another page of the decks


@dataclass(frozen=True)
class Cost:
    """One row of the table: `churn` per cent leave, winning one costs `multiple` times n."""

    churn: int
    multiple: int

    @property
    def left(self) -> int:
        """Customers who leave and have to be won again."""
        return self.churn * POINT

    @property
    def stayed(self) -> int:
        """Customers who stay and have to be kept."""
        return CROWD - self.left

    @property
    def win(self) -> int:
        """What winning costs."""
        return self.left * self.multiple

    @property
    def keep(self) -> int:
        """What keeping costs. The customers are subtracted first (E-08)."""
        return self.stayed

    @property
    def total(self) -> int:
        """What it costs to have CROWD customers again."""
        return self.win + self.keep


def crossing(multiple: int) -> Fraction:
    """The churn, in per cent, at which winning costs as much as keeping: multiple · churn = 1 − churn."""
    return Fraction(100, 1 + multiple)


@dataclass(frozen=True)
class Table:
    """Two years of one firm; `pounds` is what n is worth, 0 where it stays a letter."""

    last: Cost
    now: Cost
    pounds: int

    @property
    def saved(self) -> int:
        """How much less this year costs; negative where it costs more."""
        return self.last.total - self.now.total

    @property
    def change(self) -> Fraction:
        """This year's total against last year's, in per cent more (or, negative, less)."""
        return Fraction(-100 * self.saved, self.last.total)


@dataclass(frozen=True)
class Curve:
    """One point on the line of total cost against churn."""

    cost: Cost

    @property
    def crossing(self) -> Fraction:
        """The churn, in per cent, at which winning costs as much as keeping."""
        return crossing(self.cost.multiple)

    @property
    def larger(self) -> Literal["keep", "even", "win"]:
        """Where the larger part of the money goes."""
        win, keep = self.cost.win, self.cost.keep
        return "win" if win > keep else "keep" if win < keep else "even"


@dataclass(frozen=True)
class Plan:
    """Care for every customer `extra` per cent dearer, and churn `points` percentage points lower."""

    extra: int
    points: int

    @property
    def spent(self) -> int:
        """What the care costs."""
        return CROWD * self.extra // 100

    def gross(self, multiple: int) -> int:
        """What lower churn saves. One who stays costs n, one less is won for `multiple` times n."""
        return self.points * POINT * (multiple - 1)

    def net(self, multiple: int) -> int:
        """What is left of that when the care is paid; negative where it does not pay."""
        return self.gross(multiple) - self.spent

    @property
    def even(self) -> Fraction:
        """The multiple at which the plan just pays for itself."""
        return 1 + Fraction(self.extra, self.points)

    @property
    def verdict(self) -> Literal["holds", "depends", "falls"]:
        """Does “the plan pays for itself” hold for every multiple that is claimed?"""
        paid = [self.net(multiple) >= 0 for multiple in CLAIMED]
        return "holds" if all(paid) else "depends" if any(paid) else "falls"


Outcome = Table | Curve | Plan
