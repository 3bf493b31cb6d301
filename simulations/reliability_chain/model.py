"""Links in a row: what comes through, which to mend first, and a check against one handover fewer (D2-95 to D2-97).

- `links`: equal links. Of PEOPLE customers, with how many does nothing go wrong? R(n) = p^n, and what becomes of it
  where the slips of all links have one cause.
- `weakest`: three links of the editors' example; a unit of effort halves a link's slips (or adds a point).
- `backup`: a check that catches a part of what is wrong, but handles things too, against fewer handovers.

The editors' model; independence is its limit, and `shared` lets one see how much hangs on it. The computing is in
`chain`. Exact throughout; nothing depends on chance.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from simulations import Controls, Prediction, Preset, Statement, control
from simulations.reliability_chain.chain import (
    BUDGET,
    PEOPLE,
    STEPS,
    Backup,
    Effort,
    Kind,
    Links,
    backup,
    effort,
    levels,
    needed,
    people,
)

Scene = Literal["links", "weakest", "backup"]
Cell = int | float | str | None
Outcome = Links | Effort | Backup

SCENES: tuple[Scene, ...] = ("links", "weakest", "backup")
KINDS: tuple[Kind, ...] = ("halve", "point")
MOST = 30  # links
LONG = 10  # links that the goal asks for, at least
TARGET = Fraction(95, 100)


class Inputs(Controls):
    """Slips in 1000 (`slips`, `each`, `own`) or in 100 (`…_slips`); effort in units; `catch`, `shared` in per cent."""

    scene: Scene = "links"
    slips: int = control(10, low=1, high=50, step=1, unit="time", scenes=["links"])
    links: int = control(3, low=1, high=MOST, step=1, unit="link", scenes=["links"])
    shared: int = control(0, low=0, high=100, step=5, unit="percent", scenes=["links"])
    order: int = control(0, low=0, high=BUDGET, step=1, unit="effort", scenes=["weakest"])
    pack: int = control(0, low=0, high=BUDGET, step=1, unit="effort", scenes=["weakest"])
    deliver: int = control(0, low=0, high=BUDGET, step=1, unit="effort", scenes=["weakest"])
    kind: Kind = control("halve", options=KINDS, scenes=["weakest"])
    order_slips: int = control(2, low=1, high=20, step=1, unit="time", scenes=["weakest"])
    pack_slips: int = control(6, low=1, high=20, step=1, unit="time", scenes=["weakest"])
    deliver_slips: int = control(10, low=1, high=20, step=1, unit="time", scenes=["weakest"])
    checks: int = control(1, low=1, high=6, step=1, unit="check", scenes=["backup"])
    catch: int = control(50, low=0, high=100, step=1, unit="percent", scenes=["backup"])
    taken: int = control(1, low=1, high=2, step=1, unit="link", scenes=["backup"])
    own: int = control(10, low=0, high=50, step=1, unit="time", scenes=["backup"])
    handovers: int = control(3, low=3, high=20, step=1, unit="link", scenes=["backup"])
    each: int = control(10, low=1, high=50, step=1, unit="time", scenes=["backup"])


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; nothing here depends on the seed."""
    if inputs.scene == "links":
        down = levels(Fraction(inputs.slips, PEOPLE), inputs.links, Fraction(inputs.shared, 100))
        return Links(inputs.slips, inputs.links, inputs.shared, down)
    if inputs.scene == "weakest":
        before = [Fraction(slips, 100) for slips in (inputs.order_slips, inputs.pack_slips, inputs.deliver_slips)]
        return effort(before, (inputs.order, inputs.pack, inputs.deliver), inputs.kind)
    return backup(inputs.handovers, inputs.each, inputs.checks, inputs.catch, inputs.own, inputs.taken)


def more(outcome: Effort) -> tuple[int, ...]:
    """Customers more who come through, by one unit more on each link; as whole people that add up."""
    return tuple(people(outcome.level + gain) - people(outcome.level) for gain in outcome.gains)


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Links):
        key = "links_one" if outcome.links == 1 else "links_shared" if outcome.shared else "links_many"
        return key, {
            "slips": outcome.slips, "links": outcome.links, "through": outcome.through, "hit": outcome.hit,
            "shared": outcome.shared,
        }  # fmt: skip
    if isinstance(outcome, Effort):
        return _advice(outcome)
    values = {
        "checks": len(outcome.checks), "checked": people(outcome.checked), "taken": outcome.taken,
        "fewer": people(outcome.fewer), "today": people(outcome.today),
    }  # fmt: skip
    if values["checked"] < values["today"]:
        return "backup_worse", values
    return f"backup_{_better(outcome)}", values


def _advice(outcome: Effort) -> tuple[str, Mapping[str, object]]:
    gains = outcome.gains
    best = gains.index(max(gains))
    values = {
        "through": people(outcome.level), "left": outcome.left, "over": -outcome.left, "most": people(outcome.best),
        "more": more(outcome)[best], "budget": BUDGET,
    }  # fmt: skip
    if outcome.left < 0:
        return "weakest_over", values
    if outcome.left == 0:
        return ("weakest_best" if outcome.level == outcome.best else "weakest_spent"), values
    if max(gains) * 4 <= min(gains) * 5:
        return "weakest_level", values
    if gains.count(gains[best]) > 1:
        return "weakest_tie", values
    return f"weakest_{STEPS[best]}", values


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Links):
        down = " · ".join(str(people(level)) for level in outcome.levels[1:])
        return "links", {**sentence(outcome)[1], "down": down, "single": outcome.single}
    if isinstance(outcome, Effort):
        values = {"through": people(outcome.level), "first": people(outcome.first), "left": outcome.left}
        for step, gain in zip(outcome.steps, more(outcome), strict=True):
            values |= {f"{step.name}_before": 100 * (1 - step.before), f"{step.name}_now": 100 * (1 - step.now)}
            values |= {f"{step.name}_more": gain}
        return "weakest", values
    zigzag = " · ".join(f"{people(check.caught)}/{people(check.after)}" for check in outcome.checks)
    return "backup", {**sentence(outcome)[1], "links": outcome.links, "zigzag": zigzag}


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Links):
        return ("link", "through", "hit", "finer"), [
            (link, people(level), PEOPLE - people(level), people(10 * level))
            for link, level in enumerate(outcome.levels[1:], 1)
        ]
    if isinstance(outcome, Effort):
        lines: list[tuple[Cell, ...]] = [
            (f"steps.{step.name}", float(100 * (1 - step.before)), step.units, float(100 * (1 - step.now)), gain)
            for step, gain in zip(outcome.steps, more(outcome), strict=True)
        ]
        whole = (float(100 * outcome.first), BUDGET - outcome.left, float(100 * outcome.level), None)
        return ("step", "before", "units", "now", "more"), [*lines, ("steps.whole", *whole)]
    ways = {"today": outcome.today, "checked": outcome.checked, "fewer": outcome.fewer}
    return ("way", "through", "hit", "finer"), [
        (f"ways.{name}", people(level), PEOPLE - people(level), people(10 * level)) for name, level in ways.items()
    ]


@lru_cache
def loosest(links: int) -> int:
    """The most slips in PEOPLE at each of so many links with which TARGET comes through; 0 where one is too many."""
    return max((slips for slips in range(101) if levels(Fraction(slips, PEOPLE), links)[-1] >= TARGET), default=0)


def design(outcome: Outcome) -> Fraction:
    """Let TARGET come through LONG links or more, and ask no more of a link than that takes.

    Counted with independent links, whatever `shared` says. Fewer links, or too many hit, earn up to one half; being
    stricter than needed costs up to one half.
    """
    if not isinstance(outcome, Links):
        return Fraction(0)
    level = levels(Fraction(outcome.slips, PEOPLE), outcome.links)[-1]
    half = Fraction(1, 2)
    if outcome.links < LONG or level < TARGET:
        return half * min((1 - TARGET) / (1 - level), Fraction(outcome.links, LONG), Fraction(1))
    return half + half * Fraction(outcome.slips, loosest(outcome.links))


def spend(outcome: Outcome) -> Fraction:
    """Spend the budget so that as few as possible are hit; nothing done earns nothing, and neither does overspending.

    What is counted is the fewest that could be hit as a share of those who are.
    """
    if not isinstance(outcome, Effort) or outcome.left < 0:
        return Fraction(0)
    least = 1 - outcome.best
    share, start = least / (1 - outcome.level), least / (1 - outcome.first)
    return max(Fraction(0), (share - start) / (1 - start))


def worth(outcome: Outcome) -> Fraction:
    """Find the least that the checks must catch to do as much as the links taken out; 25 points off earn nothing."""
    if not isinstance(outcome, Backup) or (least := needed(outcome)) is None:
        return Fraction(0)
    return max(Fraction(0), 1 - Fraction(abs(outcome.catch - least), 25))


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"design": design, "spend": spend, "worth": worth}
AIMS: dict[Scene, str] = {"links": "design", "weakest": "spend", "backup": "worth"}


def _come_through(outcome: Any) -> str:
    return "most" if outcome.through >= 950 else "nine" if outcome.through >= 860 else "eight"


def _next(outcome: Any) -> str:
    return STEPS[outcome.gains.index(max(outcome.gains))]


def _better(outcome: Any) -> str:
    checked, fewer = people(outcome.checked), people(outcome.fewer)
    return "same" if checked == fewer else "check" if checked > fewer else "fewer"


PREDICTIONS: dict[Scene, Prediction] = {
    "links": Prediction({"scene": "links", "slips": 10, "links": 20}, ("most", "nine", "eight"), _come_through),
    "weakest": Prediction({"scene": "weakest", "deliver": 1}, STEPS, _next),
    "backup": Prediction({"scene": "backup"}, ("check", "same", "fewer"), _better),
}
DECKS: dict[Scene, Statement] = {
    "links": Statement(("D2-97",), ("E-09",)),
    "weakest": Statement(("D2-95", "D2-96")),
    "backup": Statement(("D2-97", "D2-100"), ("E-09",)),
}

_THIN: dict[str, Any] = {"scene": "weakest", "order_slips": 1, "pack_slips": 1, "deliver_slips": 10}
PRESETS: dict[str, Preset] = {
    "three": Preset({"scene": "links", "slips": 10, "links": 3}, ("D2-97",)),
    "ten": Preset({"scene": "links", "slips": 10, "links": 10}, ("D2-97",), editors=True),
    "strict": Preset({"scene": "links", "slips": 1, "links": 20}, ("D2-97",), editors=True),
    "one-cause": Preset({"scene": "links", "slips": 10, "links": 20, "shared": 100}, ("D2-97",), editors=True),
    "proud": Preset({"scene": "weakest", "order": 5}, ("D2-95",), editors=True),
    "hammer": Preset({"scene": "weakest", "deliver": 5}, ("D2-95",), editors=True),
    "fair": Preset({"scene": "weakest", "order": 2, "pack": 2, "deliver": 1}, ("D2-95",), editors=True),
    "points": Preset({"scene": "weakest", "deliver": 1, "kind": "point"}, ("D2-97",), editors=True),
    "thin": Preset(_THIN, ("D2-97",), editors=True),
    "many-checks": Preset({"scene": "backup", "checks": 6}, ("D2-97",), editors=True),
    "eyes-only": Preset({"scene": "backup", "own": 0}, ("D2-97",), editors=True),
    "blind": Preset({"scene": "backup", "catch": 20}, ("D2-97",), editors=True),
    "long": Preset({"scene": "backup", "handovers": 20}, ("D2-97",), editors=True),
}
