"""What the decks say of each scene, cases to try, what to predict, and goals."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from simulations import Prediction, Preset, Statement
from simulations.pareto.shares import FEW, SALES, SHARE, Curve, Sum
from simulations.pareto.years import CUSTOMERS, HOURS, KEYS, MEASURED, WANTED, Neglect, Next, extremes, next_ranks

FOUR = Fraction(4)  # what most people take 80/20 to mean
REACH = 20  # percentage points off a mark at which nothing is earned

DECKS: dict[str, Statement] = {
    "sum": Statement(("D2-80",), ("E-17",)),
    "curve": Statement(("D2-80",), ("E-17",)),
    "next": Statement(("D2-79", "D2-80", "D2-84"), ("E-16",)),
    "neglect": Statement(("D2-81", "D2-82", "D2-83"), ("E-17",)),
}


def four(outcome: Any) -> Fraction:
    """Find customers of whom one of the few is worth exactly four of the others."""
    return min(outcome.ratio, FOUR) / max(outcome.ratio, FOUR) if isinstance(outcome, Sum) else Fraction(0)


def both(outcome: Any) -> Fraction:
    """Let 80/20 hold of profit, to the per cent, while the top fifth buys no more than was ever measured."""
    if not isinstance(outcome, Curve):
        return Fraction(0)
    off = abs(outcome.profit(FEW) - SHARE) - Fraction(1, 2)
    beyond = outcome.sales(FEW) - SALES[1]
    close = (max(Fraction(0), 1 - max(Fraction(0), miss) / REACH) for miss in (off, beyond))
    return next(close) * next(close)


def watch(outcome: Any) -> Fraction:
    """Serve WANTED of next year's key customers well today, and no more people than that takes.

    Customers who hardly change make it no easier: they are judged as if half of the largest changed, as was measured.
    """
    if not isinstance(outcome, Next):
        return Fraction(0)
    ranks = next_ranks(outcome.seed, max(outcome.chance, MEASURED))
    covered = sum(rank <= outcome.served for rank in ranks)
    if covered < WANTED:
        return Fraction(covered, 2 * WANTED)
    needed = next(served for served in range(KEYS, CUSTOMERS + 1, 5) if served >= ranks[WANTED - 1])
    return Fraction(needed, outcome.served)


def most(outcome: Any) -> Fraction:
    """Divide the team's time so that eight years bring as much as they can in this market; the worst earns nothing."""
    if not isinstance(outcome, Neglect):
        return Fraction(0)
    low, high = extremes(outcome.market)
    return Fraction(outcome.total - low, high - low) if high > low else Fraction(1)


GOALS: dict[str, Callable[[Any], Fraction]] = {"four": four, "both": both, "watch": watch, "most": most}
AIMS = {"sum": "four", "curve": "both", "next": "watch", "neglect": "most"}


def _times(outcome: Any) -> str:
    return "four" if outcome.ratio < 6 else "eight" if outcome.ratio < 12 else "sixteen"


def _top_fifth(outcome: Any) -> str:
    share = outcome.profit(FEW)
    return "same" if share < 35 else "half" if share < 65 else "most"


def _served(outcome: Any) -> str:
    return "half" if outcome.covered <= 12 else "most" if outcome.covered < WANTED else "all"


def _lost(outcome: Any) -> str:
    loss = -outcome.change(-1)
    return "none" if loss <= 0 else "fifth" if loss <= 100 - SHARE else "more"


_CURVE: dict[str, Any] = {"scene": "curve", "top": FEW, "cost": 0, "swing": 30, "people": "large"}
_MARKET: dict[str, Any] = {"scene": "neglect", "word": 20, "grow": 1, "attention": 10, "needed": 50, "leave": 50}

PREDICTIONS: Mapping[str, Prediction] = {
    "sum": Prediction({"scene": "sum", "few": FEW, "share": SHARE}, ("four", "eight", "sixteen"), _times),
    "curve": Prediction(_CURVE | {"coins": 30}, ("same", "half", "most"), _top_fifth),
    "next": Prediction({"scene": "next", "served": KEYS, "chance": MEASURED}, ("half", "most", "all"), _served),
    "neglect": Prediction(_MARKET | {"hours": HOURS[0]}, ("none", "fifth", "more"), _lost),
}

PRESETS: dict[str, Preset] = {
    "deck": Preset({"scene": "sum", "few": FEW, "share": SHARE}, ("D2-80",), editors=True),
    "ninety": Preset({"scene": "sum", "few": 10, "share": 90}, editors=True),
    "even": Preset({"scene": "sum", "few": 50, "share": 50}, editors=True),
    "start": Preset(_CURVE | {"coins": 0}, editors=True),
    "thirty": Preset(_CURVE | {"coins": 30}, ("D2-80",), editors=True),
    "long": Preset(_CURVE | {"coins": 25, "top": 10, "swing": 50}, editors=True),
    "loss": Preset(_CURVE | {"coins": 30, "cost": 30}, editors=True),
    "small": Preset(_CURVE | {"coins": 30, "people": "hundred"}, editors=True),
    "this-list": Preset({"scene": "next", "served": KEYS, "chance": MEASURED}, ("D2-84",), editors=True),
    "no-change": Preset({"scene": "next", "served": KEYS, "chance": 0}, ("D2-79",), editors=True),
    "all-luck": Preset({"scene": "next", "served": KEYS, "chance": 100}, editors=True),
    "only-few": Preset(_MARKET | {"hours": 0}, ("D2-81", "D2-82"), editors=True),
    "halfway": Preset(_MARKET | {"hours": 25}, ("D2-82",), editors=True),
    "no-talk": Preset(_MARKET | {"hours": 0, "word": 0}, ("D2-83",), editors=True),
    "no-talk-no-growth": Preset(_MARKET | {"hours": 0, "word": 0, "grow": 0}, ("D2-83",), editors=True),
    "attentive": Preset(_MARKET | {"hours": 25, "word": 0, "grow": 0, "attention": 30}, editors=True),
}
