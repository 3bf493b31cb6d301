"""The leaderboard: points won in a room by whoever answered, over all questions whose key was revealed.

Predictions earn nothing. How fast somebody was counts only where the trainer switched it on, for right answers, and
only among people who have equally many points: see `progress.speed`.
"""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from courseware.actions import watching
from courseware.progress import speed
from courseware.progress.speed import Standing
from courseware.records.database import Records
from courseware.records.polls import Poll
from courseware.words import Say
from courseware.workshops.picture import as_text
from courseware.workshops.polled import Result, kinds, revive

SHOWN = 10


class Place(NamedTuple):
    """Somebody on the leaderboard; whoever has as many points has the same rank, from 1, unless speed tells them
    apart."""

    rank: int
    name: str
    points: Fraction


def ranking(records: Records, room_id: int, say: Say, shown: int = SHOWN) -> list[Place]:
    """The first places; nobody without points."""
    seen, company = watching.overview(records, room_id), watching.company(records, room_id)
    fast = seen is not None and seen.room.state.speed
    joined = {one.id: one.joined_at for one in company.present}
    won = dict.fromkeys(joined, Standing())
    for poll, voted in company.polls:
        if voted and poll.revealed_at and poll.kind in kinds():
            for member, one in _won(records, poll, say, joined if fast else {}).items():
                if member not in won:  # came while we read
                    continue
                won[member] = Standing(won[member].points + one.points, won[member].speed + one.speed)
    names = {one.id: one.nickname for one in company.present}
    return [Place(rank, names[who], won[who].points) for rank, who in speed.ranks(won)[:shown]]


def _won(records: Records, poll: Poll, say: Say, joined: Mapping[int, datetime]) -> Mapping[int, Standing]:
    """What everybody won with the poll; for speed those who `joined`, from when they could see it."""
    polled = revive(poll)
    results: dict[str, Result] = {}  # a thousand votes are few different answers
    found = {}
    for vote in watching.votes(records, poll.id):
        text = as_text(vote.response)
        if text not in results:
            results[text] = polled.result(vote.response, say)
        result, came = results[text], joined.get(vote.member_id)
        quick = came is not None and poll.kind == "question" and result.verdict == "right"
        more = speed.bonus(result.of, max(poll.opened_at, came), vote.given_at) if quick and came else Fraction(0)
        found[vote.member_id] = Standing(result.points, more)
    return found
