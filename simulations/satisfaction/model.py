"""Satisfaction as a difference, in one customer, in a crowd, and from visit to visit.

- `once`: perceived minus expected, three states (D1-41).
- `arrival`: minutes promised against minutes taken (D1-43, D1-44); less is better.
- `population`: many customers, each with an expectation of their own (D0-21), given the same.
- `visits`: the expectation loop (D0-22 to D0-24). Less than expected: the customer does not come again. More: comes
  again. As much as expected: stays only while no better firm is on the market.
- `last`: ten visits, one of them cold; when it was decides what is left of it (D3-14), and only through memory.

`outcomes.py`, `population.py` and `memory.py` do the counting; goals, predictions and presets are in `cases.py`.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from simulations.satisfaction.cases import AIMS, DECKS, GOALS, PREDICTIONS, PRESETS, ROOMS, keep, mend, most
from simulations.satisfaction.memory import USUAL, Impression
from simulations.satisfaction.outcomes import Arrival, Inputs, Once, Outcome, Scene, Visit, Visits, run
from simulations.satisfaction.population import STEP, Crowd

__all__ = [
    "AIMS", "CHANCE", "DECKS", "GOALS", "PREDICTIONS", "PRESETS", "ROOMS", "SCENES", "Arrival", "Crowd", "Impression",
    "Inputs", "Once", "Outcome", "Visit", "Visits", "alternative", "keep", "mend", "most", "rows", "run", "sentence",
]  # fmt: skip

Cell = int | float | str | None

SCENES: tuple[Scene, ...] = ("once", "arrival", "population", "visits", "last")
CHANCE: tuple[Scene, ...] = ("population", "visits")  # scenes that another seed changes

NOTABLE = Fraction(1, 20)  # of the customers: fewer are called few


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Once):
        values = {"expected": outcome.expectation, "perceived": outcome.perceived, "gap": abs(outcome.gap)}
        return f"once_{outcome.state}", values
    if isinstance(outcome, Arrival):
        values = {"promised": outcome.promised, "came": outcome.came, "gap": abs(outcome.gap)}
        return f"arrival_{outcome.state}", values
    if isinstance(outcome, Crowd):
        return _of_crowd(outcome)
    if isinstance(outcome, Impression):
        return _of_impression(outcome)
    last = outcome.last
    values = {
        "visits": outcome.inputs.visits, "visit": last.number, "expected": last.expectation, "given": last.delivery,
        "gap": abs(last.gap), "rival": outcome.inputs.rival_quality,
    }  # fmt: skip
    if outcome.left is None:
        return ("visits_kept_glad" if last.gap > 0 else "visits_kept_level"), values
    if last.state == "dissatisfied":
        return "visits_left_hurt", values
    return ("visits_left_first" if outcome.left == 1 else "visits_left_rival"), values


def _of_crowd(crowd: Crowd) -> tuple[str, Mapping[str, object]]:
    gap = crowd.level - crowd.mean
    values = {
        "given": crowd.level, "mean": crowd.mean, "satisfied": crowd.satisfied, "basically": crowd.basically,
        "dissatisfied": crowd.dissatisfied, "gain": crowd.gain,
    }  # fmt: skip
    if abs(gap) <= crowd.tolerance:
        return "population_met", values
    if gap > 0:
        many = crowd.share(crowd.dissatisfied) >= NOTABLE
        return ("population_above" if many else "population_most"), values
    return ("population_below" if crowd.share(crowd.gain) >= NOTABLE else "population_far"), values


def _of_impression(told: Impression) -> tuple[str, Mapping[str, object]]:
    values = {
        "visit": told.cold_at, "cold": told.cold, "usual": USUAL, "average": told.average, "left": told.left,
        "weight": told.weight * 100, "mending": told.mending,
    }  # fmt: skip
    if not told.recent:
        return "last_never", values
    if abs(told.left - told.average) < 1:
        return "last_level", values
    return ("last_low" if told.left < told.average else "last_high"), values


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    key, values = sentence(outcome)
    if isinstance(outcome, Crowd | Impression):
        return key.partition("_")[0], values
    if not isinstance(outcome, Visits):
        return key, values
    pairs = " · ".join(f"{v.expectation}/{v.delivery}" for v in outcome.visits)
    how = "kept" if outcome.left is None else "left"
    market = "rival" if outcome.inputs.rival else "alone"
    return f"visits_{how}_{market}", {**values, "pairs": pairs, "missed": outcome.missed}


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Once):
        state = f"states.{outcome.state}"
        return ("expected", "perceived", "gap", "state"), [(outcome.expectation, outcome.perceived, outcome.gap, state)]
    if isinstance(outcome, Arrival):
        state = f"states.{outcome.state}"
        return ("promised", "came", "early", "state"), [(outcome.promised, outcome.came, outcome.gap, state)]
    if isinstance(outcome, Crowd):
        levels = sorted({*range(50, 91, STEP), outcome.level})
        each = (replace(outcome, level=level) for level in levels)
        return ("given", "satisfied", "basically", "dissatisfied"), [
            (one.level, one.satisfied, one.basically, one.dissatisfied) for one in each
        ]
    if isinstance(outcome, Impression):
        each = zip(outcome.given, outcome.weights, outcome.course, strict=True)
        lines = [(n, given, float(w * 100), float(left)) for n, (given, w, left) in enumerate(each, 1)]
        before = float(100 * (1 - sum(outcome.weights)))
        return ("visit", "given", "weight", "impression"), [("before", None, before, USUAL), *lines]
    return ("visit", "expected", "given", "gap", "state", "next"), [
        (v.number, v.expectation, v.delivery, v.gap, f"states.{v.state}", "next.again" if v.stays else "next.gone")
        for v in outcome.visits
    ]
