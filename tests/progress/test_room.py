"""How a room moves: values in, a new value out."""

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.progress import room
from courseware.progress.room import State

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
MOVED = State("water", 3, 2, poll=7, leaderboard=True)


def test_a_state_survives_json():
    for state in (State(), MOVED, room.count_down(MOVED, 90, NOW), room.blacken(MOVED, True)):
        assert room.revived(json.loads(json.dumps(state.kept()))) == state


def test_a_state_of_a_newer_version_is_read_without_what_is_unknown():
    assert room.revived({**MOVED.kept(), "fireworks": True}) == MOVED
    assert room.revived({"lesson": "water"}) == State("water")


def test_a_poll_of_another_slide_leaves_the_screen():
    assert room.go(MOVED, "water", 4, 6).poll is None
    assert room.go(MOVED, "levels", 3, 6).poll is None
    assert room.go(MOVED, "water", 4, 6).leaderboard is False


def test_uncovering_a_part_of_the_same_slide_leaves_the_poll():
    assert room.go(MOVED, "water", 3, 6, 3) == State("water", 3, 3, poll=7, leaderboard=True)


@pytest.mark.parametrize(("wanted", "shown"), [(0, 1), (-5, 1), (6, 6), (7, 6), (10**9, 6)])
def test_nobody_leaves_the_lesson_by_its_ends(wanted, shown):
    assert room.go(State("water"), "water", wanted, 6).page == shown


def test_moving_and_putting_a_poll_end_the_black():
    black = room.blacken(State("water"), True)
    assert not room.go(black, "water", 2, 6).black
    assert not room.put(black, 7).black
    assert not room.rank(black, True).black


def test_a_new_poll_hides_the_leaderboard_and_stops_the_countdown():
    counting = room.count_down(MOVED, 30, NOW)
    assert room.put(counting, 8) == State("water", 3, 2, poll=8)


def test_a_countdown_is_over_when_its_poll_closes():
    counting = room.count_down(MOVED, 30, NOW)
    assert room.closed(counting, 7) == MOVED
    assert room.closed(counting, 8) == counting


def test_a_countdown_ends_in_utc_and_has_bounds():
    assert room.count_down(State(), 90, NOW).until == "2026-11-21T09:31:30.000+00:00"
    longest = datetime.fromisoformat(room.count_down(State(), 10**9, NOW).until or "")
    assert longest - NOW == timedelta(hours=1)
    assert room.count_down(State(until="x"), 0, NOW).until is None
    assert room.count_down(State(until="x"), None, NOW).until is None


def test_codes_have_no_look_alikes_and_are_many():
    codes = {room.code(Random(n)) for n in range(3000)}
    assert len(codes) > 2990
    assert not set("".join(codes)) & set("01OIL")
    assert all(room.read_code(code) == code for code in codes)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("abc234", "ABC234"), (" abc 234 ", "ABC234"), ("ABC-234", "ABC234"), ("ＡＢＣ２３４", "ABC234"),
        ("abc23", ""), ("abc2345", ""), ("abc230", ""), ("abc23l", ""), ("", ""), ("A" * 4000, ""), ("ÄBC234", ""),
    ],
)  # fmt: skip
def test_a_code_is_read_as_people_type_it(typed, read):
    assert room.read_code(typed) == read


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  王  芳 ", "王 芳"), ("Zoë", "Zoë"), ("a\u202eb\u200bc\x00", "abc"), ("\n\t", ""), ("王" * 40, "王" * 24),
        ("Z" + "\u0335" * 30 + "o", "Z\u0335\u0335o"), ("<b>x</b>", "<b>x</b>"), ("ไม่ได้", "ไม่ได้"),
    ],
)  # fmt: skip
def test_a_nickname_is_cleaned(typed, name):
    assert room.clean_name(typed) == name


@given(st.text())
def test_any_nickname_is_short_and_printable(typed):
    name = room.clean_name(typed)
    assert len(name) <= room.LONGEST_NAME
    assert name.isprintable()
    assert room.clean_name(name) == name


@given(st.integers(0, 2**40), st.integers(0, 500), st.integers(2, 4))
def test_an_experiment_splits_the_room_evenly_whoever_came_last(seed, people, groups):
    drawn = [room.group(seed, place, groups) for place in range(people)]
    sizes = [drawn.count(one) for one in range(groups)]
    assert max(sizes) - min(sizes) <= 2
    assert drawn == [room.group(seed, place, groups) for place in range(people)]


def test_nobody_can_guess_their_group_and_another_seed_or_experiment_draws_anew():
    drawn = [room.group(7, place) for place in range(1000)]
    assert drawn != [room.group(8, place) for place in range(1000)]
    assert drawn != [room.group(7, place, what="experiment:water") for place in range(1000)]
    assert len({tuple(drawn[n : n + 4]) for n in range(0, 1000, 4)}) == 6  # every order of a block occurs
