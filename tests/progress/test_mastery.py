# pyright: reportOptionalMemberAccess=false
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.progress.mastery import Mastery, lesson_questions, mastery
from courseware.progress.review import AGAIN, GOOD, HARD, Sight, cards

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
TEN = [f"q{n}" for n in range(10)]


def seen(*ratings: int, day: int = 0) -> list[Sight]:
    return [Sight(name, START + timedelta(days=day), rating) for name, rating in zip(TEN, ratings, strict=False)]


def level(log: list[Sight], day: int = 0) -> Mastery | None:
    return mastery(TEN, cards(log, UTC), TODAY + timedelta(days=day))


def test_a_lesson_nobody_asked_about_is_not_begun():
    assert level([]) is None
    assert level([Sight("of-another-lesson", START, GOOD)]) is None


@pytest.mark.parametrize(("right", "expected"), [(0, "learning"), (7, "learning"), (8, "solid"), (10, "solid")])
def test_eight_of_ten_right_are_solid(right, expected):
    assert level(seen(*[GOOD] * right, *[AGAIN] * (10 - right))) == Mastery(expected, right, 10)


def test_what_is_partly_right_or_was_never_asked_is_not_right():
    assert level(seen(*[GOOD] * 7, HARD, HARD, HARD)) == Mastery("learning", 7, 10)
    assert level(seen(*[GOOD] * 7)) == Mastery("learning", 7, 10)


def test_only_the_last_sight_counts():
    first, second = seen(*[AGAIN] * 10), seen(*[GOOD] * 10, day=1)
    assert level([*first, *second], 1).level == "solid"
    assert level([*seen(*[GOOD] * 10), *seen(*[AGAIN] * 10, day=1)], 1) == Mastery("learning", 0, 10)


def test_what_was_solid_fades_and_a_review_brings_it_back():
    log = seen(*[GOOD] * 10)
    assert [level(log, day).level for day in (0, 5, 30)] == ["solid", "solid", "fading"]
    again = [*log, *seen(*[GOOD] * 10, day=30)]
    assert level(again, 30).level == "solid"
    assert level(again, 40).level == "solid"  # and lasts longer


@given(st.lists(st.sampled_from([AGAIN, HARD, GOOD]), max_size=10), st.integers(0, 9), st.integers(0, 60))
def test_one_more_right_answer_never_lowers_the_level(ratings, which, day):
    order = [None, "learning", "fading", "solid"]
    log = seen(*ratings)
    before, after = level(log, day), level([*log, Sight(TEN[which], START + timedelta(days=day), GOOD)], day)
    assert order.index(after.level) >= (order.index(before.level) if before else 0)
    assert after.right >= (before.right if before else 0)


def test_questions_belong_to_the_lesson_their_quiz_is_about():
    def quiz(lesson: str | None, *names: str) -> Any:
        return Thing(lesson=lesson, questions=[Thing(id=name, retired=name == "old") for name in names])

    quizzes = {"a": quiz("water", "q1", "old"), "b": quiz("water", "q2"), "exam": quiz(None, "q1", "q2")}
    assert lesson_questions(quizzes) == {"water": ["q1", "q2"]}
