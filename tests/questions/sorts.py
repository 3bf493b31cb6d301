"""Ordering and categorising for the laws and the widget tests: made-up questions, and hands that move rows."""

import json
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from streamlit.proto.WidgetStates_pb2 import WidgetState

from courseware import questions
from tests.questions.desk import COMMON, text

ORDERING, CATEGORISING = (questions.kind(name).rules for name in ("ordering", "categorising"))
POINTS = st.fractions(Fraction(1, 4), 10, max_denominator=12)
SCORINGS = st.sampled_from(["all_or_nothing", "part_marks", "part_marks_with_penalty"])


@st.composite
def ordering(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    names = [f"l{n}" for n in range(draw(st.integers(3, 7)))]
    question = ORDERING.Question(
        id="q",
        kind="ordering",
        items=[{"id": name, "text": text(name)} for name in names],
        feedback={name: text(name) for name in names[1:]},
        points=draw(POINTS),
        scoring=draw(SCORINGS),
        **COMMON,
    )
    return question, [ORDERING.Response(order=tuple(draw(st.permutations(names)))) for _ in range(3)]


@st.composite
def categorising(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    names = [f"l{n}" for n in range(draw(st.integers(3, 8)))]
    classes = [f"r{n}" for n in range(draw(st.integers(2, 4)))]
    into = draw(st.lists(st.sampled_from(classes), min_size=len(names), max_size=len(names)).filter(_mixed))
    question = CATEGORISING.Question(
        id="q",
        kind="categorising",
        classes=[{"id": name, "text": text(name)} for name in classes],
        items=[
            {"id": name, "text": text(name), "into": one, "feedback": text(f"f{name}")}
            for name, one in zip(names, into, strict=True)
        ],
        points=draw(POINTS),
        scoring=draw(SCORINGS),
        **COMMON,
    )
    placed = st.dictionaries(st.sampled_from(names), st.sampled_from(classes))
    return question, [CATEGORISING.Response(placed=draw(placed)) for _ in range(3)]


def _mixed(into: list[str]) -> bool:
    return len(set(into)) > 1


def sent(room: Any) -> dict[str, Any]:
    """What the browser is told about the rows."""
    (element,) = room.app.get("bidi_component")
    return json.loads(element.proto.json)


def move(room: Any, given: object, number: object) -> None:
    """The browser sends a move, as assets/js/sorting.js does."""
    (element,) = room.app.get("bidi_component")
    states = room.app._tree.get_widget_states()
    event = [{"event": "sorted", "value": {"move": number, "given": given}}]
    states.widgets.append(
        WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{element.proto.id}__events", json_trigger_value=json.dumps(event))
    )
    room.app._run(states)


class Rows:
    """Moves a row as a learner does: the whole arrangement is sent every time."""

    @staticmethod
    def shows(room: Any) -> dict[str, list[str]]:
        told = sent(room)
        if isinstance(told["given"], list):
            return {name: [str(place)] for place, name in enumerate(told["given"], 1)}
        return {option["id"]: [(told["given"] or {}).get(option["id"], "")] for option in told["rows"]}

    @staticmethod
    def give(room: Any, form: dict[str, list[str]]) -> None:
        heard = sent(room)["heard"] or 0
        move(room, {name: values[0] for name, values in form.items()}, heard + 1)

    @staticmethod
    def closed(room: Any) -> bool:
        return sent(room)["closed"]
