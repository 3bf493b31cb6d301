"""Lifetime value = amount × frequency × years (D3-27, D3-28): turnover, never profit (E-26).

- `product`: three edges of a box, beside the deck's customer (D1-08 to D1-10, D3-33, D3-42).
- `steps`: 100 → 1000 → 1331 (D3-29 to D3-32): a customer who is kept, then three levers that multiply.
- `mine`: the learner's own supermarket and garage (D3-42, D3-43), and what a rude word may cost each of them.
- `keeping`: the editors' layer: retention, gross margin and discount, and how little of the product they leave.

Everything is exact. A currency is a unit: choosing another changes no number, and the two never meet (E-45).
"""

from collections.abc import Mapping

from simulations import Controls, control
from simulations.lifetime_value.cases import AIMS, DECKS, GOALS, PREDICTIONS, PRESETS, ROOMS, START, Scene
from simulations.lifetime_value.values import (
    CROWDS,
    CURRENCIES,
    WEEKS,
    Currency,
    Keeping,
    Mine,
    Outcome,
    Product,
    Shop,
    Steps,
    half_up,
    money,
)

__all__ = ["AIMS", "DECKS", "GOALS", "PREDICTIONS", "PRESETS", "ROOMS"]

Cell = int | float | str | None

SCENES: tuple[Scene, ...] = ("product", "steps", "mine", "keeping")
LAYERS = ("plain", "staying", "gross", "present")  # from the product to what is left of it
_PRODUCT = ("product", "keeping")


class Inputs(Controls):
    """Amounts are in whichever currency is chosen; changes and shares in per cent."""

    scene: Scene = "product"
    retention: int = control(START["retention"], low=50, high=100, step=1, unit="percent", scenes=["keeping"])
    margin: int = control(START["margin"], low=5, high=100, step=1, unit="percent", scenes=["keeping"])
    discount: int = control(START["discount"], low=0, high=20, step=1, unit="percent", scenes=["keeping"])
    amount: int = control(100, low=10, high=500, step=10, scenes=_PRODUCT)
    frequency: int = control(12, low=1, high=WEEKS, step=1, unit="order", scenes=_PRODUCT)
    years: int = control(50, low=1, high=50, step=1, unit="span", scenes=_PRODUCT)
    more_amount: int = control(10, low=-20, high=50, step=10, unit="percent", scenes=["steps"])
    more_frequency: int = control(10, low=-20, high=50, step=10, unit="percent", scenes=["steps"])
    more_years: int = control(10, low=-20, high=50, step=10, unit="percent", scenes=["steps"])
    stay: int = control(10, low=1, high=20, step=1, unit="span", scenes=["steps"])
    weekly: int = control(100, low=0, high=1000, step=10, scenes=["mine"])
    upkeep: int = control(500, low=0, high=20000, step=100, scenes=["mine"])
    gone: int = control(0, low=0, high=40, step=1, unit="span", scenes=["mine"])
    currency: Currency = control("yuan", options=CURRENCIES, scenes=[*_PRODUCT, "mine"])
    customers: str = control("one", options=tuple(CROWDS), scenes=["product"])
    market_years: int = control(40, low=1, high=60, step=1, unit="span", scenes=["mine"])
    garage_years: int = control(10, low=1, high=40, step=1, unit="span", scenes=["mine"])


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; nothing here depends on the seed."""
    if inputs.scene == "steps":
        return Steps(inputs.stay, inputs.more_amount, inputs.more_frequency, inputs.more_years)
    if inputs.scene == "mine":
        market = Shop("market", inputs.weekly * WEEKS, inputs.market_years, inputs.gone)
        garage = Shop("garage", inputs.upkeep, inputs.garage_years, inputs.gone)
        return Mine(inputs.weekly, inputs.currency, inputs.gone, market, garage)
    product = Product(inputs.amount, inputs.frequency, inputs.years, inputs.currency, CROWDS[inputs.customers])
    if inputs.scene == "keeping":
        return Keeping(product, inputs.retention, inputs.margin, inputs.discount)
    return product


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Product):
        values = _product(outcome)
        many = "many" if outcome.customers > 1 else outcome.against
        return f"product_{many}_{outcome.currency}", values
    if isinstance(outcome, Steps):
        return f"steps_{'more' if outcome.beyond > 0 else 'less' if outcome.beyond else 'sum'}", _steps(outcome)
    if isinstance(outcome, Mine):
        return f"mine_{'later' if outcome.gone else 'now'}_{outcome.currency}", _mine(outcome)
    return f"keeping_{outcome.product.currency}", _keeping(outcome)


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Product):
        return f"product_{outcome.currency}", _product(outcome)
    if isinstance(outcome, Steps):
        return "steps", _steps(outcome)
    if isinstance(outcome, Mine):
        return f"mine_{outcome.currency}", _mine(outcome)
    return f"keeping_{outcome.product.currency}", _keeping(outcome)


def _product(outcome: Product) -> dict[str, object]:
    deck = outcome.deck.turnover
    return {
        "amount": outcome.amount, "frequency": outcome.frequency, "years": outcome.years, "orders": outcome.orders,
        "customers": outcome.customers, "turnover": money(outcome.turnover), "deck": money(deck),
        "total": money(outcome.total, short=True), "gap": money(abs(outcome.turnover - deck)),
    }  # fmt: skip


def _steps(outcome: Steps) -> dict[str, object]:
    values: dict[str, object] = {
        "stay": outcome.stay, "start": outcome.start, "kept": outcome.kept, "held": outcome.kept - outcome.start,
        "total": outcome.total, "sum": outcome.sum, "growth": outcome.growth, "in_all": outcome.growth_in_all,
        "expected": outcome.expected, "beyond": abs(outcome.beyond),
    }  # fmt: skip
    for step in outcome.levers:
        values |= {f"{step.name}_percent": step.percent, f"{step.name}_added": step.added}
    return values


def _mine(outcome: Mine) -> dict[str, object]:
    values: dict[str, object] = {"gone": outcome.gone}
    for shop in (outcome.market, outcome.garage):
        values[f"{shop.name}_years"] = shop.years
        for part in ("yearly", "total", "received", "lost"):
            values[f"{shop.name}_{part}"] = money(getattr(shop, part))
    return values


def _keeping(outcome: Keeping) -> dict[str, object]:
    amounts: dict[str, object] = {name: money(half_up(getattr(outcome, name))) for name in ("yearly", *LAYERS)}
    return amounts | {
        "years": outcome.product.years, "retention": outcome.retention, "leave": 100 - outcome.retention,
        "margin": outcome.margin, "discount": outcome.discount, "share": outcome.share * 100,
    }  # fmt: skip


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Product):
        both = {"whose.yours": outcome, "whose.deck": outcome.deck}
        lines: list[tuple[Cell, ...]] = [
            (whose, p.amount, p.frequency, p.years, p.turnover, p.customers, p.total) for whose, p in both.items()
        ]
        return ("whose", "amount", "frequency", "years", "turnover", "customers", "total"), lines
    if isinstance(outcome, Steps):
        held = (outcome.stay - 1) * 100
        lines = [("steps.stay", held, outcome.start, outcome.kept - outcome.start, outcome.kept)]
        lines += [
            (f"steps.{s.name}", s.percent, float(s.before), float(s.added), float(s.after)) for s in outcome.levers
        ]
        return ("step", "percent", "before", "added", "after"), lines
    if isinstance(outcome, Mine):
        return ("shop", "yearly", "years", "turnover", "received", "lost"), [
            (f"shops.{s.name}", s.yearly, s.years, s.total, s.received, s.lost)
            for s in (outcome.market, outcome.garage)
        ]
    left = [float(getattr(outcome, name)) for name in LAYERS]
    return ("layer", "taken", "left"), [
        (f"layers.{name}", before - after if before else None, after)
        for name, before, after in zip(LAYERS, [0.0, *left], left, strict=False)
    ]
