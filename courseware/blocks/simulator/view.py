"""A simulator on a page: predict, then play. All of it runs in one fragment; what it shows is cached by its inputs.

What the learner did is kept in the session under a name of its own, so that it survives a change of language; with
`address=True` the values are in the page's address too, and a link shows what its sender saw.
"""

import re
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

import simulations
from courseware.blocks import Stage
from courseware.blocks.lines import small
from courseware.blocks.simulator.fields import Block
from courseware.blocks.simulator.game import SEED, Game, Shown, table
from courseware.charts.view import draw_chart
from courseware.words import markdown
from simulations import Control, Prediction

LOW = 195  # px of a figure on a lesson's page, which has to fit a laptop's screen


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


def _state(game: Game) -> dict[str, Any]:
    """What the learner did: the guess, the values of the controls, the seed of chance."""
    state = st.session_state.setdefault(f"simulator/{game.key}", {})
    if not state:
        state |= {"guess": None, "values": game.start, "seed": SEED}
        if game.address:
            state |= _sent(game)
    return state


def _sent(game: Game) -> dict[str, Any]:
    """The guess, the seed and the choices that the address carries; sliders and switches read it themselves."""
    sent, found = st.query_params, {}
    if game.prediction and sent.get("guess") in game.prediction.options:
        found["guess"] = sent["guess"]
    if re.fullmatch(r"[1-9][0-9]{0,5}", sent.get("seed", "")):
        found["seed"] = int(sent["seed"])
    chosen = {c.name: sent[c.name] for c in game.controls if sent.get(c.name) in c.options}
    return found | {"values": game.start | chosen}


@st.fragment
def _play(game: Game) -> None:
    if game.prediction is not None and _state(game)["guess"] is None:
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
    _state(game)["guess"] = option
    if game.address:
        st.query_params["guess"] = option


def _try(game: Game) -> None:
    """Cases, controls left, figure right; on a phone the figure comes first, in a lesson the cases come last."""
    state, first = _state(game), game.simulator.model.Inputs.first
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
            _goal(game, shown)
        with right, st.container(key=f"sim-figure-{game.key}", gap="xsmall"):
            _figure(game, shown)
            _numbers(game, shown)
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
        st.session_state[key] = _state(game)["values"][control.name]
    if isinstance(control.default, bool):
        return st.toggle(label, **more)
    limits: Any = (control.low, control.high)
    return st.slider(label, *limits, step=control.step, format=game.shape(control), **more)


def _choice(game: Game, control: Control, key: str, label: str) -> str:
    truth = _state(game)["values"][control.name]
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


def _goal(game: Game, shown: Shown) -> None:
    if shown.goal is None:
        return
    goal, share = shown.goal
    reached = escape(game.captions("reached", n=f"{share}%"))
    level = f'<div class="ws-aim" role="img" aria-label="{reached}"><i style="width:{share}%"></i></div>'
    st.html(f'<div class="ws-goal"><p>{escape(goal)} <b aria-hidden="true">{share}%</b></p>{level}</div>')


def _figure(game: Game, shown: Shown) -> None:
    """The figure and what it says."""
    height = shown.height if game.alone or game.stage.look.phone else LOW
    live = game.live(_state(game)["values"], _state(game)["seed"])
    draw_chart(shown.figure, shown.alternative, height, key=f"sim-{game.key}-chart", live=live)
    said = [f"**{markdown(shown.sentence)}**", game.verdict(_state(game)["guess"]), game.notes()]
    with st.container(key=f"sim-say-{game.key}"):
        st.markdown("\n\n".join(part for part in said if part))


def _numbers(game: Game, shown: Shown) -> None:
    """The figure's numbers as a table and as a file, made when they are asked for."""
    box = st.expander(
        game.captions("numbers"), icon=":material/table_rows:", type="compact", on_change="rerun",
        key=f"sim-numbers-{game.key}",
    )  # fmt: skip
    if box.open:
        numbers, file = table(game, shown.outcome)
        with box:
            st.markdown(numbers)
            st.download_button(
                game.captions("download"), file, f"{game.simulator.name}-{game.scene}.csv", "text/csv",
                key=f"sim-{game.key}-csv", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _cases(game: Game, values: dict[str, Any]) -> None:
    """The presets, as pills; the chosen one is the one whose values are in force."""
    if not game.presets:
        return
    match = next((name for name in game.presets if game.case(name) == values), None)
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
        _put(game, game.case(name))


def _put(game: Game, values: dict[str, Any]) -> None:
    """Set the truth and every widget that shows it."""
    _state(game)["values"] = values
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
    _luck(game, _state(game)["seed"] + 1)


def _luck(game: Game, seed: int) -> None:
    _state(game)["seed"] = seed
    if not game.address:
        return
    if seed == SEED:
        st.query_params.pop("seed", None)
    else:
        st.query_params["seed"] = str(seed)
