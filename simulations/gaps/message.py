"""One promise, and what a hundred customers understand by it.

The firm means: on the third working day from today, before three in the afternoon, one named person telephones. How
that is worded decides how many ways there are to understand it. Every customer has the same habits whichever words
are used, so that the same hundred can be watched as the words change:

- `clock`: how soon "soon" is, and whether days are counted as working days;
- `today`: whether today counts as the first day;
- `half`: morning or afternoon, where no hour was named;
- `thing`: a call, or somebody at the door, where nobody was named;
- `slip`: notes even a plain day wrongly, unless asked to say it back.

Saying it back cannot mend vague words: "soon" comes back as "soon". The shares are the editors'; nobody has measured
them.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

When = Literal["soon", "days", "working", "day", "hour"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri"]
WHEN: tuple[When, ...] = ("soon", "days", "working", "day", "hour")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KINDS = ("right", "early", "door", "late")
CROWD = 100
SHOWN = 8  # days from today on, today with them


def workday(today: Any, number: Any) -> Any:
    """Days from `today` (0 is Monday) to the working day of that number after it; numbers, or arrays of them."""
    return number + 2 * ((today + number) > 4)


@dataclass(frozen=True)
class Message:
    """What was said on which day, and how many customers, for each day from then on, understood what.

    `right` wait for what was meant, `early` wait too soon, `door` wait at the right time for somebody to come, and
    `late` are not waiting yet when the call comes.
    """

    when: When
    named: bool
    back: bool
    weekday: Weekday
    right: tuple[int, ...]
    early: tuple[int, ...]
    door: tuple[int, ...]
    late: tuple[int, ...]

    @property
    def meant(self) -> int:
        """Days from today to the day that was meant."""
        return int(workday(WEEK.index(self.weekday), 3))

    def day(self, offset: int) -> str:
        """The weekday so many days from today."""
        return WEEK[(WEEK.index(self.weekday) + offset) % 7]

    @property
    def readings(self) -> int:
        """Days on which somebody waits."""
        return sum(any(day) for day in zip(*self.columns, strict=True))

    @property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The four of KINDS, in that order."""
        return self.right, self.early, self.door, self.late

    @property
    def people(self) -> dict[str, int]:
        """Customers of each of KINDS, over all days."""
        return {kind: sum(days) for kind, days in zip(KINDS, self.columns, strict=True)}


@lru_cache(64)
def habits(seed: int, people: int) -> np.ndarray:
    """Five habits of each customer, from 0 to 1, in the order of the module's list."""
    habits = np.random.default_rng([seed, 28]).random((5, people))
    habits.setflags(write=False)
    return habits


def message(when: When, named: bool, back: bool, weekday: Weekday, seed: int, people: int = CROWD) -> Message:
    """What so many customers understand."""
    clock, today, half, thing, slip = habits(seed, people)
    start = WEEK.index(weekday)
    meant = int(workday(start, 3))
    first = (today < 0.15).astype(np.int64)  # counts today as the first day
    slips = slip < 0.08
    if when in ("day", "hour"):
        day = np.where(slips & (not back), meant + np.where(slip < 0.04, -1, 1), meant)
    else:
        working = workday(start, 3 - first)
        if when == "soon":
            steps = np.searchsorted([0.4, 0.72, 0.86, 0.94], clock, side="right")
            day = np.where(steps == 4, working, np.array([0, 1, 2, 7, 0])[steps])
        else:
            day = np.where(clock < (0.7 if when == "days" else 0.1), 3 - first, working)
        day = np.where(slips, 1, day)
    morning = (half < 0.5) & (day > 0) & (when != "hour")
    gap = 2 * (meant - day) + morning  # half days by which it is expected too early
    call = (thing >= 0.3) | named
    masks = ((gap == 0) & call, gap > 0, (gap == 0) & ~call, gap < 0)
    by_day = (tuple(int(n) for n in np.bincount(day[mask], minlength=SHOWN)) for mask in masks)
    return Message(when, named, back, weekday, *by_day)
