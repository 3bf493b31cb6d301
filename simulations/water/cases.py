"""Goals of the water simulator, what is guessed first, the cases on offer, and what the decks say of each scene."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from simulations import Prediction, Preset, Statement
from simulations.water.outcomes import HOTTEST, STANDARD, Bowls, Hands, Outcome, Scene, Service, Steelyard


def plain(outcome: Outcome) -> Fraction:
    """Make the warm water feel neither hot nor cool: the hand must come from water as warm."""
    return 1 - Fraction(abs(outcome.hand.felt), HOTTEST) if isinstance(outcome, Bowls) else Fraction(0)


def agree(outcome: Outcome) -> Fraction:
    """Let both hands say the same: they must come from the same water."""
    if not isinstance(outcome, Hands):
        return Fraction(0)
    return 1 - Fraction(abs(outcome.left.felt - outcome.right.felt), HOTTEST)


def known(outcome: Outcome) -> Fraction:
    """Let the customer know what the thing weighs: the error counts against it, whichever way it goes.

    A small weight makes the thing seem more, and earns less for it.
    """
    if not isinstance(outcome, Steelyard):
        return Fraction(0)
    low, high = sorted((outcome.believed, Fraction(outcome.thing)))
    return low / high


def honest(outcome: Outcome) -> Fraction:
    """Promise both customers what they get. A broken promise earns nothing; hours added for safety cost their share.

    A promise padded by as much as the delivery takes, or more, earns nothing either.
    """
    if not isinstance(outcome, Service):
        return Fraction(0)
    people = (outcome.a, outcome.b)
    kept = (Fraction(max(0, c.delivered - c.felt), c.delivered) for c in people if c.felt >= 0)
    return sum(kept, Fraction(0)) / len(people)


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"plain": plain, "agree": agree, "known": known, "honest": honest}
AIMS: dict[Scene, str] = {"bowls": "plain", "hands": "agree", "weight": "known", "service": "honest"}


def _hands_say(outcome: Any) -> str:
    left, right = outcome.left.felt, outcome.right.felt
    return "alike" if left == right else "left_hotter" if left > right else "right_hotter"


def _who_is_glad(outcome: Any) -> str:
    a, b = outcome.a.felt, outcome.b.felt
    return "same" if a == b else "a" if a > b else "b"


def _reads(outcome: Any) -> str:
    return "same" if outcome.reading == outcome.thing else "more" if outcome.reading > outcome.thing else "less"


PREDICTIONS: dict[Scene, Prediction] = {
    "bowls": Prediction(
        {"scene": "bowls", "before": 10, "warm": 38}, ("hot", "same", "cool"), lambda outcome: outcome.hand.feeling
    ),
    "hands": Prediction(
        {"scene": "hands", "cold": 10, "hot": 45, "warm": 30}, ("left_hotter", "alike", "right_hotter"), _hands_say
    ),
    "weight": Prediction(
        {"scene": "weight", "weight": 500, "thing": 4, "told": False}, ("less", "same", "more"), _reads
    ),
    "service": Prediction(
        {"scene": "service", "promise_a": 72, "promise_b": 24, "delivery": 48}, ("a", "same", "b"), _who_is_glad
    ),
}

DECKS: dict[Scene, Statement] = {
    "bowls": Statement(("D2-37",)),
    "hands": Statement(("D2-37", "D2-38")),
    "weight": Statement(("D2-38",), ("E-36",)),
    "service": Statement(("D2-38", "D2-39"), ("E-36",)),
}
PRESETS: dict[str, Preset] = {
    "from-cold": Preset({"scene": "bowls", "before": 10, "warm": 38}, ("D2-37",), editors=True),
    "from-hot": Preset({"scene": "bowls", "before": 60, "warm": 38}, ("D2-37",), editors=True),
    "from-warm": Preset({"scene": "bowls", "before": 38, "warm": 38}, ("D2-38",), editors=True),
    "in-class": Preset({"scene": "hands", "cold": 10, "hot": 45, "warm": 30}, ("D2-37",), editors=True),
    "same-start": Preset({"scene": "hands", "cold": 30, "hot": 30, "warm": 38}, ("D2-38",), editors=True),
    "small-weight": Preset({"scene": "weight", "weight": 500, "told": False}, ("D2-38",), editors=True),
    "large-weight": Preset({"scene": "weight", "weight": 2000, "told": False}, ("D2-38",), editors=True),
    "own-weight": Preset({"scene": "weight", "weight": STANDARD, "told": False}, ("D2-38",), editors=True),
    "weight-told": Preset({"scene": "weight", "weight": 500, "told": True}, ("D2-38", "D2-12"), editors=True),
    "two-promises": Preset(
        {"scene": "service", "promise_a": 72, "promise_b": 24, "delivery": 48}, ("D2-38", "D1-41"), editors=True
    ),
    "padded": Preset({"scene": "service", "promise_a": 96, "promise_b": 96, "delivery": 48}, ("D2-39",), editors=True),
    "as-promised": Preset(
        {"scene": "service", "promise_a": 48, "promise_b": 48, "delivery": 48}, ("D2-12",), editors=True
    ),
}
