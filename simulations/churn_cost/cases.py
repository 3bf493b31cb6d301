"""What the player is asked, aims at and may try; what the decks say."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from simulations import Prediction, Preset, Statement
from simulations.churn_cost.costs import CLAIMED, DECK, Cost, Curve, Outcome, Plan, Table, crossing


def halve(outcome: Outcome) -> Fraction:
    """Halve last year's total and lower churn no further than that takes.

    Short of half earns the share that is saved, which is below one half; each point of churn lowered beyond what half
    takes costs its share. Where the customers who stay already cost more than half, no churn is low enough.
    """
    if not isinstance(outcome, Table):
        return Fraction(0)
    last, now = outcome.last, outcome.now
    if 2 * now.total > last.total:
        return max(Fraction(0), Fraction(outcome.saved, last.total))
    best = max(churn for churn in range(101) if 2 * Cost(churn, now.multiple).total <= last.total)
    return 1 - Fraction(best - now.churn, 2 * best) if best else Fraction(1)


def sound(outcome: Outcome) -> Fraction:
    """Spend more on keeping than on winning whichever multiple is true, and lower churn no further than that takes.

    The multiple on the slider changes nothing: each of CLAIMED counts, and earns a sixth where it holds.
    """
    if not isinstance(outcome, Curve):
        return Fraction(0)
    churn, best = outcome.cost.churn, int(min(crossing(multiple) for multiple in CLAIMED))
    if churn <= best:
        return 1 - Fraction(best - churn, 2 * best)
    return Fraction(sum(churn <= crossing(multiple) for multiple in CLAIMED), 2 * len(CLAIMED))


def afford(outcome: Outcome) -> Fraction:
    """Care as well as pays for itself even at the lowest multiple that is quoted.

    A plan that loses there earns less than one half; one that leaves money unspent which would still have paid earns
    its share of the other half.
    """
    if not isinstance(outcome, Plan):
        return Fraction(0)
    gross = outcome.gross(min(CLAIMED))
    spent, share = outcome.spent, Fraction(outcome.spent, gross)
    return (1 + share) / 2 if spent <= gross else 1 / share / 2


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"halve": halve, "sound": sound, "afford": afford}
AIMS: dict[str, str] = {"table": "halve", "curve": "sound", "point": "afford"}


def _saved(outcome: Any) -> str:
    share = Fraction(outcome.saved, outcome.last.total)
    return "half" if share > Fraction(5, 12) else "third" if share > Fraction(1, 6) else "hardly"


def _where_they_cross(outcome: Any) -> str:
    return "half" if outcome.crossing > 40 else "third" if outcome.crossing > 22 else "sixth"


PREDICTIONS: dict[str, Prediction] = {
    "table": Prediction(
        {"scene": "table", "last": 50, "now": 25, "multiple": DECK}, ("half", "third", "hardly"), _saved
    ),
    "curve": Prediction(
        {"scene": "curve", "churn": 10, "multiple": DECK}, ("half", "third", "sixth"), _where_they_cross
    ),
    "point": Prediction(
        {"scene": "point", "extra": 10, "points": 3}, ("holds", "depends", "falls"), lambda outcome: outcome.verdict
    ),
}

DECKS: dict[str, Statement] = {
    "table": Statement(("D3-39", "D3-40", "D3-41"), ("E-08", "E-06")),
    "curve": Statement(("D2-43", "D3-36", "D3-39"), ("E-06",)),
    "point": Statement(("D3-35", "D3-44", "D3-18", "D3-39"), ("E-06",)),
}

_ROWS: Mapping[str, Any] = {"scene": "table", "last": 10, "now": 50}
_LINE: Mapping[str, Any] = {"scene": "curve"}
_PLAN: Mapping[str, Any] = {"scene": "point"}
PRESETS: dict[str, Preset] = {
    "deck": Preset({**_ROWS, "multiple": DECK}, ("D3-40", "D3-41")),
    "halved": Preset({**_ROWS, "last": 50, "now": 25, "multiple": DECK}, ("D3-39", "D3-41"), editors=True),
    "two": Preset({**_ROWS, "multiple": 2}, ("D3-39",), editors=True),
    "fifteen": Preset({**_ROWS, "multiple": 15}, ("D3-36", "D3-39"), editors=True),
    "manager": Preset({**_ROWS, "multiple": 1}, ("D3-39",), editors=True),
    "ten": Preset({**_LINE, "churn": 10, "multiple": DECK}, ("D3-40",)),
    "fifty": Preset({**_LINE, "churn": 50, "multiple": DECK}, ("D3-41",)),
    "ten-two": Preset({**_LINE, "churn": 10, "multiple": 2}, ("D3-39",), editors=True),
    "ten-fifteen": Preset({**_LINE, "churn": 10, "multiple": 15}, ("D3-36", "D3-39"), editors=True),
    "one": Preset({**_PLAN, "extra": 4, "points": 1}, ("D3-39",), editors=True),
    "calls": Preset({**_PLAN, "extra": 10, "points": 3}, ("D3-39",), editors=True),
    "settle": Preset({**_PLAN, "extra": 3, "points": 4}, ("D3-39",), editors=True),
    "card": Preset({**_PLAN, "extra": 30, "points": 2}, ("D3-39",), editors=True),
}
