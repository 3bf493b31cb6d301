"""Cases to try, what to predict, what to aim at, and what the decks say."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal

from simulations import Prediction, Preset, Statement
from simulations.lifetime_value.values import Keeping, Mine, Outcome, Product, Steps, series
from simulations.rooms import Axis, Cloud

Scene = Literal["product", "steps", "mine", "keeping"]

START = {"retention": 80, "margin": 25, "discount": 10}  # of the scene `keeping`, in per cent
POINTS = 20  # percentage points that its goal allows
HORIZON = 50  # years that its goal looks at
NEAR = Fraction(19, 20)  # as good as equal


def _alike(one: int, other: int) -> Fraction:
    """How near two amounts are, 0 to 1; within one in twenty is near enough."""
    return min(Fraction(1), Fraction(min(one, other), max(one, other)) / NEAR) if one and other else Fraction(0)


def another(outcome: Outcome) -> Fraction:
    """A customer who brings as much as the deck's, with every number at least twice or at most half of the deck's."""
    if not isinstance(outcome, Product):
        return Fraction(0)
    deck = outcome.deck
    pairs = ((outcome.amount, deck.amount), (outcome.frequency, deck.frequency), (outcome.years, deck.years))
    unlike = sum((min(Fraction(1), Fraction(max(p), min(p)) - 1) for p in pairs), Fraction(0)) / len(pairs)
    return unlike * _alike(outcome.turnover, deck.turnover)


def double(outcome: Outcome) -> Fraction:
    """Double what a kept customer brings; the less the lever that grows most grows, the better. 30 % is the least."""
    if not isinstance(outcome, Steps):
        return Fraction(0)
    if outcome.factor >= 2:
        return Fraction(30, max(step.percent for step in outcome.levers))
    return max(Fraction(0), outcome.factor - 1) / 2


def sorry(outcome: Outcome) -> Fraction:
    """Let both shops lose as much as the other when you go."""
    return _alike(outcome.market.lost, outcome.garage.lost) if isinstance(outcome, Mine) else Fraction(0)


def _worth(retention: int, margin: int) -> Fraction:
    return Fraction(margin, 100) * series(Fraction(retention, 100 + START["discount"]), HORIZON)


def lever(outcome: Outcome) -> Fraction:
    """Double what is left at the start with POINTS more percentage points of retention and margin together.

    Points beyond that cost their share. Only the two count, since nobody at a counter sets the discount: it is taken
    as at the start, and more years or larger orders earn nothing.
    """
    if not isinstance(outcome, Keeping):
        return Fraction(0)
    now = _worth(outcome.retention, outcome.margin) / _worth(START["retention"], START["margin"])
    points = max(0, outcome.retention - START["retention"]) + max(0, outcome.margin - START["margin"])
    gained = min(Fraction(1), max(Fraction(0), now - 1))
    return gained * min(Fraction(1), Fraction(POINTS, points)) if points else Fraction(0)


GOALS: dict[str, Callable[[Outcome], Fraction]] = {
    "another": another, "double": double, "sorry": sorry, "lever": lever,
}  # fmt: skip
AIMS: dict[Scene, str] = {"product": "another", "steps": "double", "mine": "sorry", "keeping": "lever"}


def _growth(outcome: Any) -> str:
    return "more" if outcome.beyond > 0 else "less" if outcome.beyond < 0 else "sum"


def _years_needed(outcome: Any) -> str:
    years = outcome.needed
    return "centuries" if years is None or years > 250 else "century" if years > 70 else "life"


def _left(outcome: Any) -> str:
    return "quarter" if outcome.share > Fraction(1, 6) else "tenth" if outcome.share > Fraction(1, 20) else "little"


_ORDER: dict[str, Any] = {"scene": "product", "currency": "yuan", "customers": "one"}
_DECK: dict[str, Any] = _ORDER | {"amount": 100, "frequency": 12, "years": 50}
_SMALL: dict[str, Any] = _ORDER | {"amount": 30, "frequency": 52, "years": 50}
_TENTH: dict[str, Any] = {"scene": "steps", "stay": 10, "more_amount": 10, "more_frequency": 10, "more_years": 10}
_LEVEL: dict[str, Any] = _TENTH | {"more_amount": 0, "more_frequency": 0, "more_years": 0}
_SHOPS: dict[str, Any] = {
    "scene": "mine", "weekly": 100, "upkeep": 500, "gone": 0, "currency": "pound", "market_years": 40,
    "garage_years": 10,
}  # fmt: skip
_LAYER: dict[str, Any] = {"scene": "keeping", "amount": 100, "frequency": 12, "years": 50, "currency": "yuan"} | START

PREDICTIONS: dict[Scene, Prediction] = {
    "product": Prediction(_SMALL, ("less", "same", "more"), lambda outcome: outcome.against),
    "steps": Prediction(_TENTH, ("less", "sum", "more"), _growth),
    "mine": Prediction(_SHOPS, ("life", "century", "centuries"), _years_needed),
    "keeping": Prediction(_LAYER, ("quarter", "tenth", "little"), _left),
}

DECKS: dict[Scene, Statement] = {
    "product": Statement(("D1-08", "D1-09", "D1-10", "D3-27", "D3-28"), ("E-01", "E-02", "E-26")),
    "steps": Statement(("D3-29", "D3-30", "D3-31", "D3-32"), ("E-03", "E-04", "E-07")),
    "mine": Statement(("D3-33", "D3-34", "D3-42", "D3-43"), ("E-05", "E-39")),
    "keeping": Statement(("D3-18", "D3-27"), ("E-26",)),
}

PRESETS: dict[str, Preset] = {
    "fifty": Preset(_DECK, ("D1-08",)),
    "thirty": Preset(_DECK | {"years": 30}, ("D1-09",)),
    "thousand": Preset(_DECK | {"customers": "thousand"}, ("D1-10",)),
    "weekly": Preset(_DECK | {"currency": "pound", "frequency": 52, "years": 40}, ("D3-33", "D3-43")),
    "garage": Preset(_DECK | {"currency": "pound", "amount": 500, "frequency": 1, "years": 10}, ("D3-42",)),
    "case-one": Preset(_DECK | {"currency": "pound", "amount": 10, "frequency": 10, "years": 1}, ("D3-29",)),
    "small": Preset(_SMALL, editors=True),
    "one": Preset(_LEVEL | {"stay": 1}, ("D3-29",)),
    "two": Preset(_LEVEL, ("D3-30",)),
    "three": Preset(_TENTH, ("D3-31", "D3-32")),
    "two-levers": Preset(_TENTH | {"more_years": 0}, ("D3-32",), editors=True),
    "up-and-down": Preset(_TENTH | {"more_amount": 20, "more_frequency": -20, "more_years": 0}, editors=True),
    "chocolate": Preset(_SHOPS, ("D3-33", "D3-34", "D3-42", "D3-43")),
    "later": Preset(_SHOPS | {"gone": 5}, ("D3-33", "D3-42"), editors=True),
    "in-yuan": Preset(
        _SHOPS | {"currency": "yuan", "weekly": 200, "upkeep": 3000}, ("D3-42", "D3-43"), editors=True
    ),
    "layer": Preset(_LAYER, ("D1-08", "D3-27"), editors=True),
    "layer-pounds": Preset(
        _LAYER | {"currency": "pound", "frequency": 52, "years": 40}, ("D3-33", "D3-27"), editors=True
    ),
    "all": Preset(_LAYER | {"retention": 100, "margin": 100, "discount": 0}, ("D1-08",), editors=True),
}  # fmt: skip

ROOMS: dict[Scene, Cloud] = {
    "product": Cloud(
        ("amount", "frequency", "years"), Axis("years", "year"), Axis("turnover", "yuan", tenfold=True),
        {"deck": [{"years": years} for years in range(1, 51)]}, "fifty", {"amount": "yuan"},
    ),
}  # fmt: skip
