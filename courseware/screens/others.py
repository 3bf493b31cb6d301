"""How others answered a question: one quiet line on a result, with bars behind it; aggregates only."""

from collections.abc import Iterable
from fractions import Fraction
from html import escape
from typing import Any

import streamlit as st

from courseware.actions import statistics
from courseware.progress.paper import Item, rules
from courseware.progress.scoring import shown_percent
from courseware.questions import tallies
from courseware.screens.visit import Visit
from courseware.words import Say

Bar = tuple[str, Fraction, str, bool]
"""An answer in words, the share that gave it, that share in words, and whether it is right."""


def how_others_answered(visit: Visit, result: Any, item: Item) -> None:
    """Draw the line below a question of a result, if enough colleagues answered it and the learner is one of them."""
    question = result.quiz.question(item["question"]).at(item["parameters"])
    told = statistics.others(visit.house.records, visit.person, result.attempt, question, visit.house.clock())
    if told is None:
        return
    say = visit.say.within("statistics")
    line = escape(say("others", people=told.people, percent=shown_percent(told.right * 100)))
    right = tallies.right(question)
    shown = rules(question).asked(question, item["parameters"]).get("options", ())
    bars: list[Bar] = []
    for option in shown:
        if (share := told.chosen.get(option["id"])) is not None:
            how_many = say("share", percent=shown_percent(share * 100), n=int(share * told.people))
            bars.append((tallies.told(question, option["id"], visit.say), share, how_many, option["id"] in right))
    if bars:
        st.html(f'<details class="ws-others"><summary>{line}</summary>{drawn(bars, say)}</details>')
    else:
        st.html(f'<p class="ws-others">{line}</p>')


def drawn(bars: Iterable[Bar], say: Say) -> str:
    """Bars as HTML: filled and marked where right, hollow elsewhere. `say` says the words of statistics."""
    lines = []
    for text, share, shown, right in bars:
        key = f" <em>{escape(say('key'))}</em>" if right else ""
        lines.append(
            f"<li{' class=right' if right else ''}><span>{escape(text)}{key}</span><b>{escape(shown)}</b>"
            f'<i aria-hidden="true"><u style="width:{float(share):.1%}"></u></i></li>'
        )
    return f'<ul class="ws-bars">{"".join(lines)}</ul>'
