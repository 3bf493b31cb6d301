"""Hotspot in Streamlit: a picture, and below or beside it a list whose letters stand in the picture too.

A letter in the picture is part of its row's label, put there by assets/css/questions.css: pressing it is choosing the
row, and a keyboard or a screen reader meets one ordinary list.
"""

from html import escape
from typing import Any

import streamlit as st

from courseware.pictures import WIDTH
from courseware.pictures.view import draw_picture
from courseware.questions import Parameters, Seat, view
from courseware.questions.hotspot import rules

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


def _places(asked: dict[str, Any], seat: Seat) -> str:
    """Where each row has its letter in the picture, as shares of the picture's width."""
    row = "[class*=-spot{n}]" if asked["several"] else "[role=radiogroup]>:nth-child({n})"
    return "".join(
        f".st-key-map-{seat.key} {row.format(n=n)}{{--x:{option['x'] / WIDTH:.4f};--y:{option['y'] / WIDTH:.4f}}}"
        for n, option in enumerate(asked["options"], 1)
    )


def _named(asked: dict[str, Any], seat: Seat) -> list[tuple[str, str]]:
    """Ids and labels. The letter in bold is heard; it is seen in the ring and in the picture."""
    spots = zip(view.LETTERS, asked["options"], strict=False)
    return [(option["id"], f"**{letter}** {view.label(seat.say(option['text']))}") for letter, option in spots]


def _radio(asked: dict[str, Any], chosen: tuple[str, ...], seat: Seat) -> None:
    key = view.widget_key(seat)
    told = dict(_named(asked, seat))
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
    named = _named(asked, seat)
    names = [name for name, _ in named]
    for n, (name, label) in enumerate(named, 1):
        key = view.widget_key(seat, name)
        view.hold(key, name in chosen)
        with st.container(key=f"{seat.key}-spot{n}"):
            st.checkbox(
                label,
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
    say = view.words(seat, "hotspot")
    chosen, right = response.choices if response else (), rules.key(question).choices
    letters = dict(zip((spot.id for spot in question.spots), view.LETTERS, strict=False))
    told = {spot.id: say("name", letter=letters[spot.id], text=seat.say(spot.text)) for spot in question.spots}
    rest = {spot.id: seat.say(spot.text) for spot in question.spots if spot.id not in (*right, *chosen)}
    with st.container(key=f"map-{seat.key}"):
        _picture(seat, _with_letters(question, chosen, letters, seat), question.alt)
        with st.container(key=f"{seat.key}-list", gap="small"):
            view.choice_rows(seat, "hotspot", list((told | rest).items()), right, chosen)
    if response:
        earned = rules.earned(question, response)
        view.feedback(seat, [(view.plain(told[name]) if len(earned) > 1 else "", text) for name, text in earned])


def _with_letters(question: rules.Question, chosen: tuple[str, ...], letters: dict[str, str], seat: Seat) -> str:
    svg = _drawn(rules.asked(question, {}), seat)
    marks = ""
    for spot in question.spots:
        state = "right" if spot.right else "wrong" if spot.id in chosen else "off"
        marks += _MARKER.format(x=spot.x, y=spot.y, letter=letters[spot.id], **_COLOURS[state])
    return svg.replace("</svg>", f"{marks}</svg>")
