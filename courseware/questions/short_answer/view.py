"""A short answer in Streamlit: one text field."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, typed, view
from courseware.questions.short_answer import rules


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The field holds the saved text. An emptied field is said and not saved."""
    key = view.widget_key(seat)
    say = view.words(seat, "short_answer")
    view.hold(key, response.text if response else "")
    with st.container(key=f"q-{seat.key}", gap="xsmall"):
        st.markdown(f":small[{view.label(say('value'))}]")
        with st.container(key=f"typed-{seat.key}"):
            st.text_input(
                say("value"),
                max_chars=asked["longest"],
                key=key,
                autocomplete="off",
                on_change=_answered,
                args=(key, seat),
                disabled=seat.answer is None,
                label_visibility="collapsed",
                width=420,
            )
        if st.session_state.get(f"{key}-blank"):
            st.markdown(f":red[:material/close: {view.label(say('blank'))}]")
        if seat.answer:
            st.markdown(f":small[:gray[{view.label(say('form'))}]]  \n:small[:gray[{view.label(say('enter'))}]]")


def _answered(key: str, seat: Seat) -> None:
    text = st.session_state[key]
    st.session_state[f"{key}-blank"] = not typed.same(text)
    if seat.answer and typed.same(text):
        seat.answer({"text": [text]})


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """What was typed, the term of the course where that is another form or another answer, and the feedback earned."""
    say = view.words(seat, "short_answer")
    term, told = seat.say(question.term), question.term.told(seat.say.language)
    if response is None:
        view.row(seat, "right", "key", term, [("right", say("should"))])
        return
    if question.accepts(response.text):
        notes: list[tuple[view.State, str]] = [("right", say("right"))]
        if typed.same(response.text) != typed.same(told):
            notes.append(("off", say("term", text=question.term)))
        view.row(seat, "right", "given", response.text, notes, typed=True)
    else:
        view.row(seat, "wrong", "given", response.text, [("wrong", say("yours"))], typed=True)
        view.row(seat, "right", "key", term, [("right", say("should"))])
    view.feedback(seat, [("", text) for text in rules.feedback(question, response)])
