"""Check values of the decks and laws of the satisfaction model."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.satisfaction import model
from simulations.satisfaction.model import PRESETS, Inputs, Visits, keep

points = st.integers(0, 100)
seeds = st.integers(0, 10_000)
markets = st.builds(
    Inputs,
    scene=st.just("visits"),
    quality=st.integers(30, 100),
    promise=points,
    rival=st.booleans(),
    rival_quality=st.integers(30, 100),
    spread=st.integers(0, 30),
    memory=st.integers(0, 10).map(lambda tenth: tenth * 10),
    visits=st.integers(2, 12),
)


def run(inputs: Inputs, seed: int = 1) -> Any:
    """The outcome of whichever scene the inputs name."""
    return model.run(inputs, seed)


def visits(inputs: Inputs, seed: int = 1) -> Visits:
    """The outcome of the scene `visits`."""
    outcome = run(inputs, seed)
    assert isinstance(outcome, Visits)
    return outcome


def but(inputs: Inputs, **changes: Any) -> Inputs:
    """The same inputs with changes."""
    return Inputs(**(inputs.model_dump() | changes))


@pytest.mark.parametrize(
    ("expected", "perceived", "gap", "state"),
    [(75, 82, 7, "satisfied"), (80, 72, -8, "dissatisfied"), (60, 60, 0, "basically")],
)
def test_satisfaction_is_what_was_perceived_minus_what_was_expected(expected, perceived, gap, state):
    outcome = run(Inputs(expectation=expected, perceived=perceived))
    assert (outcome.gap, outcome.state) == (gap, state)


def test_a_fitter_promised_within_half_an_hour_who_comes_in_20_minutes_is_10_early():
    outcome = run(Inputs(**PRESETS["half-hour"].values))
    assert (outcome.promised, outcome.came, outcome.gap, outcome.state) == (30, 20, 10, "satisfied")


@given(points, points, st.integers(-100, 100))
def test_only_the_distance_counts_not_the_height(expected, perceived, shift):
    if 0 <= expected + shift <= 100 and 0 <= perceived + shift <= 100:
        here = run(Inputs(expectation=expected, perceived=perceived))
        there = run(Inputs(expectation=expected + shift, perceived=perceived + shift))
        assert (here.gap, here.state) == (there.gap, there.state)


def test_less_than_expected_and_the_customer_goes_elsewhere():
    outcome = visits(Inputs(**PRESETS["less"].values))
    assert outcome.left == 1
    assert outcome.last.state == "dissatisfied"


def test_more_than_expected_and_the_customer_comes_again():
    outcome = visits(Inputs(**PRESETS["more"].values))
    assert outcome.visits[0].state == "satisfied"
    assert outcome.left is None


def test_as_much_as_expected_keeps_the_customer_only_while_no_firm_is_better():
    assert visits(Inputs(**PRESETS["equal-alone"].values)).left is None
    assert visits(Inputs(**PRESETS["equal-rival"].values)).left == 1
    no_better = but(Inputs(**PRESETS["equal-rival"].values), rival_quality=70)
    assert visits(no_better).left is None


def test_by_default_what_is_given_today_is_expected_next_time():
    outcome = visits(Inputs(scene="visits", promise=40, quality=70, rival=False))
    assert [visit.expectation for visit in outcome.visits] == [40, 70, 70, 70, 70, 70]


def test_a_customer_who_remembers_longer_expects_something_between():
    outcome = visits(Inputs(scene="visits", promise=40, quality=70, rival=False, memory=50))
    assert [visit.expectation for visit in outcome.visits] == [40, 55, 63, 66, 68, 69]


@given(markets, seeds)
def test_visits_end_where_the_customer_leaves_and_nowhere_else(inputs, seed):
    outcome = visits(inputs, seed)
    assert [visit.number for visit in outcome.visits] == list(range(1, len(outcome.visits) + 1))
    assert all(visit.stays for visit in outcome.visits[:-1])
    assert outcome.last.stays == (outcome.left is None)
    assert len(outcome.visits) == (outcome.left or inputs.visits)
    assert outcome.missed == inputs.visits - len(outcome.visits)
    for visit in outcome.visits:
        assert 0 <= visit.delivery <= 100
        assert 0 <= visit.expectation <= 100
        assert visit.stays or visit.state != "satisfied"
        assert visit.state != "dissatisfied" or not visit.stays


@given(markets, seeds, st.integers(1, 70))
def test_more_quality_never_loses_a_customer_earlier(inputs, seed, more):
    better = but(inputs, quality=min(100, inputs.quality + more))
    assert len(visits(better, seed).visits) >= len(visits(inputs, seed).visits)
    assert (visits(inputs, seed).left is not None) or (visits(better, seed).left is None)


@given(markets, seeds)
def test_without_another_firm_nobody_leaves_earlier(inputs, seed):
    alone, market = visits(but(inputs, rival=False), seed), visits(but(inputs, rival=True), seed)
    assert len(alone.visits) >= len(market.visits)


@given(markets, seeds, st.integers(1, 100))
def test_promising_less_than_is_surely_given_never_brings_the_goal_nearer(inputs, seed, less):
    sure = inputs.quality - inputs.spread
    promise = min(inputs.promise, sure)
    lower = max(0, promise - less)
    assert keep(run(but(inputs, promise=lower), seed)) <= keep(run(but(inputs, promise=promise), seed))


@given(markets, seeds, points)
def test_of_all_promises_the_honest_one_brings_the_goal_nearest(inputs, seed, promise):
    steady = but(inputs, spread=0)
    honest = but(steady, promise=steady.quality)
    assert keep(run(but(steady, promise=promise), seed)) <= keep(run(honest, seed))


@given(markets, seeds)
def test_where_steady_service_is_good_enough_swinging_never_does_better(inputs, seed):
    steady = but(inputs, spread=0, promise=inputs.quality)
    if visits(steady, seed).left is not None:
        return
    assert keep(run(but(inputs, promise=inputs.quality), seed)) <= keep(run(steady, seed))


@given(markets, seeds)
def test_a_customer_who_left_is_at_most_half_the_goal(inputs, seed):
    outcome = visits(inputs, seed)
    if outcome.left is not None and inputs.promise >= inputs.quality - inputs.spread:
        assert keep(outcome) <= Fraction(1, 2)


def test_a_low_promise_buys_one_visit_and_no_more():
    honest = Inputs(scene="visits", promise=70, quality=70, rival_quality=80)
    assert visits(honest).left == 1
    assert [visits(but(honest, promise=low)).left for low in (60, 30, 0)] == [2, 2, 2]


def test_the_goal_is_reached_by_steady_honest_service_as_good_as_the_rivals():
    assert keep(run(Inputs(scene="visits", promise=80, quality=80, rival_quality=80))) == 1
    assert keep(run(Inputs(scene="visits", promise=60, quality=80, rival_quality=80))) == Fraction(4, 5)
    assert keep(run(Inputs(scene="visits", promise=90, quality=90, rival_quality=80))) == Fraction(9, 10)
