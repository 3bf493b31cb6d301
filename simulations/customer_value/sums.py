"""What the scenes count: one offer's eight parts, two offers before a crowd, and two purchases by two measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np

Scene = Literal["balance", "offers", "ratio"]
Way = Literal["once", "purse"]
Better = Literal["a", "b", "same"]

SCENES: tuple[Scene, ...] = ("balance", "offers", "ratio")
VALUES = ("product", "service", "people", "image")
COSTS = ("money", "time", "body", "mind")
# The editors' example: 100 gained, 70 given, 30 left.
START: Mapping[str, int] = {
    "product": 40, "service": 25, "people": 15, "image": 20, "money": 50, "time": 10, "body": 5, "mind": 5,
}  # fmt: skip

CROWD = 40
WHOLE = 1000  # a weight of one, in the whole numbers the crowd is counted in
KINDS = ("nobody", "mine", "theirs", "level")  # where a customer goes; `choose` answers with these places
ALIKE = START["product"] + START["people"] + START["image"]  # what both shops of `offers` give alike

PURSE = 100


@dataclass(frozen=True)
class Balance:
    """One offer: points of the four values and of the four costs, in the order of VALUES and COSTS."""

    values: tuple[int, ...]
    costs: tuple[int, ...]

    @property
    def total(self) -> int:
        """Total customer value."""
        return sum(self.values)

    @property
    def cost(self) -> int:
        """Total customer cost."""
        return sum(self.costs)

    @property
    def rest(self) -> int:
        """Customer value: what is left."""
        return self.total - self.cost

    @property
    def parts(self) -> dict[str, int]:
        """Every part by its name."""
        return dict(zip((*VALUES, *COSTS), (*self.values, *self.costs), strict=True))

    @property
    def gains(self) -> dict[str, int]:
        """Part by part, how many points more the customer has than in the example at the start."""
        return {n: now - START[n] if n in VALUES else START[n] - now for n, now in self.parts.items()}

    @property
    def more(self) -> int:
        """Points left beyond the example at the start."""
        return self.rest - BEGUN.rest


BEGUN = Balance(tuple(START[name] for name in VALUES), tuple(START[name] for name in COSTS))


@dataclass(frozen=True)
class Offer:
    """What a shop gives and takes; `energy` is physical and mental cost together (E-15)."""

    service: int
    money: int
    time: int
    energy: int

    @property
    def value(self) -> int:
        """Total customer value."""
        return ALIKE + self.service

    @property
    def trouble(self) -> int:
        """Time and energy: what weighs differently with different customers."""
        return self.time + self.energy

    def rest(self, weight: Fraction | int) -> Fraction:
        """Customer value for somebody with whom a point of time or energy weighs `weight` points of money."""
        return Fraction(self.value - self.money) - weight * self.trouble


AT_FIRST = Offer(START["service"], START["money"], 20, START["body"] + START["mind"])  # both shops, before the cut
RIVAL = Offer(AT_FIRST.service, 40, AT_FIRST.time, AT_FIRST.energy)  # next door, after it


def weights(people: int) -> Any:
    """How much time and energy weigh with each of `people`, spread evenly from 0 to twice WHOLE."""
    return WHOLE * (2 * np.arange(people, dtype=np.int64) + 1) // people


def choose(crowd: Any, mine: Offer, theirs: Offer) -> Any:
    """Where each customer goes, as places in KINDS: to the larger rest, and nowhere when nothing is left.

    Where both leave as much, the lower price decides, then the lesser trouble; offers alike in everything are level.
    """
    here, there = (WHOLE * (offer.value - offer.money) - crowd * offer.trouble for offer in (mine, theirs))
    tie = (theirs.money - mine.money) or (theirs.trouble - mine.trouble)
    ahead = np.where(here == there, tie, here - there)
    best = np.where(ahead > 0, KINDS.index("mine"), np.where(ahead < 0, KINDS.index("theirs"), KINDS.index("level")))
    return np.where(np.maximum(here, there) > 0, best, KINDS.index("nobody"))


@dataclass(frozen=True)
class Offers:
    """Two shops, and where each of CROWD customers goes, from those in no hurry to those in a great one."""

    mine: Offer
    theirs: Offer
    choices: tuple[int, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Customers by where they go."""
        return {kind: self.choices.count(place) for place, kind in enumerate(KINDS)}

    @property
    def crossing(self) -> Fraction | None:
        """The weight with which both shops leave as much; None where there is none between 0 and 2."""
        if self.mine.trouble == self.theirs.trouble:
            return None
        weight = Fraction(self.mine.rest(0) - self.theirs.rest(0), self.mine.trouble - self.theirs.trouble)
        return weight if 0 < weight < 2 else None


def compare(mine: Offer, theirs: Offer) -> Offers:
    """Both offers before the crowd."""
    return Offers(mine, theirs, tuple(choose(weights(CROWD), mine, theirs).tolist()))


@dataclass(frozen=True)
class Deal:
    """A purchase: its price, the benefit the customer sees in it, and how many times it is bought."""

    price: int
    benefit: int
    times: int = 1

    @property
    def rest(self) -> int:
        """The difference."""
        return self.benefit - self.price

    @property
    def ratio(self) -> Fraction:
        """Benefit for each point of price."""
        return Fraction(self.benefit, self.price)

    @property
    def left(self) -> int:
        """What is left of all that is bought."""
        return self.times * self.rest


@dataclass(frozen=True)
class Deals:
    """Two purchases, made once or for as long as the purse lasts."""

    way: Way
    purse: int
    a: Deal
    b: Deal

    @property
    def by_difference(self) -> Better:
        """Which leaves more, bought once."""
        return better(self.a.rest, self.b.rest)

    @property
    def by_ratio(self) -> Better:
        """Which gives more for each point of price."""
        return better(self.a.ratio, self.b.ratio)

    @property
    def winner(self) -> Better:
        """Which leaves more, bought in this way."""
        return better(self.a.left, self.b.left)


def better(a: Fraction | int, b: Fraction | int) -> Better:
    """The larger of two."""
    return "a" if a > b else "b" if b > a else "same"


Outcome = Balance | Offers | Deals
