"""How long each slide of a workshop was really on the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

PAUSE = timedelta(minutes=30)
"""Without any sign of life for so long, the room was at lunch, or the laptop was left on overnight."""


@dataclass(frozen=True)
class Shown:
    """A slide and how long it was shown, over all times it was; without pauses, of which there were so many seconds."""

    lesson: str
    page: str
    seconds: float
    paused: float


def shown(steps: Sequence[tuple[str, str, datetime]], signs: Iterable[datetime], end: datetime) -> list[Shown]:
    """The slides in the order they were first shown. `steps` are lesson, page and time of each turn; `signs` is when
    anything else happened in the room (an answer, a poll), `end` when it ended, or now."""
    alive = sorted(signs)
    found: dict[tuple[str, str], Shown] = {}
    for n, (lesson, page, began) in enumerate(steps):
        over = max(began, steps[n + 1][2] if n + 1 < len(steps) else end)
        moments = [began, *(one for one in alive if began < one < over), over]
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        seconds = sum(gap.total_seconds() for gap in gaps if gap <= PAUSE)
        paused = sum(gap.total_seconds() for gap in gaps if gap > PAUSE)
        if lesson:  # without one it is the room's code that is shown
            before = found.get((lesson, page), Shown(lesson, page, 0, 0))
            found[lesson, page] = Shown(lesson, page, before.seconds + seconds, before.paused + paused)
    return list(found.values())
