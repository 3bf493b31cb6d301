"""Laws of the model of the four perception gaps. The decks measure none of them: every number is the editors'."""

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.gaps import model
from simulations.gaps.errand import DESKS, PASS, TELL, WORK, Errand, errand
from simulations.gaps.message import WEEK, WHEN, Message, habits, message, workday
from simulations.gaps.model import GOALS, PRESETS, TODAY, Inputs, meant, once, rows, two
from simulations.gaps.process import STANDS, Process, process

fives = st.integers(0, 12).map(lambda five: five * 5)
desks = st.integers(1, len(DESKS))
processes = st.builds(
    process,
    heard=fives,
    focus=fives.map(lambda five: 100 - five),
    clear=fives.map(lambda five: 100 - five),
    desks=desks,
    standard=st.integers(70, 100),
)
refusals = st.integers(0, 12).map(lambda five: five * 5)
queues = st.integers(0, 20)
seeds = st.integers(0, 10_000)
weekdays = st.sampled_from(WEEK[:5])
wordings = st.sampled_from(WHEN)


def run(seed: int = 1, **inputs: Any) -> Any:
    """The outcome of whichever scene the inputs name."""
    return model.run(Inputs(**inputs), seed)


def order(**changes: int) -> Process:
    """The order of today with changes."""
    return process(**(TODAY | changes))


def test_the_deck_names_four_gaps():
    assert set(STANDS) == {"position", "feeling", "information", "division"}
    assert model.DECKS["process"].sources == ("D0-25", "D0-26", "D0-27", "D0-28", "D0-29")


@given(processes)
def test_what_the_gaps_take_adds_up_to_the_whole_distance(one: Process):
    distance = one.standard - one.right()
    assert sum(one.fair.values()) == distance
    assert sum(one.lost.values()) == one.standard - one.met
    assert abs(one.met - one.right()) <= Fraction(1, 2)


@given(processes)
def test_every_part_is_that_of_the_order_in_which_the_gaps_are_met(one: Process):
    before = Fraction(one.standard)
    for gap in STANDS:
        after = before * one.through[gap]
        assert abs(one.lost[gap] - (before - after)) <= 1
        assert (one.lost[gap] == 0) or gap in one.open
        before = after
    assert before == one.right()


@given(processes)
def test_the_fair_part_is_the_average_over_all_orders_of_mending(one: Process):
    gap = "information"
    parts = []
    for mended in permutations(STANDS):
        done = mended[: mended.index(gap)]
        before = one.right([g for g in STANDS if g not in done])
        after = one.right([g for g in STANDS if g not in (*done, gap)])
        parts.append(after - before)
    assert len(parts) == 24
    assert one.fair[gap] == sum(parts) / 24


@given(processes)
def test_with_every_gap_closed_firm_and_customer_agree(one: Process):
    closed = process(0, 100, 100, 1, one.standard)
    assert closed.met == closed.right() == one.standard
    assert not closed.open
    assert one.right([]) == one.standard


@given(processes)
def test_mending_one_gap_never_brings_more_than_it_took_and_the_other_gaps_take_more(one: Process):
    fair = one.fair
    for n, gap in enumerate(STANDS):
        took = one.right(list(STANDS)[:n]) - one.right(list(STANDS)[: n + 1])
        assert one.alone[gap] <= took
        without = Process(one.standard, {**one.through, gap: Fraction(1)})
        more = without.fair
        assert all(more[other] >= fair[other] for other in STANDS if other != gap)
        assert without.right() == one.right() + one.alone[gap]


@given(processes, st.integers(1, 5))
def test_no_gap_shows_in_the_firms_own_figure(one: Process, more: int):
    worse = Process(one.standard, {gap: share * Fraction(9, 10) for gap, share in one.through.items()})
    assert worse.standard == one.standard
    assert worse.right() < one.right()


def test_from_four_gaps_of_two_or_three_in_ten_28_customers_are_left():
    one = order()
    assert one.right() == 92 * Fraction(8, 10) * Fraction(3, 4) * Fraction(7, 10) * Fraction(9, 10) ** 3
    assert (one.standard, one.met) == (92, 28)
    assert one.lost == {"feeling": 18, "position": 19, "information": 16, "division": 11}
    assert [round(float(one.alone[gap])) for gap in STANDS] == [7, 9, 12, 10]


def test_trying_harder_raises_the_firms_own_figure_more_than_three_times_as_much_as_the_customers():
    before, harder = order(), order(standard=100)
    assert harder.standard - before.standard == 8
    assert 3 * (harder.right() - before.right()) < 8


def test_the_goal_of_two_is_reached_by_the_best_pair_alone():
    whole = {"heard": 0, "focus": 100, "clear": 100, "desks": 1, "standard": 100}
    pairs = {(a, b): two(order(**{a: whole[a], b: whole[b]})) for a in whole for b in whole if a < b}
    assert [pair for pair, share in pairs.items() if share == 1] == [("clear", "desks")]
    assert two(order()) < Fraction(3, 5)
    assert two(order(**whole)) == Fraction(2, 5)


@given(desks, st.booleans(), st.booleans(), refusals, queues, seeds)
def test_more_desks_never_make_an_errand_quicker(number, note, owner, refuse, queue, seed):
    times = [errand(n, note, owner, refuse, queue, seed).total for n in range(1, len(DESKS) + 1)]
    assert times == sorted(times)
    one = errand(number, note, owner, refuse, queue, seed)
    if number > 1 and (queue or not note or owner):
        assert one.total > times[0]


@given(desks, st.booleans(), st.booleans(), refusals, queues, seeds)
def test_the_work_is_the_same_however_it_is_shared_out(number, note, owner, refuse, queue, seed):
    one = errand(number, note, owner, refuse, queue, seed)
    assert sum(stop.work for stop in one.stops) == WORK
    assert one.each * number == WORK
    assert {stop.desk for stop in one.stops} == set(range(number))
    ends = [stop.end for stop in one.stops]
    assert all(stop.start >= end for stop, end in zip(one.stops[1:], ends, strict=False))
    if not owner:
        assert one.total == sum(stop.queue + stop.tell + stop.work for stop in one.stops)
        assert one.total == WORK + queue * one.visits + TELL * one.told
        assert one.visits == number + 2 * one.refusals


@given(desks, refusals, queues, seeds)
def test_a_note_spares_the_telling_and_an_owner_the_running_too(number, refuse, queue, seed):
    told, noted, owned = (
        errand(number, *how, refuse, queue, seed) for how in ((False, False), (True, False), (False, True))
    )
    assert noted.told == owned.told == 1
    assert noted.visits == told.visits >= owned.visits == 1
    assert noted.total == told.total - TELL * (told.told - 1)
    if queue >= 2 * PASS:
        assert owned.total <= noted.total


@given(desks, st.booleans(), st.booleans(), refusals, refusals, queues, seeds)
def test_more_refusals_never_make_it_quicker(number, note, owner, refuse, more, queue, seed):
    calm = errand(number, note, owner, refuse, queue, seed)
    worse = errand(number, note, owner, min(60, refuse + more), queue, seed)
    assert worse.total >= calm.total
    assert worse.refusals >= calm.refusals


def test_five_desks_of_four_minutes_take_the_customer_85_minutes_and_one_refusal_makes_it_111():
    assert errand(5, False, False, 0, 10, 1).each == 4
    assert errand(5, False, False, 0, 10, 1).total == 20 + 5 * (10 + 3)
    one = run(**model.PREDICTIONS["desks"].values)
    assert (one.total, one.told, one.refusals) == (111, 7, 1)
    assert run(**PRESETS["single"].values).total == 33


def test_the_goal_of_one_stop_needs_all_five_desks_and_somebody_who_answers_for_it():
    assert once(errand(5, False, True, 20, 10, 1)) == 1
    assert once(errand(1, False, True, 0, 0, 1)) == Fraction(1, 5)
    assert once(errand(5, True, False, 0, 0, 1)) == Fraction(1, 5)
    assert all(once(errand(n, note, False, 0, 0, 1)) <= Fraction(1, 5) for n in range(1, 7) for note in (False, True))


@pytest.mark.parametrize(
    ("today", "on"), [("mon", "thu"), ("tue", "fri"), ("wed", "mon"), ("thu", "tue"), ("fri", "wed")]
)
def test_the_third_working_day_is_where_a_calendar_has_it(today, on):
    assert message("soon", False, False, today, 1).day(message("soon", False, False, today, 1).meant) == on
    assert workday(WEEK.index("fri"), 1) == 3


@given(wordings, st.booleans(), st.booleans(), weekdays, seeds)
def test_nobody_is_counted_twice_and_nobody_vanishes(when, named, back, weekday, seed):
    one = message(when, named, back, weekday, seed)
    assert sum(one.people.values()) == 100
    assert all(not people or day == one.meant for day, people in enumerate(one.right))
    assert all(not people or day == one.meant for day, people in enumerate(one.door))
    assert all(not people or day <= one.meant for day, people in enumerate(one.early))
    assert all(not people or day >= one.meant for day, people in enumerate(one.late))


@given(st.booleans(), st.booleans(), weekdays, seeds)
def test_clearer_words_never_leave_fewer_who_understand(named, back, weekday, seed):
    right = [message(when, named, back, weekday, seed).people["right"] for when in WHEN]
    assert right == sorted(right)


@given(wordings, st.booleans(), weekdays, seeds)
def test_a_name_never_hurts_and_nobody_waits_at_the_door_then(when, back, weekday, seed):
    named, anyone = (message(when, name, back, weekday, seed) for name in (True, False))
    assert named.people["door"] == 0
    assert named.people["right"] == anyone.people["right"] + anyone.people["door"]


@given(wordings, st.booleans(), weekdays, seeds)
def test_saying_it_back_mends_plain_words_and_no_vague_ones(when, named, weekday, seed):
    said, silent = (message(when, named, back, weekday, seed) for back in (True, False))
    if when in ("day", "hour"):
        assert said.people["right"] >= silent.people["right"]
        assert said.readings == 1
    else:
        assert said.columns == silent.columns


@given(weekdays, seeds)
def test_day_hour_name_and_saying_it_back_are_understood_by_all_and_nothing_less_is(weekday, seed):
    assert meant(message("hour", True, True, weekday, seed)) == 1
    assert meant(message("day", True, True, weekday, seed)) < 1


def test_the_same_three_days_mean_one_thing_on_monday_and_another_before_a_weekend():
    people = 100_000
    monday, friday = (message("days", False, False, day, 1, people) for day in ("mon", "fri"))
    assert sum(monday.columns[0]) > 3 * sum(friday.columns[0])


def test_a_hundred_thousand_customers_are_conserved_and_close_to_the_shares():
    people = 100_000
    assert habits(1, people).shape == (5, people)
    one = message("days", True, False, "fri", 1, people)
    assert sum(one.people.values()) == people
    share = 0.3 * 0.85 * 0.92 / 2  # counts working days, not today, no slip, afternoon
    assert abs(one.people["right"] / people - share) < 0.01
    hour = message("hour", False, False, "fri", 1, people)
    assert abs(hour.people["right"] / people - 0.92 * 0.7) < 0.01


def test_the_table_adds_up():
    columns, lines = rows(order())
    *gaps, total = lines
    for name in ("first", "fair"):
        place = columns.index(name)
        parts: list[Any] = [line[place] for line in gaps]
        assert sum(parts) == pytest.approx(total[place])
    _, days = rows(message("days", False, False, "fri", 1))
    counts: list[Any] = [cell for day in days for cell in day[1:]]
    assert sum(counts) == 100


@pytest.mark.parametrize("name", PRESETS)
def test_no_case_on_offer_gives_a_goal_away(name):
    values = PRESETS[name].values
    assert GOALS[model.AIMS[values["scene"]]](run(**values)) < 1


def test_each_scene_has_an_outcome_of_its_own_and_its_goal_pays_for_no_other():
    outcomes = [run(scene=scene) for scene in model.SCENES]
    assert [type(outcome) for outcome in outcomes] == [Process, Errand, Message]
    for scene, outcome in zip(model.SCENES, outcomes, strict=True):
        assert all(goal(outcome) == 0 for name, goal in GOALS.items() if name != model.AIMS[scene])
