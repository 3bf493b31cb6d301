"""Check values of the decks and laws of the model of complaints and recovery."""

import time
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.complaint_recovery import model
from simulations.complaint_recovery.model import (
    PRESETS,
    RATES,
    TODAY,
    Flow,
    Iceberg,
    Inputs,
    Policies,
    half,
    kept,
    least,
    policy,
    robust,
    rows,
    seen,
    shares,
)

Levers = tuple[int, int, int]
speak = st.integers(5, 70)
fifths = st.integers(0, 20).map(lambda fifth: fifth * 5)
levers = st.tuples(speak, fifths, fifths)
surveys = st.sampled_from(tuple(RATES))
sizes = st.tuples(st.integers(2, 20).map(lambda hundred: hundred * 100), st.integers(5, 50))


def run(**inputs: Any) -> Any:
    """The outcome of whichever scene the inputs name; nothing in this model depends on chance."""
    return model.run(Inputs(**inputs), 1)


def case(preset: str) -> Any:
    """The outcome of a preset."""
    return run(**PRESETS[preset].values)


def exact(flow: Flow) -> dict[str, Fraction]:
    """People by group, before rounding."""
    return {group.name: group.exact for group in flow.groups}


def pair(now: Levers, new: Levers, **more: int) -> Policies:
    """Two policies side by side."""
    names = ("speak", "solved", "quick")
    levers = {f"{name}_now": share for name, share in zip(names, now, strict=True)}
    levers |= {f"{name}_new": share for name, share in zip(names, new, strict=True)}
    return run(scene="policies", **levers, **more)


def test_the_survey_and_its_other_column():
    assert RATES["over"] == (9, 19, 54, 82)
    assert RATES["under"] == (37, 46, 70, 95)
    assert [100 - rate for rate in RATES["over"]] == [91, 81, 46, 18]


def test_of_1000_transactions_250_disappoint_and_5_per_cent_of_those_complain():
    flow = case("deck-quick")
    assert flow.people == 250
    assert exact(flow) == {"silent": Fraction(475, 2), "unsettled": 0, "settled": 0, "quickly": Fraction(25, 2)}
    silent, quickly = flow.groups[0], flow.groups[3]
    assert silent.exact_stays == Fraction("21.375")
    assert silent.exact - silent.exact_stays == Fraction("216.125")
    assert quickly.exact_stays == Fraction("10.25")
    assert flow.exact_stays == Fraction("31.625")
    assert flow.exact_stays / flow.people == Fraction("0.1265")
    assert (flow.heard, flow.silent.people, flow.stays, flow.leaves) == (13, 237, 32, 218)


def test_if_half_complain_and_all_are_settled_quickly_45_per_cent_would_return():
    flow = case("front-quick")
    assert flow.groups[0].exact_stays == Fraction("11.25")
    assert flow.groups[3].exact_stays == Fraction("102.5")
    assert flow.exact_stays == Fraction("113.75")
    assert flow.exact_stays / flow.people == Fraction("0.455")


def test_5_per_cent_of_all_transactions_is_20_per_cent_of_the_dissatisfied():
    flow = case("of-all")
    assert flow.heard == Fraction(5, 100) * flow.deals == 50
    assert flow.stays == 59


def test_for_small_losses_more_return_whatever_is_done():
    flow = case("small")
    assert flow.exact_stays == Fraction("237.5") * Fraction(37, 100) + Fraction("12.5") * Fraction(95, 100)


@given(levers, surveys, sizes)
def test_nobody_vanishes_and_nobody_is_counted_twice(three: Levers, survey, size):
    deals, unhappy = size
    flow = policy(*three, survey, deals, unhappy)
    assert flow.people == deals * unhappy // 100 == sum(exact(flow).values())
    assert flow.heard + flow.silent.people == flow.stays + flow.leaves == flow.people
    for group in flow.groups:
        assert 0 <= group.stays <= group.people
        assert abs(group.people - group.exact) < 1
        assert abs(group.stays - group.exact_stays) < 1
        assert group.people == 0 or group.exact > 0
    assert abs(flow.stays - flow.exact_stays) <= Fraction(1, 2)
    assert abs(flow.heard - flow.people * Fraction(three[0], 100)) <= Fraction(1, 2)


@given(levers, surveys, fifths)
def test_more_settled_or_settled_faster_never_loses_a_customer(three: Levers, survey, more):
    asked, solved, quick = three
    flow = policy(*three, survey)
    assert policy(asked, min(100, solved + more), quick, survey).stays >= flow.stays
    assert policy(asked, solved, min(100, quick + more), survey).stays >= flow.stays


@given(levers, st.integers(0, 65), st.sampled_from(("over", "under")))
def test_by_the_old_survey_more_complaints_never_lose_a_customer(three: Levers, more, survey):
    asked, solved, quick = three
    assert policy(min(70, asked + more), solved, quick, survey).stays >= policy(*three, survey).stays


def test_by_newer_findings_complaints_nobody_settles_lose_customers():
    assert case("door-only").verdict == "depends"
    assert case("door-only").saved == (11, 10, -7)
    loss = [policy(asked, 0, 0, "newer").exact_stays for asked in range(5, 71)]
    assert loss == sorted(loss, reverse=True)
    assert loss[0] > loss[-1]


@given(levers, fifths)
def test_settling_more_survives_every_set_of_rates(three, more):
    asked, solved, quick = three
    better = pair(three, (asked, min(100, solved + more), quick))
    assert better.verdict in ("holds", "same", "depends")
    assert min(better.saved) >= 0


def test_speed_matters_little_where_nobody_speaks():
    assert max(case("speed-unheard").saved) < min(case("speed").saved) / 5


@given(levers, levers)
def test_the_other_way_round_what_was_saved_is_lost(now, new):
    there, back = pair(now, new), pair(new, now)
    assert there.saved == tuple(-saved for saved in back.saved)
    assert {there.verdict, back.verdict} in ({"holds", "falls"}, {"same"}, {"depends"})


@given(levers, levers, st.integers(1, 60).map(lambda hundred: hundred * 100))
def test_money_is_the_turnover_of_those_saved_and_nothing_else(now, new, worth):
    dear = pair(now, new, worth=worth)
    assert dear.saved == pair(now, new).saved
    assert dear.turnover == tuple(saved * worth for saved in dear.saved)
    assert [row[-1] for row in rows(dear)[1]] == list(dear.turnover)


@given(levers, surveys)
def test_arrays_and_single_policies_agree(three: Levers, survey):
    asked, solved, quick = (np.array([lever]) for lever in three)
    assert int(kept(asked, solved, quick, survey)[0]) == kept(*three, survey)
    assert sum(shares(*three)) == 10**6
    flow = policy(*three, survey)
    assert flow.exact_stays == flow.people * Fraction(kept(*three, survey), 10**8)


def test_a_hundred_thousand_policies_are_counted_well_within_one_rerun():
    chance = np.random.default_rng(1)
    asked, solved, quick = (chance.integers(0, 101, 100_000) for _ in range(3))
    started = time.perf_counter()
    counted = kept(asked, solved, quick, "over")
    assert time.perf_counter() - started < 0.1
    assert counted.shape == (100_000,)
    assert counted.min() >= 9 * 10**6
    assert counted.max() <= 82 * 10**6


@given(speak, st.integers(1, 10).map(lambda ten: ten * 10))
def test_the_iceberg_is_always_a_hundred_people(asked, passed):
    outcome = run(scene="iceberg", speak=asked, passed=passed)
    assert isinstance(outcome, Iceberg)
    assert outcome.seen + outcome.stuck + outcome.silent == 100
    assert 1 <= outcome.seen <= asked
    assert seen(outcome) == min(1, Fraction(outcome.seen, 50))


def test_half_at_the_counter_and_5_per_cent_in_the_report_are_both_true():
    outcome = case("report")
    assert (outcome.seen, outcome.stuck, outcome.silent) == (5, 45, 50)
    deck = case("deck")
    assert (deck.seen, deck.stuck, deck.silent) == (5, 0, 95)


def test_neither_lever_alone_brings_half_into_the_report():
    assert seen(run(scene="iceberg", speak=70, passed=10)) < 1
    assert seen(run(scene="iceberg", speak=49, passed=100)) < 1
    assert seen(run(scene="iceberg", speak=70, passed=80)) == 1


@pytest.mark.parametrize("survey", RATES)
def test_the_least_effort_keeps_half_and_nothing_less_does(survey):
    sums = {
        (a, s, q): kept(a, s, q, survey) for a in range(5, 71) for s in range(0, 101, 5) for q in range(0, 101, 5)
    }  # fmt: skip
    enough = [sum(three) for three, share in sums.items() if share >= 50 * 10**6]
    assert least(survey) == min(enough)
    best = next(three for three, share in sums.items() if share >= 50 * 10**6 and sum(three) == least(survey))
    assert half(policy(*best, survey)) == 1


@given(levers, surveys)
def test_short_of_half_is_at_most_half_the_goal_and_waste_costs(three: Levers, survey):
    flow = policy(*three, survey)
    enough = flow.exact_stays * 2 >= flow.people
    assert (half(flow) >= Fraction(1, 3)) if enough else (half(flow) < Fraction(1, 2))
    if enough and three[1] < 100:
        assert half(policy(three[0], three[1] + 5, three[2], survey)) < half(flow)


@given(levers, levers)
def test_making_today_worse_never_brings_the_goal_nearer(now, new):
    assert robust(pair(now, new)) <= robust(pair(TODAY, new))


def test_no_case_on_offer_gives_a_goal_away():
    for preset in PRESETS.values():
        outcome = run(**preset.values)
        assert model.GOALS[model.AIMS[Inputs(**preset.values).scene]](outcome) < 1
