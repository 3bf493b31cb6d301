"""What the model of complaints and recovery takes and gives: levers, rates, and the people counted by them.

The editors' model. Shares are whole per cent, everything is exact, and counts of people are rounded so that what is
shown adds up. The rates are what different people in American surveys said they would do (E-48): the same rates at
another complaint rate are an assumption.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from simulations import Controls, control

Scene = Literal["iceberg", "flow", "policies"]
Survey = Literal["over", "under", "newer"]

GROUPS = ("silent", "unsettled", "settled", "quickly")
# Per cent who say they would return, group by group: losses above 100 dollars (the decks' figures) and under 5; and the
# first with the least that the survey of 2015 found unsettled complainants to fall behind silent ones, 6 points.
RATES: dict[Survey, tuple[int, int, int, int]] = {
    "over": (9, 19, 54, 82),
    "under": (37, 46, 70, 95),
    "newer": (9, 9 - 6, 54, 82),
}
MARKS = {"deck": 5, "front": 50, "households": 69}  # complaint rates that somebody has stated, in per cent
CROWD = 100  # dissatisfied customers of the iceberg: one in four of 400 services
DEALS, UNHAPPY = 1000, 25  # transactions, and per cent of them that disappoint (one in four)
TODAY = (5, 50, 20)  # per cent who complain, are settled, are settled quickly before anything is changed


class Inputs(Controls):
    """Shares in per cent, each of the group before it; `worth` is a customer's turnover in a year."""

    scene: Scene = "iceberg"
    speak: int = control(MARKS["deck"], low=5, high=70, step=1, unit="percent", scenes=["iceberg", "flow"])
    passed: int = control(100, low=10, high=100, step=10, unit="percent", scenes=["iceberg"])
    solved: int = control(100, low=0, high=100, step=5, unit="percent", scenes=["flow"])
    quick: int = control(50, low=0, high=100, step=5, unit="percent", scenes=["flow"])
    survey: Survey = control("over", options=tuple(RATES), scenes=["flow"])
    deals: int = control(DEALS, low=200, high=2000, step=100, unit="plain", scenes=["flow"])
    unhappy: int = control(UNHAPPY, low=5, high=50, step=1, unit="percent", scenes=["flow"])
    speak_new: int = control(TODAY[0], low=5, high=70, step=1, unit="percent", scenes=["policies"])
    solved_new: int = control(TODAY[1], low=0, high=100, step=5, unit="percent", scenes=["policies"])
    quick_new: int = control(TODAY[2], low=0, high=100, step=5, unit="percent", scenes=["policies"])
    speak_now: int = control(TODAY[0], low=5, high=70, step=1, unit="percent", scenes=["policies"])
    solved_now: int = control(TODAY[1], low=0, high=100, step=5, unit="percent", scenes=["policies"])
    quick_now: int = control(TODAY[2], low=0, high=100, step=5, unit="percent", scenes=["policies"])
    worth: int = control(1200, low=100, high=6000, step=100, unit="yuan", scenes=["policies"])


def shares(speak: Any, solved: Any, quick: Any) -> tuple[Any, Any, Any, Any]:
    """Millionths of the dissatisfied in each of GROUPS; whole numbers, or NumPy arrays of them that broadcast."""
    settled = speak * solved
    return (100 - speak) * 10_000, (speak * 100 - settled) * 100, settled * (100 - quick), settled * quick


def kept(speak: Any, solved: Any, quick: Any, survey: Survey) -> Any:
    """Hundred-millionths of the dissatisfied who say they would return; for whole numbers or arrays like `shares`."""
    groups = shares(speak, solved, quick)
    return sum(group * rate for group, rate in zip(groups, RATES[survey], strict=True))


@dataclass(frozen=True)
class Group:
    """People who had the same experience: how many exactly and as shown, and how many say they would return."""

    name: str
    rate: int
    exact: Fraction
    exact_stays: Fraction
    people: int
    stays: int

    @property
    def leaves(self) -> int:
        """Those who say they would not."""
        return self.people - self.stays


@dataclass(frozen=True)
class Flow:
    """One policy, from `people` dissatisfied customers to those who say they would return."""

    deals: int
    speak: int
    solved: int
    quick: int
    survey: Survey
    groups: tuple[Group, ...]

    @property
    def people(self) -> int:
        """Dissatisfied customers."""
        return sum(group.people for group in self.groups)

    @property
    def silent(self) -> Group:
        """Those who say nothing."""
        return self.groups[0]

    @property
    def heard(self) -> int:
        """Those who complain."""
        return self.people - self.silent.people

    @property
    def stays(self) -> int:
        """Those who say they would return."""
        return sum(group.stays for group in self.groups)

    @property
    def leaves(self) -> int:
        """Those who say they would not."""
        return self.people - self.stays

    @property
    def exact_stays(self) -> Fraction:
        """Those who say they would return, before rounding to people."""
        return sum((group.exact_stays for group in self.groups), Fraction(0))


@dataclass(frozen=True)
class Iceberg:
    """A hundred dissatisfied customers: in the report (`seen`), told but not passed on (`stuck`), silent."""

    speak: int
    passed: int
    seen: int

    @property
    def stuck(self) -> int:
        """Those who told somebody at the counter, where it stayed."""
        return self.speak - self.seen

    @property
    def silent(self) -> int:
        """Those who told nobody."""
        return CROWD - self.speak


@dataclass(frozen=True)
class Policies:
    """Today and another policy, by each set of rates, in the order of RATES."""

    worth: int
    now: tuple[Flow, ...]
    new: tuple[Flow, ...]

    @property
    def saved(self) -> tuple[int, ...]:
        """Customers whom the new policy keeps beyond today's, by each set of rates."""
        return tuple(new.stays - now.stays for now, new in zip(self.now, self.new, strict=True))

    @property
    def heard(self) -> int:
        """Customers who complain with the new policy, whatever the set of rates."""
        return self.new[0].heard

    @property
    def sure(self) -> int:
        """Customers kept beyond today's by every set of rates; negative where one of them keeps fewer."""
        return min(self.saved)

    @property
    def turnover(self) -> tuple[int, ...]:
        """What those customers buy in a year, in yuan. Not profit."""
        return tuple(saved * self.worth for saved in self.saved)

    @property
    def verdict(self) -> Literal["holds", "falls", "same", "depends"]:
        """Does “the new policy keeps more” hold by every set of rates?"""
        saved = self.saved
        if not any(saved):
            return "same"
        return "holds" if min(saved) > 0 else "falls" if max(saved) < 0 else "depends"


Outcome = Iceberg | Flow | Policies


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; nothing here depends on the seed."""
    if inputs.scene == "iceberg":
        return Iceberg(inputs.speak, inputs.passed, half_up(Fraction(inputs.speak * inputs.passed, 100)))
    if inputs.scene == "flow":
        return policy(inputs.speak, inputs.solved, inputs.quick, inputs.survey, inputs.deals, inputs.unhappy)
    now = (inputs.speak_now, inputs.solved_now, inputs.quick_now)
    new = (inputs.speak_new, inputs.solved_new, inputs.quick_new)
    return Policies(inputs.worth, *(tuple(policy(*levers, survey) for survey in RATES) for levers in (now, new)))


def policy(speak: int, solved: int, quick: int, survey: Survey, deals: int = DEALS, unhappy: int = UNHAPPY) -> Flow:
    """The flow of one policy, in whole people that add up."""
    total = deals * unhappy // 100
    exact = [Fraction(total * share, 10**6) for share in shares(speak, solved, quick)]
    stays = [people * Fraction(rate, 100) for people, rate in zip(exact, RATES[survey], strict=True)]
    heard = half_up(sum(exact[1:], Fraction(0)))
    people = [total - heard, *_whole(exact[1:], heard)]
    whole = _whole(stays, half_up(sum(stays, Fraction(0))), people)
    groups = zip(GROUPS, RATES[survey], exact, stays, people, whole, strict=True)
    return Flow(deals, speak, solved, quick, survey, tuple(Group(*group) for group in groups))


def half_up(exact: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return int(exact + Fraction(1, 2))


def _whole(exact: Sequence[Fraction], total: int, most: Sequence[int] | None = None) -> list[int]:
    """Whole numbers near the exact ones that add up to `total`, none above its place in `most`."""
    whole = [int(value) for value in exact]
    by_rest = sorted(range(len(whole)), key=lambda n: whole[n] - exact[n])
    free = [n for n in by_rest if exact[n] > whole[n] and (most is None or whole[n] < most[n])]
    for n in free[: total - sum(whole)]:
        whole[n] += 1
    return whole
