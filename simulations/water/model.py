"""Hot and cold water: what is felt is a difference from what came before (D2-37, D2-38).

- `bowls`: one hand goes from a first bowl into a warm one.
- `hands`: one hand from cold, one from hot, both into the same warm bowl.
- `service`: two customers were promised different times and served in the same one. The transfer from skin to service
  is an analogy (E-36), so the goal `honest` pays for promises that come true, never for low ones.

The decks give no temperatures and no hours: all numbers are the editors'.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from simulations import Controls, Prediction, Preset, Statement, control

Scene = Literal["bowls", "hands", "service"]
Feeling = Literal["hot", "same", "cool"]
Pace = Literal["early", "level", "late"]
Cell = int | str | None

SCENES: tuple[Scene, ...] = ("bowls", "hands", "service")
HOTTEST = 60


class Inputs(Controls):
    """Temperatures in ℃, times in hours."""

    scene: Scene = "bowls"
    before: int = control(10, low=0, high=HOTTEST, step=1, unit="celsius", scenes=["bowls"])
    cold: int = control(10, low=0, high=HOTTEST, step=1, unit="celsius", scenes=["hands"])
    hot: int = control(45, low=0, high=HOTTEST, step=1, unit="celsius", scenes=["hands"])
    warm: int = control(38, low=20, high=45, step=1, unit="celsius", scenes=["bowls", "hands"])
    promise_a: int = control(72, low=12, high=96, step=4, unit="hour", scenes=["service"])
    promise_b: int = control(24, low=12, high=96, step=4, unit="hour", scenes=["service"])
    delivery: int = control(48, low=12, high=96, step=4, unit="hour", scenes=["service"])


@dataclass(frozen=True)
class Hand:
    """A hand that comes from `before` into `warm`."""

    before: int
    warm: int

    @property
    def felt(self) -> int:
        """Degrees warmer (or colder) than what the hand is used to."""
        return self.warm - self.before

    @property
    def feeling(self) -> Feeling:
        """What the hand says of the warm water."""
        return "hot" if self.felt > 0 else "cool" if self.felt < 0 else "same"


@dataclass(frozen=True)
class Bowls:
    """One hand."""

    hand: Hand

    @property
    def reading(self) -> int:
        """What a thermometer says of the warm water, whoever feels it."""
        return self.hand.warm


@dataclass(frozen=True)
class Hands:
    """Two hands in one bowl."""

    left: Hand
    right: Hand

    @property
    def reading(self) -> int:
        """What a thermometer says of the warm water, whoever feels it."""
        return self.left.warm


@dataclass(frozen=True)
class Customer:
    """Hours promised to a customer, and hours it took."""

    promised: int
    delivered: int

    @property
    def felt(self) -> int:
        """Hours earlier (or later) than this customer was told."""
        return self.promised - self.delivered

    @property
    def pace(self) -> Pace:
        """What the customer says."""
        return "early" if self.felt > 0 else "late" if self.felt < 0 else "level"


@dataclass(frozen=True)
class Service:
    """Two customers, one delivery."""

    a: Customer
    b: Customer

    @property
    def reading(self) -> int:
        """Hours by the clock, the same for both."""
        return self.a.delivered


Outcome = Bowls | Hands | Service


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; nothing here depends on the seed."""
    if inputs.scene == "bowls":
        return Bowls(Hand(inputs.before, inputs.warm))
    if inputs.scene == "hands":
        return Hands(Hand(inputs.cold, inputs.warm), Hand(inputs.hot, inputs.warm))
    return Service(Customer(inputs.promise_a, inputs.delivery), Customer(inputs.promise_b, inputs.delivery))


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Bowls):
        hand = outcome.hand
        return f"bowls_{hand.feeling}", {"before": hand.before, "reading": hand.warm, "gap": abs(hand.felt)}
    if isinstance(outcome, Hands):
        left, right = outcome.left, outcome.right
        return f"hands_{left.feeling}_{right.feeling}", {
            "left": left.before, "right": right.before, "reading": outcome.reading,
        }  # fmt: skip
    a, b = outcome.a, outcome.b
    return f"service_{a.pace}_{b.pace}", {
        "promised_a": a.promised, "promised_b": b.promised, "reading": outcome.reading,
        "gap_a": abs(a.felt), "gap_b": abs(b.felt),
    }  # fmt: skip


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values; differences carry their sign."""
    if isinstance(outcome, Bowls):
        hand = outcome.hand
        return "bowls", {"before": hand.before, "reading": hand.warm, "gap": hand.felt}
    if isinstance(outcome, Hands):
        left, right = outcome.left, outcome.right
        return "hands", {
            "left": left.before, "right": right.before, "reading": outcome.reading,
            "gap_left": left.felt, "gap_right": right.felt,
        }  # fmt: skip
    a, b = outcome.a, outcome.b
    return "service", {
        "promised_a": a.promised, "promised_b": b.promised, "reading": outcome.reading,
        "gap_a": a.felt, "gap_b": b.felt,
    }  # fmt: skip


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Service):
        people = {"people.a": outcome.a, "people.b": outcome.b}
        return ("customer", "promised", "delivered", "earlier", "off", "says"), [
            (who, c.promised, c.delivered, c.felt, abs(c.felt), f"paces.{c.pace}") for who, c in people.items()
        ]
    hands = {"people.hand": outcome.hand} if isinstance(outcome, Bowls) else {
        "people.left": outcome.left, "people.right": outcome.right,
    }  # fmt: skip
    return ("hand", "before", "reading", "felt", "says"), [
        (who, hand.before, hand.warm, hand.felt, f"feelings.{hand.feeling}") for who, hand in hands.items()
    ]


def plain(outcome: Outcome) -> Fraction:
    """Make the warm water feel neither hot nor cool: the hand must come from water as warm."""
    return 1 - Fraction(abs(outcome.hand.felt), HOTTEST) if isinstance(outcome, Bowls) else Fraction(0)


def agree(outcome: Outcome) -> Fraction:
    """Let both hands say the same: they must come from the same water."""
    if not isinstance(outcome, Hands):
        return Fraction(0)
    return 1 - Fraction(abs(outcome.left.felt - outcome.right.felt), HOTTEST)


def honest(outcome: Outcome) -> Fraction:
    """Promise both customers what they get. A broken promise earns nothing; hours added for safety cost their share.

    A promise padded by as much as the delivery takes, or more, earns nothing either.
    """
    if not isinstance(outcome, Service):
        return Fraction(0)
    people = (outcome.a, outcome.b)
    kept = (Fraction(max(0, c.delivered - c.felt), c.delivered) for c in people if c.felt >= 0)
    return sum(kept, Fraction(0)) / len(people)


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"plain": plain, "agree": agree, "honest": honest}
AIMS: dict[Scene, str] = {"bowls": "plain", "hands": "agree", "service": "honest"}


def _hands_say(outcome: Any) -> str:
    left, right = outcome.left.felt, outcome.right.felt
    return "alike" if left == right else "left_hotter" if left > right else "right_hotter"


def _who_is_glad(outcome: Any) -> str:
    a, b = outcome.a.felt, outcome.b.felt
    return "same" if a == b else "a" if a > b else "b"


PREDICTIONS: dict[Scene, Prediction] = {
    "bowls": Prediction(
        {"scene": "bowls", "before": 10, "warm": 38}, ("hot", "same", "cool"), lambda outcome: outcome.hand.feeling
    ),
    "hands": Prediction(
        {"scene": "hands", "cold": 10, "hot": 45, "warm": 30}, ("left_hotter", "alike", "right_hotter"), _hands_say
    ),
    "service": Prediction(
        {"scene": "service", "promise_a": 72, "promise_b": 24, "delivery": 48}, ("a", "same", "b"), _who_is_glad
    ),
}

DECKS: dict[Scene, Statement] = {
    "bowls": Statement(("D2-37",)),
    "hands": Statement(("D2-37", "D2-38")),
    "service": Statement(("D2-38", "D2-39"), ("E-36",)),
}
PRESETS: dict[str, Preset] = {
    "from-cold": Preset({"scene": "bowls", "before": 10, "warm": 38}, ("D2-37",), editors=True),
    "from-hot": Preset({"scene": "bowls", "before": 60, "warm": 38}, ("D2-37",), editors=True),
    "from-warm": Preset({"scene": "bowls", "before": 38, "warm": 38}, ("D2-38",), editors=True),
    "in-class": Preset({"scene": "hands", "cold": 10, "hot": 45, "warm": 30}, ("D2-37",), editors=True),
    "same-start": Preset({"scene": "hands", "cold": 30, "hot": 30, "warm": 38}, ("D2-38",), editors=True),
    "two-promises": Preset(
        {"scene": "service", "promise_a": 72, "promise_b": 24, "delivery": 48}, ("D2-38", "D1-41"), editors=True
    ),
    "padded": Preset({"scene": "service", "promise_a": 96, "promise_b": 96, "delivery": 48}, ("D2-39",), editors=True),
    "as-promised": Preset(
        {"scene": "service", "promise_a": 48, "promise_b": 48, "delivery": 48}, ("D2-12",), editors=True
    ),
}
