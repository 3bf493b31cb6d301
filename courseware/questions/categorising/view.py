"""Categorising in Streamlit: rows to be dragged, or put by buttons, into classes."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, view
from courseware.questions.categorising import rules
from courseware.questions.sorting.view import mount


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The items in the classes saved for them, the others waiting above."""
    say = view.words(seat, "categorising")
    st.markdown(f":small[:gray[{view.label(say('hint'))}]]")
    with st.container(key=f"q-{seat.key}"):
        words = {name: say(name) for name in ("tray", "done", "into", "back", "empty", "moved", "returned")}
        given = dict(response.placed) if response else None
        mount(seat, "categorising", asked["left"], given, words, classes=asked["options"])


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """Every item with its class and, where that was wrong, the right one; then the feedback earned."""
    say = view.words(seat, "categorising")
    asked = rules.asked(question, parameters)
    items = {item["id"]: seat.say(item["text"]) for item in asked["left"]}
    classes = {one["id"]: seat.say(one["text"]) for one in asked["options"]}
    key, placed = rules.key(question).placed, response.placed if response else {}
    for name, text in items.items():
        wanted, given = classes[key[name]], placed.get(name)
        should = say("should", text=view.plain(wanted))
        if given == key[name]:
            view.row(seat, "right", name, f"{text} → {wanted}", [("right", say("right"))])
        elif response is None:
            view.row(seat, "right", name, f"{text} → {wanted}", [("off", say("missing"))])
        elif given is None:
            view.row(seat, "off", name, text, [("off", say("missing")), ("right", should)])
        else:
            told = f"{text} → {classes.get(given, given)}"
            view.row(seat, "wrong", name, told, [("wrong", say("yours")), ("right", should)])
    if response:
        drawn = list(items)
        earned = sorted(rules.earned(question, response), key=lambda one: drawn.index(one[0]))
        view.feedback(seat, [(view.plain(items[name]) if len(earned) > 1 else "", text) for name, text in earned])
