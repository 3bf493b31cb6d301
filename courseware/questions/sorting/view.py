"""Rows that are dragged, or moved by buttons and keys: assets/js/sorting.js, mounted for one question.

The browser shows its learner's own move at once, and takes it back only when the server says that it has heard of it
and the record holds something else.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from courseware.look import asset
from courseware.questions import Form, Seat, view


@lru_cache
def _component(name: str) -> Any:
    """The rows of assets/js/<name>.js as a component."""
    return component(
        name,
        js=f"""
export default async function (component) {{
  const [sorting, rows] = await Promise.all([
    import(location.origin + {asset("js/sorting.js")!r}),
    import(location.origin + {asset(f"js/{name}.js")!r}),
  ])
  return sorting.mount(component, rows.build, sorting)
}}
""",
        isolate_styles=False,
    )


Shown = Sequence[Mapping[str, Any]]


def mount(seat: Seat, kind: str, rows: Shown, given: Any, words: Mapping[str, str], classes: Shown = ()) -> None:
    """Show rows by assets/js/<kind>.js; `given` is a list of row ids, or {row id: class id}, or None.

    A move is answered as a form: for each row its place from 1, or its class.
    """
    key = view.widget_key(seat)
    data = {
        "rows": _told(seat, rows),
        "classes": _told(seat, classes),
        "given": given,
        "heard": st.session_state.get(f"{key}-heard"),
        "closed": seat.answer is None,
        "words": words,
    }
    _component(kind)(data=data, key=key, on_sorted_change=lambda: _sorted(key, seat))


def _told(seat: Seat, shown: Shown) -> list[dict[str, str]]:
    return [{"id": one["id"], "text": seat.say(one["text"])} for one in shown]


def _sorted(key: str, seat: Seat) -> None:
    """Save a move once, though the browser may send it twice, and none over a later one. It counts as heard only when
    it was answered: the browser sends again what was not."""
    with view.whole():
        sent, heard = st.session_state[key].get("sorted"), st.session_state.get(f"{key}-heard")
        move = sent.get("move") if isinstance(sent, dict) else None
        if not isinstance(sent, dict) or not isinstance(move, int) or (heard is not None and move <= heard):
            return
        if seat.answer:
            seat.answer(_form(sent.get("given")))
        st.session_state[f"{key}-heard"] = move


def _form(given: object) -> Form:
    return {str(row): [str(value)] for row, value in given.items()} if isinstance(given, dict) else {}
