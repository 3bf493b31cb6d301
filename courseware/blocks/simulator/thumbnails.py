"""A simulator in small: its figure without words, in a few states, for the gallery to play through."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import simulations
from courseware.charts.playing import SEED, Voice, shown
from simulations import Look, Simulator
from simulations.stories import Story, Told

MOST = 5  # states
HEIGHT = 150  # px


@lru_cache(128)
def frames(name: str, story: Story | None, voice: Voice, look: Look) -> tuple[str, ...]:
    """Figures as JSON, none of them the case that the prediction asks about. A branching simulator wants a story."""
    simulator = simulations.simulator(name)
    states = _told(simulator, story) if story else _cases(simulator)
    return tuple(_small(shown(name, inputs, SEED, voice, look).figure) for inputs in states)


def _cases(simulator: Simulator) -> Iterator[Any]:
    """Inputs of the first scene: its presets, and the controls at their ends where presets are few."""
    scene = simulator.scenes[0]
    asked = simulator.model.PREDICTIONS[scene].values
    cases: list[Mapping[str, Any]] = [p.values for p in simulator.presets.values() if p.values["scene"] == scene]
    for control in simulations.controls(simulator.model.Inputs, scene):
        if control.low is not None and control.high is not None:
            middle = control.low + (control.high - control.low) // (2 * (control.step or 1)) * (control.step or 1)
            cases.append({"scene": scene, control.name: type(control.default)(middle)})
    found = []
    for case in cases:
        inputs = simulator.inputs(case)
        if inputs != simulator.inputs(asked) and inputs not in found:
            found.append(inputs)
    yield from found[:MOST]


def _told(simulator: Simulator, story: Story) -> Iterator[Any]:
    """The story well played, from its beginning to its end."""
    scene = simulator.scenes[0]
    path = simulator.best(scene, story)
    for n in range(MOST):
        yield Told(scene=scene, story=story, path=path[: round(n * len(path) / (MOST - 1))])


def _small(figure: str) -> str:
    """The figure without its words: marks alone say what kind of thing it is, and give no answer away."""
    drawn = json.loads(figure)
    layout = drawn["layout"]
    layout["annotations"] = [a | {"text": ""} for a in layout.get("annotations", []) if a.get("showarrow")]
    for axis in ("xaxis", "yaxis"):
        layout[axis] |= {"showticklabels": False, "title": {"text": ""}}
    smaller = HEIGHT / layout["height"]
    layout |= {"height": HEIGHT, "margin": {"l": 2, "r": 2, "t": 4, "b": 4}}
    for trace in drawn["data"]:
        if isinstance(size := trace.get("marker", {}).get("size"), int | float):
            trace["marker"]["size"] = size * smaller
        if "text" in trace.get("mode", ""):
            trace["mode"] = trace["mode"].replace("+text", "").replace("text", "none")
        trace.pop("text", None)
    return json.dumps(drawn)
