from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.progress.paper import draw, rules
from courseware.progress.scoring import Score, ordering, score, shown_percent, total
from courseware.questions import Grade
from tests.records.sample import PARTLY, RIGHT, quiz

fractions = st.fractions(0, 100, max_denominator=10**6)
points = st.fractions(0, 20, max_denominator=60)


def graded(forms):
    one = quiz()
    questions = {question.id: question for question in one.questions}
    responses = {name: rules(questions[name]).read(questions[name], form) for name, form in forms.items()}
    return score(draw(one, 5), questions, responses)


def test_everything_right_is_a_hundred_per_cent():
    grades, sum_ = graded(RIGHT)
    assert sum_ == Score(Fraction(5), Fraction(5))
    assert sum_.percent == 100
    assert all(grade.full for grade in grades.values())


def test_nothing_answered_is_nothing_won_of_everything():
    grades, sum_ = graded({})
    assert sum_ == Score(Fraction(0), Fraction(5))
    assert set(grades) == set(RIGHT)


def test_part_marks_add_up_exactly():
    grades, sum_ = graded(RIGHT | PARTLY)
    assert grades["many"].points == grades["match"].points == Fraction(2, 3)
    assert sum_.percent == Fraction(260, 3)
    assert sum_.passed(86)
    assert not sum_.passed(87)


@given(st.lists(st.tuples(points, points).map(lambda pair: Grade(min(pair), max(pair), {})), max_size=12))
def test_the_total_is_the_exact_sum_and_its_per_cent_lies_between_nothing_and_all(grades):
    sum_ = total(grades)
    assert sum_.points == sum(grade.points for grade in grades)
    assert 0 <= sum_.percent <= 100
    if sum_.of:
        assert sum_.percent * sum_.of == sum_.points * 100


@given(st.permutations(list(range(6))), st.lists(points, min_size=6, max_size=6))
def test_the_order_of_the_questions_does_not_matter(order, won):
    grades = [Grade(one, Fraction(20), {}) for one in won]
    assert total(grades) == total([grades[n] for n in order])


def test_a_quiz_without_points_is_worth_nothing():
    assert Score(Fraction(0), Fraction(0)).percent == 0


@given(fractions, st.integers(1, 100))
def test_passing_is_exact(percent, mark):
    assert Score(percent, Fraction(100)).passed(mark) == (percent >= mark)


@pytest.mark.parametrize(("percent", "shown"), [("79.9", 79), ("239999/3000", 79), ("80", 80), ("0", 0), ("100", 100)])
def test_a_screen_rounds_down(percent, shown):
    assert shown_percent(Fraction(percent)) == shown


@given(fractions, st.integers(1, 100), st.integers(0, 3))
def test_what_is_shown_reaches_the_pass_mark_only_when_it_was_passed(percent, mark, places):
    assert (shown_percent(percent, places) >= mark) == (percent >= mark)
    assert 0 <= percent - shown_percent(percent, places) < Fraction(1, 10**places)


@given(fractions, fractions, st.integers(1, 100))
def test_the_number_that_orders_rows_agrees_with_the_exact_one(one, other, mark):
    assert (ordering(one) >= mark) == (one >= mark)
    assert (ordering(one) > ordering(other)) == (one > other)
