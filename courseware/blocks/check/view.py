"""A practice question on the page. Neither key nor feedback is sent to the browser before the learner checks.

`st.session_state["check-<place>"]` holds the response and whether it has been checked; nothing is recorded.
"""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from courseware import questions
from courseware.blocks import Stage
from courseware.blocks.check.fields import Block
from courseware.blocks.lines import over, rich, small
from courseware.errors import Unreadable
from courseware.questions import Form, Seat

MEASURE = 646


@dataclass(frozen=True)
class Practice:
    """Where a learner is with one question: an edited question begins anew."""

    question: Any
    response: Any = None
    checked: bool = False


@st.fragment
def show(block: Block, stage: Stage) -> None:
    """Draw it; answering and checking rerun this block only."""
    question, key = block.put, f"check-{stage.place}"
    practice = st.session_state.get(key)
    if not isinstance(practice, Practice) or practice.question != question:
        practice = st.session_state[key] = Practice(question)
    with st.container(key=f"practice-{stage.place}", width=MEASURE):
        st.markdown(f"{over(stage.say('blocks.check.over'), block, stage.say)}\n\n{rich(stage.told(question.stem))}")
        if practice.checked and practice.response is not None:
            _marked(block, practice, stage, key)
        else:
            _open(block, practice, stage, key)


def _open(block: Block, practice: Practice, stage: Stage, key: str) -> None:
    kind = questions.kind(practice.question.kind)
    asked = kind.asked(practice.question, block.parameters, practice.response)
    seat = Seat(f"practise-{stage.place}", stage.say, lambda form: _answer(key, form))
    kind.view.widget(asked, practice.response, seat)
    st.button(rich(stage.say("blocks.check.check")), key=f"check-now-{stage.place}", on_click=_check, args=(key,))
    if practice.checked:
        st.markdown(small(rich(stage.say("blocks.check.first"))))


def _marked(block: Block, practice: Practice, stage: Stage, key: str) -> None:
    question = practice.question
    seat = Seat(f"practise-{stage.place}", stage.say)
    questions.kind(question.kind).view.marked(question, block.parameters, practice.response, seat)
    with st.container(key=f"line-{stage.place}"):
        st.markdown(rich(stage.told(question.explanation)))
    st.button(
        rich(stage.say("blocks.check.again")), key=f"check-again-{stage.place}", on_click=_begin_again, args=(key,)
    )


def _answer(key: str, form: Form) -> None:
    practice = st.session_state[key]
    try:
        response = questions.kind(practice.question.kind).rules.read(practice.question, form)
    except Unreadable:
        response = None
    st.session_state[key] = replace(practice, response=response, checked=False)


def _check(key: str) -> None:
    st.session_state[key] = replace(st.session_state[key], checked=True)


def _begin_again(key: str) -> None:
    st.session_state[key] = Practice(st.session_state[key].question)
