"""A simulator on a page: predict, then play. All of it runs in one fragment; what it shows is cached by its inputs.

What the learner did is kept in the session under a name of its own, so that it survives a change of language; with
`address=True` the values are in the page's address too, and a link shows what its sender saw.
"""

import csv
import io
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st

import simulations
from courseware.blocks import BlockBase, Stage
from courseware.blocks.lines import origin_line, small
from courseware.blocks.simulator.fields import Block
from courseware.words import Say, markdown
from simulations import Control, Look, Prediction, Simulator

SEED = 1
LOW = 230  # px of a figure on a lesson's page, which has to fit a laptop's screen


def show(block: Block, stage: Stage) -> None:
    """The block on a lesson's page."""
    play(block.name, block.opening, stage, preset=block.preset)


def play(
    name: str,
    scene: str,
    stage: Stage,
    *,
    address: bool = False,
    large: bool = False,
    preset: str | None = None,
) -> None:
    """One scene of a simulator. `address` keeps every value in the page's address; `large` is for projectors.

    With `address` or `large` it brings its own title and sources; on a lesson's page the page has them. An unknown
    scene or preset falls back to the first scene and to none.
    """
    simulator = simulations.simulator(name)
    scene = scene if scene in simulator.scenes else simulator.scenes[0]
    fitting = [n for n, p in simulator.model.PRESETS.items() if p.values["scene"] == scene]
    if address and preset is None:
        preset = st.query_params.get("preset")
    if preset in fitting:
        fitting = [preset, *(n for n in fitting if n != preset)]
    else:
        preset = None
    phone = stage.look.phone or "Mobi" in st.context.headers.get("User-Agent", "")
    look = replace(stage.look, phone=phone and not large, size=28 if large else stage.look.size)
    game = Game(simulator, scene, replace(stage, look=look), address, address or large, preset, tuple(fitting))
    kind = "large" if large else "alone" if address else "lesson"
    with st.container(key=f"sim-{kind}-{game.key}", gap="small"):
        if game.alone and not st.context.is_embedded:  # a lesson's page and a slide have a title of their own
            st.title(markdown(game.words(f"scenes.{scene}.title")), anchor=False)
        if kind == "alone":
            st.markdown(f":gray[{markdown(game.words(f'scenes.{scene}.lead'))}]")
        _play(game)


@dataclass(frozen=True, eq=False)
class Game:
    """One scene at one place, and what the learner has done with it."""

    simulator: Simulator
    scene: str
    stage: Stage
    address: bool
    alone: bool
    preset: str | None
    presets: tuple[str, ...]

    @property
    def key(self) -> str:
        """Beginning of every widget's key."""
        return re.sub(r"[^A-Za-z0-9]+", "-", f"{self.stage.place}-{self.simulator.name}-{self.scene}")

    @property
    def words(self) -> Say:
        """The simulator's words."""
        return self.stage.say.within(f"simulations.{self.simulator.name}")

    @property
    def captions(self) -> Say:
        """The words around every simulator."""
        return self.stage.say.within("blocks.simulator")

    @property
    def prediction(self) -> Prediction | None:
        """What to commit to first."""
        return self.simulator.model.PREDICTIONS.get(self.scene)

    @property
    def controls(self) -> tuple[Control, ...]:
        """The controls of the scene; the first few stand open."""
        return simulations.controls(self.simulator.model.Inputs, self.scene)

    @property
    def start(self) -> dict[str, Any]:
        """Values at the beginning: the predicted case, else the preset, else the defaults."""
        model = self.simulator.model
        case = self.prediction or (model.PRESETS[self.preset] if self.preset else None)
        return self.values(case.values if case else {})

    def values(self, given: Any) -> dict[str, Any]:
        """A value for every control of the scene: the given ones, defaults for the others."""
        return {control.name: given.get(control.name, control.default) for control in self.controls}

    def widget(self, control: Control) -> str:
        """Key of a control's widget. In the address it is the parameter's name; labels of choices are in its value."""
        if control.options:
            return f"sim-{self.key}-{control.name}-{self.stage.say.language}"
        return control.name if self.address else f"sim-{self.key}-{control.name}"

    @property
    def state(self) -> dict[str, Any]:
        """What the learner did: the guess, the values of the controls, the seed of chance."""
        found = st.session_state.setdefault(f"simulator/{self.key}", {})
        if not found:
            found |= {"guess": None, "values": self.start, "seed": SEED}
            if self.address:
                found |= self._sent()
        return found

    def _sent(self) -> dict[str, Any]:
        """The guess, the seed and the choices that the address carries; sliders and switches read it themselves."""
        sent, found = st.query_params, {}
        if self.prediction and sent.get("guess") in self.prediction.options:
            found["guess"] = sent["guess"]
        if re.fullmatch(r"[1-9]\d{0,5}", sent.get("seed", "")):
            found["seed"] = int(sent["seed"])
        chosen = {c.name: sent[c.name] for c in self.controls if sent.get(c.name) in c.options}
        return found | {"values": self.start | chosen}


@dataclass(frozen=True)
class Shown:
    """Everything that a set of inputs shows."""

    outcome: Any
    figure: go.Figure
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
def _shown(name: str, inputs: Any, seed: int, voice: Voice, look: Look) -> Shown:
    simulator, say = simulations.simulator(name), voice.say
    model = simulator.model
    outcome = model.run(inputs, seed)
    told, told_values = model.sentence(outcome)
    drawn, drawn_values = model.alternative(outcome)
    aim = getattr(model, "AIMS", {}).get(getattr(inputs, "scene", ""))
    return Shown(
        outcome,
        simulator.draw.figure(outcome, say.in_(say.language), look),
        say(f"sentences.{told}", **told_values),
        say(f"alternatives.{drawn}", **drawn_values),
        (say(f"goals.{aim}"), int(simulator.goal(aim, outcome) * 100)) if aim else None,
    )


@st.fragment
def _play(game: Game) -> None:
    if game.prediction is not None and game.state["guess"] is None:
        _ask(game, game.prediction)
    else:
        _try(game)


def _ask(game: Game, prediction: Prediction) -> None:
    """The prediction; nothing of the answer is sent before it."""
    words = game.words.within(f"predictions.{game.scene}")
    with st.container(key=f"sim-ask-{game.key}"):
        st.markdown(f"{small(markdown(game.captions('predict')))}\n\n{markdown(words('ask'))}")
        with st.container(horizontal=True, gap="small"):
            for option in prediction.options:
                key = f"sim-{game.key}-guess-{option}"
                label = markdown(words(f"options.{option}"))
                st.button(label, key=key, on_click=_commit, args=(game, option), width="stretch")


def _commit(game: Game, option: str) -> None:
    game.state["guess"] = option
    if game.address:
        st.query_params["guess"] = option


def _try(game: Game) -> None:
    """Cases, controls left, figure right; on a phone the figure comes first, in a lesson the cases come last."""
    state = game.state
    first = game.simulator.model.Inputs.first
    with st.container(key=f"sim-desk-{game.key}"):
        cases = st.container(key=f"sim-cases-{game.key}", horizontal=True, vertical_alignment="center", gap="small")
        left, right = st.columns([3, 7], gap="large")
        with left, st.container(key=f"sim-controls-{game.key}", gap="xsmall"):
            values = {control.name: _control(game, control) for control in game.controls[:first]}
            if len(game.controls) > first:
                with st.expander(
                    game.captions("more"), icon=":material/tune:", type="compact", key=f"sim-more-{game.key}"
                ):
                    values |= {control.name: _control(game, control) for control in game.controls[first:]}
            state["values"] = values
            shown = _shown(game.simulator.name, game.simulator.inputs({"scene": game.scene} | values), state["seed"],
                           Voice(game.words), game.stage.look)  # fmt: skip
            _goal(game, shown)
        with right, st.container(key=f"sim-figure-{game.key}", gap="xsmall"):
            _figure(game, shown)
            _numbers(game, shown)
        with cases:
            _cases(game, values)
            _back(game)


def _verdict(game: Game, prediction: Prediction, guess: str) -> str:
    model, words = game.simulator.model, game.words.within(f"predictions.{game.scene}")
    hit = prediction.truth(model.run(game.simulator.inputs(prediction.values), SEED)) == guess
    told = game.captions("hit" if hit else "miss", guess=words(f"options.{guess}"))
    icon = ":green[:material/check:] " if hit else ""
    reply = f" {markdown(words(f'replies.{guess}'))}" if words.has(f"replies.{guess}") else ""
    return f"{icon}{markdown(told)}{reply}"


def _control(game: Game, control: Control) -> Any:
    """One widget and its value, which becomes the truth."""
    key, truth, start = game.widget(control), game.state["values"][control.name], game.start[control.name]
    label = markdown(game.words(f"controls.{control.name}"))
    bound: dict[str, Any] = {"bind": "query-params"} if game.address else {}
    if control.options:
        return _choice(game, control, key, label, truth)
    if not bound and key not in st.session_state:
        st.session_state[key] = truth
    if isinstance(control.default, bool):
        return st.toggle(label, key=key, **({"value": start} | bound if bound else {}))
    unit = game.stage.say.in_(game.stage.say.language)(f"units.{control.unit}", n="\n")
    digits = 0 if isinstance(control.step, int) else len(str(control.step).partition(".")[2])
    shape = unit.replace("%", "%%").replace("\n", f"%.{digits}f" if digits else "%d")
    limits = {"min_value": control.low, "max_value": control.high, "step": control.step, "format": shape}
    return st.slider(label, key=key, **limits, **({"value": start} | bound if bound else {}))  # type: ignore[arg-type]


def _choice(game: Game, control: Control, key: str, label: str, truth: str) -> str:
    if st.session_state.get(key) not in control.options:
        st.session_state[key] = truth
    names = {option: markdown(game.words(f"options.{control.name}.{option}")) for option in control.options}
    chosen = st.segmented_control(
        label, control.options, format_func=lambda option: names[option], key=key, required=True, width="stretch"
    )
    option = str(chosen)
    if game.address and option != truth:
        st.query_params[control.name] = option
    return option


def _cases(game: Game, values: dict[str, Any]) -> None:
    """The presets, as pills; the chosen one is the one whose values are in force."""
    if not game.presets:
        return
    presets = game.simulator.model.PRESETS
    match = next((name for name in game.presets if game.values(presets[name].values) == values), None)
    key = f"sim-{game.key}-case-{game.stage.say.language}"
    if st.session_state.get(key) != match:
        st.session_state[key] = match
    names = {name: markdown(game.words(f"presets.{name}")) for name in game.presets}
    st.pills(
        game.captions("cases"), game.presets, format_func=lambda name: names[name], key=key,
        label_visibility="collapsed", wrap=True, on_change=_take, args=(game, key),
    )  # fmt: skip


def _take(game: Game, key: str) -> None:
    if (name := st.session_state[key]) is not None:
        _put(game, game.values(game.simulator.model.PRESETS[name].values))


def _put(game: Game, values: dict[str, Any]) -> None:
    """Set the truth and every widget that shows it."""
    game.state["values"] = values
    for control in game.controls:
        st.session_state[game.widget(control)] = values[control.name]


def _back(game: Game) -> None:
    deeds = [("reset", ":material/restart_alt:", _reset)]
    if game.scene in getattr(game.simulator.model, "CHANCE", ()):
        deeds.append(("again", ":material/casino:", _again))
    for name, icon, deed in deeds:
        key = f"sim-{game.key}-{name}"
        st.button(game.captions(name), key=key, type="tertiary", icon=icon, on_click=deed, args=(game,))


def _reset(game: Game) -> None:
    presets = game.simulator.model.PRESETS
    _put(game, game.values(presets[game.preset].values) if game.preset else game.start)
    _luck(game, SEED)


def _again(game: Game) -> None:
    _luck(game, game.state["seed"] + 1)


def _luck(game: Game, seed: int) -> None:
    game.state["seed"] = seed
    if game.address:
        if seed == SEED:
            st.query_params.pop("seed", None)
        else:
            st.query_params["seed"] = str(seed)


def _goal(game: Game, shown: Shown) -> None:
    if shown.goal is None:
        return
    goal, share = shown.goal
    reached = game.captions("reached", n=f"{share}%")
    level = f'<div class="ws-aim"><i style="width:{share}%"></i></div>'
    st.html(f'<div class="ws-goal"><p>{goal}</p>{level}<p><b>{reached}</b></p></div>')


def _figure(game: Game, shown: Shown) -> None:
    """The figure, what it says, its limits and its origin.

    Streamlit takes a chart down before it builds one with other numbers, so figures take turns in two places, one
    above the other, and the stylesheet hides the older one a moment later: nothing flickers.
    """
    state = game.state
    if state.get("shown") is not shown:
        state |= {"shown": shown, "before": state.get("shown"), "turn": 1 - state.get("turn", 1)}
    turn = state["turn"]
    with st.container(key=f"sim-chart-{game.key}", gap=None):
        for place in (0, 1):
            drawn: Shown | None = shown if place == turn else state["before"]
            if drawn is None:
                st.empty()
                continue
            key = f"sim-{game.key}-chart-{place}"
            st.plotly_chart(
                drawn.figure, theme=None, key=key, config={"displayModeBar": False}, alt=drawn.alternative,
                height="content" if game.alone or game.stage.look.phone else LOW,
            )  # fmt: skip
    limits = f"limits.{game.scene}"
    notes = [game.words(limits if game.words.has(limits) else "limits"), _origin(game)]
    said = [f"**{markdown(shown.sentence)}**"]
    if game.prediction is not None:
        said.append(_verdict(game, game.prediction, state["guess"]))
    said.append("  \n".join(small(markdown(note)) for note in notes if note))
    with st.container(key=f"sim-say-{turn}-{game.key}"):
        st.markdown("\n\n".join(said))


def _origin(game: Game) -> str:
    """Items of the decks behind the scene; a lesson's page names its own."""
    if not game.alone:
        return ""
    presets = [game.simulator.model.PRESETS[name] for name in game.presets]
    items = tuple(sorted({item for preset in presets for item in preset.sources}))
    return origin_line(BlockBase(sources=items, editors=True), game.stage.say)


def _numbers(game: Game, shown: Shown) -> None:
    """The figure's numbers as a table and as a file, made when they are asked for."""
    box = st.expander(
        game.captions("numbers"), icon=":material/table_rows:", type="compact", on_change="rerun",
        key=f"sim-numbers-{game.key}",
    )  # fmt: skip
    if not box.open:
        return
    say = game.words
    columns, rows = game.simulator.model.rows(shown.outcome)
    heads = [say(f"columns.{column}") for column in columns]
    cells = [["—" if c is None else say(c) if isinstance(c, str) else say.number(c) for c in row] for row in rows]
    ruler = ["--:" if any(not isinstance(row[n], str) for row in rows) else ":--" for n in range(len(heads))]
    table = [[markdown(head) for head in heads], ruler, *([markdown(cell) for cell in line] for line in cells)]
    file = io.StringIO()
    csv.writer(file).writerows([heads, *([say(c) if isinstance(c, str) else c for c in row] for row in rows)])
    with box:
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in table))
        st.download_button(
            game.captions("download"), file.getvalue().encode("utf-8-sig"), f"{game.simulator.name}-{game.scene}.csv",
            "text/csv", key=f"sim-{game.key}-csv", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
