"""Goals of complaints and recovery, what is guessed first, the cases on offer, and what the decks say of each scene."""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

import simulations
from simulations import Prediction, Preset, Statement
from simulations.complaint_recovery.outcomes import (
    CROWD,
    MARKS,
    RATES,
    TODAY,
    Flow,
    Iceberg,
    Inputs,
    Outcome,
    Policies,
    Scene,
    Survey,
    kept,
    policy,
)  # fmt: skip
from simulations.rooms import Axis, Cloud

TARGET = Fraction(1, 2)  # of the dissatisfied, kept
MORE = 50  # customers kept beyond today's


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

ROOMS: dict[Scene, Cloud] = {
    "policies": Cloud(
        ("speak_new", "solved_new", "quick_new"), Axis("heard", "person"), Axis("sure", "person"),
        {
            "settled": [{"speak_new": n, "solved_new": 100, "quick_new": 100} for n in range(5, 71)],
            "unsettled": [{"speak_new": n, "solved_new": 0, "quick_new": 0} for n in range(5, 71)],
        },
        "a-little",
    ),
}  # fmt: skip
