"""Satisfaction as a difference, and what it does to the next visit.

- `once`: perceived minus expected, three states (D1-41).
- `arrival`: minutes promised against minutes taken (D1-43, D1-44); less is better.
- `visits`: the expectation loop (D0-22 to D0-24). Less than expected: the customer does not come again. More: comes
  again. As much as expected: stays only while no better firm is on the market. How experience becomes the next
  expectation is the editors' model (E-51): `memory` per cent of the last delivery, the rest the expectation before it.

People judge in whole points: an expectation is compared as it is shown, rounded half up. Everything is exact.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any, Literal

from simulations import Controls, Prediction, Preset, Statement, control

Scene = Literal["once", "arrival", "visits"]
State = Literal["satisfied", "basically", "dissatisfied"]
Cell = int | str | None

SCENES: tuple[Scene, ...] = ("once", "arrival", "visits")
CHANCE: tuple[Scene, ...] = ("visits",)  # scenes that another seed changes
LONGEST = 12
FINE = 1000  # an expectation is kept in thousandths of a point


class Inputs(Controls):
    """Points run from 0 to 100. Quality never falls below 0, however much it varies."""

    scene: Scene = "once"
    expectation: int = control(75, low=0, high=100, step=1, unit="point", scenes=["once"])
    perceived: int = control(82, low=0, high=100, step=1, unit="point", scenes=["once"])
    promised: int = control(30, low=5, high=60, step=5, unit="minute", scenes=["arrival"])
    came: int = control(20, low=5, high=60, step=5, unit="minute", scenes=["arrival"])
    quality: int = control(70, low=30, high=100, step=1, unit="point", scenes=["visits"])
    promise: int = control(60, low=0, high=100, step=1, unit="point", scenes=["visits"])
    rival: bool = control(True, scenes=["visits"])
    spread: int = control(0, low=0, high=30, step=1, unit="point", scenes=["visits"])
    rival_quality: int = control(80, low=30, high=100, step=1, unit="point", scenes=["visits"])
    memory: int = control(100, low=0, high=100, step=10, unit="percent", scenes=["visits"])
    visits: int = control(6, low=2, high=LONGEST, step=1, unit="visit", scenes=["visits"])


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
        return _state(self.gap)


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
        return _state(self.gap)


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
        return _state(self.gap)


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


Outcome = Once | Arrival | Visits


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; only `visits` uses the seed."""
    if inputs.scene == "once":
        return Once(inputs.expectation, inputs.perceived)
    if inputs.scene == "arrival":
        return Arrival(inputs.promised, inputs.came)
    return _loop(inputs, seed)


def _state(gap: int) -> State:
    return "satisfied" if gap > 0 else "dissatisfied" if gap < 0 else "basically"


@lru_cache(64)
def _luck(seed: int) -> tuple[Fraction, ...]:
    """How each visit turns out, from −1 (the worst of the spread) to 1."""
    chance = Random(f"satisfaction:{seed}")
    return tuple(Fraction(chance.randint(-100, 100), 100) for _ in range(LONGEST))


def _loop(inputs: Inputs, seed: int) -> Visits:
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


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Once):
        values = {"expected": outcome.expectation, "perceived": outcome.perceived, "gap": abs(outcome.gap)}
        return f"once_{outcome.state}", values
    if isinstance(outcome, Arrival):
        values = {"promised": outcome.promised, "came": outcome.came, "gap": abs(outcome.gap)}
        return f"arrival_{outcome.state}", values
    last = outcome.last
    values = {
        "visits": outcome.inputs.visits, "visit": last.number, "expected": last.expectation, "given": last.delivery,
        "gap": abs(last.gap), "rival": outcome.inputs.rival_quality,
    }  # fmt: skip
    if outcome.left is None:
        return ("visits_kept_glad" if last.gap > 0 else "visits_kept_level"), values
    if last.state == "dissatisfied":
        return "visits_left_hurt", values
    return ("visits_left_first" if outcome.left == 1 else "visits_left_rival"), values


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    key, values = sentence(outcome)
    if not isinstance(outcome, Visits):
        return key, values
    pairs = " · ".join(f"{v.expectation}/{v.delivery}" for v in outcome.visits)
    how = "kept" if outcome.left is None else "left"
    market = "rival" if outcome.inputs.rival else "alone"
    return f"visits_{how}_{market}", {**values, "pairs": pairs, "missed": outcome.missed}


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Once):
        state = f"states.{outcome.state}"
        return ("expected", "perceived", "gap", "state"), [(outcome.expectation, outcome.perceived, outcome.gap, state)]
    if isinstance(outcome, Arrival):
        state = f"states.{outcome.state}"
        return ("promised", "came", "early", "state"), [(outcome.promised, outcome.came, outcome.gap, state)]
    return ("visit", "expected", "given", "gap", "state", "next"), [
        (v.number, v.expectation, v.delivery, v.gap, f"states.{v.state}", "next.again" if v.stays else "next.gone")
        for v in outcome.visits
    ]


def keep(outcome: Outcome) -> Fraction:
    """Keep the customer for every visit, waste no quality, promise what is given: 0 to 1.

    A customer who left earns at most one half; one who stayed at least that, less one hundredth for each point given
    beyond the other firm's (or, without one, beyond the promise). It is counted as if the promise had been no lower
    than what is given on the worst day, and each point promised below that costs a hundredth: a low promise buys
    nothing.
    """
    if not isinstance(outcome, Visits):
        return Fraction(0)
    inputs = outcome.inputs
    sure = inputs.quality - inputs.spread
    padding = max(0, sure - inputs.promise)
    honest = _loop(inputs.model_copy(update={"promise": sure}), outcome.seed) if padding else outcome
    if honest.left is not None:
        earned = Fraction(honest.left, inputs.visits) / 2
    else:
        needed = inputs.rival_quality if inputs.rival else honest.inputs.promise
        earned = 1 - Fraction(min(50, max(0, inputs.quality - needed)), 100)
    return max(Fraction(0), earned - Fraction(padding, 100))


def _after(outcome: Any) -> str:
    return "stays" if outcome.left is None else "at_once" if outcome.left == 1 else "soon"


def _on_the_clock(outcome: Any) -> str:
    return {"satisfied": "early", "basically": "on_time", "dissatisfied": "late"}[outcome.state]


def enough(outcome: Outcome) -> Fraction:
    """Satisfy the customer and waste no point: one above what is expected earns all, each point more costs a hundredth.

    A customer who is not satisfied earns what was given for each point it would have taken, up to one half.
    """
    if not isinstance(outcome, Once):
        return Fraction(0)
    if outcome.gap > 0:
        return 1 - Fraction(outcome.gap - 1, 100)
    return Fraction(outcome.perceived, 2 * (outcome.expectation + 1))


def early(outcome: Outcome) -> Fraction:
    """Come a little before the time promised: up to ten minutes early earns all, padding beyond that its share less.

    Punctual earns nine tenths. Whoever comes late earns nothing: the customer was waiting by then.
    """
    if not isinstance(outcome, Arrival) or outcome.gap < 0:
        return Fraction(0)
    if outcome.gap == 0:
        return Fraction(9, 10)
    return 1 - Fraction(max(0, outcome.gap - 10), outcome.promised)


PREDICTIONS: dict[Scene, Prediction] = {
    "once": Prediction(
        {"scene": "once", "expectation": 80, "perceived": 72},
        ("satisfied", "basically", "dissatisfied"),
        lambda outcome: outcome.state,
    ),
    "arrival": Prediction(
        {"scene": "arrival", "promised": 15, "came": 20}, ("early", "on_time", "late"), _on_the_clock
    ),
    "visits": Prediction(
        {"scene": "visits", "promise": 60, "quality": 70, "rival": True, "rival_quality": 80, "visits": 6},
        ("at_once", "soon", "stays"),
        _after,
    ),
}

GOALS: dict[str, Callable[[Outcome], Fraction]] = {"enough": enough, "early": early, "keep": keep}
AIMS: dict[Scene, str] = {"once": "enough", "arrival": "early", "visits": "keep"}

DECKS: dict[Scene, Statement] = {
    "once": Statement(("D1-40", "D1-41"), ("E-18",)),
    "arrival": Statement(("D1-43", "D1-44")),
    "visits": Statement(("D0-22", "D0-23", "D0-24", "D3-14"), ("E-19", "E-51")),
}

_STEADY: dict[str, Any] = {"scene": "visits", "spread": 0, "memory": 100, "visits": 6}
PRESETS: dict[str, Preset] = {
    "above": Preset({"scene": "once", "expectation": 75, "perceived": 82}, ("D1-41",), editors=True),
    "below": Preset({"scene": "once", "expectation": 80, "perceived": 72}, ("D1-41",), editors=True),
    "level": Preset({"scene": "once", "expectation": 60, "perceived": 60}, ("D1-41",), editors=True),
    "half-hour": Preset({"scene": "arrival", "promised": 30, "came": 20}, ("D1-43", "D1-44")),
    "quarter-hour": Preset({"scene": "arrival", "promised": 15, "came": 20}, editors=True),
    "less": Preset(_STEADY | {"promise": 80, "quality": 70, "rival": False}, ("D0-22",), editors=True),
    "more": Preset(_STEADY | {"promise": 60, "quality": 70, "rival": False}, ("D0-23",), editors=True),
    "equal-alone": Preset(_STEADY | {"promise": 70, "quality": 70, "rival": False}, ("D0-24",), editors=True),
    "equal-rival": Preset(
        _STEADY | {"promise": 70, "quality": 70, "rival": True, "rival_quality": 80}, ("D0-24",), editors=True
    ),
    "uneven": Preset(_STEADY | {"promise": 60, "quality": 75, "rival": False, "spread": 15}, ("D3-14",), editors=True),
}
