"""Check values of the decks and laws of the water model."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.water import model
from simulations.water.model import PRESETS, STANDARD, Inputs, agree, honest, known, plain, rows

degrees = st.integers(0, 60)
warm = st.integers(20, 45)
hours = st.integers(3, 24).map(lambda four: four * 4)
grams = st.integers(4, 20).map(lambda hundred: hundred * 100)
things = st.integers(2, 4)


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


def scale(thing: int, weight: int, told: bool = False) -> Any:
    """A thing on the steelyard."""
    return run(Inputs(scene="weight", thing=thing, weight=weight, told=told))


@pytest.mark.parametrize(("weight", "reading"), [(500, 8), (1000, 4), (2000, 2), (400, 10), (800, 5)])
def test_the_same_four_kilograms_read_more_with_a_smaller_weight_and_less_with_a_larger(weight, reading):
    assert scale(4, weight).reading == reading
    assert scale(4, weight).thing == 4


@given(things, grams, st.booleans())
def test_reading_times_weight_is_the_same_whatever_the_weight(thing, weight, told):
    outcome = scale(thing, weight, told)
    assert outcome.reading * outcome.weight == thing * STANDARD, "the beam is level"
    assert {row[3] for row in rows(outcome)[1]} == {thing * STANDARD}


@given(things, grams, grams)
def test_a_smaller_weight_reads_more(thing, one, other):
    small, large = sorted((one, other))
    assert scale(thing, small).reading >= scale(thing, large).reading
    assert small == large or scale(thing, small).reading > scale(thing, large).reading


@given(things, grams)
def test_who_knows_the_weight_knows_the_thing_and_telling_moves_nothing_on_the_beam(thing, weight):
    hidden, told = scale(thing, weight), scale(thing, weight, told=True)
    assert told.believed == thing
    assert hidden.believed == hidden.reading == told.reading
    assert (hidden.believed == thing) == (weight == STANDARD)


@given(things, grams)
def test_the_goal_is_reached_by_telling_the_weight_or_by_the_one_the_marks_were_made_for(thing, weight):
    assert known(scale(thing, weight, told=True)) == 1
    assert (known(scale(thing, weight)) == 1) == (weight == STANDARD)


@given(things, grams, grams)
def test_shrinking_the_weight_below_what_is_true_never_brings_the_goal_nearer(thing, one, other):
    small, large = sorted(min(weight, STANDARD) for weight in (one, other))
    assert known(scale(thing, small)) <= known(scale(thing, large))


@given(things, things, grams)
def test_how_wrong_a_hidden_weight_is_does_not_depend_on_the_thing(thing, other, weight):
    assert known(scale(thing, weight)) == known(scale(other, weight))
