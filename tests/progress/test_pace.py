"""How long slides were on the screen."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courseware.progress.pace import PAUSE, shown

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def minutes(found):
    return [(one.page, one.seconds / 60, one.paused / 60) for one in found]


def test_a_slide_is_shown_from_turning_to_it_until_leaving_it_and_every_time_counts():
    steps = [("", "1", at(0)), ("water", "a", at(5)), ("water", "b", at(7)), ("water", "a", at(10))]
    assert minutes(shown(steps, [], at(14))) == [("a", 6, 0), ("b", 3, 0)]


def test_a_night_is_no_slide_and_neither_is_lunch():
    steps = [("water", "a", at(0)), ("water", "b", at(24 * 60))]
    assert minutes(shown(steps, [at(20), at(30)], at(24 * 60 + 5))) == [("a", 30, 23.5 * 60), ("b", 5, 0)]


def test_a_slide_that_is_discussed_for_long_counts_while_the_room_shows_signs_of_life():
    signs = [at(20 * n) for n in range(1, 6)]
    assert minutes(shown([("water", "a", at(0))], signs, at(110))) == [("a", 110, 0)]


def test_a_room_without_slides_has_no_times():
    assert shown([], [at(3)], at(60)) == []
    assert shown([("", "1", at(0))], [], at(60)) == []


@given(st.lists(st.integers(0, 3000), max_size=8), st.lists(st.integers(0, 3000), max_size=8))
def test_shown_and_paused_together_are_all_the_time_there_was(turns, signs):
    steps = [("water", str(n % 3), at(minute)) for n, minute in enumerate(sorted(turns))]
    found = shown(steps, [at(one) for one in signs], at(3000))
    whole = (at(3000) - steps[0][2]).total_seconds() if steps else 0
    assert sum(one.seconds + one.paused for one in found) == whole
    assert all(one.paused == 0 or one.paused > PAUSE.total_seconds() for one in found)
