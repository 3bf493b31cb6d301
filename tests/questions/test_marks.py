"""What a partly right response earns under each scoring."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.questions import QuestionBase, kind, marks
from tests.questions.desk import COMMON, options

SCORINGS = ("all_or_nothing", "part_marks", "part_marks_with_penalty")


def question(scoring: str, points: int = 6) -> QuestionBase:
    return QuestionBase.model_validate({"id": "q", "kind": "any", "scoring": scoring, "points": points, **COMMON})


@pytest.mark.parametrize(("scoring", "won"), [("all_or_nothing", 0), ("part_marks", 4), ("part_marks_with_penalty", 2)])
def test_two_parts_right_and_one_wrong_of_three(scoring, won):
    assert marks(question(scoring), {"a": True, "b": True, "c": False}, wrong=1).points == won


@pytest.mark.parametrize("scoring", SCORINGS)
@given(states=st.lists(st.sampled_from(["right", "wrong", "blank"]), min_size=1, max_size=8), which=st.integers(0, 7))
def test_one_better_part_never_costs_points_and_a_blank_costs_no_more_than_a_mistake(scoring, states, which):
    def won(states):
        parts = {str(n): state == "right" for n, state in enumerate(states)}
        return marks(question(scoring), parts, wrong=states.count("wrong")).points

    which %= len(states)
    wrong, blank, right = (won([*states[:which], new, *states[which + 1 :]]) for new in ("wrong", "blank", "right"))
    assert 0 <= wrong <= blank <= right <= 6
    assert won(["right"] * len(states)) == 6


@pytest.mark.parametrize("scoring", SCORINGS)
def test_ticking_everything_blindly_never_earns_all(scoring):
    rules = kind("multiple").rules
    asked = rules.Question.model_validate(
        {"id": "q", "kind": "multiple", "options": options([True, True, False, False]), "scoring": scoring, **COMMON}
    )
    every = rules.grade(asked, {}, rules.Response(choices=("o0", "o1", "o2", "o3")))
    assert every.points == {"part_marks": Fraction(1, 2)}.get(scoring, 0)
