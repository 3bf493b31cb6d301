"""When a quiz may be begun, how long an attempt runs, and from when on the answers may be shown.

Dates of a quiz without an offset are in the time zone given as `zone`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from courseware.content.models import Quiz
from courseware.errors import Refused
from courseware.progress.allowances import Allowance

GRACE = timedelta(seconds=10)
"""How long after its time an attempt still takes answers: they were given in time and were on their way."""


def opening(quiz: Quiz, zone: tzinfo) -> datetime | None:
    """When the quiz opens; None if it always was open."""
    return _there(quiz.opens, zone)


def closing(quiz: Quiz, zone: tzinfo) -> datetime | None:
    """When the quiz closes; None if it never does."""
    return _there(quiz.closes, zone)


def _there(at: datetime | None, zone: tzinfo) -> datetime | None:
    return at.replace(tzinfo=zone) if at and at.tzinfo is None else at


def left(quiz: Quiz, begun: int, allowance: Allowance) -> int | None:
    """How many attempts are left after `begun` ones; None where they are not counted."""
    return None if quiz.attempts is None else max(0, quiz.attempts + allowance.extra_attempts - begun)


def barred(
    quiz: Quiz, handed_in: Sequence[datetime], allowance: Allowance, now: datetime, zone: tzinfo
) -> Refused | None:
    """Why the next attempt may not begin now, after attempts `handed_in` at these times; None if it may.

    Extra attempts do not wait.
    """
    if (opens := opening(quiz, zone)) and now < opens:
        return Refused("quiz-not-open", time=told(opens, zone))
    if (closes := closing(quiz, zone)) and now >= closes:
        return Refused("quiz-closed", time=told(closes, zone))
    if left(quiz, len(handed_in), allowance) == 0:
        return Refused("no-attempts-left", n=len(handed_in))
    if (next_ := earliest(quiz, handed_in)) and now < next_:
        return Refused("wait", time=told(next_, zone))
    return None


def earliest(quiz: Quiz, handed_in: Sequence[datetime]) -> datetime | None:
    """When the next attempt may begin, after attempts `handed_in` at these times; None for at once."""
    if not quiz.wait or not handed_in or (quiz.attempts is not None and len(handed_in) >= quiz.attempts):
        return None
    return max(handed_in) + timedelta(minutes=quiz.wait)


def due(quiz: Quiz, began_at: datetime, allowance: Allowance, zone: tzinfo) -> datetime | None:
    """When the time of an attempt runs out: after its limit, and when the quiz closes at the latest."""
    ends = [closes] if (closes := closing(quiz, zone)) else []
    if quiz.time_limit:
        ends.append(began_at + timedelta(minutes=quiz.time_limit) * (100 + allowance.extra_time) / 100)
    return min(ends, default=None)


def told_now(quiz: Quiz, now: datetime, zone: tzinfo) -> bool:
    """May somebody who has handed in see the right answers?"""
    closes = closing(quiz, zone)
    return quiz.feedback != "closed" or closes is None or now >= closes


def told(at: datetime, zone: tzinfo) -> str:
    """A time as sentences say it, the same in both languages."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
