"""Check values of the decks' table and laws of the model of what churn costs."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.churn_cost import model
from simulations.churn_cost.cases import afford, halve, sound
from simulations.churn_cost.costs import CLAIMED, CROWD, Cost, Curve, Plan, Table, crossing
from simulations.churn_cost.model import PRESETS, Inputs, rows, sentence

shares = st.integers(0, 50)
multiples = st.integers(1, 16)
plans = st.builds(Plan, st.integers(1, 30), st.integers(1, 10))


def run(**inputs: Any) -> Any:
    """The outcome of whichever scene the inputs name; nothing in this model depends on chance."""
    return model.run(Inputs(**inputs), 1)


def case(preset: str) -> Any:
    """The outcome of a preset."""
    return run(**PRESETS[preset].values)


def columns(cost: Cost) -> tuple[int, ...]:
    """Columns three to six of the decks' table."""
    return cost.left, cost.win, cost.keep, cost.total


def test_the_decks_two_rows():
    table = case("deck")
    assert columns(table.last) == (100, 500, 900, 1400)
    assert columns(table.now) == (500, 2500, 500, 3000)
    assert -table.saved == 1600
    assert round(float(table.change), 1) == 114.3
    assert round(table.now.total / table.last.total, 3) == 2.143


@pytest.mark.parametrize(
    ("churn", "total"), [(0, 1000), (5, 1200), (10, 1400), (20, 1800), (30, 2200), (40, 2600), (50, 3000)]
)
def test_at_five_times_each_ten_points_cost_400n(churn, total):
    assert Cost(churn, 5).total == total


def test_at_fifteen_times_the_table_would_read_2400n_and_8000n():
    assert [cost.total for cost in (case("fifteen").last, case("fifteen").now)] == [2400, 8000]


def test_at_two_times_it_would_read_1100n_and_1500n():
    assert [cost.total for cost in (case("two").last, case("two").now)] == [1100, 1500]


def test_without_the_missing_brackets_the_table_would_not_add_up():
    cost = Cost(10, 5)
    assert cost.keep == (CROWD - cost.left) * 1 == 900
    assert CROWD - cost.left * 1 == cost.keep, "with n = 1 the missing brackets go unnoticed"
    n = 7
    assert (CROWD - cost.left) * n != CROWD - cost.left * n


@given(shares, multiples)
def test_the_total_is_the_formula_of_the_model(churn, multiple):
    assert Cost(churn, multiple).total == CROWD * (1 + (multiple - 1) * Fraction(churn, 100))


@given(shares, multiples)
def test_nobody_is_lost_and_every_n_is_spent_once(churn, multiple):
    cost = Cost(churn, multiple)
    assert cost.left + cost.stayed == CROWD
    assert cost.win + cost.keep == cost.total >= CROWD


@given(shares, shares, multiples)
def test_all_lines_start_at_one_point_and_are_straight(one, other, multiple):
    assert Cost(0, multiple).total == CROWD
    rise = Cost(one, multiple).total - Cost(other, multiple).total
    assert rise == (one - other) * Plan(1, 1).gross(multiple)


@given(shares)
def test_where_both_cost_the_same_it_does_come_out_even(churn):
    assert Cost(churn, 1).total == CROWD
    assert sentence(run(scene="table", last=0 if churn else 1, now=churn, multiple=1))[0] == "table_level"


@given(shares.filter(bool), shares.filter(bool), multiples)
def test_the_total_never_changes_by_as_large_a_share_as_churn(last, now, multiple):
    table = Table(Cost(last, multiple), Cost(now, multiple), 0)
    assert abs(table.change) <= abs(Fraction(100 * (now - last), last))


def test_halving_churn_saves_a_third_of_the_total_and_keeping_costs_more():
    table = case("halved")
    assert (table.last.total, table.now.total) == (3000, 2000)
    assert table.now.win * 2 == table.last.win
    assert table.now.keep > table.last.keep


@given(shares, multiples)
def test_winning_overtakes_keeping_at_one_over_one_plus_the_multiple(churn, multiple):
    larger = Curve(Cost(churn, multiple)).larger
    turn = crossing(multiple)
    assert larger == ("win" if churn > turn else "keep" if churn < turn else "even")


def test_at_five_times_the_lines_cross_where_one_in_six_leaves():
    assert crossing(5) == Fraction(100, 6)
    assert run(scene="curve", churn=16, multiple=5).larger == "keep"
    assert run(scene="curve", churn=17, multiple=5).larger == "win"
    assert run(scene="curve", churn=20, multiple=4).larger == "even"


@pytest.mark.parametrize(("multiple", "worth"), [(1, 0), (2, 10), (5, 40), (15, 140)])
def test_one_point_of_churn_is_worth_ten_times_the_multiple_less_one(multiple, worth):
    assert Plan(1, 1).gross(multiple) == worth


@given(plans, multiples)
def test_a_plan_pays_from_its_even_multiple_on_and_not_before(plan: Plan, multiple):
    assert (plan.net(multiple) >= 0) == (multiple >= plan.even)


@given(plans, shares, multiples)
def test_what_a_plan_saves_is_what_the_table_says_wherever_churn_starts(plan: Plan, churn, multiple):
    if plan.points <= churn:
        saved = Cost(churn, multiple).total - Cost(churn - plan.points, multiple).total
        assert plan.gross(multiple) == saved


@given(plans)
def test_a_plan_that_pays_at_the_lowest_multiple_pays_at_every_other(plan: Plan):
    assert (plan.verdict == "holds") == (plan.net(2) >= 0)
    assert (plan.verdict == "falls") == (plan.net(15) < 0)


def test_the_plans_on_offer_end_in_all_three_ways():
    assert [case(plan).verdict for plan in ("settle", "calls", "card")] == ["holds", "depends", "falls"]
    assert [case("calls").net(multiple) for multiple in CLAIMED] == [-70, 20, 320]
    assert [case("one").net(multiple) for multiple in CLAIMED] == [-30, 0, 100]


@given(shares, shares, multiples, st.integers(0, 20).map(lambda five: five * 5))
def test_what_n_is_worth_changes_money_and_nothing_else(last, now, multiple, pounds):
    inputs: dict[str, Any] = {"scene": "table", "last": last, "now": now, "multiple": multiple}
    letter, money = run(**inputs), run(**inputs, pounds=pounds)
    assert sentence(letter) == sentence(money)
    assert [row[-1] for row in rows(money)[1]] == [
        cost.total * pounds or None for cost in (money.last, money.now)
    ]  # fmt: skip


@given(shares, shares, multiples)
def test_the_cost_is_halved_with_as_much_churn_left_as_can_be(last, now, multiple):
    table = Table(Cost(last, multiple), Cost(now, multiple), 0)
    reached = 2 * table.now.total <= table.last.total
    assert (halve(table) >= Fraction(1, 2)) == reached
    if halve(table) == 1:
        assert 2 * Cost(now + 1, multiple).total > table.last.total


def test_no_churn_at_all_earns_half_of_the_goal_and_at_two_times_nothing_reaches_it():
    assert halve(run(scene="table", last=50, now=0, multiple=5)) == Fraction(1, 2)
    assert halve(run(scene="table", last=50, now=12, multiple=5)) == 1
    assert max(halve(run(scene="table", last=50, now=now, multiple=2)) for now in range(51)) < Fraction(1, 2)


@given(shares, multiples)
def test_the_slider_of_the_multiple_does_not_buy_the_goal(churn, multiple):
    assert sound(run(scene="curve", churn=churn, multiple=multiple)) == sound(run(scene="curve", churn=churn))


def test_keeping_is_the_larger_at_every_multiple_up_to_6_per_cent():
    assert sound(run(scene="curve", churn=6)) == 1
    assert sound(run(scene="curve", churn=7)) == Fraction(1, 3)
    assert sound(run(scene="curve", churn=0)) == Fraction(1, 2)
    assert sound(run(scene="curve", churn=50)) == 0


@given(plans)
def test_all_is_earned_only_by_spending_what_pays_at_two_times_and_no_more(plan: Plan):
    assert (afford(plan) == 1) == (plan.net(2) == 0)
    assert (afford(plan) >= Fraction(1, 2)) == (plan.net(2) >= 0)


def test_no_case_on_offer_gives_a_goal_away():
    for preset in PRESETS.values():
        assert model.GOALS[model.AIMS[preset.values["scene"]]](run(**preset.values)) < 1
