"""Matching in Streamlit: a row for each item on the left, with a list of the right column."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, view
from courseware.questions.matching import rules


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """Each left item with the match saved for it; an item without one shows the placeholder."""
    say = view.words(seat, "matching")
    told = {option["id"]: view.plain(seat.say(option["text"])) for option in asked["options"]}
    names = [item["id"] for item in asked["left"]]
    pairs = response.pairs if response else {}
    with st.container(key=f"q-{seat.key}", gap="small"):
        for item in asked["left"]:
            key = view.widget_key(seat, item["id"])
            text = seat.say(item["text"])
            view.hold(key, pairs[item["id"]] if pairs.get(item["id"]) in told else None)
            with st.container(key=f"pair-{seat.key}-{item['id']}"):
                left, right = st.columns(2, vertical_alignment="center", gap="small")
                left.markdown(view.label(text))
                right.selectbox(
                    say("match", left=view.plain(text)),
                    list(told),
                    index=None,
                    format_func=lambda name: told[name],
                    key=key,
                    on_change=_answered,
                    args=(names, seat),
                    placeholder=say("placeholder"),
                    disabled=seat.answer is None,
                    label_visibility="collapsed",
                    filter_mode=None,
                    required=True,  # a match can be changed, not cleared: the clear button speaks English
                )


def _answered(names: list[str], seat: Seat) -> None:
    if seat.answer:
        seat.answer({name: [st.session_state.get(view.widget_key(seat, name)) or ""] for name in names})


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """Every left item with the match made and, where that was wrong, the right one; then the feedback earned."""
    say = view.words(seat, "matching")
    asked = rules.asked(question, parameters)
    left = {item["id"]: seat.say(item["text"]) for item in asked["left"]}
    right = {option["id"]: seat.say(option["text"]) for option in asked["options"]}
    pairs = response.pairs if response else {}
    for name, text in left.items():
        wanted, given = right[question.pairs[name]], pairs.get(name)
        if given == question.pairs[name]:
            view.row(seat, "right", name, f"{text} → {wanted}", [("right", say("right"))])
        elif given is None:
            view.row(seat, "right", name, f"{text} → {wanted}", [("off", say("missing"))])
        else:
            told = f"{text} → {right.get(given, given)}"
            should = say("should", text=view.plain(wanted))
            view.row(seat, "wrong", name, told, [("wrong", say("yours")), ("right", should)])
    if response:
        drawn = list(left)
        earned = sorted(rules.earned(question, response), key=lambda one: drawn.index(one[0]))
        view.feedback(seat, [(view.plain(left[name]) if len(earned) > 1 else "", text) for name, text in earned])
