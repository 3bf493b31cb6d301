"""How many codes that do not exist somebody may try, counted in this process."""

import time
from dataclasses import dataclass, field

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from courseware.actions.asking import neighbourhood

PER_ADDRESS = RateLimitItemPerMinute(30, 5, "certificate")


@dataclass
class Tries:
    """Thirty unknown codes in five minutes from one address. Codes that exist are not counted."""

    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def wait(self, address: str) -> int:
        """The seconds to wait after too many unknown codes, else 0."""
        place = neighbourhood(address)
        if self.limiter.test(PER_ADDRESS, place):
            return 0
        return max(1, round(self.limiter.get_window_stats(PER_ADDRESS, place).reset_time - time.time()))

    def failed(self, address: str) -> None:
        """The code was nobody's."""
        self.limiter.hit(PER_ADDRESS, neighbourhood(address))
