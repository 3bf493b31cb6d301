"""The frame around every page: styles, logo, the page's width, and the head with language and person."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape

import streamlit as st

from courseware.screens.visit import Visit, mark_language, show_refusal
from courseware.settings import ROOT


@lru_cache
def _logo(language: str) -> str:
    """The wordmark as a data address, so that no rerun reads or hashes a file."""
    drawing = (ROOT / f"assets/pictures/wordmark-{language}.svg").read_bytes()
    return "data:image/svg+xml;base64," + b64encode(drawing).decode()


@contextmanager
def frame(visit: Visit) -> Iterator[None]:
    """Everything around a page; the page is drawn inside, 1120 px wide at most. Styles come with the HTML page."""
    st.set_page_config(layout="wide")
    st.logo(_logo(visit.language), size="large")
    mark_language(visit)
    with st.container(horizontal_alignment="center"), st.container(width=1120, key="page"):
        show_refusal(visit)
        yield


def head(visit: Visit, crumb: str, ticks: str = "", count: str = "", link: str = "") -> None:
    """The line over a page's title: where one is, how far, and the language switch."""
    say = visit.say
    with st.container(key="head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f":small[:gray[{crumb}]]", width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small", key="head-right"):
            if ticks:
                st.html(ticks, width="content")
                st.markdown(f":small[:gray[{count}]]", width="content")
            st.html(plain_link("/glossary", say("frame.look-up")), width="content")
            if visit.person.may("present"):
                st.html(plain_link("/workshop", say("room.link")), width="content")
            st.button(say("frame.other-language"), key="switch-language", type="tertiary", on_click=_switch)
            st.button(
                say("frame.one" if visit.both else "frame.both"), key="switch-both", type="tertiary", on_click=_both,
            )  # fmt: skip
            if link:
                st.html(link, width="content")
            _person(visit)


def _person(visit: Visit) -> None:
    where = "/sign-in" if visit.person.guest else "/account"
    label = visit.say("frame.sign-in") if visit.person.guest else visit.person.name
    st.html(plain_link(where, label), width="content")


def plain_link(where: str, label: str, target: str = "_self") -> str:
    """A link in the head to one of the plain pages."""
    return f'<a class="ws-person" href="{escape(where)}" target="{target}">{escape(label)}</a>'


def _switch() -> None:
    st.session_state.language = "en" if st.session_state.language == "zh" else "zh"
    st.session_state.both = False


def _both() -> None:
    st.session_state.both = not st.session_state.both


def ticks(states: list[str], label: str) -> str:
    """A row of ticks: `d` done, `n` now, `` to come; `label` says it to a screen reader."""
    marks = "".join(f'<b class="{state}"></b>' if state else "<b></b>" for state in states)
    many = " many" if len(states) > 14 else ""
    return f'<span class="ws-ticks{many}" role="img" aria-label="{escape(label)}">{marks}</span>'
