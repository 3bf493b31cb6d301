"""A simulator on a page: predict, then play. All of it runs in one fragment; what it shows is cached by its inputs."""

from dataclasses import replace
from typing import Any

import streamlit as st

import simulations
from courseware.blocks import Stage
from courseware.blocks.simulator.fields import Block
from courseware.blocks.simulator.game import Game
from courseware.blocks.simulator.parts import view as parts
from courseware.blocks.simulator.telling.view import tell
from courseware.charts.playing import SEED
from courseware.words import markdown
from simulations import Control


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
    fitting = [n for n, p in simulator.presets.items() if p.values["scene"] == scene]
    if address and preset is None:
        preset = st.query_params.get("preset")
    if preset in fitting:
        fitting = [preset, *(n for n in fitting if n != preset)]
    else:
        preset = None
    phone = stage.look.phone or "Mobi" in st.context.headers.get("User-Agent", "")
    look = replace(stage.look, phone=phone and not large, size=28 if large else stage.look.size)
    story = stage.stories.get(name, {}).get(scene)
    game = Game(simulator, scene, replace(stage, look=look), address, address or large, preset, tuple(fitting), story)
    kind = "large" if large else "alone" if address else "lesson"
    with st.container(key=f"sim-{kind}-{game.key}", gap="small"):
        if game.alone and not st.context.is_embedded:  # a lesson's page and a slide have a title of their own
            st.title(markdown(game.words(f"scenes.{scene}.title")), anchor=False)
        if kind == "alone":
            st.markdown(f":gray[{markdown(game.words(f'scenes.{scene}.lead'))}]")
        if simulator.branching:
            tell(game) if story else st.markdown(markdown(game.captions("broken")))
        else:
            _play(game)


@st.fragment
def _play(game: Game) -> None:
    if game.prediction is not None and parts.state(game)["guess"] is None:
        parts.ask(game, game.prediction)
    else:
        _try(game)


def _try(game: Game) -> None:
    """Cases, controls left, figure right; on a phone the figure comes first, in a lesson the cases come last."""
    state, first = parts.state(game), game.simulator.model.Inputs.first
    with st.container(key=f"sim-desk-{game.key}", gap="xsmall"):
        cases = st.container(key=f"sim-cases-{game.key}", horizontal=True, vertical_alignment="center", gap="small")
        left, right = st.columns([3, 7], gap="large")
        with left, st.container(key=f"sim-controls-{game.key}", gap="xsmall"):
            values = {control.name: _control(game, control) for control in game.controls[:first]}
            if game.controls[first:]:
                more, key = game.captions("more"), f"sim-more-{game.key}"
                with st.expander(more, icon=":material/tune:", type="compact", key=key):
                    values |= {control.name: _control(game, control) for control in game.controls[first:]}
            state["values"] = values
            shown = game.shown(values, state["seed"])
            parts.goal(game, shown)
        with right, st.container(key=f"sim-figure-{game.key}", gap="xsmall"):
            parts.figure(game, shown)
        parts.notes(game, shown)
        with cases:
            _cases(game, values)
            _back(game)


def _control(game: Game, control: Control) -> Any:
    """One widget and its value, which becomes the truth."""
    key, label = game.widget(control), markdown(game.words(f"controls.{control.name}"))
    if control.options:
        return _choice(game, control, key, label)
    more: dict[str, Any] = {"key": key}
    if game.address:  # the parameter leaves the address where the value is the one at the start
        more |= {"value": game.start[control.name], "bind": "query-params"}
    elif key not in st.session_state:
        st.session_state[key] = parts.state(game)["values"][control.name]
    if isinstance(control.default, bool):
        return st.toggle(label, **more)
    limits: Any = (control.low, control.high)
    return st.slider(label, *limits, step=control.step, format=game.shape(control), **more)


def _choice(game: Game, control: Control, key: str, label: str) -> str:
    truth = parts.state(game)["values"][control.name]
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
    """The presets; the one whose values are in force is marked.

    Buttons, because pills keep a choice of their own: the browser sends it along with the next quick move of a slider,
    when the values have left the preset already, and Streamlit takes that for a press.
    """
    for name in game.presets:
        st.button(
            markdown(game.words(f"presets.{name}")), key=f"sim-{game.key}-case-{name}",
            type="primary" if game.case(name) == values else "secondary", on_click=_put, args=(game, game.case(name)),
        )  # fmt: skip


def _put(game: Game, values: dict[str, Any]) -> None:
    """Set the truth and every widget that shows it."""
    parts.state(game)["values"] = values
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
    _put(game, game.case(game.preset) if game.preset else game.start)
    _luck(game, SEED)


def _again(game: Game) -> None:
    _luck(game, parts.state(game)["seed"] + 1)


def _luck(game: Game, seed: int) -> None:
    parts.state(game)["seed"] = seed
    if not game.address:
        return
    if seed == SEED:
        st.query_params.pop("seed", None)
    else:
        st.query_params["seed"] = str(seed)
