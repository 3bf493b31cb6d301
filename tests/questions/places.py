"""Strategies for kinds that need a picture, a story or a simulator: questions with responses for the laws of all."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from courseware import questions
from simulations.complaint_desk import model as complaint_desk
from tests.questions.desk import COMMON, options, text

HOTSPOT, BRANCHING, GOAL = (questions.kind(name).rules for name in ("hotspot", "branching", "simulator_goal"))
POINTS = st.fractions(Fraction(1, 4), 10, max_denominator=12)
SCORINGS = st.sampled_from(["all_or_nothing", "part_marks", "part_marks_with_penalty"])


@st.composite
def hotspot(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    right = draw(st.lists(st.booleans(), min_size=3, max_size=8).filter(lambda rs: 0 < sum(rs) < len(rs)))
    places = [{"x": 60 + 100 * (n % 4), "y": 60 + 100 * (n // 4)} for n in range(len(right))]
    question = HOTSPOT.Question(
        id="q",
        kind="hotspot",
        picture="p",
        alt={"zh": "图"},
        spots=[option | place for option, place in zip(options(right), places, strict=True)],
        points=draw(POINTS),
        scoring=draw(SCORINGS),
        **COMMON,
    )
    names = st.sampled_from([spot.id for spot in question.spots])
    chosen = draw(st.lists(st.sets(names, max_size=8 if question.several else 1), min_size=1, max_size=6))
    return question, [HOTSPOT.Response(choices=tuple(choices)) for choices in chosen]


MOVES = st.lists(st.sampled_from(complaint_desk.MOVES), max_size=3)


@st.composite
def tale(draw: st.DrawFn) -> dict[str, Any]:
    """A story of one to five moments; every first choice is good."""
    good = (["listen"], ["solve", "agree"], ["act"])
    moments = [
        {
            "id": f"m{n}",
            "text": text(f"m{n}"),
            "choices": [
                {"id": f"c{m}", "text": text(f"c{n}{m}"), "does": draw(MOVES) if m else good[min(n, 2)]}
                for m in range(draw(st.integers(2, 4)))
            ],
        }
        for n in range(draw(st.integers(3, 5)))
    ]
    return {"title": text("t"), "lead": text("l"), "sources": ["D1-34"], "moments": moments}


@st.composite
def branching(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    question = BRANCHING.Question(
        id="q",
        kind="branching",
        simulator="complaint_desk",
        story="made",
        tale=draw(tale()),
        points=draw(POINTS),
        scoring=draw(SCORINGS),
        **COMMON,
    )
    whole = BRANCHING.guess(question, draw(st.randoms())).path
    return question, [BRANCHING.Response(path=whole[:n]) for n in (len(whole), draw(st.integers(0, len(whole))))]


GOALS: list[dict[str, Any]] = [
    {"simulator": "pareto", "scene": "sum", "goal": "four", "open": ["share"], "solution": {"share": 50}},
    {"simulator": "water", "scene": "service", "goal": "honest", "solution": {"promise_a": 48, "promise_b": 48}}
    | {"open": ["promise_a", "promise_b"]},
    {"simulator": "reliability_chain", "scene": "weakest", "goal": "spend"}
    | {"solution": {"order": 0, "pack": 2, "deliver": 3}},
    {"simulator": "complaint_recovery", "scene": "flow", "goal": "half", "open": ["speak", "survey"]}
    | {"solution": {"speak": 70, "survey": "under"}},
]
"""What to set, in scenes without chance."""


@st.composite
def simulator_goal(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    question = GOAL.Question(
        id="q",
        kind="simulator_goal",
        feedback=text("f"),
        points=draw(POINTS),
        scoring=draw(SCORINGS),
        **draw(st.sampled_from(GOALS)),
        **COMMON,
    )
    return question, [GOAL.guess(question, draw(st.randoms())) for _ in range(2)]
