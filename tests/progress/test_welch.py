"""Welch's interval, held against published figures and against what must hold for any ratings."""

import math
import statistics as plain

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from courseware.progress import welch

SLEEP = ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
"""Student's own data of 1908, hours of sleep gained with two drugs; R's data set `sleep`."""
AUTOMATIC = [21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 21.5, 15.5, 15.2, 13.3,
             19.2]  # fmt: skip
MANUAL = [21, 21, 22.8, 32.4, 30.4, 33.9, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4]
"""Miles per gallon of cars of 1974 by gearbox, unequal in number and spread; R's data set `mtcars`."""

ratings = st.lists(st.integers(1, 7), min_size=2, max_size=60)


@pytest.mark.parametrize(
    ("one", "other", "degrees", "low", "high"),
    [(*SLEEP, 17.776, -3.3654832, 0.2054832), (AUTOMATIC, MANUAL, 18.332, -11.280194, -3.209684)],
)
def test_differences_are_those_that_r_reports(one, other, degrees, low, high):
    found = welch.difference(welch.mean(one), welch.mean(other))
    assert found.interval
    assert found.degrees
    assert found.degrees == pytest.approx(degrees, abs=0.0005)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=5e-7)


def test_one_mean_has_the_interval_that_r_reports():
    found = welch.mean(SLEEP[0])
    assert found.interval
    assert (found.interval.low, found.interval.high) == pytest.approx((-0.5297804, 2.0297804), abs=5e-8)


@pytest.mark.parametrize(
    ("degrees", "t"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (5, 2.5706), (9, 2.2622), (10, 2.2281), (20, 2.0860),
     (30, 2.0423), (60, 2.0003), (120, 1.9799), (1e7, 1.9600)],
)  # fmt: skip
def test_t_is_that_of_the_printed_table(degrees, t):
    assert welch.quantile(0.95, degrees) == pytest.approx(t, abs=5e-5)


@given(st.floats(0.5, 0.999), st.floats(1, 3000))
def test_outside_of_the_quantile_lies_what_it_leaves(confidence, degrees):
    assert welch.outside(welch.quantile(confidence, degrees), degrees) == pytest.approx(1 - confidence, rel=1e-9)


@given(st.floats(0.01, 50))
def test_with_one_degree_of_freedom_it_is_cauchys_and_with_two_a_root(t):
    assert welch.outside(t, 1) == pytest.approx(1 - 2 / math.pi * math.atan(t), abs=1e-13)
    assert welch.outside(t, 2) == pytest.approx(1 - t / math.sqrt(2 + t * t), abs=1e-13)


@given(ratings, ratings)
def test_exchanged_groups_have_the_opposite_difference(one, other):
    there, back = (welch.difference(welch.mean(a), welch.mean(b)) for a, b in ((one, other), (other, one)))
    assert there.difference == pytest.approx(-back.difference, abs=1e-12)
    assert (there.interval is None) == (back.interval is None)
    if there.interval and back.interval:
        assert (there.interval.low, there.interval.high) == pytest.approx((-back.interval.high, -back.interval.low))


@given(ratings, ratings)
def test_the_degrees_of_freedom_lie_between_the_smaller_group_and_both(one, other):
    found = welch.difference(welch.mean(one), welch.mean(other))
    if found.degrees is not None:
        assert min(len(one), len(other)) - 1 - 1e-9 <= found.degrees <= len(one) + len(other) - 2 + 1e-9


@given(ratings)
def test_a_mean_is_that_of_the_library_of_python(values):
    found = welch.mean(values)
    assert found.mean == pytest.approx(plain.mean(values))
    assert found.variance == pytest.approx(plain.variance(values), abs=1e-12)


@given(ratings, ratings)
def test_an_interval_lies_around_its_difference(one, other):
    found = welch.difference(welch.mean(one), welch.mean(other))
    assume(found.interval)
    assert found.interval
    assert found.difference in found.interval
    assert found.interval.low < found.interval.high


@pytest.mark.parametrize("value", [1, 7, 0.1])
def test_where_nothing_varies_there_is_no_interval(value):
    same = welch.mean([value] * 7)
    assert (same.interval, same.variance) == (None, 0)
    assert welch.difference(same, same).interval is None
    assert welch.difference(same, welch.mean([1.0, 2.0])).interval
    with pytest.raises(ValueError, match="no values"):
        welch.mean([])
