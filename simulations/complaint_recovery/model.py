"""From a disappointment to silence or a complaint, to a settlement, and to a customer who says they would return.

- `iceberg`: of 100 dissatisfied customers some tell the counter, and some of that reaches the report (D0-31, D0-32).
- `flow`: one policy. Dissatisfied → silent, unsettled, settled, quickly settled → would return (D3-02 to D3-05).
- `policies`: today and another policy, counted with three sets of return rates, so that one sees which conclusions
  hold whichever set is taken; with a turnover per customer, what the difference is worth (never profit, E-26).

The editors' model. Shares are whole per cent, everything is exact, and counts of people are rounded so that what is
shown adds up. The rates are what different people in American surveys said they would do (E-48): the same rates at
another complaint rate are an assumption.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import numpy as np

import simulations
from simulations import Controls, Prediction, Preset, Statement, control

Scene = Literal["iceberg", "flow", "policies"]
Survey = Literal["over", "under", "newer"]
Cell = int | float | str | None

SCENES: tuple[Scene, ...] = ("iceberg", "flow", "policies")
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
TARGET = Fraction(1, 2)  # of the dissatisfied, kept
MORE = 50  # customers kept beyond today's
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
        return Iceberg(inputs.speak, inputs.passed, _half_up(Fraction(inputs.speak * inputs.passed, 100)))
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
    heard = _half_up(sum(exact[1:], Fraction(0)))
    people = [total - heard, *_whole(exact[1:], heard)]
    whole = _whole(stays, _half_up(sum(stays, Fraction(0))), people)
    groups = zip(GROUPS, RATES[survey], exact, stays, people, whole, strict=True)
    return Flow(deals, speak, solved, quick, survey, tuple(Group(*group) for group in groups))


def _half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))


def _whole(exact: Sequence[Fraction], total: int, most: Sequence[int] | None = None) -> list[int]:
    """Whole numbers near the exact ones that add up to `total`, none above its place in `most`."""
    whole = [int(value) for value in exact]
    by_rest = sorted(range(len(whole)), key=lambda n: whole[n] - exact[n])
    free = [n for n in by_rest if exact[n] > whole[n] and (most is None or whole[n] < most[n])]
    for n in free[: total - sum(whole)]:
        whole[n] += 1
    return whole


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Iceberg):
        values = {"seen": outcome.seen, "stuck": outcome.stuck, "silent": outcome.silent}
        if outcome.stuck:
            return "iceberg_stuck", values
        below = _half_up(Fraction(outcome.silent, outcome.seen))
        return ("iceberg_deep" if below > 1 else "iceberg_seen"), values | {"below": below}
    if isinstance(outcome, Flow):
        values = {"heard": outcome.heard, "stays": outcome.stays, "leaves": outcome.leaves}
        quiet = outcome.silent.leaves
        if 2 * quiet >= outcome.leaves:
            return "flow_silent", values | {"quiet": quiet}
        return "flow_heard", values | {"told": outcome.leaves - quiet}
    over, under, newer = (_signed(saved) for saved in outcome.saved)
    return f"policies_{outcome.verdict}", {"over": over, "under": under, "newer": newer}


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number else "0"


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Iceberg):
        return "iceberg", {"seen": outcome.seen, "stuck": outcome.stuck, "silent": outcome.silent}
    if isinstance(outcome, Flow):
        values: dict[str, object] = {"deals": outcome.deals, "people": outcome.people, "heard": outcome.heard}
        for group in outcome.groups:
            values |= {group.name: group.people, f"{group.name}_stays": group.stays, f"{group.name}_rate": group.rate}
        return "flow", values | {"stays": outcome.stays, "leaves": outcome.leaves}
    values = {"people": outcome.now[0].people}
    for name, now, new, saved in zip(RATES, outcome.now, outcome.new, outcome.saved, strict=True):
        values |= {f"{name}_now": now.stays, f"{name}_new": new.stays, f"{name}_saved": _signed(saved)}
    return "policies", values


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Iceberg):
        return ("layer", "people"), [
            (f"layers.{name}", getattr(outcome, name)) for name in ("seen", "stuck", "silent")
        ]  # fmt: skip
    if isinstance(outcome, Flow):
        lines: list[tuple[Cell, ...]] = [
            (f"groups.{g.name}", g.rate, g.people, g.stays, g.leaves, float(g.exact), float(g.exact_stays))
            for g in outcome.groups
        ]
        exact = sum((group.exact for group in outcome.groups), Fraction(0))
        total = (outcome.people, outcome.stays, outcome.leaves, float(exact), float(outcome.exact_stays))
        return ("group", "rate", "people", "stays", "leaves", "exact", "exact_stays"), [
            *lines, ("groups.all", None, *total),
        ]  # fmt: skip
    return ("survey", "now", "new", "saved", "turnover"), [
        (f"options.survey.{name}", now.stays, new.stays, saved, turnover)
        for name, now, new, saved, turnover in zip(
            RATES, outcome.now, outcome.new, outcome.saved, outcome.turnover, strict=True
        )
    ]


@lru_cache
def least(survey: Survey) -> int:
    """The least sum of the three shares, in per cent, that keeps TARGET of the dissatisfied; by trying them all."""
    levers = {c.name: c for c in simulations.controls(Inputs, "flow")}
    axes = (levers[name] for name in ("speak", "solved", "quick"))
    steps = (np.arange(int(c.low or 0), int(c.high or 0) + 1, int(c.step or 1), dtype=np.int64) for c in axes)
    speak, solved, quick = np.meshgrid(*steps, indexing="ij", sparse=True)
    enough = kept(speak, solved, quick, survey) >= int(TARGET * 10**8)
    return int(np.min((speak + solved + quick)[enough]))


def half(outcome: Outcome) -> Fraction:
    """Keep half of the dissatisfied with the smallest three shares. Short of half earns up to one half.

    That the three shares cost the same, point for point, is a rule of this game.
    """
    if not isinstance(outcome, Flow):
        return Fraction(0)
    levers = (outcome.speak, outcome.solved, outcome.quick)
    share = Fraction(kept(*levers, outcome.survey), 10**8)
    return Fraction(least(outcome.survey), sum(levers)) if share >= TARGET else share / TARGET / 2


def seen(outcome: Outcome) -> Fraction:
    """Let the report show at least half of the dissatisfied: they must speak, and it must be written down."""
    return min(Fraction(1), Fraction(outcome.seen, CROWD // 2)) if isinstance(outcome, Iceberg) else Fraction(0)


def robust(outcome: Outcome) -> Fraction:
    """Keep MORE customers beyond today by every set of rates. Making today worse does not help."""
    if not isinstance(outcome, Policies):
        return Fraction(0)
    start = (policy(*TODAY, survey).stays for survey in RATES)
    flows = zip(outcome.now, outcome.new, start, strict=True)
    worst = min(new.stays - max(now.stays, at_first) for now, new, at_first in flows)
    return min(Fraction(1), max(Fraction(0), Fraction(worst, MORE)))


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"seen": seen, "half": half, "robust": robust}
AIMS: dict[Scene, str] = {"iceberg": "seen", "flow": "half", "policies": "robust"}


def _in_the_report(outcome: Any) -> str:
    return "few" if outcome.seen <= 12 else "quarter" if outcome.seen < 40 else "half"


def _would_return(outcome: Any) -> str:
    share = outcome.exact_stays / outcome.people
    return "few" if share < Fraction(1, 4) else "some" if share < Fraction(3, 5) else "most"


def _more_by_all(outcome: Any) -> str:
    return {"holds": "all", "falls": "fewer"}.get(outcome.verdict, "depends")


def _pair(now: tuple[int, int, int], new: tuple[int, int, int]) -> dict[str, Any]:
    names = ("speak", "solved", "quick")
    levers = {f"{name}_now": share for name, share in zip(names, now, strict=True)}
    return {"scene": "policies"} | levers | {f"{name}_new": share for name, share in zip(names, new, strict=True)}


_RATES = ("D3-02", "D3-03", "D3-04", "D3-05")
DECKS: dict[Scene, Statement] = {
    "iceberg": Statement(("D0-31", "D0-32", "D3-15"), ("E-10", "E-11")),
    "flow": Statement(("D0-34", *_RATES), ("E-12", "E-48")),
    "policies": Statement(("D0-35", "D0-36", *_RATES), ("E-26",)),
}
_PRESET_FLOW: dict[str, Any] = {"scene": "flow", "solved": 100, "quick": 100}
_DOOR_ONLY = _pair((5, 0, 0), (50, 0, 0))
PREDICTIONS: dict[Scene, Prediction] = {
    "iceberg": Prediction(
        {"scene": "iceberg", "speak": MARKS["front"], "passed": 10}, ("few", "quarter", "half"), _in_the_report
    ),
    "flow": Prediction(_PRESET_FLOW | {"speak": MARKS["deck"]}, ("few", "some", "most"), _would_return),
    "policies": Prediction(_DOOR_ONLY, ("all", "depends", "fewer"), _more_by_all),
}

PRESETS: dict[str, Preset] = {
    "report": Preset(
        {"scene": "iceberg", "speak": MARKS["front"], "passed": 10}, ("D0-31", "D0-32", "D3-15"), editors=True
    ),
    "deck": Preset({"scene": "iceberg", "speak": MARKS["deck"], "passed": 100}, ("D0-31",)),
    "households": Preset({"scene": "iceberg", "speak": MARKS["households"], "passed": 10}, ("D0-31",), editors=True),
    "deck-quick": Preset(_PRESET_FLOW | {"speak": MARKS["deck"]}, ("D0-31", *_RATES), editors=True),
    "front-quick": Preset(_PRESET_FLOW | {"speak": MARKS["front"]}, _RATES, editors=True),
    "households-quick": Preset(_PRESET_FLOW | {"speak": MARKS["households"]}, _RATES, editors=True),
    "of-all": Preset(_PRESET_FLOW | {"speak": 20}, ("D0-31",), editors=True),
    "small": Preset(_PRESET_FLOW | {"speak": MARKS["deck"], "survey": "under"}, _RATES, editors=True),
    "door-only": Preset(_DOOR_ONLY, ("D0-34", "D0-35", "D0-36", "D3-02", "D3-03"), editors=True),
    "settle": Preset(_pair((50, 50, 0), (50, 100, 0)), ("D3-03", "D3-04"), editors=True),
    "speed": Preset(_pair((50, 100, 0), (50, 100, 100)), ("D3-04", "D3-05"), editors=True),
    "speed-unheard": Preset(_pair((5, 100, 0), (5, 100, 100)), ("D0-31", "D3-04", "D3-05"), editors=True),
    "a-little": Preset(_pair(TODAY, (20, 80, 40)), ("D0-31", *_RATES), editors=True),
}
