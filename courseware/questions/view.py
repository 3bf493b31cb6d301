"""Streamlit parts that question kinds share: keys, labels, and the rows of a marked question.

A widget is a view of the saved response: `hold` puts the record's value into the session before the widget is drawn.
The language is part of a widget's key, because keyed radios and selectboxes lose their value when labels change.

Containers carry the keys that assets/css/questions.css draws: `q-…` open, `opt-right-…`, `opt-wrong-…`, `opt-off-…`
marked, `fb-…` the feedback.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal

import streamlit as st
from streamlit.components.v2 import component
from streamlit.runtime.scriptrunner import get_script_run_ctx

from courseware.look import asset
from courseware.questions import Seat
from courseware.words import MARKDOWN, Say, Text, markdown

State = Literal["right", "wrong", "off"]

LETTERS = "ABCDEFGH"
_MARKS = {"right": ":material/check:", "wrong": ":material/close:"}
_COLOURS = {"right": "green", "wrong": "red", "off": "gray"}  # the theme maps them to accent, persimmon and muted


def widget_key(seat: Seat, part: str = "") -> str:
    """The session key of a widget: seat, language or both, and the part of the question it answers."""
    languages = f"{seat.say.language}-both" if seat.say.both else seat.say.language
    return f"{seat.key}-{languages}" + (f"-{part}" if part else "")


@contextmanager
def whole() -> Iterator[None]:
    """A callback that saves, to its end and one after the other: for each quick move Streamlit starts another runner,
    and breaks off the callback of the one before at its next look at the session's state, before it has saved."""
    context = get_script_run_ctx()
    state: Any = context.session_state if context else None
    if state is None:
        yield
        return
    breaking = state._yield_callback
    with _turn(context.session_id if context else ""):
        object.__setattr__(state, "_yield_callback", lambda: None)
        try:
            yield
        finally:
            object.__setattr__(state, "_yield_callback", breaking)


@lru_cache(4096)
def _turn(session_id: str) -> Any:
    return threading.Lock()


def hold(key: str, value: Any) -> None:
    """Make `value` what the widget of that key shows. Left alone where it already does, or a second quick click on
    another widget of the same question would flicker back."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def label(told: str) -> str:
    """Authors' words for Streamlit: `**bold**` stays, every other sign stands for itself ($ starts no formula)."""
    return "**".join(MARKDOWN.sub(r"\\\1", part) for part in told.split("**"))


def plain(told: str) -> str:
    """Authors' words where no Markdown is drawn."""
    return told.replace("**", "")


def words(seat: Seat, kind: str) -> Say:
    """The captions of a kind."""
    return seat.say.within(f"questions.{kind}")


def row(
    seat: Seat, state: State, part: str, told: str, notes: Sequence[tuple[State, str]] = (), letter: str = "",
    typed: bool = False,
) -> None:  # fmt: skip
    """One outlined row of a marked question: a ring with check, cross or letter, the text, and under it bold words
    that say what the colour says. A text that somebody `typed` has no bold."""
    ring = _MARKS.get(state, letter or "–")
    below = "  \n".join(f":small[:{_COLOURS[colour]}[**{label(note)}**]]" for colour, note in notes)
    key = f"opt-{state}-{seat.key}-{part}"
    with st.container(key=key, horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(ring, width="content")
        text = markdown(told) if typed else label(told)
        st.markdown(f"{text}  \n{below}" if below else text)


def choice_rows(
    seat: Seat, kind: str, options: Sequence[tuple[str, str]], right: Sequence[str], chosen: Sequence[str]
) -> None:
    """The options (id and words, in drawn order) of a marked question: chosen and right, right only, wrong, other."""
    say = words(seat, kind)
    for (name, told), letter in zip(options, LETTERS, strict=False):
        if name in right:
            row(seat, "right", name, told, [("right", say("right" if name in chosen else "should"))])
        elif name in chosen:
            row(seat, "wrong", name, told, [("wrong", say("yours"))])
        else:
            row(seat, "off", name, told, letter=letter)


def feedback(seat: Seat, earned: Sequence[tuple[str, Text]]) -> None:
    """The feedback earned, each headed by what it speaks of ("" for nothing)."""
    if not earned:
        return
    with st.container(key=f"fb-{seat.key}", gap="small"):
        for head, text in earned:
            st.markdown((f"**{label(head)}**\u2002" if head else "") + label(seat.say(text)))


@lru_cache(1)
def _heard() -> Any:
    return component(
        "heard",
        js=f"""
export default async function (component) {{
  const {{ hear }} = await import(location.origin + {asset("js/heard.js")!r})
  hear(component)
}}
""",
        isolate_styles=False,
    )


def heard(seat: Seat, told: str, place: str) -> None:
    """Let a screen reader say `told` whenever it changes, and put the keyboard at the container with the key `place` if
    what it stood on is gone."""
    _heard()(data={"told": told, "place": f"st-key-{place}"}, key=widget_key(seat, "heard"), height=1)
