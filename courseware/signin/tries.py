"""How often somebody may try to sign in, counted in this process."""

import time
from dataclasses import dataclass, field

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from courseware.actions.asking import neighbourhood

PER_NUMBER = RateLimitItemPerMinute(10, 5, "number")
PER_ADDRESS = RateLimitItemPerMinute(100, 5, "address")


@dataclass
class Tries:
    """Ten tries in five minutes for an employee number; a hundred failures or new accounts for an address.

    Successes are not held against an address: a whole classroom signs in from one.
    """

    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def wait(self, number: str, address: str) -> int:
        """Count a try with `number` ("" for none) from `address`; the seconds to wait if it is one too many, else 0."""
        place = neighbourhood(address)
        if not self.limiter.test(PER_ADDRESS, place):
            return self._seconds(PER_ADDRESS, place)
        if number and not self.limiter.hit(PER_NUMBER, number):
            return self._seconds(PER_NUMBER, number)
        return 0

    def failed(self, address: str) -> None:
        """The try failed, or made an account."""
        self.limiter.hit(PER_ADDRESS, neighbourhood(address))

    def used_up(self, number: str) -> bool:
        """Was that the last try the number has for now?"""
        return self.limiter.get_window_stats(PER_NUMBER, number).remaining == 0

    def succeeded(self, number: str) -> None:
        """The number may make mistakes again."""
        self.limiter.clear(PER_NUMBER, number)

    def _seconds(self, limit: RateLimitItem, key: str) -> int:
        return max(1, round(self.limiter.get_window_stats(limit, key).reset_time - time.time()))
