"""Simulators: one folder each, with a pure model, a figure and its words.

`simulations/<name>/` offers

- `model.py`: `Inputs` (a subclass of `Controls`), `run(inputs, seed) -> Outcome`, `sentence(outcome) -> (key, values)`,
  `alternative(outcome) -> (key, values)`, `rows(outcome) -> (columns, rows)` for the table and the download,
  `SCENES`, `DECKS` (scene → `Statement`), `PRESETS`, `PREDICTIONS`, `GOALS`, `AIMS` (scene → the goal it shows) and,
  where wanted, `CHANCE` (scenes with a button for new luck) and `ROOMS` (scenes that suit a room, see `rooms.py`);
- `figure.py`: `figure(outcome, say, look) -> plotly.graph_objects.Figure`, drawn with `simulations.pen.Pen`;
- `words.yaml`: every word, reached by `say("simulations.<name>.…")`.

A branching simulator plays stories (`simulations.stories`): its scenes are the files of `stories/`, its inputs
`Told`, and its model names the `MOVES` that a story may use, the `METERS` and the `ENDINGS`. What it says for all its
stories alike (`DECKS`, `PREDICTIONS`, `AIMS` and their words) stands under the scene `story`. Its outcomes tell the
`steps` taken, the moment `now` waiting, None when it is over, and the `ending`; `judged(outcome)` says of every step
what it did (`stories.Judged`).

Nothing here imports Streamlit or anything of ours but `courseware.words`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from simulations.stories import Story, Told

FOLDER = Path(__file__).parent


class Controls(BaseModel):
    """Inputs of a simulator. A field carries its limits, default, step, unit and scenes once, by `control`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    first: ClassVar[int] = 3  # so many controls stand open, the others under "more"


def control(
    default: float | bool | str,
    *,
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    unit: str = "plain",
    scenes: Sequence[str] = (),
    options: Sequence[str] = (),
) -> Any:
    """A field of `Controls`: a slider (low, high, step), a choice (`options`) or a switch (a bool default).

    `unit` is a key of assets/words/units.yaml; `scenes` names the scenes that show the control (none: all).
    """
    more = {"step": step, "unit": unit, "scenes": list(scenes), "options": list(options)}
    return Field(default, ge=low, le=high, json_schema_extra=more)


@dataclass(frozen=True)
class Control:
    """What a screen needs to draw one control."""

    name: str
    default: Any
    low: float | None
    high: float | None
    step: float | None
    unit: str
    options: tuple[str, ...]


def controls(inputs: type[Controls], scene: str) -> tuple[Control, ...]:
    """The controls of a scene, in the order of the fields; the field `scene` itself is not among them."""
    found = []
    for name, info in inputs.model_fields.items():
        more = info.json_schema_extra
        if name == "scene" or not isinstance(more, dict):
            continue
        scenes: Any = more["scenes"]
        if scenes and scene not in scenes:
            continue
        limits = {type(m).__name__: m for m in info.metadata}
        low, high = limits.get("Ge"), limits.get("Le")
        step: Any = more["step"]
        options: Any = more["options"]
        found.append(
            Control(
                name,
                info.default,
                low.ge if low is not None else None,
                high.le if high is not None else None,
                step,
                str(more["unit"]),
                tuple(options),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Preset:
    """A set of inputs with its origin: source items of the decks, or the editors'."""

    values: Mapping[str, Any]
    sources: tuple[str, ...] = ()
    editors: bool = False


@dataclass(frozen=True)
class Statement:
    """What the decks say of a scene: `decks.<scene>` in words.yaml, from these items; errata that concern it."""

    sources: tuple[str, ...]
    errata: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prediction:
    """What the learner commits to before the figure answers.

    `truth(outcome)` names the option that the model confirms for `values`; the options are keys below
    `predictions.<scene>.options` in words.yaml.
    """

    values: Mapping[str, Any]
    options: tuple[str, ...]
    truth: Callable[[Any], str]


@dataclass(frozen=True)
class Look:
    """Colours and type for a figure. `size` is 15 on a page and 28 on a slide; colours are CSS colours."""

    dark: bool
    font: str
    ink: str
    muted: str
    paper: str
    mist: str
    line: str
    edge: str
    accent: str
    tint: str
    fill: str
    warm: str
    warm_tint: str
    honey: str
    honey_tint: str
    slate: str
    size: int = 15
    phone: bool = False


def layout(look: Look, **more: Any) -> dict[str, Any]:
    """The house style of every figure, as arguments of a Plotly layout; `more` adds or replaces."""
    base: dict[str, Any] = {
        "template": {},  # Plotly's own would add 6 kB to every figure
        "font": {"family": look.font, "size": look.size, "color": look.ink},
        "paper_bgcolor": look.paper,
        "plot_bgcolor": look.paper,
        "colorway": [look.accent, look.fill, look.slate, look.honey, look.ink],
        "margin": {"l": 8, "r": 8, "t": 24, "b": 40},
        "xaxis": {
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linewidth": 2,
            "linecolor": look.ink,
            "ticks": "",
            "automargin": True,
            "fixedrange": True,
        },
        "yaxis": {
            "visible": False,
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
            "fixedrange": True,
        },
        "showlegend": False,
        "hoverlabel": {"bgcolor": look.paper, "bordercolor": look.line, "font": {"color": look.ink}},
        "dragmode": False,
        "height": 380 * look.size // 15,
    }
    for key, value in more.items():
        base[key] = {**base[key], **value} if isinstance(value, dict) and isinstance(base.get(key), dict) else value
    return base


@dataclass(frozen=True)
class Simulator:
    """One simulator folder, ready to use."""

    name: str
    model: ModuleType = field(repr=False)

    @property
    def draw(self) -> ModuleType:
        """The figure's module; imported when first drawn, since Plotly is heavy and checking content needs none."""
        return import_module(f"simulations.{self.name}.figure")

    @property
    def branching(self) -> bool:
        """Does it play stories?"""
        return hasattr(self.model, "MOVES")

    @property
    def scenes(self) -> tuple[str, ...]:
        """Scenes in order; the first is the one a plain address opens."""
        if self.branching:
            return tuple(sorted(path.stem for path in (FOLDER / self.name / "stories").glob("*.yaml")))
        return self.model.SCENES

    @property
    def presets(self) -> Mapping[str, Preset]:
        """Sets of inputs by name; a story has none."""
        return {} if self.branching else self.model.PRESETS

    def part(self, scene: str) -> str:
        """Where a scene's deck statement, prediction and goal are found."""
        return "story" if self.branching else scene

    def inputs(self, values: Mapping[str, Any]) -> BaseModel:
        """Validated inputs; raises pydantic.ValidationError. A branching simulator wants its `story` among them."""
        return (Told if self.branching else self.model.Inputs)(**values)

    def goal(self, name: str, outcome: Any) -> Fraction:
        """How far the goal is met, 0 to 1."""
        goals: Mapping[str, Callable[[Any], Fraction]] = self.model.GOALS
        return goals[name](outcome)

    def best(self, scene: str, story: Story, goal: str | None = None) -> tuple[str, ...]:
        """A path through a story that goes for a goal (its own, if none is named), choice by choice; among choices that
        bring it as far, it takes one that helped."""

        def reached(path: tuple[str, ...]) -> tuple[Fraction, int]:
            outcome = self.model.run(Told(scene=scene, story=story, path=path), 1)
            helped = ("hurt", "neither", "helped").index(self.model.judged(outcome)[-1].verdict)
            return self.goal(goal or self.model.AIMS["story"], outcome), helped

        path: tuple[str, ...] = ()
        while (now := self.model.run(Told(scene=scene, story=story, path=path), 1).now) is not None:
            path = max(((*path, choice.id) for choice in now.choices), key=reached)
        return path


@lru_cache(1)
def names() -> tuple[str, ...]:
    """Names of all simulators, by folder."""
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/model.py")))


@lru_cache
def simulator(name: str) -> Simulator:
    """The simulator of that name; raises KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    return Simulator(name, import_module(f"simulations.{name}.model"))
