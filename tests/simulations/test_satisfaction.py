"""Check values of the decks and laws of the satisfaction model."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.satisfaction import model
from simulations.satisfaction.memory import USUAL, VISITS, remembered, weights
from simulations.satisfaction.model import AIMS, GOALS, PRESETS, Crowd, Impression, Inputs, Visits, keep, mend, most
from simulations.satisfaction.population import crowd

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
crowds = st.builds(
    Inputs,
    scene=st.just("population"),
    level=st.integers(50, 90),
    mean=st.integers(60, 75),
    apart=st.integers(4, 10),
    tolerance=st.integers(0, 10),
    size=st.sampled_from(("1000", "10000")),
)
shares = st.integers(0, 10).map(lambda tenth: tenth * 10)
impressions = st.builds(
    Inputs,
    scene=st.just("last"),
    cold_at=st.integers(1, VISITS),
    recent=shares,
    cold=st.integers(0, 12).map(lambda fifth: fifth * 5),
)
services = st.lists(points, min_size=1, max_size=12)
big = settings(max_examples=50)  # a crowd takes its time


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


def people(inputs: Inputs, seed: int = 1) -> Crowd:
    """The outcome of the scene `population`."""
    outcome = run(inputs, seed)
    assert isinstance(outcome, Crowd)
    return outcome


def ten(**inputs: Any) -> Impression:
    """The outcome of the scene `last`."""
    outcome = run(Inputs(scene="last", **inputs))
    assert isinstance(outcome, Impression)
    return outcome


@big
@given(crowds, seeds)
def test_every_customer_of_a_crowd_is_counted_once(inputs, seed):
    outcome = people(inputs, seed)
    assert outcome.satisfied + outcome.basically + outcome.dissatisfied == outcome.total == int(inputs.size)
    assert min(outcome.counts) >= 0
    assert outcome.satisfied == sum(
        number for expected, number in enumerate(outcome.counts) if inputs.level - expected > inputs.tolerance
    )
    assert outcome.basically == sum(
        number for expected, number in enumerate(outcome.counts) if abs(inputs.level - expected) <= inputs.tolerance
    )
    for row in model.rows(outcome)[1]:
        assert sum(int(str(cell)) for cell in row[1:]) == outcome.total


def test_a_hundred_thousand_customers_are_conserved_and_spread_as_asked():
    outcome = people(Inputs(scene="population", mean=70, apart=8, size="100000"))
    assert outcome.total == sum(outcome.counts) == 100_000
    mean = Fraction(sum(points * number for points, number in enumerate(outcome.counts)), outcome.total)
    spread = Fraction(sum((points - mean) ** 2 * number for points, number in enumerate(outcome.counts)), outcome.total)
    assert abs(mean - 70) < Fraction(1, 10)
    assert abs(spread - 64) < 1


@pytest.mark.parametrize(
    ("level", "satisfied", "basically"),
    [(70, 0.4751, 0.0498), (75, 0.7131, 0.0410), (80, 0.8825, 0.0228), (90, 0.9926, 0.0022)],
)
def test_the_shares_are_those_of_a_bell_in_whole_points(level, satisfied, basically):
    outcome = people(Inputs(scene="population", level=level, mean=70, apart=8, size="100000"))
    assert float(outcome.share(outcome.satisfied)) == pytest.approx(satisfied, abs=0.006)
    assert float(outcome.share(outcome.basically)) == pytest.approx(basically, abs=0.003)


@big
@given(crowds, seeds)
def test_where_the_average_is_just_met_about_half_are_satisfied_and_about_half_are_not(inputs, seed):
    outcome = people(but(inputs, level=inputs.mean, tolerance=0), seed)
    assert Fraction(36, 100) < outcome.share(outcome.satisfied) < Fraction(56, 100)
    assert Fraction(36, 100) < outcome.share(outcome.dissatisfied) < Fraction(56, 100)


def test_the_average_customer_satisfied_does_not_mean_all_are():
    outcome = people(Inputs(**PRESETS["middle"].values))
    assert outcome.level > outcome.mean
    assert outcome.share(outcome.dissatisfied) > Fraction(1, 5)


@big
@given(crowds, seeds, st.integers(0, 40))
def test_more_quality_never_loses_a_satisfied_customer(inputs, seed, more):
    outcome = people(inputs, seed)
    better = people(but(inputs, level=min(90, inputs.level + more)), seed)
    assert better.satisfied >= outcome.satisfied
    assert better.dissatisfied <= outcome.dissatisfied


@big
@given(st.integers(60, 75), st.integers(4, 7), seeds)
def test_five_points_do_much_in_the_middle_of_the_crowd_and_little_at_its_edges(mean, apart, seed):
    asked = Inputs(scene="population", level=mean, mean=mean, apart=apart, size="10000")
    middle = people(asked, seed).gain
    low = people(but(asked, level=mean - 10), seed)
    high = people(but(asked, level=mean + 15), seed)
    assert low.gain < middle
    assert high.gain * 3 < middle
    assert sum(people(but(asked, level=n), seed).gain for n in range(50, 86, 5)) == (
        people(but(asked, level=90), seed).satisfied - people(but(asked, level=50), seed).satisfied
    )


@big
@given(crowds, seeds, st.integers(0, 15))
def test_a_promise_that_raises_every_expectation_undoes_the_improvement(inputs, seed, more):
    more = min(more, 75 - inputs.mean, 90 - inputs.level)
    before, after = people(inputs, seed), people(but(inputs, level=inputs.level + more, mean=inputs.mean + more), seed)
    assert (after.satisfied, after.basically, after.dissatisfied) == (
        before.satisfied,
        before.basically,
        before.dissatisfied,
    )


@big
@given(crowds, seeds, st.integers(1, 15))
def test_talking_expectations_up_is_moving_the_crowd(inputs, seed, more):
    moved = people(inputs, seed).raised(more)
    drawn = crowd(inputs.level, inputs.mean + more, inputs.apart, inputs.tolerance, int(inputs.size), seed)
    assert moved == drawn


@big
@given(crowds, seeds, st.integers(0, 10))
def test_a_wider_idea_of_equal_makes_nobody_more_satisfied_and_nobody_dissatisfied(inputs, seed, wider):
    narrow, wide = sorted((inputs.tolerance, wider))
    strict, loose = (people(but(inputs, tolerance=points), seed) for points in (narrow, wide))
    assert loose.satisfied <= strict.satisfied
    assert loose.dissatisfied <= strict.dissatisfied


@big
@given(seeds, seeds)
def test_another_thousand_customers_are_other_people_with_nearly_the_same_share(one, other):
    asked = Inputs(scene="population", level=72)
    here, there = people(asked, one), people(asked, other)
    assert one == other or here.counts != there.counts
    assert abs(here.share(here.satisfied) - there.share(there.satisfied)) < Fraction(12, 100)


@big
@given(crowds, seeds, st.integers(1, 15))
def test_false_modesty_never_brings_the_goal_nearer(inputs, seed, less):
    lower = max(60, min(inputs.mean, 70) - less)
    assert most(run(but(inputs, mean=lower), seed)) <= most(run(but(inputs, mean=min(inputs.mean, 70)), seed))


@big
@given(crowds, seeds)
def test_the_goal_is_the_least_quality_that_satisfies_four_in_five(inputs, seed):
    outcome = people(but(inputs, mean=max(70, inputs.mean)), seed)
    least = outcome.least(Fraction(4, 5))
    assert least is not None
    assert outcome.satisfied_at(least) * 5 >= outcome.total * 4 > outcome.satisfied_at(least - 1) * 5
    assert (most(outcome) == 1) == (outcome.level == least)
    if outcome.satisfied * 5 < outcome.total * 4:
        assert most(outcome) < Fraction(1, 2)


@given(shares, services)
def test_the_shares_of_all_visits_and_of_what_was_before_add_up_to_one(recent, given_):
    found = weights(recent, len(given_))
    assert sum(found) == 1
    assert all(earlier <= later for earlier, later in pairwise(found[1:])), "the latest weighs most"


@given(points, services, st.randoms())
def test_without_memory_of_visits_their_order_does_not_matter(start, given_, chance):
    other = list(given_)
    chance.shuffle(other)
    assert remembered(start, given_, 0) == remembered(start, other, 0) == start


@given(points, services, st.randoms())
def test_with_the_latest_alone_in_mind_only_the_last_visit_counts(start, given_, chance):
    others = list(given_[:-1])
    chance.shuffle(others)
    assert remembered(start, given_, 100) == remembered(start, [*others, given_[-1]], 100) == given_[-1]


@given(points, st.lists(points, min_size=2, max_size=12), shares, st.data())
def test_the_order_of_visits_matters_only_through_memory(start, given_, recent, data):
    n = data.draw(st.integers(0, len(given_) - 2))
    swapped = [*given_[:n], given_[n + 1], given_[n], *given_[n + 2 :]]
    found = weights(recent, len(given_))
    moved = (given_[n] - given_[n + 1]) * (found[n + 2] - found[n + 1])
    assert remembered(start, swapped, recent) - remembered(start, given_, recent) == moved
    assert moved == 0 or (moved > 0) == (given_[n] > given_[n + 1]), "the better visit later leaves more"


@given(markets, seeds)
def test_what_is_expected_next_is_what_is_remembered(inputs, seed):
    outcome = visits(inputs, seed)
    for visit in outcome.visits:
        past = [one.delivery for one in outcome.visits[: visit.number - 1]]
        exact = remembered(inputs.promise, past, inputs.memory) if past else Fraction(inputs.promise)
        assert abs(visit.expectation - exact) <= Fraction(52, 100)


@given(markets, seeds)
def test_who_goes_by_the_promise_alone_expects_the_same_every_time(inputs, seed):
    outcome = visits(but(inputs, memory=0), seed)
    assert {visit.expectation for visit in outcome.visits} == {inputs.promise}


def test_the_longer_the_memory_the_later_the_expectation_catches_up():
    steady = Inputs(**PRESETS["slow"].values)
    assert [visits(but(steady, memory=share)).left for share in (100, 50, 0)] == [2, 6, None]


@pytest.mark.parametrize(
    ("cold_at", "recent", "left"), [(10, 50, 55), (10, 100, 30), (10, 10, 75), (9, 100, 80), (8, 50, Fraction(295, 4))]
)
def test_one_cold_visit_in_ten_leaves_what_its_share_says(cold_at, recent, left):
    outcome = ten(cold_at=cold_at, recent=recent, cold=30)
    assert outcome.average == 75
    assert outcome.left == outcome.course[-1] == left


@given(impressions)
def test_the_average_never_asks_when_and_the_impression_does_unless_nothing_is_remembered(inputs):
    outcome = run(inputs)
    assert outcome.average == Fraction(9 * USUAL + inputs.cold, VISITS)
    assert outcome.left == USUAL - outcome.weight * (USUAL - inputs.cold)
    earlier = run(but(inputs, cold_at=max(1, inputs.cold_at - 1)))
    assert earlier.left >= outcome.left
    assert inputs.recent or outcome.left == USUAL


@given(impressions)
def test_good_visits_mend_an_impression_and_one_less_would_not(inputs):
    needed = run(inputs).needed(79)
    assert (needed is None) == (inputs.recent == 0)
    if needed is not None and needed < VISITS:
        assert run(but(inputs, cold_at=VISITS - needed)).left >= 79
        assert run(but(inputs, cold_at=VISITS - needed + 1)).left < 79
        assert mend(run(but(inputs, cold_at=VISITS - needed))) == 1
    assert (mend(run(inputs)) == 1) == (needed == VISITS - inputs.cold_at)


def test_a_short_memory_hurts_more_and_heals_sooner():
    assert [ten(cold_at=10, recent=share, cold=30).left for share in (20, 50, 80)] == [70, 55, 40]
    assert [ten(cold_at=10, recent=share, cold=30).needed(79) for share in (20, 50, 80)] == [11, 5, 3]


def test_no_crowd_and_no_cold_visit_on_offer_gives_its_goal_away():
    for preset in PRESETS.values():
        if preset.values["scene"] in ("population", "last"):
            assert GOALS[AIMS[preset.values["scene"]]](run(Inputs(**preset.values))) < 1
