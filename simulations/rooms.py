"""A scene put to a room: every phone sets a few of its sliders, and the outcomes of all stand in one picture as points.

A simulator says which of its scenes suit a room in `model.ROOMS` (scene → `Cloud`). The words stand below
`rooms.<scene>` in its words.yaml: `ask`, what the phones are asked; `x` and `y`, what the axes show; `lines.<name>` for
every line; `shows`, one sentence about lines and preset, with the preset's own `{x}` and `{y}`; and, where the
simulator's sentence about the outcome does not suit a phone, `own` with the phone's `{x}` and `{y}`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

from pydantic import ValidationError

import simulations
from simulations import Control

SEED = 1  # every phone has the same luck
Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """A number of the outcome, by the name of its attribute, and its unit (a key of assets/words/units.yaml).

    `tenfold`: each line of the axis is worth ten of the one before.
    """

    name: str
    unit: str = "plain"
    tenfold: bool = False


@dataclass(frozen=True)
class Cloud:
    """Which sliders a phone gets (one to three), and which number of the outcome is across and which is up.

    The reveal draws `lines`, each through the outcomes of its sets of values, and marks the `preset`; the preset also
    says what phones cannot set. `units` are those of controls that have none of their own.
    """

    controls: tuple[str, ...]
    x: Axis
    y: Axis
    lines: Mapping[str, Sequence[Mapping[str, Any]]]
    preset: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)


def cloud(name: str, scene: str) -> Cloud | None:
    """How the scene is put to a room; None if it does not suit one, or is not there."""
    if name not in simulations.names():
        return None
    rooms: Mapping[str, Cloud] = getattr(simulations.simulator(name).model, "ROOMS", {})
    return rooms.get(scene)


def sliders(name: str, scene: str) -> list[Control]:
    """The controls of a phone, in the order of the declaration."""
    suits = cloud(name, scene)
    found = {one.name: one for one in simulations.controls(simulations.simulator(name).model.Inputs, scene)}
    return [found[one] for one in suits.controls] if suits else []


def outcome(name: str, scene: str, values: Mapping[str, Any]) -> Any:
    """What a phone's values come to; None where this version has no such scene or no such value."""
    return _outcome(name, scene, tuple(sorted(values.items())))


@lru_cache(8192)
def _outcome(name: str, scene: str, values: tuple[tuple[str, Any], ...]) -> Any:
    suits = cloud(name, scene)
    if suits is None:
        return None
    simulator = simulations.simulator(name)
    rest = simulator.presets[suits.preset].values if suits.preset else {"scene": scene}
    try:
        return simulator.model.run(simulator.inputs({**rest, **dict(values)}), SEED)
    except ValidationError:
        return None


def point(name: str, scene: str, values: Mapping[str, Any]) -> Point | None:
    """Where that outcome stands."""
    suits, found = cloud(name, scene), outcome(name, scene, values)
    if suits is None or found is None:
        return None
    return float(getattr(found, suits.x.name)), float(getattr(found, suits.y.name))


def lines(name: str, scene: str) -> dict[str, list[Point]]:
    """Every line by its name."""
    suits = cloud(name, scene)
    drawn = suits.lines if suits else {}
    return {one: [at for values in along if (at := point(name, scene, values))] for one, along in drawn.items()}


def reach(name: str, scene: str) -> list[Point]:
    """Points as far out as any phone gets: every slider at either end or in its middle, and the lines."""
    ends = [[(one.name, value) for value in (one.low, middle(one), one.high)] for one in sliders(name, scene)]
    found = [point(name, scene, dict(values)) for values in product(*ends)]
    return [at for at in found if at] + [at for line in lines(name, scene).values() for at in line]


def middle(control: Control) -> int | float:
    """The value half way along a slider, where it stands before it is moved: no preset gives itself away."""
    low, high, step = control.low or 0, control.high or 0, control.step or 1
    return low + step * int((high - low) / step / 2)
