"""How fast a right answer was, for rooms that play for speed. It only orders people who have equally many points.

A phone says how long its owner took, measured on the phone from the moment the question was on its screen: so neither
the way there nor the way back counts. It is believed as far as a slow line explains it: lying gains two seconds.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

CAP = Fraction(1, 10)
"""Of a question's points, at most, for speed."""
AT_ONCE, SLOW = 3, 30
"""Seconds: who answers within the first earns all of it, who takes as long as the second nothing."""
LINE = timedelta(seconds=2)
"""The longest that a question and its answer may have been on their way."""


class Standing(NamedTuple):
    """What somebody has won: points, and for speed."""

    points: Fraction = Fraction(0)
    speed: Fraction = Fraction(0)


def pressed(opened: datetime, arrived: datetime, took: timedelta | None) -> datetime:
    """When an answer was given that arrived then, by a phone that says its owner took so long."""
    if took is None:
        return arrived
    return min(arrived, max(opened + took, arrived - LINE, opened))


def bonus(of: Fraction, shown: datetime, given: datetime) -> Fraction:
    """For a right answer to a question of so many points."""
    seconds = Fraction((given - shown) // timedelta(milliseconds=1), 1000)
    return CAP * of * min(Fraction(1), max(Fraction(0), (SLOW - seconds) / (SLOW - AT_ONCE)))


def ranks(standings: Mapping[int, Standing]) -> Sequence[tuple[int, int]]:
    """Rank and id of everybody with points, best first. More points are always before fewer, whatever the speed; only
    whoever has as many of both shares a rank."""
    best = sorted(
        (one for one in standings.items() if one[1].points > 0), key=lambda one: (-one[1].points, -one[1].speed)
    )
    placed: list[tuple[int, int]] = []
    for number, (who, standing) in enumerate(best, 1):
        same = placed and standings[placed[-1][1]] == standing
        placed.append((placed[-1][0] if same else number, who))
    return placed
