"""What ten visits leave behind: the latest weighs most, and how much is a matter of memory (D3-14, E-51).

After every visit `recent` per cent of the impression come from that visit, the rest from the impression before it.
That is the editors' model; nobody has measured the shares. Everything is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

VISITS = 10
USUAL = 80  # points that every other visit gives, and that the customer came to expect before the first


def weights(recent: int, visits: int) -> tuple[Fraction, ...]:
    """Shares in the last impression: of the impression before the first visit, then of each visit. They add up to 1."""
    new = Fraction(recent, 100)
    return ((1 - new) ** visits, *(new * (1 - new) ** (visits - n) for n in range(1, visits + 1)))


def remembered(start: int, given: Sequence[int], recent: int) -> Fraction:
    """The impression that is left when `given` was given, visit by visit, to somebody who came with `start`."""
    return sum(
        (w * points for w, points in zip(weights(recent, len(given)), (start, *given), strict=True)), Fraction(0)
    )


@dataclass(frozen=True)
class Impression:
    """Ten visits of which one, the `cold_at`-th, was cold (`cold` points), and what is left of them."""

    cold_at: int
    cold: int
    recent: int

    @property
    def given(self) -> tuple[int, ...]:
        """Points given at each visit."""
        return tuple(self.cold if n == self.cold_at else USUAL for n in range(1, VISITS + 1))

    @property
    def course(self) -> tuple[Fraction, ...]:
        """The impression after each visit."""
        return tuple(remembered(USUAL, self.given[:n], self.recent) for n in range(1, VISITS + 1))

    @property
    def left(self) -> Fraction:
        """The impression after the last visit."""
        return self.course[-1]

    @property
    def average(self) -> Fraction:
        """The plain average of the visits, which does not ask when."""
        return Fraction(sum(self.given), VISITS)

    @property
    def weights(self) -> tuple[Fraction, ...]:
        """The share of each visit in the last impression."""
        return weights(self.recent, VISITS)[1:]

    @property
    def weight(self) -> Fraction:
        """The share of the cold visit."""
        return self.weights[self.cold_at - 1]

    @property
    def mending(self) -> int:
        """Good visits after the cold one."""
        return VISITS - self.cold_at

    def needed(self, target: int) -> int | None:
        """Good visits that bring the impression back to `target`, a little below USUAL; None where it never fell."""
        new = Fraction(self.recent, 100)
        dip, visits = new * (USUAL - self.cold), 0
        if not dip:
            return None
        while dip > USUAL - target:
            dip, visits = dip * (1 - new), visits + 1
        return visits
