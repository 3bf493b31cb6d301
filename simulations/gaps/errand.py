"""One customer's errand through several desks, on the clock.

The work takes WORK minutes however it is shared out; each desk does its part. What the firm counts is that. What the
customer counts is the queue at each desk, the story told again, and being sent back where a desk says it is not its
business: to the desk before, which asks again and sends them on.

With a note the story is told once and travels; the customer still walks and queues. With somebody who answers for it
the customer stays at the first desk, and that person goes from desk to desk.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random

DESKS = ("front", "warehouse", "accounts", "service", "workshop", "manager")
WORK, TELL, PASS = 20, 3, 2  # minutes: of work in all, to tell the story, for staff to go from one desk to another


@dataclass(frozen=True)
class Stop:
    """Somebody at a desk, from `start`: minutes in the queue, of telling and of work. `refused`: sent back."""

    desk: int
    start: Fraction
    queue: int
    tell: int
    work: Fraction
    refused: bool

    @property
    def end(self) -> Fraction:
        """When it is over."""
        return self.start + self.queue + self.tell + self.work


@dataclass(frozen=True)
class Errand:
    """The stops in order; with an owner all but the first are somebody else's."""

    desks: int
    note: bool
    owner: bool
    stops: tuple[Stop, ...]

    @property
    def each(self) -> Fraction:
        """Minutes of work at one desk."""
        return Fraction(WORK, self.desks)

    @property
    def total(self) -> Fraction:
        """Minutes from the door until it is done."""
        return self.stops[-1].end + (PASS if self.owner and self.desks > 1 else 0)

    @property
    def told(self) -> int:
        """Times the customer tells the story."""
        return sum(stop.tell > 0 for stop in self.stops)

    @property
    def visits(self) -> int:
        """Desks at which the customer stands, each as often as they stand there."""
        return 1 if self.owner else len(self.stops)

    @property
    def refusals(self) -> int:
        """Desks that said it was not their business."""
        return sum(stop.refused for stop in self.stops)


@lru_cache(64)
def _luck(seed: int) -> tuple[int, ...]:
    """For each handover the per cent of refusals at which it is refused, and above."""
    chance = Random(f"desks:{seed}")
    return tuple(chance.randint(1, 100) for _ in DESKS[1:])


def errand(desks: int, note: bool, owner: bool, refuse: int, queue: int, seed: int) -> Errand:
    """The errand; `refuse` per cent of handovers are refused once."""
    route = [(0, False)]
    for desk, luck in enumerate(_luck(seed)[: desks - 1], 1):
        route += [(desk, True), (desk - 1, True), (desk, False)] if luck <= refuse else [(desk, False)]
    now, stops = Fraction(0), []
    for n, (desk, idle) in enumerate(route):
        work = Fraction(0) if idle else Fraction(WORK, desks)
        if owner and n:
            stop = Stop(desk, now + PASS, 0, 0, work, idle and route[n - 1][0] < desk)
        else:
            tell = 0 if note and n else TELL
            stop = Stop(desk, now, queue, tell, work, idle and n > 0 and route[n - 1][0] < desk)
        stops.append(stop)
        now = stop.end
    return Errand(desks, note, owner, tuple(stops))
