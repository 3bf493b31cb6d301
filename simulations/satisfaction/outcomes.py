"""What the satisfaction model takes and gives: its levers, one purchase, one arrival, and visit after visit.

How experience becomes the next expectation is the editors' model (E-51): `memory` per cent of the last delivery, the
rest the expectation before it. People judge in whole points: an expectation is compared as it is shown, rounded half
up.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Literal

from simulations import Controls, control
from simulations.satisfaction.memory import VISITS, Impression
from simulations.satisfaction.population import MARKET, Crowd, crowd

Scene = Literal["once", "arrival", "population", "visits", "last"]
State = Literal["satisfied", "basically", "dissatisfied"]
Size = Literal["1000", "10000", "100000"]

LONGEST = 12
FINE = 1000  # an expectation is kept in thousandths of a point


class Inputs(Controls):
    """Points run from 0 to 100. Quality never falls below 0, however much it varies."""

    scene: Scene = "once"
    expectation: int = control(75, low=0, high=100, step=1, unit="point", scenes=["once"])
    perceived: int = control(82, low=0, high=100, step=1, unit="point", scenes=["once"])
    promised: int = control(30, low=5, high=60, step=5, unit="minute", scenes=["arrival"])
    came: int = control(20, low=5, high=60, step=5, unit="minute", scenes=["arrival"])
    level: int = control(MARKET, low=50, high=90, step=1, unit="point", scenes=["population"])
    mean: int = control(MARKET, low=60, high=75, step=1, unit="point", scenes=["population"])
    apart: int = control(8, low=4, high=10, step=1, unit="point", scenes=["population"])
    tolerance: int = control(0, low=0, high=10, step=1, unit="point", scenes=["population"])
    size: Size = control("1000", options=("1000", "10000", "100000"), scenes=["population"])
    quality: int = control(70, low=30, high=100, step=1, unit="point", scenes=["visits"])
    promise: int = control(60, low=0, high=100, step=1, unit="point", scenes=["visits"])
    rival: bool = control(True, scenes=["visits"])
    spread: int = control(0, low=0, high=30, step=1, unit="point", scenes=["visits"])
    rival_quality: int = control(80, low=30, high=100, step=1, unit="point", scenes=["visits"])
    memory: int = control(100, low=0, high=100, step=10, unit="percent", scenes=["visits"])
    visits: int = control(6, low=2, high=LONGEST, step=1, unit="visit", scenes=["visits"])
    cold_at: int = control(VISITS, low=1, high=VISITS, step=1, unit="nth", scenes=["last"])
    recent: int = control(50, low=0, high=100, step=10, unit="percent", scenes=["last"])
    cold: int = control(30, low=0, high=60, step=5, unit="point", scenes=["last"])


@dataclass(frozen=True)
class Once:
    """One purchase: points expected and perceived, their difference and the state it is called by."""

    expectation: int
    perceived: int

    @property
    def gap(self) -> int:
        """Points above (or below) what was expected."""
        return self.perceived - self.expectation

    @property
    def state(self) -> State:
        """The state of D1-41."""
        return state_of(self.gap)


@dataclass(frozen=True)
class Arrival:
    """Minutes promised on the phone and minutes it took."""

    promised: int
    came: int

    @property
    def gap(self) -> int:
        """Minutes early, or late when negative."""
        return self.promised - self.came

    @property
    def state(self) -> State:
        """The state of D1-41, with earlier as better."""
        return state_of(self.gap)


@dataclass(frozen=True)
class Visit:
    """One visit of the loop; `stays` says whether the customer comes again."""

    number: int
    expectation: int
    delivery: int
    stays: bool

    @property
    def gap(self) -> int:
        """Points above (or below) what was expected."""
        return self.delivery - self.expectation

    @property
    def state(self) -> State:
        """The state of D1-41."""
        return state_of(self.gap)


@dataclass(frozen=True)
class Visits:
    """The visits that took place, up to the one after which the customer left (`left`, None: still comes)."""

    inputs: Inputs
    seed: int
    visits: tuple[Visit, ...]
    left: int | None

    @property
    def last(self) -> Visit:
        """The latest visit."""
        return self.visits[-1]

    @property
    def missed(self) -> int:
        """Visits that did not take place any more."""
        return self.inputs.visits - len(self.visits)


Outcome = Once | Arrival | Crowd | Visits | Impression


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; only `population` and `visits` use the seed."""
    if inputs.scene == "once":
        return Once(inputs.expectation, inputs.perceived)
    if inputs.scene == "arrival":
        return Arrival(inputs.promised, inputs.came)
    if inputs.scene == "population":
        return crowd(inputs.level, inputs.mean, inputs.apart, inputs.tolerance, int(inputs.size), seed)
    if inputs.scene == "last":
        return Impression(inputs.cold_at, inputs.cold, inputs.recent)
    return loop(inputs, seed)


def state_of(gap: int) -> State:
    """What a customer is called who got `gap` points more (or fewer) than expected (D1-41)."""
    return "satisfied" if gap > 0 else "dissatisfied" if gap < 0 else "basically"


@lru_cache(64)
def _luck(seed: int) -> tuple[Fraction, ...]:
    """How each visit turns out, from −1 (the worst of the spread) to 1."""
    chance = Random(f"satisfaction:{seed}")
    return tuple(Fraction(chance.randint(-100, 100), 100) for _ in range(LONGEST))


def loop(inputs: Inputs, seed: int) -> Visits:
    """Visits until the customer leaves, or all of them."""
    exact = inputs.promise * FINE
    past: list[Visit] = []
    for number, luck in enumerate(_luck(seed)[: inputs.visits], 1):
        delivery = min(100, inputs.quality + round(luck * inputs.spread))
        expectation = (exact + FINE // 2) // FINE
        better = inputs.rival and inputs.rival_quality > delivery
        stays = delivery > expectation or (delivery == expectation and not better)
        past.append(Visit(number, expectation, delivery, stays))
        if not stays:
            return Visits(inputs, seed, tuple(past), number)
        exact = ((100 - inputs.memory) * exact + inputs.memory * delivery * FINE) // 100
    return Visits(inputs, seed, tuple(past), None)
