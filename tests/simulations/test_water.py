"""Check values of the decks and laws of the water model."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.water import model
from simulations.water.model import PRESETS, Inputs, agree, honest, plain

degrees = st.integers(0, 60)
warm = st.integers(20, 45)
hours = st.integers(3, 24).map(lambda four: four * 4)


def run(inputs: Inputs) -> Any:
    """The outcome of whichever scene the inputs name; nothing in this model depends on chance."""
    return model.run(inputs, 1)


@pytest.mark.parametrize(("before", "felt", "feeling"), [(10, 28, "hot"), (60, -22, "cool"), (38, 0, "same")])
def test_water_of_38_degrees_feels_by_what_came_before(before, felt, feeling):
    outcome = run(Inputs(before=before, warm=38))
    assert (outcome.hand.felt, outcome.hand.feeling, outcome.reading) == (felt, feeling, 38)


@given(degrees, degrees, degrees, warm)
def test_the_thermometer_never_changes_whatever_the_hands_have_felt(before, cold, hot, water):
    assert run(Inputs(scene="bowls", before=before, warm=water)).reading == water
    assert run(Inputs(scene="hands", cold=cold, hot=hot, warm=water)).reading == water


@given(degrees, warm, st.integers(-45, 45))
def test_what_is_felt_never_depends_on_the_thermometer_only_on_the_difference(before, water, shift):
    if 0 <= before + shift <= 60 and 20 <= water + shift <= 45:
        here = run(Inputs(before=before, warm=water)).hand
        there = run(Inputs(before=before + shift, warm=water + shift)).hand
        assert (here.felt, here.feeling) == (there.felt, there.feeling)


@given(degrees, degrees, warm)
def test_a_smaller_weight_weighs_more_whatever_the_bowl(first, second, water):
    low, high = sorted((first, second))
    assert run(Inputs(before=low, warm=water)).hand.felt >= run(Inputs(before=high, warm=water)).hand.felt


@given(degrees, degrees, warm)
def test_two_hands_differ_by_where_they_came_from_and_by_nothing_else(cold, hot, water):
    outcome = run(Inputs(scene="hands", cold=cold, hot=hot, warm=water))
    assert outcome.left.felt - outcome.right.felt == hot - cold
    assert (agree(outcome) == 1) == (cold == hot)


@given(degrees, warm)
def test_water_feels_plain_only_after_water_as_warm(before, water):
    outcome = run(Inputs(before=before, warm=water))
    assert (plain(outcome) == 1) == (outcome.hand.feeling == "same")


def test_told_72_and_24_hours_and_served_in_48_one_is_early_and_one_late():
    outcome = run(Inputs(**PRESETS["two-promises"].values))
    assert (outcome.a.felt, outcome.a.pace) == (24, "early")
    assert (outcome.b.felt, outcome.b.pace) == (-24, "late")
    assert outcome.reading == 48


@given(hours, hours, hours)
def test_the_clock_says_the_same_to_both_customers(promise_a, promise_b, delivery):
    outcome = run(Inputs(scene="service", promise_a=promise_a, promise_b=promise_b, delivery=delivery))
    assert outcome.a.delivered == outcome.b.delivered == outcome.reading == delivery
    assert outcome.a.felt - outcome.b.felt == promise_a - promise_b


@given(hours, hours, hours, hours)
def test_padding_a_promise_never_brings_the_goal_nearer(one, other, promise_b, delivery):
    short, long = sorted(max(promise, delivery) for promise in (one, other))

    def score(promise: int) -> Fraction:
        return honest(run(Inputs(scene="service", promise_a=promise, promise_b=promise_b, delivery=delivery)))

    assert score(long) <= score(short)
    assert short == long or score(long) < score(short) or score(short) == score(2 * delivery if delivery <= 48 else 96)


@given(hours, hours, hours)
def test_the_goal_is_reached_by_promises_that_come_true_and_by_no_others(promise_a, promise_b, delivery):
    outcome = run(Inputs(scene="service", promise_a=promise_a, promise_b=promise_b, delivery=delivery))
    assert (honest(outcome) == 1) == (promise_a == promise_b == delivery)


@given(hours, hours)
def test_a_broken_promise_earns_nothing(promise, delivery):
    outcome = run(Inputs(scene="service", promise_a=promise, promise_b=promise, delivery=delivery))
    if promise < delivery:
        assert honest(outcome) == 0
