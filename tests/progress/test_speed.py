"""Speed orders equals and nothing else; a slow line costs nothing, a lie gains two seconds at most."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from courseware.progress.speed import AT_ONCE, CAP, LINE, SLOW, Standing, bonus, pressed, ranks

OPENED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
seconds = some.integers(0, 120_000).map(lambda n: timedelta(milliseconds=n))
points = some.sampled_from([Fraction(n, d) for d in (1, 2, 3) for n in range(1, 6)])
answers = some.lists(some.tuples(points, some.booleans(), seconds), max_size=30)
rooms = some.lists(answers, min_size=2, max_size=8)


def standing(given_):
    right = [(of, took) for of, good, took in given_ if good]
    return Standing(
        sum((of for of, _ in right), Fraction(0)),
        sum((bonus(of, OPENED, OPENED + took) for of, took in right), Fraction(0)),
    )


@given(rooms)
@settings(max_examples=200, deadline=None)
def test_no_sum_of_speed_lifts_anybody_above_somebody_with_more_points(people):
    standings = dict(enumerate(map(standing, people)))
    placed = ranks(standings)
    assert {who for _, who in placed} == {who for who, one in standings.items() if one.points}
    for (rank, who), (below, other) in pairwise(placed):
        assert standings[who].points >= standings[other].points
        assert (rank == below) == (standings[who] == standings[other])
    without = ranks({who: Standing(one.points) for who, one in standings.items()})
    plain = {who: rank for rank, who in without}
    for n, (_, who) in enumerate(placed):
        for _, other in placed[n + 1 :]:
            assert plain[who] <= plain[other], "speed changed the order of two with different points"


@given(some.lists(some.tuples(some.booleans(), seconds), min_size=1, max_size=40), some.integers(0, 39))
@settings(max_examples=100, deadline=None)
def test_one_right_answer_more_is_before_any_speed(given_, worst):
    fast = [(Fraction(1), good, timedelta(0)) for good, _ in given_]
    slow = [(Fraction(1), True, timedelta(minutes=2)) if n <= worst else one for n, one in enumerate(fast)]
    mine, theirs = standing(fast), standing(slow)
    if theirs.points > mine.points:
        assert ranks({1: mine, 2: theirs})[0] == (1, 2)


@given(points, seconds, seconds)
@settings(deadline=None)
def test_a_bonus_is_capped_never_negative_and_less_for_the_slower(of, one, other):
    first, second = (bonus(of, OPENED, OPENED + took) for took in sorted([one, other]))
    assert 0 <= second <= first <= CAP * of


def test_the_first_seconds_earn_all_and_whoever_takes_long_nothing():
    assert bonus(Fraction(2), OPENED, OPENED + timedelta(seconds=AT_ONCE)) == CAP * 2
    assert bonus(Fraction(2), OPENED, OPENED + timedelta(seconds=SLOW)) == 0
    assert bonus(Fraction(2), OPENED, OPENED - timedelta(seconds=1)) == CAP * 2


@given(seconds, some.integers(0, 1000), some.integers(0, 1000))
@settings(deadline=None)
def test_the_delay_of_a_line_does_not_count(took, there, back):
    arrived = OPENED + timedelta(milliseconds=there) + took + timedelta(milliseconds=back)
    assert pressed(OPENED, arrived, took) == OPENED + took


@given(seconds, seconds)
@settings(deadline=None)
def test_whatever_a_phone_claims_it_gains_two_seconds_at_most_and_loses_nothing(real, claimed):
    arrived = OPENED + real
    believed = pressed(OPENED, arrived, claimed)
    assert max(OPENED, arrived - LINE) <= believed <= arrived
    assert pressed(OPENED, arrived, None) == arrived
