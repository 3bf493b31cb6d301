"""A conversation with an upset customer: mood and trust follow stated rules, and the ending is one of four groups."""

from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import simulations
from courseware.words import Text
from simulations.complaint_desk import model
from simulations.stories import Story, Told
from tests.simulations.stage import library

KIND = ["listen", "admit", "apologise", "thank", "follow"]
STORIES = library().stories["complaint_desk"]


def talk(scene: str, *path: str) -> model.Outcome:
    return model.run(Told(scene=scene, story=STORIES[scene], path=path), 1)


def said(*replies: tuple[str, ...], mood: int = 5, trust: int = 5) -> model.Outcome:
    """A conversation of these moves, one reply after the other."""
    nothing = Text(zh="无", en="none")
    moments = [
        {
            "id": f"m{n}",
            "text": nothing,
            "choices": [{"id": "this", "text": nothing, "does": moves}, {"id": "other", "text": nothing}],
        }
        for n, moves in enumerate(replies)
    ]
    start = {"mood": mood, "trust": trust}
    raw = {"title": nothing, "lead": nothing, "sources": ["D1-34"], "start": start, "moments": moments}
    story = Story.model_validate(raw)
    return model.run(Told(scene="made", story=story, path=("this",) * len(replies)), 1)


def test_the_shares_are_the_surveys():
    assert model.RATES == {"silent": 9, "unsettled": 19, "settled": 54, "quickly": 82}


def test_there_are_at_least_four_customers_and_each_can_end_in_every_way():
    assert len(STORIES) >= 4
    for scene, story in STORIES.items():
        best = simulations.simulator("complaint_desk").best(scene, story)
        assert talk(scene, *best).ending == "quickly", scene
        moves = {move for moment in story.moments for choice in moment.choices for move in choice.does}
        assert {"act", "later", "solve", "listen"} <= moves, scene


def test_explaining_before_listening_costs_and_afterwards_helps():
    early, late = said(("explain",)), said(("listen",), ("explain",))
    assert (early.mood, early.trust) == (3, 4)
    assert late.trust == 7
    assert late.mood == 7


def test_apologising_first_or_listening_first_comes_to_the_same():
    first, last = said(("apologise",), ("listen",)), said(("listen",), ("apologise",))
    assert (first.mood, first.trust) == (last.mood, last.trust)


def test_an_apology_said_again_changes_nothing():
    assert said(("apologise",), ("apologise",)).turns[2] == said(("apologise",), ()).turns[2].__class__(
        ("apologise",), 7, 6
    )


def test_a_solution_before_anybody_listened_is_no_help():
    assert said(("solve",)).trust == 5
    assert said(("listen",), ("solve",)).trust == 8


def test_who_does_not_trust_does_not_agree():
    doubtful = said(("listen",), ("solve",), ("act",), mood=5, trust=0)
    assert doubtful.trust >= model.AGREES["trust"]
    assert said(("solve",), ("act",), mood=5, trust=1).ending == "unsettled"
    assert doubtful.ending == "quickly"


def test_at_mood_nought_the_customer_walks_out_whatever_was_to_come():
    gone = said(("blame",), ("blame",), ("listen",))
    assert gone.ending == "left"
    assert gone.now is None
    assert len(gone.steps) == 2
    assert gone.group == "unsettled"


def test_acting_on_the_spot_is_quick_and_acting_in_a_few_days_is_not():
    assert said(("listen",), ("solve",), ("act",)).ending == "quickly"
    assert said(("listen",), ("solve",), ("later",)).ending == "settled"
    assert said(("listen",), ("solve",)).ending == "unsettled"


def test_the_goal_is_the_endings_share_beside_the_best():
    assert model.back(said(("listen",), ("solve",), ("act",))) == 1
    assert model.back(said(("listen",), ("solve",), ("later",))) == Fraction(54, 82)
    assert model.back(said(("listen",))) == Fraction(19, 82)


@given(st.lists(st.lists(st.sampled_from(model.MOVES), max_size=3).map(tuple), min_size=1, max_size=8))
def test_mood_and_trust_stay_within_their_scale_and_nobody_returns_from_the_door(replies):
    outcome = said(*replies)
    for turn in outcome.turns:
        assert 0 <= turn.mood <= model.MOST
        assert 0 <= turn.trust <= model.MOST
    assert all(turn.mood > 0 for turn in outcome.turns[:-1])
    assert 0 <= model.back(outcome) <= 1


@given(st.lists(st.sampled_from(model.MOVES), max_size=5), st.sampled_from(KIND))
def test_a_kind_word_more_never_lowers_mood_or_trust(before, kind):
    plain, kinder = said(*[(m,) for m in before], ()), said(*[(m,) for m in before], (kind,))
    if plain.ending == "left":
        return
    assert kinder.mood >= plain.mood
    assert kinder.trust >= plain.trust


@pytest.mark.parametrize("scene", STORIES)
def test_the_best_reply_stands_at_no_place_more_often_than_half_the_time(scene):
    best = simulations.simulator("complaint_desk").best(scene, STORIES[scene])
    steps = talk(scene, *best).steps
    places = [step.moment.choices.index(step.choice) for step in steps]
    assert all(places.count(n) <= len(places) / 2 for n in range(3))


@lru_cache
def ways(scene: str) -> dict[tuple[str, ...], model.Ending]:
    """How every conversation of a story ends, by its path."""
    found: dict[tuple[str, ...], model.Ending] = {}
    open_ = [()]
    while open_:
        path: tuple[str, ...] = open_.pop()
        outcome = talk(scene, *path)
        if outcome.now is not None:
            open_ += [(*path, choice.id) for choice in outcome.now.choices]
        elif outcome.ending:
            found[path] = outcome.ending
    return found


@pytest.mark.parametrize("scene", STORIES)
def test_every_customer_can_leave_stay_unsettled_wait_or_be_settled_at_once(scene):
    assert set(ways(scene).values()) == set(model.ENDINGS)


@pytest.mark.parametrize("scene", STORIES)
def test_whatever_the_first_word_was_it_can_still_be_made_good(scene):
    for choice in STORIES[scene].moments[0].choices:
        assert "quickly" in {ending for path, ending in ways(scene).items() if path[0] == choice.id}, choice.id


@pytest.mark.parametrize("scene", STORIES)
def test_a_wrong_first_word_leads_through_a_moment_that_others_never_see(scene):
    first = STORIES[scene].moments[0]
    assert len({STORIES[scene].after(first, choice) for choice in first.choices}) > 1


@pytest.mark.parametrize("scene", STORIES)
def test_of_those_who_listen_more_than_twice_as_many_settle_it_at_once(scene):
    def share(heard: bool) -> float:
        ends = [ending for path, ending in ways(scene).items() if _listened(scene, path) is heard]
        return ends.count("quickly") / len(ends)

    assert share(True) > 2 * share(False)


def _listened(scene: str, path: tuple[str, ...]) -> bool:
    return any("listen" in step.choice.does for step in talk(scene, *path).steps)


def test_whoever_only_makes_up_the_boxes_never_hears_what_hurt():
    unheard = [path for path in ways("order") if "fix" in path]
    assert unheard
    for path in unheard:
        assert "remark" not in {step.moment.id for step in talk("order", *path).steps}
        assert ways("order")[path] in ("left", "unsettled")


def test_a_promise_made_at_once_calms_and_costs_all_trust():
    before, after = talk("seal").turns[0], talk("seal", "promise").turns[-1]
    assert after.mood > before.mood
    assert after.trust == 0


@pytest.mark.parametrize("scene", STORIES)
def test_what_to_say_fits_a_phone_and_is_not_told_by_its_length(scene):
    longest = []
    for moment in STORIES[scene].moments:
        assert len(moment.text.zh) <= 42, moment.id
        assert all(len(choice.text.zh) <= 25 for choice in moment.choices), moment.id
        gains = [sum(model.RULES[m].mood + model.RULES[m].trust for m in choice.does) for choice in moment.choices]
        sizes = [len(choice.text.zh) for choice in moment.choices]
        longest.append(sizes.index(max(sizes)) == gains.index(max(gains)))
    assert sum(longest) <= len(longest) * 0.6


def test_a_reply_is_judged_by_what_its_moves_did():
    outcome = said(("explain",), ("listen",), ("solve", "promise"), ("later",), ("act",), ())
    judged = model.judged(outcome)
    assert [one.verdict for one in judged] == ["hurt", "helped", "hurt", "neither", "helped", "neither"]
    assert judged[0].notes == (("early", {"move": "moves.explain", "mood": "−2", "trust": "−1"}),)
    assert judged[3].notes[0][0] == "slow"
    assert judged[5].notes == (("nothing", {}),)


@pytest.mark.parametrize("scene", STORIES)
def test_the_best_path_that_is_shown_does_no_harm(scene):
    best = simulations.simulator("complaint_desk").best(scene, STORIES[scene])
    assert all(one.verdict != "hurt" for one in model.judged(talk(scene, *best)))
