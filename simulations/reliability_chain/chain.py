"""Links in a row: the whole goes right only where every link does (D2-97, R(n) = p^n). Exact, whatever the length.

What is counted is the chance that nothing goes wrong on the way, never satisfaction (E-09). A level is the share of
customers with whom nothing has gone wrong so far; people are counted in PEOPLE and rounded half up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Literal

Kind = Literal["halve", "point"]

PEOPLE = 1000  # customers whose way through the chain is counted
STEPS = ("order", "pack", "deliver")  # the editors' example of a service
BUDGET = 5  # units of effort to spend on them
LEAST = Fraction(1, 1000)  # nobody is perfect: a point added to a link leaves at least so many slips


def people(share: Fraction) -> int:
    """So many of PEOPLE, as a whole number."""
    return int(share * PEOPLE + Fraction(1, 2))


def levels(slips: Fraction, links: int, shared: Fraction = Fraction(0)) -> tuple[Fraction, ...]:
    """The level before the first link and after each of equal ones, each going wrong with the chance `slips`.

    `shared` of every link's slips have one cause that strikes all links at once, the others come link by link: every
    link still goes wrong with the chance `slips`.
    """
    common = slips * shared
    alone = (slips - common) / (1 - common)
    return (Fraction(1), *((1 - common) * (1 - alone) ** link for link in range(1, links + 1)))


@dataclass(frozen=True)
class Links:
    """Equal links; `slips` in PEOPLE at each of them, `shared` per cent of those from one cause."""

    slips: int
    links: int
    shared: int
    levels: tuple[Fraction, ...]

    @property
    def through(self) -> int:
        """Customers with whom nothing went wrong."""
        return people(self.levels[-1])

    @property
    def hit(self) -> int:
        """Customers with whom something did."""
        return PEOPLE - self.through

    @property
    def single(self) -> int:
        """Customers with whom nothing goes wrong at one link, looked at alone."""
        return PEOPLE - self.slips


def mended(slips: Fraction, units: int, kind: Kind) -> Fraction:
    """What is left of a link's slips after so many units of effort."""
    return slips / 2**units if kind == "halve" else max(min(slips, LEAST), slips - Fraction(units, 100))


def series(slips: Sequence[Fraction]) -> Fraction:
    """Reliability of links that differ."""
    whole = Fraction(1)
    for one in slips:
        whole *= 1 - one
    return whole


@dataclass(frozen=True)
class Step:
    """A link of the example: the share that goes wrong before any effort, now, and after one unit more."""

    name: str
    units: int
    before: Fraction
    now: Fraction
    then: Fraction


@dataclass(frozen=True)
class Effort:
    """Units of effort on the links of the example."""

    kind: Kind
    steps: tuple[Step, ...]

    @property
    def left(self) -> int:
        """Units still to be spent; below 0 where more than the budget is spent."""
        return BUDGET - sum(step.units for step in self.steps)

    @property
    def first(self) -> Fraction:
        """Reliability of the whole before any effort."""
        return series([step.before for step in self.steps])

    @property
    def level(self) -> Fraction:
        """Reliability of the whole."""
        return series([step.now for step in self.steps])

    @property
    def best(self) -> Fraction:
        """The most reliable whole that the budget can buy."""
        return best(tuple(step.before for step in self.steps), self.kind)[0]

    @property
    def gains(self) -> tuple[Fraction, ...]:
        """What the whole gains by one unit more on each link."""
        level = self.level
        return tuple(level * (step.now - step.then) / (1 - step.now) for step in self.steps)


def effort(before: Sequence[Fraction], units: Sequence[int], kind: Kind) -> Effort:
    """The example with so many units spent on each link."""
    return Effort(
        kind,
        tuple(
            Step(name, spent, slips, mended(slips, spent, kind), mended(slips, spent + 1, kind))
            for name, slips, spent in zip(STEPS, before, units, strict=True)
        ),
    )


@lru_cache(256)
def best(before: tuple[Fraction, ...], kind: Kind) -> tuple[Fraction, tuple[int, ...]]:
    """The most reliable whole that the budget can buy, and a way to spend it; found by trying all of them."""
    ways = (units for units in product(range(BUDGET + 1), repeat=len(before)) if sum(units) == BUDGET)
    return max(
        (series([mended(slips, spent, kind) for slips, spent in zip(before, units, strict=True)]), units)
        for units in ways
    )


@dataclass(frozen=True)
class Check:
    """A second look at every customer's case: the level once what it caught is put right, and after its own slips."""

    caught: Fraction
    after: Fraction


@dataclass(frozen=True)
class Backup:
    """Equal links with checks behind them, against fewer links and no check. `taken` links are taken out."""

    slips: int
    catch: int
    own: int
    taken: int
    levels: tuple[Fraction, ...]
    checks: tuple[Check, ...]

    @property
    def links(self) -> int:
        """Links as they are today."""
        return len(self.levels) - 1

    @property
    def today(self) -> Fraction:
        """Level without any change."""
        return self.levels[-1]

    @property
    def checked(self) -> Fraction:
        """Level with the checks."""
        return self.checks[-1].after

    @property
    def fewer(self) -> Fraction:
        """Level with fewer links."""
        return self.levels[-1 - self.taken]


def checking(level: Fraction, catch: Fraction, own: Fraction, checks: int) -> tuple[Check, ...]:
    """Checks one behind another; each catches `catch` of what is wrong by then, and goes wrong itself by `own`."""
    found: list[Check] = []
    for _ in range(checks):
        caught = level + (1 - level) * catch
        level = caught * (1 - own)
        found.append(Check(caught, level))
    return tuple(found)


def backup(links: int, slips: int, checks: int, catch: int, own: int, taken: int) -> Backup:
    """Both ways to better a service; `slips` and `own` in PEOPLE, `catch` in per cent."""
    down = levels(Fraction(slips, PEOPLE), links)
    behind = checking(down[-1], Fraction(catch, 100), Fraction(own, PEOPLE), checks)
    return Backup(slips, catch, own, taken, down, behind)


def needed(outcome: Backup) -> int | None:
    """The least whole per cent that the checks must catch to do as much as the links taken out; None: never enough."""
    own = Fraction(outcome.own, PEOPLE)
    for catch in range(101):
        if checking(outcome.today, Fraction(catch, 100), own, len(outcome.checks))[-1].after >= outcome.fewer:
            return catch
    return None
