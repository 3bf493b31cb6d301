"""Simulator goal in Streamlit: the open controls, and the simulator's figure, which follows them."""

from typing import Any

import streamlit as st

import simulations
from courseware.charts.playing import Shown, Voice, following, shape, shown
from courseware.charts.view import draw_chart
from courseware.look import look
from courseware.questions import Parameters, Seat, view
from courseware.questions.simulator_goal import rules, setting
from courseware.words import LANGUAGES
from simulations import Control, Look

HEIGHT = 300
"""Pixels of a figure beside its controls, at most: question, figure and sentence fit a laptop's screen."""


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """Controls left, figure right; on a phone the figure comes first. They show the saved response, or the start.

    The simulator's sentence is kept for later: some say that nothing better can be done.
    """
    say = view.words(seat, "simulator_goal")
    controls = [_control(asked, one["name"]) for one in asked["controls"]]
    values = response.values if response else {one["name"]: one["start"] for one in asked["controls"]}
    st.markdown(f":small[:gray[{view.label(say('how'))}]]")
    with st.container(key=f"goal-{seat.key}"):
        left, right = st.columns([3, 7], gap="large")
        with left, st.container(key=f"sim-controls-{seat.key}", gap="small"):
            for control in controls:
                _draw(control, values[control.name], asked, seat)
            if response is None:
                st.markdown(f":small[:gray[{view.label(say('unset'))}]]")
        with right, st.container(key=f"sim-figure-{seat.key}", gap="xsmall"):
            one = _figure(asked, values, seat, follow=controls)
            view.heard(seat, one.alternative, f"goal-{seat.key}")


def _control(asked: dict[str, Any], name: str) -> Control:
    found = simulations.controls(simulations.simulator(asked["simulator"]).model.Inputs, asked["scene"])
    return next(control for control in found if control.name == name)


def _draw(control: Control, value: str, asked: dict[str, Any], seat: Seat) -> None:
    """One control, as the simulator draws it."""
    words, key = seat.say.within(f"simulations.{asked['simulator']}"), view.widget_key(seat, control.name)
    names = [one["name"] for one in asked["controls"]]
    more: dict[str, Any] = {
        "key": key, "on_change": _set, "args": (names, seat), "disabled": seat.answer is None,
    }  # fmt: skip
    label = view.label(words(f"controls.{control.name}"))
    if control.options:
        told = {option: view.label(words(f"options.{control.name}.{option}")) for option in control.options}
        view.hold(key, value)
        st.segmented_control(
            label, control.options, format_func=told.__getitem__, required=True, width="stretch", **more
        )
    elif isinstance(control.default, bool):
        view.hold(key, value == "true")
        st.toggle(label, **more)
    else:
        view.hold(key, int(value))
        limits: Any = (control.low, control.high)
        st.slider(label, *limits, step=control.step, format=shape(control, seat.say), **more)


def _set(names: list[str], seat: Seat) -> None:
    if seat.answer:
        with view.whole():
            held = {name: st.session_state[view.widget_key(seat, name)] for name in names}
            seat.answer({name: [setting.written(value)] for name, value in held.items()})


def _figure(asked: dict[str, Any], values: dict[str, str], seat: Seat, follow: list[Control] | None = None) -> Shown:
    """The figure and its sentence; `follow` are controls that it follows while they move."""
    name, seed = asked["simulator"], asked["seed"]
    simulator, style = simulations.simulator(name), _look()
    inputs: Any = simulator.inputs({"scene": asked["scene"]} | asked["start"] | values)
    one = shown(name, inputs, seed, Voice(seat.say.within(f"simulations.{name}")), style)
    live = None
    if follow is not None and seat.answer:
        sliding = [c for c in follow if not setting.choices(c)]
        places = {control.name: view.widget_key(seat, control.name) for control in sliding}
        at = {"scene": asked["scene"]} | asked["start"] | values
        live = following(name, at, seed, seat.say, style, f"sim-controls-{seat.key}", places)
    height = one.height if style.phone else min(one.height, HEIGHT)
    draw_chart(one.figure, one.alternative, height, key=view.widget_key(seat, "figure"), live=live)
    return one


def _look() -> Look:
    phone = "Mobi" in st.context.headers.get("User-Agent", "")
    return look(st.context.theme.type == "dark", phone=phone)


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """The setting given; where it missed the goal, one that reaches it; the figure of the better one; the feedback."""
    say, seed = view.words(seat, "simulator_goal"), rules.seed_of(parameters)
    solution = rules.key(question).values
    reached = response is not None and question.reached(response.values, seed) == 1
    with st.container(key=f"reached-{seat.key}", gap="small", width=720):
        if response:
            notes: list[tuple[view.State, str]] = [("right", say("right")) if reached else ("wrong", say("yours"))]
            view.row(seat, notes[0][0], "given", _in_words(question, response.values, seat), notes)
        if not reached:
            view.row(seat, "right", "key", _in_words(question, solution, seat), [("right", say("should"))])
        one = _figure(rules.asked(question, parameters), response.values if response and reached else solution, seat)
        st.markdown(f"**{view.label(one.sentence)}**")
    if response:
        view.feedback(seat, [("", text) for text in rules.feedback(question, response, seed)])


def _in_words(question: rules.Question, values: dict[str, str], seat: Seat) -> str:
    languages = LANGUAGES if seat.say.both else (seat.say.language,)
    return " / ".join(rules.in_words(question, values, seat.say.in_(language)) for language in languages)
