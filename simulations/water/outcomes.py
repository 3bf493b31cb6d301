"""What the water model takes and gives: hands in bowls, a thing on a steelyard, and two customers on the clock."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from simulations import Controls, control

Scene = Literal["bowls", "hands", "weight", "service"]
Feeling = Literal["hot", "same", "cool"]
Pace = Literal["early", "level", "late"]

HOTTEST = 60
STANDARD = 1000  # grams of the weight that the marks on the beam were made for


class Inputs(Controls):
    """Temperatures in ℃, times in hours, a thing in kilograms and the weight it is weighed with in grams."""

    scene: Scene = "bowls"
    before: int = control(10, low=0, high=HOTTEST, step=1, unit="celsius", scenes=["bowls"])
    cold: int = control(10, low=0, high=HOTTEST, step=1, unit="celsius", scenes=["hands"])
    hot: int = control(45, low=0, high=HOTTEST, step=1, unit="celsius", scenes=["hands"])
    warm: int = control(38, low=20, high=45, step=1, unit="celsius", scenes=["bowls", "hands"])
    weight: int = control(STANDARD, low=400, high=2000, step=100, unit="gram", scenes=["weight"])
    told: bool = control(False, scenes=["weight"])
    thing: int = control(4, low=2, high=4, step=1, unit="kilogram", scenes=["weight"])
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


@dataclass(frozen=True)
class Steelyard:
    """A thing hangs one mark left of the cord; the weight slides out to where the beam is level.

    `told`: the customer knows what the weight weighs. The beam's own weight is left out.
    """

    thing: int
    weight: int
    told: bool

    @property
    def reading(self) -> Fraction:
        """Kilograms on the beam, where thing × 1 mark balances weight × marks."""
        return Fraction(self.thing * STANDARD, self.weight)

    @property
    def believed(self) -> Fraction:
        """Kilograms that the customer takes the thing for; who knows the weight can work it out."""
        return self.reading * self.weight / STANDARD if self.told else self.reading


Outcome = Bowls | Hands | Steelyard | Service


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; nothing here depends on the seed."""
    if inputs.scene == "bowls":
        return Bowls(Hand(inputs.before, inputs.warm))
    if inputs.scene == "hands":
        return Hands(Hand(inputs.cold, inputs.warm), Hand(inputs.hot, inputs.warm))
    if inputs.scene == "weight":
        return Steelyard(inputs.thing, inputs.weight, inputs.told)
    return Service(Customer(inputs.promise_a, inputs.delivery), Customer(inputs.promise_b, inputs.delivery))
