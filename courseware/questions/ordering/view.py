"""Ordering in Streamlit: rows to be dragged, or moved by buttons and keys."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, view
from courseware.questions.ordering import rules
from courseware.questions.sorting.view import mount
from courseware.words import Say


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The rows in the saved order; before there is one, in the drawn order, which is no answer yet."""
    say = view.words(seat, "ordering")
    st.markdown(f":small[:gray[{view.label(say('hint'))}]]")
    with st.container(key=f"q-{seat.key}"):
        words = {name: say(name) for name in ("list", "up", "down", "moved", "keep", "kept")}
        mount(seat, "ordering", asked["options"], list(response.order) if response else None, words)


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """The items in the right order with what became of each, then the feedback earned, headed by its item."""
    say = view.words(seat, "ordering")
    texts = {item.id: seat.say(item.text) for item in question.items}
    grade = rules.grade(question, parameters, response)
    if not grade.full:
        st.markdown(f":small[:gray[{view.label(say('should'))}]]")
    for place, (name, text) in enumerate(texts.items(), 1):
        told = f"{place}. {text}"
        if response is None:
            view.row(seat, "right", name, told, [("off", say("missing"))])
            continue
        given = response.order.index(name) + 1
        where: list[tuple[view.State, str]] = [("off", say("placed", place=given))] if given != place else []
        if name in grade.parts:
            right = grade.parts[name]
            view.row(seat, "right" if right else "wrong", name, told, [_note(say, right), *where])
        elif where:
            view.row(seat, "off", name, told, where)
        else:
            view.row(seat, "right", name, told, [("right", say("first"))])
    if response:
        earned = rules.earned(question, response)
        view.feedback(seat, [(view.plain(texts[name]) if len(earned) > 1 else "", text) for name, text in earned])


def _note(say: Say, right: bool) -> tuple[view.State, str]:
    return ("right", say("right")) if right else ("wrong", say("yours"))
