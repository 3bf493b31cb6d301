"""Strategies for kinds that need a picture, a story or a simulator: questions with responses for the laws of all."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from courseware import questions
from tests.questions.desk import COMMON, options

HOTSPOT = questions.kind("hotspot").rules
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
