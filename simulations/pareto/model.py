"""80/20: a rule of thumb about customers, and what it does not say.

- `sum`: if 20 per cent of the customers bring 80 per cent of the profit, what one of them brings (model 2.8).
- `curve`: customers who began alike; tosses of a coin make any concentration, and the cost of service sharpens it.
- `next`: customers change (D2-84); whom next year's key customers are among today.
- `neglect`: “only serve the 20 per cent” over eight years: the others leave and talk (D2-82), and nobody grows up to
  be a key customer (D2-83).

Only `sum` is the decks'; the other three are the editors' models. Shares and money are exact, customers of `neglect`
are counted in thousandths. Chance moves `curve` and `next`.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from simulations import Controls, control
from simulations.pareto.cases import AIMS, DECKS, GOALS, PREDICTIONS, PRESETS
from simulations.pareto.shares import CROWD, FEW, SHARE, TOSSES, Curve, Sum, heads
from simulations.pareto.years import CUSTOMERS, FINE, HOURS, KEYS, MEASURED, Market, Neglect, Next, neglect, next_ranks

Scene = Literal["sum", "curve", "next", "neglect"]
People = Literal["hundred", "thousand", "large"]
Cell = int | float | str | None
Outcome = Sum | Curve | Next | Neglect
Told = tuple[str, Mapping[str, object]]

__all__ = ["AIMS", "CHANCE", "DECKS", "GOALS", "PREDICTIONS", "PRESETS", "SCENES", "Inputs", "run"]
SCENES: tuple[Scene, ...] = ("sum", "curve", "next", "neglect")
CHANCE: tuple[Scene, ...] = ("curve", "next")


class Inputs(Controls):
    """Shares in per cent."""

    scene: Scene = "sum"
    few: int = control(FEW, low=5, high=50, step=5, unit="percent", scenes=["sum"])
    share: int = control(SHARE, low=50, high=95, step=5, unit="percent", scenes=["sum"])
    customers: int = control(100, low=100, high=2000, step=100, unit="customer", scenes=["sum"])
    profit: int = control(1_000_000, low=200_000, high=5_000_000, step=200_000, unit="yuan", scenes=["sum"])
    coins: int = control(30, low=0, high=TOSSES, step=1, unit="time", scenes=["curve"])
    top: int = control(FEW, low=1, high=99, step=1, unit="percent", scenes=["curve"])
    cost: int = control(0, low=0, high=60, step=5, unit="percent", scenes=["curve"])
    swing: int = control(30, low=10, high=50, step=10, unit="percent", scenes=["curve"])
    people: People = control("large", options=tuple(CROWD), scenes=["curve"])
    served: int = control(KEYS, low=KEYS, high=CUSTOMERS, step=5, unit="customer", scenes=["next"])
    chance: int = control(MEASURED, low=0, high=100, step=10, unit="percent", scenes=["next"])
    hours: int = control(0, low=HOURS[0], high=HOURS[-1], step=HOURS.step, unit="percent", scenes=["neglect"])
    word: int = control(20, low=0, high=60, step=5, unit="percent", scenes=["neglect"])
    grow: int = control(1, low=0, high=3, step=1, unit="plain", scenes=["neglect"])
    attention: int = control(10, low=0, high=40, step=5, unit="percent", scenes=["neglect"])
    needed: int = control(50, low=30, high=70, step=5, unit="percent", scenes=["neglect"])
    leave: int = control(50, low=10, high=100, step=10, unit="percent", scenes=["neglect"])


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; only `curve` and `next` use the seed."""
    if inputs.scene == "sum":
        return Sum(inputs.few, inputs.share, inputs.customers, inputs.profit)
    if inputs.scene == "curve":
        counts = heads(seed, CROWD[inputs.people], inputs.coins)
        return Curve(inputs.coins, inputs.swing, inputs.top, inputs.cost, counts)
    if inputs.scene == "next":
        return Next(inputs.served, inputs.chance, seed, next_ranks(seed, inputs.chance))
    market = Market(inputs.word, inputs.grow, inputs.attention, inputs.needed, inputs.leave)
    return neglect(inputs.hours, market)


def _near(exact: Fraction) -> Fraction | int:
    """As it is told: whole from ten on, with one decimal below."""
    return int(exact + Fraction(1, 2)) if exact >= 10 else exact


def _whole(exact: Fraction) -> int:
    """Rounded, halves away from nought."""
    return int(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)


def sentence(outcome: Outcome) -> Told:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Sum):
        values = {"few": outcome.keys, "others": outcome.others, "share": outcome.share}
        return ("sum_alike", values) if outcome.ratio == 1 else ("sum", values | {"ratio": _near(outcome.ratio)})
    if isinstance(outcome, Curve):
        return _curve(outcome)
    if isinstance(outcome, Next):
        values = {"served": outcome.served, "covered": outcome.covered, "missed": outcome.missed}
        return ("next_missed" if outcome.missed else "next_all"), values
    return _neglect(outcome)


def _curve(outcome: Curve) -> Told:
    values = {"coins": outcome.coins, "line": outcome.line, "share": _whole(outcome.profit(outcome.line))}
    if not outcome.coins:
        return "curve_alike", values
    if outcome.losers:
        return "curve_loss", values | {"losers": _near(outcome.losers)}
    return "curve", values | {"ratio": _near(outcome.ratio or Fraction(0))}


def _neglect(outcome: Neglect) -> Told:
    fair, first = outcome.fair * len(outcome.years), outcome.change(1)
    values: dict[str, object] = {
        "first": _near(abs(first)), "last": _near(abs(outcome.change(-1))), "year": outcome.below or 0,
        "keys": _whole(Fraction(outcome.years[-1].keys, FINE)),
        "sum": _near(abs(Fraction(100 * (outcome.total - fair), fair))),
    }  # fmt: skip
    if all(year.profit == outcome.fair for year in outcome.years):
        return "neglect_level", values
    if outcome.total >= fair:
        return "neglect_pays", values
    if outcome.hours > outcome.market.needed:
        return "neglect_over", values
    if first <= 0:
        return "neglect_costs", values
    quiet = not outcome.market.word and not outcome.market.grow
    return ("neglect_quiet" if quiet else "neglect_turns"), values


def alternative(outcome: Outcome) -> Told:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Sum):
        return "sum", {
            "few": outcome.keys, "others": outcome.others, "few_profit": outcome.keys_profit,
            "others_profit": outcome.others_profit, "few_each": outcome.key_each, "others_each": outcome.other_each,
            "each": Fraction(outcome.profit, outcome.customers), "ratio": _near(outcome.ratio),
        }  # fmt: skip
    if isinstance(outcome, Curve):
        shares = {f"at_{line}": _whole(outcome.profit(line)) for line in (10, 20, 50)}
        return "curve", shares | {
            "people": outcome.people, "coins": outcome.coins, "line": outcome.line,
            "share": _whole(outcome.profit(outcome.line)), "sales": _whole(outcome.sales(outcome.line)),
            "losers": _near(outcome.losers),
        }  # fmt: skip
    if isinstance(outcome, Next):
        ranks = " · ".join(str(rank) for rank in outcome.ranks)
        return "next", {
            "served": outcome.served, "ranks": ranks, "covered": outcome.covered, "missed": outcome.missed,
        }  # fmt: skip
    profits = " · ".join(str(_whole(100 + outcome.change(year.number))) for year in outcome.years)
    people = " · ".join(str(_whole(Fraction(year.keys, FINE))) for year in outcome.years)
    return "neglect", {"hours": outcome.hours, "profits": profits, "keys": people}


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Sum):
        return ("group", "customers", "profit", "each"), [
            ("groups.keys", outcome.keys, float(outcome.keys_profit), float(outcome.key_each)),
            ("groups.others", outcome.others, float(outcome.others_profit), float(outcome.other_each)),
        ]
    if isinstance(outcome, Curve):
        lines = sorted({1, 5, *range(10, 100, 10), 100, outcome.line})
        return ("line", "sales", "profit_share"), [
            (line, float(outcome.sales(line)), float(outcome.profit(line))) for line in lines
        ]
    if isinstance(outcome, Next):
        return ("from", "to", "future"), [
            (start, start + 9, sum(start <= rank < start + 10 for rank in outcome.ranks))
            for start in range(1, CUSTOMERS, 10)
        ]
    return ("year", "keys", "others", "profit", "fair"), [
        (year.number, year.keys / FINE, year.others / FINE, year.profit, outcome.fair) for year in outcome.years
    ]
