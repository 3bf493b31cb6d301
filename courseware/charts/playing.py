"""What a simulator shows for its inputs, made once and looked up ever after, and how its sliders are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import simulations
from courseware.words import Say
from simulations import Control, Look

SEED = 1


@dataclass(frozen=True)
class Shown:
    """Everything that a set of inputs shows.

    `figure` is JSON, `height` its px; `goal` is its words and the per cent of it that are reached.
    """

    outcome: Any
    figure: str
    height: int
    sentence: str
    alternative: str
    goal: tuple[str, int] | None


class Voice:
    """A Say that can be looked up: equal where it says the same words in the same language."""

    def __init__(self, say: Say) -> None:
        self.say = say  # keeps the words alive, so their identity is theirs alone
        self.same = (id(say.words), say.language, say.both, say.prefix)

    def __hash__(self) -> int:
        return hash(self.same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Voice) and self.same == other.same


@lru_cache(1024)
def shown(name: str, inputs: Any, seed: int, voice: Voice, look: Look) -> Shown:
    """What a simulator shows for its inputs; `voice` says its words. The figure speaks one language even where two
    stand side by side."""
    simulator, say = simulations.simulator(name), voice.say
    model = simulator.model
    outcome = model.run(inputs, seed)
    told, told_values = model.sentence(outcome)
    drawn, drawn_values = model.alternative(outcome)
    figure = simulator.draw.figure(outcome, say.in_(say.language), look)
    aim = model.AIMS.get(simulator.part(inputs.scene))
    return Shown(
        outcome,
        str(figure.to_json()),
        int(figure.layout.height),
        say(f"sentences.{told}", **told_values),
        say(f"alternatives.{drawn}", **drawn_values),
        (say(f"goals.{aim}"), int(simulator.goal(aim, outcome) * 100)) if aim else None,
    )


def shape(control: Control, say: Say) -> str:
    """A slider's value with its unit, as a format of C's printf: `%d ℃`."""
    digits = 0 if isinstance(control.step, int) else len(str(control.step).partition(".")[2])
    unit = say.in_(say.language)(f"units.{control.unit}", n="\n")
    return unit.replace("%", "%%").replace("\n", f"%.{digits}f" if digits else "%d")


def sliders(controls: Iterable[Control]) -> list[Control]:
    """Those of the controls that are sliders: the others are choices and switches."""
    return [control for control in controls if not control.options and not isinstance(control.default, bool)]


def following(
    name: str, values: Mapping[str, Any], seed: int, say: Say, look: Look, desk: str, places: Mapping[str, str]
) -> dict[str, Any]:
    """How the chart follows the sliders by itself: see `courseware.charts.view`.

    `values` with the scene are what the page shows; `desk` and, by control, `places` are keys of containers.
    """
    size = "phone" if look.phone else "slide" if look.size == 28 else "page"
    asked = {"lang": say.language, "look": f"{'dark' if look.dark else 'light'}-{size}", "seed": seed}
    return {
        "address": f"/figure/{name}?{urlencode(asked)}",
        "values": dict(values),
        "desk": f"st-key-{desk}",
        "sliders": {control: f"st-key-{key}" for control, key in places.items()},
    }
