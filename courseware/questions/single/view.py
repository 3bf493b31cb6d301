"""Single choice in Streamlit: one radio, each label an outlined row."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, view
from courseware.questions.single import rules


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The options, with the saved one chosen. The stem is the screen's; here it names the group for screen readers."""
    key = view.widget_key(seat)
    told = {option["id"]: view.label(seat.say(option["text"])) for option in asked["options"]}
    view.hold(key, response.choice if response and response.choice in told else None)
    with st.container(key=f"q-{seat.key}"):
        st.radio(
            view.plain(seat.say(asked["stem"])),
            list(told),
            index=None,
            format_func=lambda name: told[name],
            key=key,
            on_change=_answered,
            args=(key, seat),
            disabled=seat.answer is None,
            label_visibility="collapsed",
            width="stretch",
        )


def _answered(key: str, seat: Seat) -> None:
    if seat.answer and (choice := st.session_state[key]) is not None:
        seat.answer({"choice": [choice]})


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """Every option with what became of it, then the feedback earned."""
    options = [(option["id"], seat.say(option["text"])) for option in rules.asked(question, parameters)["options"]]
    chosen = [response.choice] if response else []
    view.choice_rows(seat, "single", options, [rules.key(question).choice], chosen)
    if response:
        view.feedback(seat, [("", text) for text in rules.feedback(question, response)])
