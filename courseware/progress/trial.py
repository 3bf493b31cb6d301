"""An experiment in a room: what somebody has said so far, and what came of it for the two groups.

Everybody reads one story and then another, the same for all; half of them met one story first, half the other. A
response, as it is kept, says so itself: `{"consent": true, "order": [story, story], "ratings": [3, 6]}`, the stories
as they were met and the ratings given so far. Without consent there are no ratings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courseware.progress import welch
from courseware.progress.welch import Difference, Mean

FEWEST = 5
"""In each group, from whom on means are shown: of fewer, those who know what the others gave could work out the last
one's rating, and the interval would be as wide as the scale anyway."""

Counted = Sequence[tuple[Any, int]]


@dataclass(frozen=True)
class Turnout:
    """How many agreed and began, and how many of them rated everything: in all, and by the story they met first."""

    began: int
    finished: int
    by_first: Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """Ratings of the last story by the story met first, in the order asked for; `opened`: mean ratings of those first
    stories themselves. The difference is the first group's mean less the second's."""

    groups: tuple[Mean, Mean]
    opened: tuple[float, float]
    difference: Difference


def finished(response: Mapping[str, Any]) -> bool:
    """Did they agree, and rate everything they were to read?"""
    return response["consent"] and len(response["ratings"]) == len(response["order"])


def turnout(counted: Counted) -> Turnout:
    """Of everybody's responses; whoever skipped is not counted."""
    agreed = [(response, n) for response, n in counted if response["consent"]]
    by_first: dict[str, int] = {}
    for response, n in agreed:
        if finished(response):
            by_first[response["order"][0]] = by_first.get(response["order"][0], 0) + n
    return Turnout(sum(n for _, n in agreed), sum(by_first.values()), by_first)


def outcome(counted: Counted, firsts: tuple[str, str]) -> Outcome | None:
    """What came of it for those who met these stories first; None when one group has fewer than FEWEST."""
    rated: dict[str, list[tuple[int, int]]] = {first: [] for first in firsts}
    for response, n in counted:
        if finished(response) and (first := response["order"][0]) in rated:
            rated[first] += [(response["ratings"][0], response["ratings"][-1])] * n
    if min(len(rated[first]) for first in firsts) < FEWEST:
        return None
    one, other = (welch.mean([last for _, last in rated[first]]) for first in firsts)
    begun = [sum(opening for opening, _ in rated[first]) / len(rated[first]) for first in firsts]
    return Outcome((one, other), (begun[0], begun[1]), welch.difference(one, other))
