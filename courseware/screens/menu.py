"""The menu: which pages there are for this person, and the frame around them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from courseware.errors import Refused
from courseware.screens import (
    allowances,
    certificates,
    home,
    hr,
    lesson,
    people,
    quiz,
    regrade,
    review,
    simulators,
    statistics,
)  # fmt: skip
from courseware.screens.frame import frame
from courseware.screens.visit import Visit, begin


def run() -> None:
    """Draw the page that the address names."""
    pages: dict[str, Any] = {}
    visit = begin(pages)
    say = visit.say

    def page(name: str, draw: Callable[[Visit], None], title: str, shown: bool = True, default: bool = False) -> Any:
        made = st.Page(
            partial(_draw, draw, visit), title=say(title), url_path=name, default=default,
            visibility="visible" if shown else "hidden",
        )  # fmt: skip
        pages[name] = made
        return made

    may = visit.person.may
    current = st.navigation(
        [
            page("home", home.show, "frame.course", default=True),
            page("review", review.show, "frame.review"),
            page("simulators", simulators.show, "frame.simulators"),
            page("lesson", lesson.show, "frame.lesson", shown=False),
            page("quiz", quiz.show, "frame.quiz", shown=False),
            page("hr", hr.show, "frame.scores", shown=may("see-scores")),
            page("regrade", regrade.show, "hr.regrade", shown=False),
            page("allowances", allowances.show, "hr.allowances", shown=False),
            page("statistics", statistics.show, "frame.statistics", shown=may("see-statistics")),
            page("certificates", certificates.show, "certificates.hr.title", shown=may("see-scores")),
            page("people", people.show, "frame.people", shown=may("manage-people")),
        ],
        position="top",
    )
    with frame(visit):
        current.run()


def _draw(draw: Callable[[Visit], None], visit: Visit) -> None:
    try:
        draw(visit)
    except Refused as refusal:
        st.title(visit.say("frame.refused"), anchor=False)
        st.markdown(visit.say(f"refusals.{refusal.key}", **refusal.values))
        st.page_link(visit.pages["home"], label=visit.say("frame.back-home"), icon=":material/arrow_back:")
