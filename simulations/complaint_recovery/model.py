"""From a disappointment to silence or a complaint, to a settlement, and to a customer who says they would return.

- `iceberg`: of 100 dissatisfied customers some tell the counter, and some of that reaches the report (D0-31, D0-32).
- `flow`: one policy. Dissatisfied → silent, unsettled, settled, quickly settled → would return (D3-02 to D3-05).
- `policies`: today and another policy, counted with three sets of return rates, so that one sees which conclusions
  hold whichever set is taken; with a turnover per customer, what the difference is worth (never profit, E-26).

The counting is in `outcomes.py`; goals, predictions and presets are in `cases.py`.
"""

from collections.abc import Mapping
from fractions import Fraction

from simulations.complaint_recovery.cases import (
    AIMS,
    DECKS,
    GOALS,
    PREDICTIONS,
    PRESETS,
    ROOMS,
    half,
    least,
    robust,
    seen,
)  # fmt: skip
from simulations.complaint_recovery.outcomes import (
    MARKS,
    RATES,
    TODAY,
    Flow,
    Group,
    Iceberg,
    Inputs,
    Outcome,
    Policies,
    Scene,
    half_up,
    kept,
    policy,
    run,
    shares,
)  # fmt: skip

__all__ = [
    "AIMS", "DECKS", "GOALS", "MARKS", "PREDICTIONS", "PRESETS", "RATES", "ROOMS", "SCENES", "TODAY", "Flow", "Group",
    "Iceberg", "Inputs", "Outcome", "Policies", "alternative", "half", "kept", "least", "policy", "robust", "rows",
    "run", "seen", "sentence", "shares",
]  # fmt: skip

Cell = int | float | str | None

SCENES: tuple[Scene, ...] = ("iceberg", "flow", "policies")


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Iceberg):
        values = {"seen": outcome.seen, "stuck": outcome.stuck, "silent": outcome.silent}
        if outcome.stuck:
            return "iceberg_stuck", values
        below = half_up(Fraction(outcome.silent, outcome.seen))
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
