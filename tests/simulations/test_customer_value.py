"""Check values of the decks and laws of the customer value model."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import simulations
from simulations.customer_value import model
from simulations.customer_value.cases import both, regain, remain
from simulations.customer_value.figure import spread
from simulations.customer_value.model import PRESETS, Inputs, rows
from simulations.customer_value.sums import (
    AT_FIRST,
    COSTS,
    CROWD,
    KINDS,
    RIVAL,
    START,
    VALUES,
    WHOLE,
    Balance,
    Deals,
    Offer,
    Offers,
    choose,
    compare,
    weights,
)
from tests.simulations.stage import corrections, library


def run(**values: Any) -> Any:
    """The outcome of whichever scene the values name."""
    return model.run(Inputs(**values), 1)


def case(preset: str) -> Any:
    """The outcome of a preset."""
    return run(**PRESETS[preset].values)


def lever(scene: str, name: str) -> st.SearchStrategy[int]:
    """Any value that a slider can stand at."""
    found = next(c for c in simulations.controls(Inputs, scene) if c.name == name)
    low, high, step = int(found.low or 0), int(found.high or 0), int(found.step or 1)
    return st.integers(0, (high - low) // step).map(lambda n: low + n * step)


def levers(scene: str, *without: str) -> st.SearchStrategy[dict[str, Any]]:
    """Values for all sliders of a scene."""
    names = [c.name for c in simulations.controls(Inputs, scene) if not c.options and c.name not in without]
    return st.fixed_dictionaries({"scene": st.just(scene)} | {name: lever(scene, name) for name in names})


offers = st.builds(
    Offer, service=st.integers(20, 30), money=st.integers(30, 65), time=st.integers(0, 40), energy=st.integers(0, 20)
)


def test_four_values_make_100_four_costs_70_and_30_are_left():
    outcome = case("start")
    assert isinstance(outcome, Balance)
    assert outcome.values == (40, 25, 15, 20)
    assert outcome.costs == (50, 10, 5, 5)
    assert (outcome.total, outcome.cost, outcome.rest) == (100, 70, 30)


def test_time_cost_down_from_10_to_4_leaves_36():
    outcome = case("faster")
    assert (outcome.total, outcome.cost, outcome.rest, outcome.more) == (100, 64, 36, 6)
    assert outcome.gains["money"] == 0


def test_benefit_120_and_price_100_differ_by_20_with_a_ratio_of_1_2():
    outcome = case("single")
    assert isinstance(outcome, Deals)
    assert (outcome.a.rest, outcome.a.ratio) == (20, Fraction(6, 5))
    assert (outcome.b.rest, outcome.b.ratio) == (10, Fraction(3, 2))


def test_energy_cost_is_physical_and_mental_cost_together():
    table: dict[Any, Any] = {row[0]: row[1:] for row in rows(run(scene="balance", body=3, mind=9))[1]}
    assert table["parts.energy"] == (10, 12, -2)
    both_rows = zip(table["parts.body"], table["parts.mind"], strict=True)
    assert tuple(a + b for a, b in both_rows) == table["parts.energy"]
    assert AT_FIRST.energy == START["body"] + START["mind"]


def test_the_errata_that_concern_a_scene_are_shown_there():
    assert {scene: said.errata for scene, said in model.DECKS.items()} == {
        "balance": ("E-15",), "offers": ("E-40",), "ratio": ("E-14",),
    }  # fmt: skip
    assert {"E-14", "E-15", "E-40"} <= set(corrections())
    claim = library().claims["delivered-value"]
    assert all(set(claim.items) & set(model.DECKS[scene].sources) for scene in ("balance", "ratio"))


def test_ten_per_cent_off_the_largest_cost_gives_less_than_a_shorter_wait():
    discount, faster = case("discount"), case("faster")
    assert (discount.more, faster.more) == (5, 6)


def test_one_service_adds_to_the_values_and_takes_from_the_costs():
    outcome = case("doorstep")
    assert outcome.gains["service"] > 0
    assert outcome.gains["time"] > 0
    assert outcome.gains["body"] > 0
    assert outcome.gains["money"] == 0


def test_cheaper_with_more_trips_can_leave_less():
    outcome = case("trips")
    assert outcome.gains["money"] > 0
    assert outcome.more < 0


@given(levers("balance"))
def test_what_is_left_and_what_is_given_are_all_that_was_gained(values):
    outcome = run(**values)
    assert outcome.rest + outcome.cost == outcome.total
    assert outcome.more == sum(outcome.gains.values()) == outcome.rest - 30
    table: dict[Any, Any] = {row[0]: row[1:] for row in rows(outcome)[1]}
    assert table["parts.total"][1] - table["parts.cost"][1] == table["parts.rest"][1] == outcome.rest


@given(levers("balance"), st.sampled_from([*VALUES, *COSTS]), st.integers(1, 30))
def test_a_point_more_of_value_or_less_of_cost_is_a_point_for_the_customer(values, name, more):
    moved = values | {name: values[name] + (more if name in VALUES else -more)}
    found = next(c for c in simulations.controls(Inputs, "balance") if c.name == name)
    assume((found.low or 0) <= moved[name] <= (found.high or 0))
    assert run(**moved).rest == run(**values).rest + more


@given(levers("balance"), lever("balance", "money"))
def test_a_price_cut_never_brings_the_first_goal_nearer(values, money):
    cut = values | {"money": min(values["money"], money)}
    assert remain(run(**cut)) <= remain(run(**values | {"money": max(50, cut["money"])}))


def test_the_first_goal_wants_half_for_the_customer_and_no_waste():
    assert remain(run(scene="balance", time=0, service=35)) == 1
    assert remain(run(scene="balance", time=0, body=0, mind=0)) == 1
    assert remain(run(scene="balance", time=0, service=34)) < Fraction(1, 2)
    assert remain(run(scene="balance", money=30)) == 0
    assert remain(run(scene="balance", money=45, time=0, service=35)) < 1
    everything = {"service": 35, "people": 25, "image": 30, "product": 60, "time": 0, "body": 0, "mind": 0}
    assert remain(run(scene="balance", **everything)) < Fraction(2, 3)


def test_next_door_cheaper_by_ten_takes_everybody_and_ten_less_waiting_half_of_them_back():
    assert case("stand").counts == {"nobody": 0, "mine": 0, "theirs": 40, "level": 0}
    assert case("quicker").counts == {"nobody": 0, "mine": 20, "theirs": 20, "level": 0}
    assert case("quicker").crossing == 1


def test_matching_the_cut_makes_the_shops_alike_again():
    assert case("follow").counts["level"] == 40


def test_less_time_and_less_energy_count_alike():
    assert case("easier").choices == case("quicker").choices


def test_dearer_by_twenty_and_no_waiting_still_keeps_half():
    outcome = case("dearer")
    assert outcome.mine.money - outcome.theirs.money == 20
    assert outcome.counts["mine"] == 20


@given(offers, offers, st.integers(1, 500))
def test_every_customer_goes_somewhere_and_where_most_is_left(mine, theirs, people):
    crowd = weights(people)
    places = choose(crowd, mine, theirs)
    assert len(places) == people
    for weight, place in zip(crowd.tolist(), places.tolist(), strict=True):
        here, there = (offer.rest(Fraction(weight, WHOLE)) for offer in (mine, theirs))
        kind = KINDS[place]
        assert (kind == "nobody") == (max(here, there) <= 0)
        assert kind != "mine" or here >= there
        assert kind != "theirs" or there >= here
        assert kind != "level" or here == there


@given(offers, offers)
def test_the_other_way_round_the_customers_change_places(mine, theirs):
    here, there = compare(mine, theirs).counts, compare(theirs, mine).counts
    assert (here["mine"], here["theirs"]) == (there["theirs"], there["mine"])
    assert (here["level"], here["nobody"]) == (there["level"], there["nobody"])


@given(offers, offers, st.sampled_from(["service", "money", "time", "energy"]), st.integers(1, 20))
def test_a_better_offer_never_loses_a_customer(mine, theirs, part, more):
    values = {name: getattr(mine, name) for name in ("service", "money", "time", "energy")}
    values[part] = values[part] + more if part == "service" else max(0, values[part] - more)
    before, after = compare(mine, theirs), compare(Offer(**values), theirs)
    assert after.counts["mine"] >= before.counts["mine"]
    assert after.counts["nobody"] <= before.counts["nobody"]


@given(offers, offers)
def test_customers_are_split_where_the_lines_cross(mine, theirs):
    outcome = compare(mine, theirs)
    kinds = [KINDS[place] for place in outcome.choices if KINDS[place] != "nobody"]
    if outcome.crossing is None:
        assert len(set(kinds)) <= 1
    else:
        assert mine.rest(outcome.crossing) == theirs.rest(outcome.crossing)
        assert sum(a != b for a, b in pairwise(kinds)) <= 1


def test_a_hundred_thousand_customers_are_all_counted():
    crowd = weights(100_000)
    assert crowd.min() >= 0
    assert crowd.max() <= 2 * WHOLE
    places = choose(crowd, Offer(25, 50, 10, 10), RIVAL)
    counts = np.bincount(places, minlength=len(KINDS))
    assert counts.sum() == 100_000
    assert abs(int(counts[KINDS.index("mine")]) - 50_000) <= 100


def test_the_second_goal_needs_both_service_and_less_trouble_or_much_of_one():
    assert regain(run(scene="offers", my_time=0)) == 1
    assert regain(run(scene="offers", my_time=10, my_service=30)) == 1
    assert regain(run(scene="offers", my_service=30)) == 0
    assert regain(run(scene="offers", my_time=10)) == Fraction(1, 3)
    assert regain(run(scene="offers", my_time=0, my_energy=0, my_service=30)) < 1


@given(levers("offers"), lever("offers", "my_money"))
def test_neither_a_price_cut_nor_a_weaker_shop_next_door_brings_the_second_goal_nearer(values, money):
    cut = values | {"my_money": min(money, 50)}
    kept = values | {"my_money": 50}
    assert regain(run(**cut)) <= regain(run(**kept))
    strong = {"their_money": RIVAL.money, "their_time": RIVAL.time, "their_service": RIVAL.service}
    assert regain(run(**values)) <= regain(run(**values | strong))


def test_bought_once_the_difference_decides_and_bought_from_a_purse_the_ratio():
    once, again = case("single"), case("purse")
    assert (once.by_difference, once.by_ratio) == ("a", "b")
    assert once.winner == "a"
    assert (again.a.times, again.b.times) == (1, 5)
    assert (again.a.left, again.b.left, again.winner) == (20, 50, "b")


def test_change_too_small_for_another_purchase_can_overrule_the_ratio():
    outcome = case("loose-change")
    assert outcome.by_ratio == "b"
    assert outcome.winner == "a"
    assert outcome.purse - outcome.b.times * outcome.b.price > 0


def test_equal_ratios_leave_unequal_differences_and_the_other_way_round():
    ratio, difference = case("same-ratio"), case("same-difference")
    assert (ratio.by_ratio, ratio.by_difference) == ("same", "a")
    assert (difference.by_difference, difference.by_ratio) == ("same", "b")


@given(levers("ratio"))
def test_bought_once_the_larger_difference_always_leaves_more(values):
    outcome = run(**values, way="once")
    assert outcome.winner == outcome.by_difference
    assert (outcome.a.left, outcome.b.left) == (outcome.a.rest, outcome.b.rest)


@given(levers("ratio", "purse", "price_a", "price_b"), st.sampled_from([10, 20, 25, 40, 50]))
def test_a_purse_that_both_prices_divide_always_follows_the_ratio(values, price):
    outcome = run(**values, way="purse", purse=200, price_a=100, price_b=price)
    assert outcome.purse == outcome.a.times * outcome.a.price == outcome.b.times * outcome.b.price
    assert outcome.winner == outcome.by_ratio


@given(levers("ratio"))
def test_a_purse_is_never_overdrawn_and_never_holds_enough_for_another(values):
    outcome = run(**values, way="purse")
    for deal in (outcome.a, outcome.b):
        assert 0 <= outcome.purse - deal.times * deal.price < deal.price


@given(levers("ratio"))
def test_more_benefit_and_a_lower_price_raise_both_measures(values):
    deal = run(**values, way="once").b
    for price, benefit in ((deal.price, deal.benefit + 5), (deal.price - 5, deal.benefit)):
        better = type(deal)(price, benefit)
        assert better.rest > deal.rest
        assert better.ratio > deal.ratio


@given(levers("ratio"))
def test_where_the_measures_disagree_the_smaller_difference_has_the_lower_price(values):
    outcome = run(**values, way="once")
    assume(outcome.a.rest > 0)
    if outcome.by_difference == "a" and outcome.by_ratio == "b":
        assert outcome.b.price < outcome.a.price
        assert 0 < outcome.b.rest < outcome.a.rest


def test_the_third_goal_wants_both_measures_without_a_price_cut():
    assert both(run(scene="ratio")) == Fraction(1, 4)
    assert both(run(scene="ratio", benefit_b=45)) == 1
    assert both(run(scene="ratio", benefit_b=40)) == Fraction(1, 4)
    assert both(run(scene="ratio", benefit_b=90)) < Fraction(3, 4)
    assert both(run(scene="ratio", price_b=10, benefit_b=35)) == Fraction(1, 4)


@given(levers("ratio"))
def test_a_weaker_a_does_not_bring_the_third_goal_nearer(values):
    assert both(run(**values)) == both(run(**values | {"price_a": 100, "benefit_a": 120}))


@given(st.sampled_from(["balance", "offers", "ratio"]), st.data())
def test_more_than_twenty_points_of_change_never_fulfil_a_goal(scene, data):
    start = {"scene": scene}
    values = data.draw(levers(scene))
    mine = {name: value for name, value in values.items() if not name.startswith("their") and not name.endswith("_a")}
    mine.pop("purse", None)
    fields = Inputs.model_fields
    moved = sum(abs(value - fields[name].default) for name, value in mine.items() if name != "scene")
    outcome = run(**start | mine)
    share = model.GOALS[model.AIMS[outcome_scene(outcome)]](outcome)
    assert share < 1 or moved <= 20


def outcome_scene(outcome: Any) -> Any:
    """The scene that an outcome belongs to."""
    return "balance" if isinstance(outcome, Balance) else "offers" if isinstance(outcome, Offers) else "ratio"


def test_no_case_on_offer_gives_a_goal_away():
    for preset in PRESETS.values():
        outcome = run(**preset.values)
        assert model.GOALS[model.AIMS[Inputs(**preset.values).scene]](outcome) < 1


@given(st.lists(st.integers(-50, 150), min_size=1, max_size=6), st.integers(1, 30), st.integers(-20, 20))
def test_words_beside_blocks_never_overlap_nor_change_their_order(places, gap, low):
    found = spread(sorted(places, reverse=True), gap, low)
    assert all(a - b >= gap - 1e-6 for a, b in pairwise(found))
    assert found[-1] >= low - 1e-6


def test_words_with_room_enough_stay_where_they_belong():
    assert spread([90, 60, 30], 20, 0) == [90, 60, 30]
    assert spread([32, 30], 10, 0) == pytest.approx([36, 26])


def test_a_crowd_stands_evenly_from_none_to_twice_the_weight_of_money():
    crowd = weights(CROWD).tolist()
    assert crowd == [25 + 50 * n for n in range(40)]
