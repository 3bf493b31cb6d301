"""Hotspot in Streamlit: a picture, and below or beside it a list whose letters stand in the picture too.

A letter in the picture is part of its row's label, put there by assets/css/questions.css: pressing it is choosing the
row, and a keyboard or a screen reader meets one ordinary list.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

import streamlit as st

from courseware.pictures import WIDTH
from courseware.pictures.view import draw_picture
from courseware.questions import Parameters, Seat, view
from courseware.questions.hotspot import rules
from courseware.words import Text

_MARKER = (  # stroke and fill by what became of the spot; colours of the picture, which follow the page
    '<circle cx="{x}" cy="{y}" r="16" style="fill:{fill};stroke:{edge};stroke-width:2.5;stroke-dasharray:{dash}"/>'
    '<text x="{x}" y="{y}" text-anchor="middle" dominant-baseline="central" '
    'style="fill:{ink};font:700 17px inherit">{letter}</text>'
)
_COLOURS = {
    "right": {"fill": "var(--ill-accent)", "edge": "var(--ill-accent)", "dash": "none", "ink": "var(--ill-paper)"},
    "wrong": {"fill": "var(--ill-paper)", "edge": "var(--ill-warm)", "dash": "5 4", "ink": "var(--ill-ink)"},
    "off": {"fill": "var(--ill-paper)", "edge": "var(--ill-ink)", "dash": "none", "ink": "var(--ill-ink)"},
}


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The picture and the spots, those of the saved response chosen."""
    chosen = response.choices if response else ()
    hint = view.words(seat, "hotspot")("several" if asked["several"] else "one")
    st.markdown(f":small[:gray[{view.label(hint)}]]")
    with st.container(key=f"q-{seat.key}"), st.container(key=f"map-{seat.key}"):
        _picture(seat, _drawn(asked, seat), asked["alt"])
        st.html(f"<style>{_places(asked, seat)}</style>")
        with st.container(key=f"{seat.key}-list"):
            (_boxes if asked["several"] else _radio)(asked, chosen, seat)


def _picture(seat: Seat, svg: str, alt: Any) -> None:
    draw_picture(svg, view.plain(seat.say(alt)), key=view.widget_key(seat, "picture"))


def _drawn(asked: dict[str, Any], seat: Seat) -> str:
    """The picture in one language, even where two stand side by side."""
    say = seat.say.in_(seat.say.language)
    return "".join(piece if isinstance(piece, str) else escape(say(piece)) for piece in asked["drawing"])


def _spots(asked: dict[str, Any]) -> list[tuple[str, Text]]:
    return [(option["id"], option["text"]) for option in asked["options"]]


def _places(asked: dict[str, Any], seat: Seat) -> str:
    """Where each row has its letter in the picture, as shares of the picture's width."""
    row = "[class*=-spot{n}]" if asked["several"] else "[role=radiogroup]>:nth-child({n})"
    return "".join(
        f".st-key-map-{seat.key} {row.format(n=n)}{{--x:{option['x'] / WIDTH:.4f};--y:{option['y'] / WIDTH:.4f}}}"
        for n, option in enumerate(asked["options"], 1)
    )


def _named(spots: Iterable[tuple[str, Text]], seat: Seat) -> dict[str, str]:
    """Every spot's letter and what is to be seen there, by id: `A: The cap`. The letter is said once."""
    say = view.words(seat, "hotspot").in_(seat.say.language)
    lettered = zip(view.LETTERS, spots, strict=False)
    return {name: say("name", letter=letter, text=seat.say(text)) for letter, (name, text) in lettered}


def _radio(asked: dict[str, Any], chosen: tuple[str, ...], seat: Seat) -> None:
    key = view.widget_key(seat)
    told = {name: view.label(text) for name, text in _named(_spots(asked), seat).items()}
    view.hold(key, next((name for name in chosen if name in told), None))
    st.radio(
        view.plain(seat.say(asked["stem"])),
        list(told),
        index=None,
        format_func=lambda name: told[name],
        key=key,
        on_change=_chosen,
        args=(key, seat),
        disabled=seat.answer is None,
        label_visibility="collapsed",
        width="stretch",
    )


def _chosen(key: str, seat: Seat) -> None:
    if seat.answer and (choice := st.session_state[key]) is not None:
        seat.answer({"choice": [choice]})


def _boxes(asked: dict[str, Any], chosen: tuple[str, ...], seat: Seat) -> None:
    named = _named(_spots(asked), seat)
    names = list(named)
    for n, (name, told) in enumerate(named.items(), 1):
        key = view.widget_key(seat, name)
        view.hold(key, name in chosen)
        with st.container(key=f"{seat.key}-spot{n}"):
            st.checkbox(
                view.label(told),
                key=key,
                on_change=_ticked,
                args=(names, seat),
                disabled=seat.answer is None,
                width="stretch",
            )


def _ticked(names: list[str], seat: Seat) -> None:
    if seat.answer:
        seat.answer({"choice": [name for name in names if st.session_state.get(view.widget_key(seat, name))]})


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """The picture with its letters marked, what became of each spot, then the feedback earned."""
    chosen, right = response.choices if response else (), rules.key(question).choices
    told = _named(((spot.id, spot.text) for spot in question.spots), seat)
    rest = {spot.id: seat.say(spot.text) for spot in question.spots if spot.id not in (*right, *chosen)}
    with st.container(key=f"map-{seat.key}"):
        _picture(seat, _with_letters(question, chosen, seat), question.alt)
        with st.container(key=f"{seat.key}-list", gap="small"):
            view.choice_rows(seat, "hotspot", list((told | rest).items()), right, chosen)
    if response:
        earned = rules.earned(question, response)
        view.feedback(seat, [(view.plain(told[name]) if len(earned) > 1 else "", text) for name, text in earned])


def _with_letters(question: rules.Question, chosen: tuple[str, ...], seat: Seat) -> str:
    svg = _drawn(rules.asked(question, {}), seat)
    marks = ""
    for letter, spot in zip(view.LETTERS, question.spots, strict=False):
        state = "right" if spot.right else "wrong" if spot.id in chosen else "off"
        marks += _MARKER.format(x=spot.x, y=spot.y, letter=letter, **_COLOURS[state])
    return svg.replace("</svg>", f"{marks}</svg>")
