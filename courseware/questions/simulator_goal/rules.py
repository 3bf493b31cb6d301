"""Simulator goal: set the open controls of a simulator's scene so that its goal is reached."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

import simulations
from courseware.errors import Unreadable
from courseware.questions import Fields, Form, Grade, Misfit, Parameters, QuestionBase, Stock, forms, options
from courseware.questions.simulator_goal import setting
from courseware.questions.simulator_goal.setting import Name, Value
from courseware.words import Say, Text
from simulations import Control, Simulator

SEEDS = (1, 2, 3, 4, 5)
"""Where chance matters one of these is drawn: few enough to be sure that the solution reaches the goal in each."""

Values = dict[Name, Value]


class Mistake(Fields):
    """A setting that people really choose, and what it misses: each value at least, at most or exactly so."""

    least: Values = Field(default_factory=dict)
    most: Values = Field(default_factory=dict)
    equal: Values = Field(default_factory=dict)
    feedback: Text

    def fits(self, values: Mapping[str, str]) -> bool:
        """Is it this mistake?"""
        return (
            all(int(values[name]) >= int(n) for name, n in self.least.items())
            and all(int(values[name]) <= int(n) for name, n in self.most.items())
            and all(values[name] == value for name, value in self.equal.items())
        )


class Question(QuestionBase):
    """`open` are the controls that can be set (the scene's first, if none is named); the others stay as the preset has
    them, or at their defaults. `solution` gives every open one a value that reaches the goal."""

    kind: Literal["simulator_goal"]
    simulator: Name = Field(description="a folder of simulations/")
    scene: Name
    goal: Name = Field(description="one of the simulator's GOALS")
    preset: str | None = None
    open: tuple[Name, ...] = ()
    solution: Values = Field(min_length=1)
    mistakes: tuple[Mistake, ...] = ()
    feedback: Text = Field(description="for whoever misses the goal by no mistake named")

    @field_validator("open")
    @classmethod
    def _distinct(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        options.require([f"open: {name} stands twice" for name, n in Counter(given).items() if n > 1])
        return given

    @property
    def playing(self) -> Simulator:
        """The simulator; raises KeyError when it is gone."""
        return simulations.simulator(self.simulator)

    @property
    def controls(self) -> tuple[Control, ...]:
        """The open controls, in the order of the simulator."""
        inputs = self.playing.model.Inputs
        found = simulations.controls(inputs, self.scene)
        return tuple(c for c in found if c.name in self.open) if self.open else found[: inputs.first]

    @property
    def start(self) -> dict[str, Any]:
        """Every control of the scene as it stands at first."""
        preset = self.playing.presets[self.preset].values if self.preset else {}
        found = simulations.controls(self.playing.model.Inputs, self.scene)
        return {control.name: preset.get(control.name, control.default) for control in found}

    def reached(self, values: Mapping[str, str], seed: int) -> Fraction:
        """How far the goal is met, 0 to 1; 0 for values that the simulator does not take (any more)."""
        try:
            inputs = self.playing.inputs({"scene": self.scene} | self.start | dict(values))
        except ValidationError:
            return Fraction(0)
        return self.playing.goal(self.goal, self.playing.model.run(inputs, seed))


class Response(BaseModel):
    """A value for every open control."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    values: Values

    @field_validator("values")
    @classmethod
    def _sorted(cls, given: dict[str, str]) -> dict[str, str]:
        return dict(sorted(given.items()))


def fit(question: Question, stock: Stock) -> tuple[Question, list[Misfit]]:
    """The question as it is; what the simulator does not have, or a solution that does not solve it."""
    sliding = [name for name in simulations.names() if not simulations.simulator(name).branching]
    if question.simulator not in sliding:
        return question, [
            Misfit(("simulator",), options.no_such("simulator with controls", question.simulator, sliding))
        ]
    playing = question.playing
    fitting = [name for name, one in playing.presets.items() if one.values["scene"] == question.scene]
    for place, name, known in (
        ("scene", question.scene, playing.scenes),
        ("goal", question.goal, playing.model.GOALS),
        ("preset", question.preset, fitting),
    ):
        if name is not None and name not in known:
            return question, [Misfit((place,), options.no_such(place, name, known))]
    known = [control.name for control in simulations.controls(playing.model.Inputs, question.scene)]
    lost = [name for name in question.open if name not in known]
    lost += [name for one in question.mistakes for name in one.least | one.most | one.equal if name not in known]
    if lost:
        return question, [Misfit(("open",), options.no_such("control of this scene", name, known)) for name in lost]
    return question, [Misfit(("solution",), sentence) for sentence in _unsolved(question)]


def _unsolved(question: Question) -> list[str]:
    try:
        solution = _read(question, question.solution)
    except Unreadable as error:
        return [f"the solution cannot be set: {error}"]
    start = {control.name: setting.written(question.start[control.name]) for control in question.controls}
    seeds = SEEDS if _chancy(question) else SEEDS[:1]
    found = [f"the solution does not reach the goal (seed {s})" for s in seeds if question.reached(solution, s) < 1]
    return found + [f"the goal is reached at the start (seed {s})" for s in seeds if question.reached(start, s) == 1]


def _chancy(question: Question) -> bool:
    return question.scene in getattr(question.playing.model, "CHANCE", ())


def draw(question: Question, seed: int) -> Parameters:
    """The seed of the simulator's chance, in scenes that depend on it."""
    return {"seed": Random(f"{seed}:{question.id}").choice(SEEDS)} if _chancy(question) else {}


def seed_of(parameters: Parameters) -> int:
    """The seed that was drawn."""
    return parameters.get("seed", SEEDS[0])


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, the simulator's scene as it stands, and the controls that can be set."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "simulator": question.simulator,
        "scene": question.scene,
        "seed": seed_of(parameters),
        "start": question.start,
        "controls": [
            {
                "name": one.name,
                "low": one.low,
                "high": one.high,
                "step": one.step,
                "unit": one.unit,
                "choices": list(setting.choices(one)),
                "start": setting.written(question.start[one.name]),
            }
            for one in question.controls
        ],
    }


def read(question: Question, form: Form) -> Response:
    """One field for each open control. Raises Unreadable for one that is missing, or cannot be set so."""
    sent = {control.name: forms.only(form, control.name) for control in question.controls}
    return Response(values=_read(question, sent))


def _read(question: Question, values: Mapping[str, str]) -> dict[str, str]:
    controls = {control.name: control for control in question.controls}
    if set(values) != set(controls):
        raise Unreadable(f"values for {', '.join(controls)} expected")
    return {name: setting.read(controls[name], typed) for name, typed in values.items()}


def key(question: Question) -> Response:
    """A response that wins every point."""
    return Response(values=question.solution)


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """Points × how far the goal is reached; all or nothing wants all of it. The one part is `goal`."""
    share = question.reached(response.values, seed_of(parameters)) if response else Fraction(0)
    if question.scoring == "all_or_nothing":
        share = Fraction(share == 1)
    return Grade(question.points * share, question.points, {"goal": share == 1})


def guess(question: Question, chance: Random) -> Response:
    """Every control set by chance."""
    values = {}
    for one in question.controls:
        low, high, step = (int(number or 0) for number in (one.low, one.high, one.step))
        values[one.name] = chance.choice(setting.choices(one) or [str(n) for n in range(low, high + 1, step)])
    return Response(values=values)


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each control was set to each value."""
    counts = Counter(f"{name}={value}" for response in responses for name, value in response.values.items())
    return dict(sorted(counts.items()))


def in_words(question: Question, values: Mapping[str, str], say: Say) -> str:
    """The open controls with their values, in words."""
    words, join = say.within(f"simulations.{question.simulator}"), say.within("questions.simulator_goal")
    lines = []
    for control in question.controls:
        value = values.get(control.name)
        if value is None:
            continue
        caption = "chosen"
        if control.options:
            shown = words(f"options.{control.name}.{value}")
        elif setting.choices(control):
            shown = join("on" if value == "true" else "off")
        else:
            caption, shown = "set", say.quantity(int(value), control.unit)
        lines.append(join(caption, control=words(f"controls.{control.name}"), value=shown))
    return ("；" if say.language == "zh" else "; ").join(lines) or "—"


def tallied(question: Question, name: str, say: Say) -> str:
    """A name of the tally in words: what a control was set to."""
    control, _, value = name.partition("=")
    known = {one.name for one in question.controls}
    return in_words(question, {control: value}, say) if control in known else name


def say(question: Question, response: Response, say: Say) -> str:
    """The settings, in words."""
    return in_words(question, response.values, say)


def feedback(question: Question, response: Response, seed: int = SEEDS[0]) -> list[Text]:
    """What the setting misses, if it misses the goal: the first mistake that fits, or what is said to all others."""
    if question.reached(response.values, seed) == 1:
        return []
    found = next((one.feedback for one in question.mistakes if one.fits(response.values)), question.feedback)
    return [found]
