"""Check values of the decks and laws of links in a row."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.reliability_chain import model
from simulations.reliability_chain.chain import (
    BUDGET,
    PEOPLE,
    Backup,
    Effort,
    Links,
    checking,
    effort,
    levels,
    needed,
    people,
    series,
)
from simulations.reliability_chain.model import KINDS, PRESETS, Inputs, design, loosest, more, rows, spend, worth

slips = st.integers(1, 50)
links = st.integers(1, 30)
shares = st.integers(0, 20).map(lambda twentieth: twentieth * 5)
befores = st.tuples(*[st.integers(1, 20)] * 3)
units = st.tuples(*[st.integers(0, BUDGET)] * 3)
kinds = st.sampled_from(KINDS)
services = st.fixed_dictionaries(
    {
        "handovers": st.integers(3, 20),
        "each": st.integers(1, 50),
        "checks": st.integers(1, 6),
        "catch": st.integers(0, 100),
        "own": st.integers(0, 50),
        "taken": st.integers(1, 2),
    }
)


def run(scene: str, **inputs: Any) -> Any:
    """The outcome of a scene; nothing in this model depends on chance."""
    return model.run(Inputs(scene=scene, **inputs), 1)  # pyright: ignore[reportArgumentType]


def case(preset: str) -> Any:
    """The outcome of a preset."""
    return run(**PRESETS[preset].values)


def spent(before: tuple[int, ...], given: tuple[int, ...], kind: Any = "halve") -> Effort:
    """Effort on links that go wrong so many times in 100."""
    return effort([Fraction(one, 100) for one in before], given, kind)


def service(**inputs: int) -> Backup:
    """The outcome of the scene `backup`."""
    return run("backup", **inputs)


@pytest.mark.parametrize(
    ("count", "per_cent"),
    [(1, "99"), (2, "98.01"), (3, "97.03"), (5, "95.10"), (10, "90.44"), (20, "81.79"), (30, "73.97")],
)
def test_links_of_99_per_cent_leave_what_the_digest_says(count, per_cent):
    outcome = run("links", slips=10, links=count)
    assert round(outcome.levels[-1] * 100, 2) == Fraction(per_cent)
    assert rows(outcome)[1][-1][-1] == 100 * Fraction(per_cent)


def test_three_people_of_99_per_cent_are_97_and_a_bit_not_97():
    outcome = case("three")
    assert outcome.levels[-1] == Fraction("0.970299")
    assert (outcome.through, outcome.hit) == (970, 30)


def test_twenty_careful_links_let_818_of_1000_through():
    outcome = run("links", slips=10, links=20)
    assert (outcome.through, outcome.hit, outcome.single) == (818, 182, 990)


def test_the_lessons_example_is_88_2_per_cent_and_its_three_remedies_come_out_as_the_lesson_says():
    before = tuple(Fraction(one, 100) for one in (1, 1, 10))
    assert series(before) == case("thin").level == Fraction("0.88209")
    assert round(series((Fraction(0), *before[1:])) * 100, 1) == Fraction("89.1")
    assert round(series((*before[:2], Fraction(1, 100))) * 100, 2) == Fraction("97.03")
    assert round(series((*before, Fraction(1, 100))) * 100, 1) == Fraction("87.3")


@given(slips, links, shares)
def test_every_customer_is_either_through_or_hit(wrong, count, shared):
    outcome = run("links", slips=wrong, links=count, shared=shared)
    assert isinstance(outcome, Links)
    assert outcome.through + outcome.hit == PEOPLE
    lines: Any = rows(outcome)[1]
    assert [through + hit for _, through, hit, _ in lines] == [PEOPLE] * count


@given(slips, links, shares)
def test_one_more_link_never_helps_and_one_more_slip_never_does(wrong, count, shared):
    down = levels(Fraction(wrong, PEOPLE), count + 1, Fraction(shared, 100))
    assert list(down) == sorted(down, reverse=True)
    worse = levels(Fraction(wrong + 1, PEOPLE), count, Fraction(shared, 100))
    assert worse[-1] < down[count]


@given(slips, links, shares)
def test_a_shared_cause_leaves_every_link_as_it_was_and_the_whole_no_worse(wrong, count, shared):
    part = Fraction(wrong, PEOPLE)
    down = levels(part, count, Fraction(shared, 100))
    assert down[1] == 1 - part
    assert (1 - part) ** count <= down[-1] <= 1 - part
    assert levels(part, count, Fraction(1))[-1] == 1 - part
    assert levels(part, count)[-1] == (1 - part) ** count


@given(slips, links)
def test_the_whole_loses_at_most_what_its_links_lose_together(wrong, count):
    part = Fraction(wrong, PEOPLE)
    assert 1 - levels(part, count)[-1] <= count * part


@given(links)
def test_the_loosest_links_are_just_good_enough(count):
    loose = loosest(count)
    assert levels(Fraction(loose, PEOPLE), count)[-1] >= Fraction(95, 100)
    assert levels(Fraction(loose + 1, PEOPLE), count)[-1] < Fraction(95, 100)


@given(slips, links, shares)
def test_the_design_is_reached_only_by_long_chains_that_are_just_strict_enough(wrong, count, shared):
    outcome = run("links", slips=wrong, links=count, shared=shared)
    done = count >= 10 and wrong == loosest(count)
    assert (design(outcome) == 1) == done
    assert done or design(outcome) < 1
    assert design(outcome) == design(run("links", slips=wrong, links=count)), "a shared cause buys nothing"
    if count < 10 or wrong > loosest(count):
        assert design(outcome) <= Fraction(1, 2)


@given(befores, units, kinds)
def test_effort_never_hurts_and_the_gain_promised_is_the_gain_had(before, given_units, kind):
    outcome = spent(before, given_units, kind)
    for n, gain in enumerate(outcome.gains):
        next_units = tuple(spent_ + (k == n) for k, spent_ in enumerate(given_units))
        after = spent(before, next_units, kind)
        assert gain >= 0
        assert outcome.level + gain == after.level
        assert people(outcome.level) + more(outcome)[n] == people(after.level)


@given(befores, units)
def test_halving_helps_most_where_most_goes_wrong(before, given_units):
    outcome = spent(before, given_units)
    weakest = max(step.now for step in outcome.steps)
    assert outcome.steps[outcome.gains.index(max(outcome.gains))].now == weakest


@given(befores)
def test_a_point_helps_the_whole_by_its_reliability_over_the_links(before):
    outcome = spent(before, (0, 0, 0), "point")
    for step, gain in zip(outcome.steps, outcome.gains, strict=True):
        if step.before > Fraction(1, 100):
            assert gain == outcome.level / (1 - step.now) / 100


def test_a_point_is_worth_nearly_the_same_anywhere():
    gains = case("points").gains
    assert max(gains) / min(gains) < Fraction(11, 10)
    halving = spent((2, 6, 10), (0, 0, 0)).gains
    assert max(halving) / min(halving) > 5


@given(befores, kinds)
def test_no_way_to_spend_the_budget_beats_the_best(before, kind):
    ways = [way for way in product(range(BUDGET + 1), repeat=3) if sum(way) <= BUDGET]
    outcomes = [spent(before, way, kind) for way in ways]
    assert max(outcome.level for outcome in outcomes) == outcomes[0].best
    for outcome in outcomes:
        assert (spend(outcome) == 1) == (outcome.level == outcome.best)


@given(befores)
def test_always_mending_the_weakest_is_best_where_effort_halves(before):
    given_units = [0, 0, 0]
    for _ in range(BUDGET):
        now = [step.now for step in spent(before, tuple(given_units)).steps]
        given_units[now.index(max(now))] += 1
    assert spend(spent(before, tuple(given_units))) == 1


def test_in_the_example_the_weakest_link_changes_after_every_unit():
    first = [spent((2, 6, 10), way) for way in ((0, 0, 0), (0, 0, 1), (0, 1, 1))]
    assert [outcome.gains.index(max(outcome.gains)) for outcome in first] == [2, 1, 2]


@given(befores, units, kinds)
def test_nothing_done_and_too_much_spent_earn_nothing(before, given_units, kind):
    assert spend(spent(before, (0, 0, 0), kind)) == 0
    if sum(given_units) > BUDGET:
        assert spend(spent(before, given_units, kind)) == 0


def test_neither_the_best_nor_the_weakest_link_alone_nor_an_even_share_reaches_the_goal():
    assert spend(case("proud")) < Fraction(1, 10)
    assert spend(case("hammer")) < Fraction(1, 2)
    assert spend(case("fair")) < Fraction(3, 5)
    assert spend(spent((2, 6, 10), (0, 2, 3))) == 1


@given(services)
def test_taking_a_link_out_always_helps_and_two_help_more(inputs):
    one, two = service(**inputs | {"taken": 1}), service(**inputs | {"taken": 2})
    assert one.today < one.fewer < two.fewer


@given(services)
def test_what_a_check_catches_and_what_it_adds_are_all_that_changes(inputs):
    outcome, level = service(**inputs), service(**inputs).today
    for check in outcome.checks:
        assert 1 - check.caught == (1 - level) * (1 - Fraction(inputs["catch"], 100))
        assert check.after == check.caught * (1 - Fraction(inputs["own"], PEOPLE))
        level = check.after
    assert level == outcome.checked


@given(services)
def test_a_check_that_catches_all_but_is_no_better_than_a_link_is_worth_all_links_but_one(inputs):
    outcome = service(**inputs | {"catch": 100, "own": inputs["each"], "checks": 1})
    assert outcome.checked == 1 - Fraction(inputs["each"], PEOPLE)
    assert outcome.fewer <= outcome.checked


def test_one_check_that_catches_half_does_less_than_one_handover_fewer():
    outcome = service()
    assert (people(outcome.today), people(outcome.checked), people(outcome.fewer)) == (970, 975, 980)
    assert outcome.fewer == Fraction(99, 100) ** 2


def test_not_even_six_such_checks_overtake_one_handover_fewer():
    assert all(service(checks=checks).checked < service().fewer for checks in range(1, 7))


def test_a_check_that_catches_little_makes_things_worse():
    outcome = case("blind")
    assert outcome.checked < outcome.today


def test_in_a_long_chain_or_with_eyes_only_the_check_does_more():
    assert case("long").checked > case("long").fewer
    assert case("eyes-only").checked > case("eyes-only").fewer


@given(services)
def test_the_least_that_a_check_must_catch_is_the_least(inputs):
    outcome, least = service(**inputs), needed(service(**inputs))
    if least is None:
        assert service(**inputs | {"catch": 100}).checked < outcome.fewer
        assert worth(outcome) == 0
        return
    assert service(**inputs | {"catch": least}).checked >= outcome.fewer
    assert worth(service(**inputs | {"catch": least})) == 1
    if least:
        assert service(**inputs | {"catch": least - 1}).checked < outcome.fewer
        assert worth(service(**inputs | {"catch": least - 1})) < 1


def test_among_three_a_check_must_catch_67_per_cent_and_among_ten_only_20():
    assert needed(service()) == 67
    assert needed(service(handovers=10)) == 20
    assert needed(service(own=0)) == 33


def test_levels_of_checks_settle_and_never_leave_what_is_possible():
    level = Fraction("0.970299")
    found = checking(level, Fraction(1, 2), Fraction(1, 100), 40)
    assert all(0 <= check.after <= check.caught <= 1 for check in found)
    assert abs(found[-1].after - Fraction(99, 101)) < Fraction(1, 10**9)


def test_no_case_on_offer_gives_a_goal_away():
    for preset in PRESETS.values():
        inputs = Inputs(**preset.values)
        assert model.GOALS[model.AIMS[inputs.scene]](model.run(inputs, 1)) < 1
    for prediction in model.PREDICTIONS.values():
        inputs = Inputs(**prediction.values)
        assert model.GOALS[model.AIMS[inputs.scene]](model.run(inputs, 1)) < Fraction(1, 2)
