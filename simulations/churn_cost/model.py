"""What it costs that customers leave, where as many are won as have left (D3-39 to D3-41).

- `table`: two years side by side, each a row of the decks' table.
- `curve`: total cost against churn; each multiple is a straight line from the same point, and on each of them there is
  a place beyond which winning costs more than keeping.
- `point`: what a percentage point of churn is worth, set against what the care costs that lowers it, for every multiple
  at once, since nobody knows where the decks' 5 comes from (E-06).

Everything is a number of n, what it costs to keep one customer for a year; costs, never profit. The table and its two
rows are the decks'; lines, plans and other multiples are the editors' model.
"""

from collections.abc import Mapping
from typing import Literal

from courseware.words import Text, number
from simulations import Controls, control
from simulations.churn_cost.cases import AIMS, DECKS, GOALS, PREDICTIONS, PRESETS
from simulations.churn_cost.costs import CLAIMED, DECK, Cost, Curve, Outcome, Plan, Table

__all__ = [
    "AIMS", "DECKS", "GOALS", "PREDICTIONS", "PRESETS", "SCENES", "Inputs", "alternative", "rows", "run", "sentence",
]  # fmt: skip

Scene = Literal["table", "curve", "point"]
Cell = int | float | str | None
SCENES: tuple[Scene, ...] = ("table", "curve", "point")


class Inputs(Controls):
    """Churn in per cent; `extra` in per cent of what keeping costs; `points` in percentage points of churn."""

    scene: Scene = "table"
    last: int = control(10, low=0, high=50, step=1, unit="percent", scenes=["table"])
    now: int = control(50, low=0, high=50, step=1, unit="percent", scenes=["table"])
    churn: int = control(10, low=0, high=50, step=1, unit="percent", scenes=["curve"])
    multiple: int = control(DECK, low=1, high=16, step=1, unit="fold", scenes=["table", "curve"])
    pounds: int = control(0, low=0, high=100, step=5, unit="pound", scenes=["table"])
    extra: int = control(10, low=1, high=30, step=1, unit="percent", scenes=["point"])
    points: int = control(3, low=1, high=10, step=1, unit="percentage_point", scenes=["point"])


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; nothing here depends on the seed."""
    if inputs.scene == "table":
        return Table(Cost(inputs.last, inputs.multiple), Cost(inputs.now, inputs.multiple), inputs.pounds)
    if inputs.scene == "curve":
        return Curve(Cost(inputs.churn, inputs.multiple))
    return Plan(inputs.extra, inputs.points)


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Table):
        last, now = outcome.last, outcome.now
        values: dict[str, object] = {
            "last": last.churn, "now": now.churn, "before": last.total, "after": now.total,
            "win": abs(now.win - last.win), "keep": abs(now.keep - last.keep),
        }  # fmt: skip
        if last.churn == now.churn:
            return "table_same", values
        if not outcome.saved:
            return "table_level", values
        if outcome.saved > 0:
            return "table_less", values | {"share": round(-outcome.change)}
        return "table_more", values | {"times": outcome.change / 100 + 1}
    if isinstance(outcome, Curve):
        cost = outcome.cost
        values = {
            "churn": cost.churn, "win": cost.win, "keep": cost.keep, "total": cost.total, "cross": outcome.crossing,
        }  # fmt: skip
        return ("curve_level" if cost.multiple == 1 else f"curve_{outcome.larger}"), values
    return f"point_{outcome.verdict}", {"even": outcome.even} | _nets(outcome)


def _nets(plan: Plan) -> dict[str, object]:
    names = zip(("two", "five", "fifteen"), CLAIMED, strict=True)
    return {name: _signed(plan.net(multiple)) for name, multiple in names}


def _signed(value: int) -> Text:
    """A number with its sign, also where it is above nothing."""
    sign = "+" if value > 0 else ""
    return Text(zh=f"{sign}{number(value, 'zh')}", en=f"{sign}{number(value, 'en')}")


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Table):
        values: dict[str, object] = {"multiple": outcome.now.multiple}
        for year, cost in (("last", outcome.last), ("now", outcome.now)):
            values |= {year: cost.churn, f"{year}_left": cost.left, f"{year}_stayed": cost.stayed}
            values |= {f"{year}_win": cost.win, f"{year}_keep": cost.keep, f"{year}_total": cost.total}
        return "table", values
    if isinstance(outcome, Curve):
        cost = outcome.cost
        return "curve", {
            "churn": cost.churn, "multiple": cost.multiple, "win": cost.win, "keep": cost.keep, "total": cost.total,
            "cross": outcome.crossing,
        }  # fmt: skip
    values = {"extra": outcome.extra, "points": outcome.points, "spent": outcome.spent, "even": outcome.even}
    return "point", values | _nets(outcome)


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Table):
        return ("year", "churn", "won", "win", "keep", "total", "pounds"), [
            (f"years.{year}", c.churn, c.left, c.win, c.keep, c.total, c.total * outcome.pounds or None)
            for year, c in (("last", outcome.last), ("now", outcome.now))
        ]
    if isinstance(outcome, Curve):
        churn, own = outcome.cost.churn, outcome.cost.multiple
        lines = [Curve(Cost(churn, multiple)) for multiple in sorted({*CLAIMED, own})]
        return ("multiple", "churn", "win", "keep", "total", "cross"), [
            (c.cost.multiple, churn, c.cost.win, c.cost.keep, c.cost.total, float(c.crossing)) for c in lines
        ]
    return ("multiple", "one", "gross", "spent", "net"), [
        (multiple, Plan(1, 1).gross(multiple), outcome.gross(multiple), outcome.spent, outcome.net(multiple))
        for multiple in CLAIMED
    ]
