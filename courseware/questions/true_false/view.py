"""A statement to be judged, in Streamlit: one radio with two outlined rows."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, view
from courseware.questions.true_false import rules


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The two options, with the saved one chosen. The stem names the group for screen readers."""
    key = view.widget_key(seat)
    say = view.words(seat, "true_false")
    view.hold(key, _name(response) if response else None)
    with st.container(key=f"q-{seat.key}"):
        st.radio(
            view.plain(seat.say(asked["stem"])),
            [option["id"] for option in asked["options"]],
            index=None,
            format_func=lambda name: say(f"is_{name}"),
            key=key,
            on_change=_answered,
            args=(key, seat),
            disabled=seat.answer is None,
            label_visibility="collapsed",
            width="stretch",
        )


def _name(response: rules.Response) -> str:
    return "true" if response.choice else "false"


def _answered(key: str, seat: Seat) -> None:
    if seat.answer and (choice := st.session_state[key]) is not None:
        seat.answer({"choice": [choice]})


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """Both options with what became of them, then the feedback earned."""
    say = view.words(seat, "true_false")
    options = [(name, say(f"is_{name}")) for name in rules.CHOICES]
    view.choice_rows(seat, "true_false", options, [_name(rules.key(question))], [_name(response)] if response else [])
    if response:
        view.feedback(seat, [("", text) for text in rules.feedback(question, response)])
