"""A home visit by the fifteen rules: what is kept, broken and left out, whatever is chosen."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import simulations
from simulations.home_visit import model
from simulations.stories import Told
from tests.simulations.stage import library

STORIES = library().stories["home_visit"]


def visit(scene: str, *path: str) -> model.Outcome:
    return model.run(Told(scene=scene, story=STORIES[scene], path=path), 1)


def waiting(scene: str, *path: str) -> str | None:
    """Id of the moment that waits after a path."""
    now = visit(scene, *path).now
    return now.id if now else None


def best(scene: str) -> tuple[str, ...]:
    """The path that keeps most."""
    return simulations.simulator("home_visit").best(scene, STORIES[scene])


def test_the_rules_are_one_two_three_four_and_five():
    assert [len(rules) for rules in model.STAIRS.values()] == [1, 2, 3, 4, 5]
    assert len(set(model.MOVES)) == 15


@pytest.mark.parametrize("scene", STORIES)
def test_all_fifteen_can_be_kept_in_every_story(scene):
    outcome = visit(scene, *best(scene))
    assert outcome.kept == 15
    assert outcome.ending == "all"
    assert model.fifteen(outcome) == 1


@pytest.mark.parametrize("scene", STORIES)
def test_every_rule_can_be_kept_and_every_one_can_be_missed_in_every_story(scene):
    choices = [choice for moment in STORIES[scene].moments for choice in moment.choices]
    assert {rule for choice in choices for rule in choice.does} == set(model.MOVES)
    for moment in STORIES[scene].moments:
        kept = [set(choice.does) for choice in moment.choices]
        assert any(does != kept[0] for does in kept), f"{moment.id}: every choice keeps the same rules"


@pytest.mark.parametrize("scene", STORIES)
def test_the_right_choice_stands_at_no_place_more_often_than_half_the_time(scene):
    places = [
        max(range(len(m.choices)), key=lambda n, m=m: len(m.choices[n].does) - len(m.choices[n].breaks))
        for m in STORIES[scene].moments
    ]
    assert all(places.count(n) <= len(places) / 2 for n in range(3))


@given(st.data())
def test_every_rule_is_in_exactly_one_state_at_every_moment(data):
    scene = data.draw(st.sampled_from(sorted(STORIES)))
    path: tuple[str, ...] = ()
    while True:
        outcome = visit(scene, *path)
        assert sum(outcome.count(state) for state in ("kept", "broken", "missed", "open")) == 15
        assert outcome.count("open") == 0 or outcome.now is not None
        assert outcome.count("missed") == 0 or outcome.now is None
        if outcome.now is None:
            break
        path = (*path, data.draw(st.sampled_from([choice.id for choice in outcome.now.choices])))


def test_a_rule_broken_once_stays_broken():
    path = list(best("washer"))
    place = [step.moment.id for step in visit("washer", *path).steps].index("water")
    path[place] = "sip"
    outcome = visit("washer", *path)
    assert outcome.rules["water"] == "broken"
    assert model.fifteen(outcome) == Fraction(14, 15)


def test_what_is_left_out_is_neither_kept_nor_broken():
    path = list(best("washer"))
    path[-1] = "bye"
    outcome = visit("washer", *path)
    assert outcome.rules["souvenir"] == "missed"
    assert model.sentence(outcome)[0] == "over_missed"


@pytest.mark.parametrize("path", [("nobody",), ("both", "nobody", "list"), ("",), ("both",) * 50])
def test_a_path_that_makes_no_sense_ends_where_it_stops_making_sense(path):
    outcome = visit("washer", *path)
    assert len(outcome.steps) <= 1
    assert outcome.now is not None


def test_whoever_forgets_the_permit_at_the_door_is_asked_for_it():
    assert waiting("washer", "uniform") == "doubt"
    assert waiting("washer", "both") == "hall"
    assert visit("washer", "uniform", "permit").rules["permit"] == "kept"


def test_a_story_of_another_simulator_is_none_of_ours():
    assert not simulations.simulator("water").branching
    assert simulations.simulator("home_visit").branching


def test_whoever_shows_no_price_list_is_asked_again_when_the_pipe_is_short():
    before = best("air-conditioner")[:2]
    assert waiting("air-conditioner", *before, "list") == "mat"
    assert waiting("air-conditioner", *before, "smaller") == "pipe"
    assert visit("air-conditioner", *before, "smaller", "line").rules["prices"] == "kept"
    assert visit("air-conditioner", *before, "less", "line").rules["prices"] == "broken"


def test_whoever_takes_the_signature_first_has_only_the_grandmother_left_to_show_it_to():
    path = best("air-conditioner")
    before = path[: path.index("test")]
    assert waiting("air-conditioner", *before, "now") == waiting("air-conditioner", *before, "evening") == "alone"
    late = visit("air-conditioner", *before, "evening", "call")
    assert late.rules["trial"] == "kept"
    assert late.rules["record"] == "open"
    assert visit("air-conditioner", *before, "now", "call").rules["record"] == "broken"


@pytest.mark.parametrize("scene", STORIES)
def test_what_to_do_fits_a_phone_and_is_not_told_by_its_length(scene):
    longest = []
    for moment in STORIES[scene].moments:
        assert len(moment.text.zh) <= 42, moment.id
        assert all(len(choice.text.zh) <= 25 for choice in moment.choices), moment.id
        sizes = [len(choice.text.zh) for choice in moment.choices]
        kept = [len(choice.does) - len(choice.breaks) for choice in moment.choices]
        longest.append(sizes.index(max(sizes)) == kept.index(max(kept)))
    assert sum(longest) <= len(longest) * 0.6


@pytest.mark.parametrize("scene", STORIES)
def test_every_choice_of_the_best_path_is_said_to_have_helped_or_done_no_harm(scene):
    judged = model.judged(visit(scene, *best(scene)))
    assert {one.verdict for one in judged} <= {"helped", "neither"}
    kept = [values["rule"] for one in judged for key, values in one.notes if key == "kept"]
    assert sorted(kept) == sorted(f"rules.{rule}" for rule in model.MOVES)


@pytest.mark.parametrize("scene", STORIES)
def test_what_was_broken_or_let_slip_is_named_where_it_happened(scene):
    path: tuple[str, ...] = ()
    while (now := visit(scene, *path).now) is not None:
        path = (*path, min(now.choices, key=lambda choice: len(choice.does) - len(choice.breaks)).id)
    outcome = visit(scene, *path)
    named = {values["rule"] for one in model.judged(outcome) for key, values in one.notes if key != "kept"}
    assert named >= {f"rules.{rule}" for rule, state in outcome.rules.items() if state == "broken"}
    assert any(one.verdict == "hurt" for one in model.judged(outcome))
