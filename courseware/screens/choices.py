"""Choices whose value is kept under a name of its own, so that switching languages does not lose it."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from courseware.screens.visit import Visit


def choice(
    visit: Visit, name: str, label: str, options: Sequence[Any], told: Callable[[Any], str],
    changed: Callable[[], None] | None = None, placeholder: str | None = None,
) -> Any:  # fmt: skip
    """A selectbox; as long as nothing is chosen, and only where there is a `placeholder`, it returns None."""
    kept, key = st.session_state.get(name), f"{name}-{visit.language}-{visit.both}"
    chosen = kept if kept in options else None if placeholder else options[0]
    st.session_state[key] = chosen
    return st.selectbox(
        label, options, index=None if chosen is None and placeholder else 0, format_func=told, key=key,
        on_change=_keeper(name, key, changed), placeholder=placeholder,
    )  # fmt: skip


def segments(
    visit: Visit, name: str, label: str, options: Sequence[Any], told: Callable[[Any], str],
    changed: Callable[[], None] | None = None, hidden: bool = False,
) -> Any:  # fmt: skip
    """One of a few options side by side, the first unless another was chosen."""
    kept, key = st.session_state.get(name), f"{name}-{visit.language}-{visit.both}"
    st.session_state[key] = kept if kept in options else options[0]
    return st.segmented_control(
        label, options, format_func=told, key=key, on_change=_keeper(name, key, changed), required=True,
        label_visibility="collapsed" if hidden else "visible",
    )  # fmt: skip


def _keeper(name: str, key: str, changed: Callable[[], None] | None) -> Callable[[], None]:
    def keep() -> None:
        st.session_state[name] = st.session_state[key]
        if changed:
            changed()

    return keep
