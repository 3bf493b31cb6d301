"""What time does: whom next year's list holds, and what becomes of a firm that serves only this year's."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np

CUSTOMERS, KEYS = 100, 20
MEASURED = 40  # per cent of chance with which half of the largest change within a year, as half of heavy buyers do
WANTED = 18  # of next year's key customers, to be served well today

KEY_EACH, OTHER_EACH = 40_000, 2_500  # yuan of profit a year, where 80/20 holds (model 2.8)
SPAN = 8  # years
HOURS = range(0, 81, 5)  # per cent of the team's time for the others; key customers always have the last fifth
FINE = 1000  # customers are counted in thousandths


@dataclass(frozen=True)
class Next:
    """The `served` largest of this year are served well; `ranks` are this year's ranks of next year's largest.

    `chance` per cent of how customers differ within a year is luck, the rest is habit.
    """

    served: int
    chance: int
    seed: int
    ranks: tuple[int, ...]

    @property
    def covered(self) -> int:
        """Next year's key customers who are served well today."""
        return sum(rank <= self.served for rank in self.ranks)

    @property
    def missed(self) -> int:
        """Next year's key customers who are not."""
        return KEYS - self.covered


@lru_cache(256)
def next_ranks(seed: int, chance: int) -> tuple[int, ...]:
    """This year's ranks, from 1, of those who will be the largest next year; in order."""
    habit, now, then = np.random.default_rng([9, seed]).standard_normal((3, CUSTOMERS))
    keep, luck = (1 - chance / 100) ** 0.5, (chance / 100) ** 0.5
    rank = np.empty(CUSTOMERS, dtype=np.int64)
    rank[np.argsort(-(keep * habit + luck * now), kind="stable")] = np.arange(1, CUSTOMERS + 1)
    largest = np.argsort(-(keep * habit + luck * then), kind="stable")[:KEYS]
    return tuple(np.sort(rank[largest]).tolist())


@dataclass(frozen=True)
class Market:
    """How customers behave; the editors' numbers, all in per cent but `grow`, customers a year.

    `needed`: of the team's time, to serve the 80 acceptably. `leave`: of those not served acceptably, gone within a
    year. `word`: of the key customers, who go along when all the others go. `grow`: others who become key customers
    in a year, if served; as many key customers become ordinary. `attention`: more profit per key customer when they
    have all of the team's time, compared with what the 80 leave them.
    """

    word: int
    grow: int
    attention: int
    needed: int
    leave: int


@dataclass(frozen=True)
class Year:
    """Customers at the beginning of a year, in thousandths, and the year's profit in yuan."""

    number: int
    keys: int
    others: int
    profit: int


@dataclass(frozen=True)
class Neglect:
    """SPAN years of a firm that gives the others `hours` per cent of its time."""

    hours: int
    market: Market
    years: tuple[Year, ...]

    @property
    def fair(self) -> int:
        """Profit of every year in which all get acceptable service and key customers the rest."""
        return KEYS * KEY_EACH + (CUSTOMERS - KEYS) * OTHER_EACH

    @property
    def total(self) -> int:
        """Profit of all years."""
        return sum(year.profit for year in self.years)

    @property
    def below(self) -> int | None:
        """The first year with less profit than `fair`."""
        return next((year.number for year in self.years if year.profit < self.fair), None)

    def change(self, year: int) -> Fraction:
        """Per cent by which the profit of a year (from 1; −1 the last) differs from `fair`."""
        profit = self.years[year - 1 if year > 0 else year].profit
        return Fraction(100 * (profit - self.fair), self.fair)


@lru_cache(4096)
def neglect(hours: int, market: Market) -> Neglect:
    """The years, one after another. Every customer who leaves one group arrives in the other or is gone."""
    most, m = (CUSTOMERS - KEYS) * FINE, market
    keys, others, years = KEYS * FINE, most, []
    for number in range(1, SPAN + 1):
        each = Fraction(KEY_EACH * (100 * m.needed + m.attention * (m.needed - hours)), 100 * m.needed)
        profit = Fraction(keys, FINE) * each + Fraction(others * OTHER_EACH, FINE)
        years.append(Year(number, keys, others, int(profit + Fraction(1, 2))))
        short = max(0, others - most * hours // m.needed)  # fewer customers need less time
        gone = short * m.leave // 100
        along = keys * m.word * gone // (100 * most)
        down = keys * m.grow // KEYS
        up = (others - short) * m.grow * FINE // most
        keys, others = keys - along - down + up, others - gone + down - up
    return Neglect(hours, market, tuple(years))


@lru_cache(256)
def extremes(market: Market) -> tuple[int, int]:
    """The least and the most that any division of the team's time brings in this market, over all years."""
    totals = [neglect(hours, market).total for hours in HOURS]
    return min(totals), max(totals)
