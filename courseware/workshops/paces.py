"""How often an address may try codes, and a member may vote and ask; counted in this process.

The counting is our own: `limits` starts a thread for the first hit after a pause, which costs more than saving a vote.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from courseware.actions.asking import neighbourhood

_MOST = 50_000  # keys remembered


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds."""

    amount: int
    seconds: float


WRONG_CODES = Limit(300, 300)
"""Failures of one address: a hall of a thousand mistypes less, and so nobody finds one of 887 million codes."""
VOTES = Limit(60, 60)
QUESTIONS = Limit(4, 60)
UPVOTES = Limit(60, 60)


@dataclass
class Paces:
    """Counts in windows that begin with the first hit. Only failures are held against an address: a whole classroom
    comes from one."""

    clock: Callable[[], float] = time.monotonic
    windows: dict[tuple[Limit, str], tuple[float, int]] = field(default_factory=dict)

    def wait(self, address: str) -> int:
        """Seconds until the address may try a code again; 0 for now."""
        began, count = self._window(WRONG_CODES, neighbourhood(address))
        return math.ceil(began + WRONG_CODES.seconds - self.clock()) if count >= WRONG_CODES.amount else 0

    def wrong(self, address: str) -> None:
        """The address tried a code that there is not."""
        self.may(WRONG_CODES, neighbourhood(address))

    def may(self, limit: Limit, who: str) -> bool:
        """Is that one not too many? Counts."""
        began, count = self._window(limit, who)
        if len(self.windows) >= _MOST:
            self._forget()
        self.windows[limit, who] = began, count + 1
        return count < limit.amount

    def _window(self, limit: Limit, who: str) -> tuple[float, int]:
        began, count = self.windows.get((limit, who), (self.clock(), 0))
        return (began, count) if self.clock() < began + limit.seconds else (self.clock(), 0)

    def _forget(self) -> None:
        now = self.clock()
        self.windows = {key: found for key, found in self.windows.items() if now < found[0] + key[0].seconds}
        if len(self.windows) >= _MOST:
            self.windows.clear()
