"""The town in which people talk: who is close to whom, whom a story reaches, what everybody has heard.

Chance is drawn once for a seed and used in a fixed order, so that more customers, tellings or retellings only ever add
to what less of them brought about: a moved slider shows its own effect, not another throw of the dice.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import numpy as np

CIRCLE, TOLD = 250, 16  # people one customer can influence, and tells at most, by the decks
MOST = 20  # customers with a problem
PEOPLE, CLOSE = 1000, 25  # the town of the spreading story, and people in each circle of friends
START, TELLS, OUTSIDE = 3, TOLD, 40  # customers it starts with, people each tells, per cent of those outside the circle
LONGEST = 12  # rounds to watch
CITY, SAMPLE = 100_000, 500  # the town of good and bad talk, and the discs that stand for it
GLAD, ANGRY, PRAISES = 60, 15, 3  # per cent of the customers, and people a glad one tells
STEP = 10  # per cent of the complaints put right


@dataclass(frozen=True)
class Told:
    """Customers in a town, the people they tell and the people they know.

    `told` and `known` say of every person of the town how many of the customers told or know them; `covered` how many
    people the first one, two, … customers know between them, however many customers there are now.
    """

    customers: tuple[int, ...]
    tells: int
    told: tuple[int, ...]
    known: tuple[int, ...]
    covered: tuple[int, ...]

    @property
    def town(self) -> int:
        """Everybody."""
        return len(self.told)

    @property
    def told_most(self) -> int:
        """People told, if nobody were told twice."""
        return len(self.customers) * self.tells

    @property
    def known_most(self) -> int:
        """People known, if nobody were known to two of them."""
        return len(self.customers) * CIRCLE

    @property
    def told_people(self) -> int:
        """Different people told."""
        return sum(count > 0 for count in self.told)

    @property
    def known_people(self) -> int:
        """Different people known."""
        return sum(count > 0 for count in self.known)


@lru_cache(32)
def places(town: int) -> np.ndarray:
    """Where everybody of a town lives: rows that fill a field 2 wide and 1 high, every other row shifted by half."""
    rows = round((town / 2) ** 0.5)
    ends = [town * row // rows for row in range(rows + 1)]
    return np.array([
        ((n + (0.25 if row % 2 else 0.75)) / (end - start) * 2, (row + 0.5) / rows)
        for row, (start, end) in enumerate(pairwise(ends))
        for n in range(end - start)
    ])  # fmt: skip


@lru_cache(64)
def circles(town: int, seed: int) -> np.ndarray:
    """For each of MOST customers, everybody else by distance, the customer first."""
    homes, chance = places(town), np.random.default_rng([1, seed])
    spots = chance.uniform(0.07, 0.93, (4 * MOST, 2)) * (2, 1)
    nearest = ((spots[:, None] - homes[None]) ** 2).sum(2).argmin(1)
    customers = list(dict.fromkeys(nearest.tolist()))[:MOST]
    distances = ((homes[customers][:, None] - homes[None]) ** 2).sum(2)
    return distances.argsort(1, kind="stable")


def told(customers: int, tells: int, town: int, seed: int) -> Told:
    """The nearest `tells` people are told by each customer, the nearest CIRCLE are known."""
    near = circles(town, seed)
    heard, known = (
        np.bincount(near[:customers, 1 : count + 1].ravel(), minlength=town) for count in (tells, CIRCLE)
    )  # fmt: skip
    covered = tuple(len(np.unique(near[: n + 1, 1 : CIRCLE + 1])) for n in range(MOST))
    return Told(
        tuple(near[:customers, 0].tolist()), tells, tuple(heard.tolist()), tuple(known.tolist()), covered
    )  # fmt: skip


@dataclass(frozen=True)
class Spread:
    """A story in a town of PEOPLE. `heard` is the round in which a person first heard it, 0 for those it happened to,
    None for those it has not reached; `tellers` the one who told them first; `new` and `tellings` count each round."""

    start: int
    tells: int
    passes: int
    outside: int
    rounds: int
    seed: int
    heard: tuple[int | None, ...]
    tellers: tuple[int | None, ...]
    new: tuple[int, ...]
    tellings: tuple[int, ...]
    alive: bool

    @property
    def makes(self) -> Fraction:
        """New tellers that one teller makes among people who have not heard it."""
        return Fraction(self.tells * self.passes, 100)

    @property
    def people(self) -> int:
        """Different people who were told; those it happened to are not among them."""
        return sum(self.new)

    @property
    def told(self) -> int:
        """Tellings, whoever heard them."""
        return sum(self.tellings)

    @property
    def last(self) -> int:
        """The last round in which somebody told it."""
        return len([n for n in self.tellings if n])


@lru_cache(32)
def friends(seed: int, outside: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whom everybody tells, first to last; who passes a story on first; who it may happen to, first to last."""
    chance, everybody = np.random.default_rng([2, seed]), np.arange(PEOPLE)
    home, seat = everybody // CLOSE * CLOSE, everybody % CLOSE
    order = chance.random((PEOPLE, CLOSE - 1)).argsort(1)[:, :TOLD]
    inside = home[:, None] + order + (order >= seat[:, None])
    far = chance.integers(0, PEOPLE - CLOSE, (PEOPLE, TOLD))
    far += np.where(far >= home[:, None], CLOSE, 0)
    leaves = chance.random((PEOPLE, TOLD)) * 100 < outside
    return np.where(leaves, far, inside), chance.permutation(PEOPLE), chance.permutation(PEOPLE)


def spread(start: int, tells: int, passes: int, outside: int, rounds: int, seed: int) -> Spread:
    """Everybody who tells it tells it once, in the round after hearing it; `passes` per cent of the people do."""
    whom, eager, unlucky = friends(seed, outside)
    heard, tellers = np.full(PEOPLE, -1), np.full(PEOPLE, -1)
    active = unlucky[:start]
    heard[active] = 0
    new, tellings = [], []
    for now in range(1, rounds + 1):
        ears, mouths = whom[active, :tells].ravel(), active.repeat(tells)
        fresh, first = np.unique(ears, return_index=True)
        first = first[heard[fresh] < 0]
        fresh = ears[first]
        heard[fresh], tellers[fresh] = now, mouths[first]
        new.append(len(fresh))
        tellings.append(len(ears))
        active = fresh[eager[fresh] * 100 < passes * PEOPLE]
    alive = bool(len(active) and tells)
    rounds_heard, told_by = (tuple(None if n < 0 else n for n in found.tolist()) for found in (heard, tellers))
    return Spread(
        start, tells, passes, outside, rounds, seed, rounds_heard, told_by, tuple(new), tuple(tellings), alive
    )  # fmt: skip


@dataclass(frozen=True)
class Race:
    """Customers who talk, and what a town of CITY people has heard: more bad than good, as much of both, nothing, more
    good. `before` is how many heard more bad while no complaint was put right."""

    customers: int
    glad: int
    angry: int
    rescued: int
    praises: int
    warns: int
    double: bool
    worse: int
    level: int
    nothing: int
    better: int
    before: int

    @property
    def saved(self) -> int:
        """Angry customers whose complaint was put right."""
        return self.customers * self.angry * self.rescued // 10_000

    @property
    def good(self) -> int:
        """Times somebody praised us to somebody."""
        return talk(self.customers, self.glad, self.angry, self.rescued, self.praises, self.warns, self.double)[0]

    @property
    def bad(self) -> int:
        """Times somebody warned somebody of us."""
        return talk(self.customers, self.glad, self.angry, self.rescued, self.praises, self.warns, self.double)[1]

    @property
    def swing(self) -> int:
        """What one complaint put right changes: bad talk that stays out, and good talk in its place."""
        return self.warns + self.praises * (1 + self.double)


def talk(
    customers: int, glad: int, angry: int, rescued: int, praises: int, warns: int, double: bool
) -> tuple[int, int]:
    """Times that people are told good and bad, exactly; `rescued` per cent of the angry are glad in the end."""
    saved = customers * angry * rescued // 10_000
    happy = customers * glad // 100 + saved * (1 + double)
    return happy * praises, (customers * angry // 100 - saved) * warns


def race(
    customers: int, glad: int, angry: int, rescued: int, praises: int, warns: int, double: bool, seed: int
) -> Race:
    """Every telling reaches somebody of the town, whoever it is."""
    given = (customers, glad, angry, rescued, praises, warns, double)
    good, bad = talk(*given)
    heard_good, heard_bad = _heard(good, seed, 3), _heard(bad, seed, 4)
    worse = int(np.count_nonzero(heard_bad > heard_good))
    better = int(np.count_nonzero(heard_good > heard_bad))
    nothing = int(np.count_nonzero((heard_good | heard_bad) == 0))
    before = worse
    if rescued:
        good, bad = talk(customers, glad, angry, 0, praises, warns, double)
        before = int(np.count_nonzero(_heard(bad, seed, 4) > _heard(good, seed, 3)))
    return Race(*given, worse, CITY - worse - better - nothing, nothing, better, before)


def _heard(tellings: int, seed: int, kind: int) -> np.ndarray:
    """How often everybody of CITY was told; the first tellings are the same however many follow."""
    ears = np.random.default_rng([kind, seed]).integers(0, CITY, tellings, dtype=np.uint32)
    return np.bincount(ears, minlength=CITY)
