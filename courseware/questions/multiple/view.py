"""Multiple choice in Streamlit: one checkbox an option (st.multiselect loses its value when labels change)."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, view
from courseware.questions.multiple import rules


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The options as boxes, those of the saved response ticked."""
    names = [option["id"] for option in asked["options"]]
    st.markdown(f":small[:gray[{view.label(view.words(seat, 'multiple')('hint'))}]]")
    with st.container(key=f"q-{seat.key}", gap="small"):
        for option in asked["options"]:
            key = view.widget_key(seat, option["id"])
            view.hold(key, bool(response) and option["id"] in response.choices)
            st.checkbox(
                view.label(seat.say(option["text"])),
                key=key,
                on_change=_answered,
                args=(names, seat),
                disabled=seat.answer is None,
                width="stretch",
            )


def _answered(names: list[str], seat: Seat) -> None:
    if seat.answer:
        seat.answer({"choice": [name for name in names if st.session_state.get(view.widget_key(seat, name))]})


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """Every option with what became of it, then the feedback earned, each headed by the option it speaks of."""
    texts = {option["id"]: seat.say(option["text"]) for option in rules.asked(question, parameters)["options"]}
    chosen = response.choices if response else ()
    view.choice_rows(seat, "multiple", list(texts.items()), rules.key(question).choices, chosen)
    if response:
        drawn = list(texts)
        earned = sorted(rules.earned(question, response), key=lambda one: drawn.index(one[0]))
        view.feedback(seat, [(view.plain(texts[name]) if len(earned) > 1 else "", text) for name, text in earned])
