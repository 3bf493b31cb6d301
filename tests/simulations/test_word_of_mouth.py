"""Check values of the decks and laws of the model of word of mouth."""

from fractions import Fraction
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import simulations
from simulations.word_of_mouth import model
from simulations.word_of_mouth.cases import balance, cover, edge
from simulations.word_of_mouth.model import PRESETS, Inputs, rows, sentence
from simulations.word_of_mouth.town import (
    CIRCLE,
    CITY,
    CLOSE,
    MOST,
    OUTSIDE,
    PEOPLE,
    START,
    TOLD,
    _heard,
    friends,
    places,
    spread,
    talk,
    told,
)
from tests.simulations.stage import say, trials

seeds = st.integers(1, 10_000)
customers, tells = st.integers(1, MOST), st.integers(0, TOLD)
towns = st.integers(1, 4).map(lambda n: n * 500)
tellers = st.tuples(st.integers(1, MOST), tells, st.integers(0, 50), st.integers(0, 10).map(lambda n: n * 10))
rounds = st.integers(1, 12)
talkers = st.fixed_dictionaries(
    {"glad": st.integers(0, 70), "angry": st.integers(0, 30), "praises": tells, "warns": tells, "double": st.booleans()}
)
rescues = st.integers(0, 10).map(lambda n: n * 10)


def run(seed: int = 1, **inputs: Any) -> Any:
    """The outcome of whichever scene the inputs name."""
    return model.run(Inputs(**inputs), seed)


def case(preset: str, seed: int = 1) -> Any:
    """The outcome of a preset."""
    return run(seed, **PRESETS[preset].values)


@pytest.mark.parametrize(("count", "most"), [(3, 48), (10, 160)])
def test_customers_with_a_problem_tell_16_people_each_at_most(count, most):
    outcome = told(count, TOLD, PEOPLE, 1)
    assert outcome.told_most == most
    assert outcome.told_people <= most


@pytest.mark.parametrize(("count", "most"), [(1, 250), (10, 2500)])
def test_every_customer_has_a_circle_of_250(count, most):
    outcome = told(count, TOLD, PEOPLE, 1)
    assert outcome.known_most == most
    assert outcome.known_people <= most


@given(customers, tells, towns, seeds)
def test_the_two_lines_stand_apart_and_are_never_added(count, each, town, seed):
    outcome = told(count, each, town, seed)
    columns, lines = rows(outcome)
    assert [line[0] for line in lines] == ["lines.told", "lines.known"]
    assert [line[columns.index("most")] for line in lines] == [count * each, count * CIRCLE]
    sums = {outcome.told_most + outcome.known_most, outcome.told_people + outcome.known_people}
    shown = {*sentence(outcome)[1].values(), *model.alternative(outcome)[1].values()}
    assert each == 0 or not sums & (shown - {town})


@given(customers, tells, towns, seeds)
def test_counting_everybody_once_never_gives_more_than_the_product_or_the_town(count, each, town, seed):
    outcome = told(count, each, town, seed)
    assert len(set(outcome.customers)) == count
    assert len(outcome.told) == len(outcome.known) == town
    assert sum(outcome.told) == outcome.told_most
    assert sum(outcome.known) == outcome.known_most
    assert max(outcome.known) <= count
    assert each <= outcome.told_people <= min(town, outcome.told_most)
    assert CIRCLE <= outcome.known_people <= min(town, outcome.known_most)
    assert outcome.covered[count - 1] == outcome.known_people
    assert all(known >= heard for heard, known in zip(outcome.told, outcome.known, strict=True))


@given(st.integers(1, MOST - 1), st.integers(0, TOLD - 1), towns, seeds)
def test_one_more_customer_or_telling_only_adds_people(count, each, town, seed):
    here = told(count, each, town, seed)
    for more in (told(count + 1, each, town, seed), told(count, each + 1, town, seed)):
        assert all(a <= b for a, b in zip(here.told, more.told, strict=True))
        assert all(a <= b for a, b in zip(here.known, more.known, strict=True))


@given(towns)
def test_a_town_is_full_and_everybody_lives_somewhere_else(town):
    homes = places(town)
    assert homes.shape == (town, 2)
    assert len({tuple(home) for home in homes.tolist()}) == town
    assert homes.min() > 0
    assert homes[:, 0].max() < 2
    assert homes[:, 1].max() < 1


@given(customers, tells, towns, seeds)
def test_only_the_fewest_customers_who_know_nine_in_ten_reach_the_goal(count, each, town, seed):
    outcome = told(count, each, town, seed)
    enough = outcome.known_people * 10 >= town * 9
    first = enough and (count == 1 or outcome.covered[count - 2] * 10 < town * 9)
    assert (cover(outcome) == 1) == first
    assert cover(outcome) < Fraction(1, 2) or enough
    assert cover(outcome) == cover(told(count, 0, town, seed))


@given(tellers, rounds, seeds)
def test_nobody_hears_for_the_first_time_twice(four, watched, seed):
    start, each, passes, outside = four
    story = spread(start, each, passes, outside, watched, seed)
    assert len(story.heard) == len(story.tellers) == PEOPLE
    assert story.heard.count(0) == start
    assert [story.heard.count(n) for n in range(1, watched + 1)] == list(story.new)
    assert story.people + start + story.heard.count(None) == PEOPLE
    assert len(story.new) == len(story.tellings) == watched
    assert all(0 <= new <= told <= max(1, each) * PEOPLE for new, told in zip(story.new, story.tellings, strict=True))
    assert story.tellings[0] == start * each
    assert story.people <= story.told


@given(tellers, rounds, seeds)
def test_everybody_heard_it_from_somebody_they_know_who_heard_it_one_round_before(four, watched, seed):
    start, each, passes, outside = four
    story = spread(start, each, passes, outside, watched, seed)
    whom, eager, _ = friends(seed, outside)
    for person, (heard, teller) in enumerate(zip(story.heard, story.tellers, strict=True)):
        assert (teller is None) == (heard in (None, 0))
        if teller is not None and heard is not None:
            assert story.heard[teller] == heard - 1
            assert person in whom[teller, :each]
            assert heard == 1 or eager[teller] * 100 < passes * PEOPLE


@given(seeds, st.integers(0, 10).map(lambda n: n * 10))
def test_everybody_knows_16_others_and_nobody_talks_to_themselves(seed, outside):
    whom, eager, unlucky = friends(seed, outside)
    everybody = range(PEOPLE)
    assert whom.shape == (PEOPLE, TOLD)
    assert whom.min() >= 0
    assert whom.max() < PEOPLE
    assert all(person not in whom[person] for person in everybody)
    assert sorted(eager) == sorted(unlucky) == list(everybody)
    inside = (whom // CLOSE == [[person // CLOSE] for person in everybody]).mean()
    assert abs(inside - (1 - outside / 100)) < 0.02


@given(tellers, rounds, seeds)
def test_more_of_anything_only_adds_hearers(four, watched, seed):
    start, each, passes, outside = four
    here = spread(start, each, passes, outside, watched, seed)
    for more in (
        spread(min(MOST, start + 1), each, passes, outside, watched, seed),
        spread(start, min(TOLD, each + 1), passes, outside, watched, seed),
        spread(start, each, min(50, passes + 1), outside, watched, seed),
        spread(start, each, passes, outside, watched + 1, seed),
    ):
        for before, after in zip(here.heard, more.heard, strict=True):
            assert before is None or (after is not None and after <= before)


@given(tellers, rounds, seeds)
def test_watching_longer_does_not_change_what_was_seen(four, watched, seed):
    start, each, passes, outside = four
    short, long = (spread(start, each, passes, outside, n, seed) for n in (watched, 12))
    assert short.new == long.new[:watched]
    assert short.tellings == long.tellings[:watched]
    assert short.heard == tuple(n if n is not None and n <= watched else None for n in long.heard)


@given(st.integers(1, MOST), tells, seeds)
def test_if_nobody_tells_it_on_only_those_told_in_person_hear(start, each, seed):
    story = spread(start, each, 0, OUTSIDE, 12, seed)
    assert story.told == start * each
    assert story.people <= start * each
    assert story.last == (1 if each else 0)
    assert not story.alive


@given(st.integers(1, MOST), tells, st.integers(0, 50), seeds)
def test_a_story_told_only_inside_the_circle_stays_there(start, each, passes, seed):
    story = spread(start, each, passes, 0, 12, seed)
    assert story.people + start <= start * CLOSE


def reach(start: int, each: int, passes: int) -> float:
    """How many people hear it in the town in the middle of 101."""
    return median(spread(start, each, passes, OUTSIDE, 40, seed).people for seed in range(101))


def test_below_one_new_teller_it_dies_out_and_well_above_it_runs_through_the_town():
    assert reach(START, TOLD, 5) < PEOPLE / 6
    assert reach(START, TOLD, 10) > 4 * reach(START, TOLD, 5)
    assert reach(START, TOLD, 13) > PEOPLE * 2 / 3
    assert reach(START, TOLD, 50) > PEOPLE * 9 / 10


def test_telling_fewer_people_more_often_comes_to_the_same():
    assert abs(reach(START, TOLD, 10) - reach(START, 4, 40)) < PEOPLE / 6


def test_below_the_threshold_the_number_who_begin_counts_and_above_it_hardly():
    assert reach(12, TOLD, 4) > 3 * reach(3, TOLD, 4)
    assert reach(12, TOLD, 20) < 1.1 * reach(3, TOLD, 20)


def test_what_the_question_about_spreading_says_is_what_the_model_says():
    five, ten = case("five-per-cent"), case("ten-per-cent")
    assert round(five.people, -1) == 90
    assert round(ten.people, -2) == 500
    assert sentence(five)[0] == "spread_below"
    assert sentence(ten)[0] == "spread_runs"


@given(tellers, rounds, seeds)
def test_neither_a_short_watch_nor_a_closed_circle_nor_one_lucky_start_brings_the_goal_nearer(four, watched, seed):
    start, each, passes, outside = four
    usual = edge(spread(START, each, passes, OUTSIDE, 12, seed))
    assert edge(spread(min(start, START), each, passes, outside, watched, seed)) == usual
    assert (usual == 1) <= (each * passes >= 100)
    assert usual < 1 or 2 * spread(START, each, passes, OUTSIDE, 60, seed).people < PEOPLE


def test_the_goal_lies_at_the_edge_and_both_sides_fall_short():
    shares = {passes: edge(spread(START, TOLD, passes, OUTSIDE, 12, 1)) for passes in range(51)}
    best = [passes for passes, share in shares.items() if share == 1]
    assert best
    assert 6 < best[0] <= best[-1] < 10
    assert shares[0] == 0
    assert shares[50] < Fraction(1, 3)


@given(talkers, rescues, st.integers(1, 5).map(lambda n: n * 10_000), seeds)
def test_a_town_of_100_000_is_counted_to_the_last_person(five, rescued, buyers, seed):
    outcome = run(seed, scene="race", rescued=rescued, buyers=buyers, **five)
    assert outcome.worse + outcome.level + outcome.nothing + outcome.better == CITY
    assert min(outcome.worse, outcome.level, outcome.nothing, outcome.better) >= 0
    assert outcome.worse <= outcome.bad
    assert outcome.better <= outcome.good
    assert outcome.nothing >= CITY - outcome.good - outcome.bad
    assert _heard(outcome.good, seed, 3).sum() == outcome.good
    assert len(_heard(outcome.bad, seed, 4)) == CITY


@given(talkers, rescues, st.integers(1, 5).map(lambda n: n * 10_000))
def test_one_complaint_put_right_takes_bad_talk_away_and_adds_good(five, rescued, buyers):
    outcome = run(scene="race", rescued=rescued, buyers=buyers, **five)
    good, bad = talk(buyers, five["glad"], five["angry"], 0, five["praises"], five["warns"], five["double"])
    assert outcome.saved * 10_000 == buyers * five["angry"] * rescued
    assert bad - outcome.bad == outcome.saved * five["warns"]
    assert outcome.good - good == outcome.saved * (outcome.swing - five["warns"])


@given(talkers, st.integers(0, 9).map(lambda n: n * 10), seeds)
def test_putting_more_right_never_leaves_more_people_with_a_bad_opinion(five, rescued, seed):
    less = run(seed, scene="race", rescued=rescued, **five)
    more = run(seed, scene="race", rescued=rescued + 10, **five)
    assert more.worse <= less.worse <= less.before == more.before
    assert more.better >= less.better


def test_60_glad_who_tell_3_say_less_than_15_dissatisfied_who_tell_16():
    outcome = case("start")
    assert model.hundred(outcome.good, outcome) == 180
    assert model.hundred(outcome.bad, outcome) == 240
    assert outcome.worse > outcome.better


def test_one_put_right_moves_the_balance_as_much_as_six_new_friends():
    start, fans = case("start"), case("fans")
    assert start.swing == 19
    assert fans.good < fans.bad  # even ten more in a hundred who praise do not turn it
    assert run(scene="race", rescued=30).good > run(scene="race", rescued=30).bad


def test_by_the_figures_of_surveys_good_talk_leads():
    for preset in ("barometer", "restaurant"):
        assert case(preset).better > case(preset).worse


def test_luck_moves_the_town_by_less_than_one_person_in_a_hundred():
    shares = [run(seed, scene="race").worse for seed in range(1, 30)]
    assert max(shares) - min(shares) < CITY / 100
    assert len(set(shares)) > 20


@given(talkers, rescues, st.integers(1, 5).map(lambda n: n * 10_000))
@settings(max_examples=30)
def test_only_putting_right_helps_and_more_than_it_takes_is_waste(five, rescued, buyers):
    share = balance(run(scene="race", rescued=rescued, buyers=buyers, **five))
    plain = five | {"praises": 3, "warns": TOLD, "double": False, "glad": min(60, five["glad"])}
    plain["angry"] = max(15, five["angry"])
    assert share == balance(run(scene="race", rescued=rescued, **plain))
    steps = [balance(run(scene="race", rescued=n, **plain)) for n in range(0, 101, 10)]
    assert steps.count(Fraction(1)) == 1
    best = steps.index(Fraction(1))
    assert all(step < Fraction(1, 2) for step in steps[:best])
    assert steps[best:] == sorted(steps[best:], reverse=True)


def test_no_case_on_offer_gives_a_goal_away():
    for preset in PRESETS.values():
        outcome = run(**preset.values)
        assert model.GOALS[model.AIMS[Inputs(**preset.values).scene]](outcome) < 1


def test_luck_changes_the_town_and_the_same_luck_does_not():
    for scene in model.CHANCE:
        assert len({run(seed, scene=scene) for seed in (1, 1, 2)}) == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_retelling_below_one_is_never_rounded_up_to_one(language):
    simulator = simulations.simulator("word_of_mouth")
    for values in trials(simulator, "spread", 200):
        outcome = simulator.model.run(simulator.inputs(values), 1)
        key, filled = sentence(outcome)
        assert Fraction(str(filled["makes"])) == outcome.makes
        told = say("word_of_mouth", language)(f"sentences.{key}", **filled)
        assert (key in ("spread_below", "spread_many")) <= (outcome.makes < 1), told
