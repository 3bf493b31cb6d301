"""The leaderboard: points won in a room by whoever answered, over all questions whose key was revealed.

How fast somebody was does not count, and predictions earn nothing.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from courseware.actions import watching
from courseware.records.database import Records
from courseware.records.polls import Poll
from courseware.words import Say
from courseware.workshops.picture import as_text
from courseware.workshops.polled import kinds, revive

SHOWN = 10


class Place(NamedTuple):
    """Somebody on the leaderboard; whoever has as many points has the same rank, from 1."""

    rank: int
    name: str
    points: Fraction


def ranking(records: Records, room_id: int, say: Say, shown: int = SHOWN) -> list[Place]:
    """The first places; nobody without points."""
    company = watching.company(records, room_id)
    won: dict[int, Fraction] = {}
    for poll, voted in company.polls:
        if voted and poll.revealed_at and poll.kind in kinds():
            for member, points in _points(records, poll, say).items():
                won[member] = won.get(member, Fraction(0)) + points
    people = [(won.get(one.id, Fraction(0)), one.nickname) for one in company.present]
    return _placed(sorted((one for one in people if one[0] > 0), key=lambda one: -one[0])[:shown])


def _points(records: Records, poll: Poll, say: Say) -> Mapping[int, Fraction]:
    polled = revive(poll)
    earned: dict[str, Fraction] = {}  # a thousand votes are few different answers
    found = {}
    for vote in watching.votes(records, poll.id):
        text = as_text(vote.response)
        if text not in earned:
            earned[text] = polled.result(vote.response, say).points
        found[vote.member_id] = earned[text]
    return found


def _placed(people: Sequence[tuple[Fraction, str]]) -> list[Place]:
    placed: list[Place] = []
    for number, (points, name) in enumerate(people, 1):
        rank = placed[-1].rank if placed and placed[-1].points == points else number
        placed.append(Place(rank, name, points))
    return placed
