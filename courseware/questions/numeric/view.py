"""A number in Streamlit: one text field with its unit."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import streamlit as st

from courseware.errors import Unreadable
from courseware.questions import Parameters, Seat, forms, view
from courseware.questions.numeric import reading, rules
from courseware.words import Say

BIG = 10000
"""From here on the number is said once more in words people count in: 6000 万, 60 million."""

PLACES = 9
"""Decimals shown; answers of the course have fewer."""


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The field holds the saved number. What cannot be read is stopped in the browser, or said and not saved."""
    key = view.widget_key(seat)
    say = view.words(seat, "numeric")
    view.hold(key, response.written if response else "")
    with st.container(key=f"q-{seat.key}", gap="xsmall"):
        st.markdown(f":small[{view.label(say('value'))}]")
        with st.container(key=f"num-{seat.key}", horizontal=True, wrap=False, gap="small"):
            field(say("value"), key, asked, seat, _answered, (key, asked["unit"], seat))
        if typed := st.session_state.get(f"{key}-refused"):
            st.markdown(f":red[:material/close: {view.label(say('refused', typed=typed))}]")
        if response and abs(Fraction(response.value)) >= BIG:
            st.markdown(_small(say("means", value=_quantity(seat.say, asked["unit"], response))))
        elif seat.answer:
            st.markdown(f"{_small(say('form'))}  \n{_small(say('enter'))}")


def field(
    label: str, key: str, asked: dict[str, Any], seat: Seat, answered: Callable[..., None], args: tuple[Any, ...]
) -> None:
    """A text field that takes one number, between what stands before and after a number of that unit."""
    before, after = _around(seat.say, asked["unit"])
    if before:
        st.markdown(view.label(before), width="content")
    st.text_input(
        label,
        max_chars=forms.LONGEST,
        key=key,
        autocomplete="off",
        on_change=answered,
        args=args,
        disabled=seat.answer is None,
        label_visibility="collapsed",
        validate=(asked["pattern"], view.words(seat, "numeric")("stopped")),
        width=280,
    )
    if after:
        st.markdown(view.label(after), width="content")


def _small(told: str) -> str:
    return f":small[:gray[{view.label(told)}]]"


def _answered(key: str, unit: str | None, seat: Seat) -> None:
    typed = st.session_state[key]
    st.session_state.pop(f"{key}-refused", None)
    try:
        reading.number(typed, unit)
    except Unreadable:
        st.session_state[f"{key}-refused"] = " ".join(typed.split())
        return
    if seat.answer:
        seat.answer({"value": [typed]})


def _around(say: Say, unit: str | None) -> tuple[str, str]:
    """What stands before and after a number of that unit: £ before it, 元 after it."""
    before, *after = say(f"units.{unit or 'plain'}", n="#").split("#")
    return before.strip(), "".join(after).strip()


def _quantity(say: Say, unit: str | None, response: rules.Response) -> str:
    return say.quantity(Fraction(response.value), unit or "plain", PLACES)


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """The number given, the right one where it was not given exactly, then the feedback earned."""
    say = view.words(seat, "numeric")
    question = question.at(parameters)
    right = rules.key(question)
    exact = _quantity(seat.say, question.unit, right)
    if response is None:
        view.row(seat, "right", "key", exact, [("right", say("should"))])
        return
    given = _quantity(seat.say, question.unit, response)
    if question.wanted.accepts(Fraction(response.value)):
        notes: list[tuple[view.State, str]] = [("right", say("right"))]
        if response != right:
            notes.append(("off", say("exact", value=exact)))
        view.row(seat, "right", "given", given, notes)
    else:
        view.row(seat, "wrong", "given", given, [("wrong", say("yours"))])
        view.row(seat, "right", "key", exact, [("right", say("should"))])
    view.feedback(seat, [("", text) for text in rules.feedback(question, response)])
