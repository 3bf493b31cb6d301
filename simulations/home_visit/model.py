"""A home visit, judged by the fifteen rules of Haier's 12345 (D2-49 to D2-53).

A choice keeps rules or breaks them. A rule that was broken once stays broken; one that was neither kept nor broken by
the end of the visit was left out. The stories are the editors'; the rules and their number are the deck's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from simulations import Prediction, Statement
from simulations.stories import Judged, Moment, Step, Told

Cell = int | float | str | None
State = Literal["kept", "broken", "missed", "open"]
Ending = Literal["all", "most", "few"]

STAIRS: dict[int, tuple[str, ...]] = {
    1: ("permit",),
    2: ("prices", "record"),
    3: ("clean", "trial", "explain"),
    4: ("water", "smoke", "meal", "gift"),
    5: ("card", "slippers", "mat", "cloth", "souvenir"),
}
MOVES: tuple[str, ...] = tuple(rule for rules in STAIRS.values() for rule in rules)
METERS: dict[str, int] = {}
ENDINGS: tuple[Ending, ...] = ("all", "most", "few")
MOST = 12  # rules kept, of fifteen, that are called most


@dataclass(frozen=True)
class Outcome:
    """A visit so far: the state of every rule, the steps taken and the moment that waits (None: over)."""

    rules: Mapping[str, State]
    steps: tuple[Step, ...]
    now: Moment | None

    def count(self, state: State) -> int:
        """How many rules are in that state."""
        return sum(found == state for found in self.rules.values())

    @property
    def kept(self) -> int:
        """Rules kept and never broken."""
        return self.count("kept")

    @property
    def ending(self) -> Ending | None:
        """How the visit ended, by the rules kept; None while it goes on."""
        if self.now is not None:
            return None
        return "all" if self.kept == len(MOVES) else "most" if self.kept >= MOST else "few"


def run(inputs: Told, seed: int) -> Outcome:
    """The visit as far as it was chosen; nothing here depends on the seed."""
    steps, now = inputs.steps(), inputs.now()
    kept = {rule for step in steps for rule in step.choice.does}
    broken = {rule for step in steps for rule in step.choice.breaks}
    rest: State = "open" if now else "missed"
    rules: dict[str, State] = {rule: "broken" if rule in broken else "kept" if rule in kept else rest for rule in MOVES}
    return Outcome(rules, steps, now)


def judged(outcome: Outcome) -> tuple[Judged, ...]:
    """Every choice by the rules it kept or broke, and by those it let slip: another choice of the same moment would
    have kept them, and nothing later did."""
    found = []
    for step in outcome.steps:
        kept = [rule for rule in step.choice.does if outcome.rules[rule] == "kept"]
        offered = {rule for choice in step.moment.choices for rule in choice.does}
        slipped = [rule for rule in MOVES if rule in offered and outcome.rules[rule] == "missed"]
        by_key = {"kept": kept, "broken": step.choice.breaks, "slipped": slipped}
        notes = tuple((key, {"rule": f"rules.{rule}"}) for key, rules in by_key.items() for rule in rules)
        hurt = step.choice.breaks or (slipped and not kept)
        found.append(Judged("hurt" if hurt else "helped" if kept else "neither", notes or (("nothing", {}),)))
    return tuple(found)


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    values = {"kept": outcome.kept, "broken": outcome.count("broken"), "missed": outcome.count("missed")}
    if not outcome.steps:
        return "start", values
    if outcome.now is not None:
        return ("going_broken" if values["broken"] else "going"), values
    if outcome.ending == "all":
        return "over_all", values
    both = values["broken"] and values["missed"]
    return "over_both" if both else "over_broken" if values["broken"] else "over_missed", values


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    stairs = {f"s{n}": sum(outcome.rules[rule] == "kept" for rule in rules) for n, rules in STAIRS.items()}
    return "stairs", {**stairs, "broken": outcome.count("broken"), "open": outcome.count("open")}


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Every rule with its state: keys below `columns.`, and rows whose texts are word keys."""
    return ("stair", "rule", "state"), [
        (n, f"rules.{rule}", f"states.{outcome.rules[rule]}") for n, rules in STAIRS.items() for rule in rules
    ]


def fifteen(outcome: Outcome) -> Fraction:
    """The share of the fifteen rules that are kept, as the deck counts them."""
    return Fraction(outcome.kept, len(MOVES))


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"fifteen": fifteen}
AIMS = {"story": "fifteen"}
DECKS = {"story": Statement(("D2-48", "D2-49", "D2-50", "D2-51", "D2-52", "D2-53"), ("E-47",))}


def _how_many(outcome: Any) -> str:
    return outcome.ending


PREDICTIONS = {"story": Prediction({}, ENDINGS, _how_many)}
