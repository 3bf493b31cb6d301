"""One order from hearing of the firm to looking back, and the four gaps on its way.

Of a hundred customers the firm's own list is complete for `standard`. Each gap stands at one step (in truth they run
all the way, D0-25), and a share of those who reach it comes through. A customer is counted at the gap met first, so
the gaps add up to the whole distance between what is ticked off and for whom it was right all the way.

`alone` is what mending one gap brings while the others stay open: less than it took, because those it no longer takes
still meet the others. `fair` does not depend on the order: the average over all 24 orders of mending the four.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb, prod

STEPS = ("hears", "chooses", "books", "fitted", "asks", "judges")
STANDS: dict[str, int] = {"feeling": 0, "position": 1, "information": 2, "division": 4}  # at which of STEPS
ONE = Fraction(1)
KEPT = Fraction(9, 10)  # of the errands that one desk hands to the next


@dataclass(frozen=True)
class Process:
    """Customers for whom the firm's list is complete, and the share that comes through each gap."""

    standard: int
    through: Mapping[str, Fraction]

    @property
    def open(self) -> tuple[str, ...]:
        """Gaps that take anybody, on the way."""
        return tuple(gap for gap, share in self.through.items() if share < 1)

    def right(self, gaps: Sequence[str] | None = None) -> Fraction:
        """Customers for whom it was right where only these gaps are open (none named: all)."""
        return self.standard * prod((self.through[gap] for gap in (self.through if gaps is None else gaps)), start=ONE)

    @property
    def alone(self) -> dict[str, Fraction]:
        """What mending one gap, and no other, brings."""
        return {gap: self.right(self._but(gap)) - self.right() for gap in self.through}

    @property
    def fair(self) -> dict[str, Fraction]:
        """The part of the distance that each gap makes, whichever is met first.

        In an order of the four, those before a gap are any set of the others, each size of set equally often.
        """
        parts = {}
        for gap, share in self.through.items():
            others = self._but(gap)
            sums = [sum(self.right(some) for some in combinations(others, n)) for n in range(len(others) + 1)]
            met = sum(taken / comb(len(others), n) for n, taken in enumerate(sums)) / len(self.through)
            parts[gap] = met * (1 - share)
        return parts

    def _but(self, mended: str) -> list[str]:
        return [gap for gap in self.through if gap != mended]

    @property
    def after(self) -> tuple[int, ...]:
        """Customers, in whole people, for whom all was right up to and with each of STEPS."""
        line = []
        for step in range(len(STEPS)):
            met = [gap for gap, where in STANDS.items() if where <= step]
            line.append(int(self.right(met) + Fraction(1, 2)))
        return tuple(line)

    @property
    def met(self) -> int:
        """Customers for whom it was right all the way."""
        return self.after[-1]

    @property
    def lost(self) -> dict[str, int]:
        """Customers, in whole people, by the gap they met first."""
        line = (self.standard, *self.after)
        return {gap: line[where] - line[where + 1] for gap, where in STANDS.items()}


def process(heard: int, focus: int, clear: int, desks: int, standard: int) -> Process:
    """An order; shares in per cent, `desks` as many as share the work behind one question."""
    shares = (Fraction(100 - heard, 100), Fraction(focus, 100), Fraction(clear, 100), KEPT ** (desks - 1))
    return Process(standard, dict(zip(STANDS, shares, strict=True)))
