"""How often an address may try codes, and a member may vote and ask; counted in this process."""

import time
from dataclasses import dataclass, field

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from courseware.addresses import neighbourhood

WRONG_CODES = RateLimitItemPerMinute(300, 5, "code")
"""Failures of one address: a hall of a thousand mistypes less, and so nobody finds one of 887 million codes."""
VOTES = RateLimitItemPerMinute(60, 1, "vote")
QUESTIONS = RateLimitItemPerMinute(4, 1, "question")
UPVOTES = RateLimitItemPerMinute(60, 1, "upvote")


@dataclass
class Paces:
    """Only failures are held against an address: a whole classroom comes from one."""

    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def wait(self, address: str) -> int:
        """Seconds until the address may try a code again; 0 for now."""
        place = neighbourhood(address)
        if self.limiter.test(WRONG_CODES, place):
            return 0
        return max(1, round(self.limiter.get_window_stats(WRONG_CODES, place).reset_time - time.time()))

    def wrong(self, address: str) -> None:
        """The address tried a code that there is not."""
        self.limiter.hit(WRONG_CODES, neighbourhood(address))

    def may(self, what: RateLimitItem, token: str) -> bool:
        """Is the holder of that token not too fast? Counts."""
        return self.limiter.hit(what, token)
