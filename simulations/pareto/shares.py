"""Who brings how much: two groups of customers, and customers whom nothing but luck made unequal."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np

FEW, SHARE = 20, 80  # the rule, in per cent of customers and of profit (D2-80)
CROWD = {"hundred": 100, "thousand": 1000, "large": 100_000}
TOSSES = 60  # one whole number of 64 bits holds a customer's coins
SALES = (50, 73)  # per cent of sales that the top fifth was measured to bring: "a little over half" to 73


@dataclass(frozen=True)
class Sum:
    """`few` per cent of the customers bring `share` per cent of the profit; within a group all are alike."""

    few: int
    share: int
    customers: int
    profit: int

    @property
    def keys(self) -> int:
        """Key customers."""
        return self.customers * self.few // 100

    @property
    def others(self) -> int:
        """All the others."""
        return self.customers - self.keys

    @property
    def keys_profit(self) -> Fraction:
        """Yuan that the key customers bring together."""
        return Fraction(self.profit * self.share, 100)

    @property
    def others_profit(self) -> Fraction:
        """Yuan that the others bring together."""
        return self.profit - self.keys_profit

    @property
    def key_each(self) -> Fraction:
        """Yuan of one key customer."""
        return self.keys_profit / self.keys

    @property
    def other_each(self) -> Fraction:
        """Yuan of one of the others."""
        return self.others_profit / self.others

    @property
    def ratio(self) -> Fraction:
        """So many others bring as much as one key customer."""
        return self.key_each / self.other_each


@dataclass(frozen=True)
class Curve:
    """Customers who began alike; each toss of a coin made one buy `swing` per cent more, or less.

    `heads` counts the customers by their heads, from all to none. Every customer costs `cost` per cent of the average
    gross margin to serve, and margin is the same share of everything sold: what is left is profit. Shares are in per
    cent of all sales or of all profit.
    """

    coins: int
    swing: int
    line: int
    cost: int
    heads: tuple[int, ...]

    @property
    def people(self) -> int:
        """Customers."""
        return sum(self.heads)

    @cached_property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """What one customer buys, and how many buy so much; the largest first."""
        up, down, n = 100 + self.swing, 100 - self.swing, self.coins
        return tuple((up ** (n - k) * down**k, count) for k, count in enumerate(self.heads) if count)

    @cached_property
    def points(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The curve of sales: per cent of customers, the largest first, and per cent of sales they bring."""
        total, people, bought = sum(level * count for level, count in self.levels), 0, 0
        points = [(Fraction(0), Fraction(0))]
        for level, count in self.levels:
            people, bought = people + count, bought + level * count
            points.append((Fraction(100 * people, self.people), Fraction(100 * bought, total)))
        return tuple(points)

    def sales(self, line: int) -> Fraction:
        """Per cent of sales that the largest `line` per cent of customers bring."""
        x0, y0 = max(point for point in self.points if point[0] <= line)
        x1, y1 = min(point for point in self.points if point[0] >= line)
        return y0 if x0 == x1 else y0 + (y1 - y0) * (line - x0) / (x1 - x0)

    def profit_of(self, customers: Fraction | int, sales: Fraction) -> Fraction:
        """Per cent of profit of so many per cent of customers who bring so many per cent of sales."""
        return (100 * sales - self.cost * customers) / (100 - self.cost)

    def profit(self, line: int) -> Fraction:
        """Per cent of profit that the largest `line` per cent of customers bring."""
        return self.profit_of(line, self.sales(line))

    @property
    def ratio(self) -> Fraction | None:
        """So many of the rest bring as much as one of the largest; None where the rest bring nothing."""
        share = self.profit(self.line)
        return share / self.line / ((100 - share) / (100 - self.line)) if share < 100 else None

    @cached_property
    def losers(self) -> Fraction:
        """Per cent of customers who cost more to serve than the margin they bring."""
        worth = Fraction(self.cost * sum(level * count for level, count in self.levels), 100 * self.people)
        return Fraction(100 * sum(count for level, count in self.levels if level < worth), self.people)


@lru_cache(16)
def _tosses(seed: int, people: int) -> np.ndarray:
    """Every customer's coins: bit by bit, so that another toss leaves those before as they were."""
    return np.random.default_rng([32, seed]).integers(0, 2**64, people, dtype=np.uint64)


def heads(seed: int, people: int, coins: int) -> tuple[int, ...]:
    """Customers by how many of their first `coins` tosses were heads, from all to none."""
    first = _tosses(seed, people) & np.uint64(2**coins - 1)
    return tuple(np.bincount(np.bitwise_count(first), minlength=coins + 1)[::-1].tolist())
