"""Hot and cold water: what is felt is a difference from what came before (D2-37, D2-38).

- `bowls`: one hand goes from a first bowl into a warm one.
- `hands`: one hand from cold, one from hot, both into the same warm bowl.
- `weight`: one thing on a steelyard whose sliding weight may be any; the smaller it is, the more the beam reads.
- `service`: two customers were promised different times and served in the same one. The transfer from skin and scale
  to service is an analogy (E-36), so the goals pay for promises that come true and for weights that are told, never
  for low ones.

The decks give no temperatures, no weights and no hours: all numbers are the editors'. `outcomes.py` does the counting;
goals, predictions and presets are in `cases.py`.
"""

from collections.abc import Mapping
from dataclasses import replace

from simulations.water.cases import AIMS, DECKS, GOALS, PREDICTIONS, PRESETS, agree, honest, known, plain
from simulations.water.outcomes import (
    STANDARD,
    Bowls,
    Customer,
    Hand,
    Hands,
    Inputs,
    Outcome,
    Scene,
    Service,
    Steelyard,
    run,
)

__all__ = [
    "AIMS", "DECKS", "GOALS", "PREDICTIONS", "PRESETS", "SCENES", "STANDARD", "Bowls", "Customer", "Hand", "Hands",
    "Inputs", "Outcome", "Service", "Steelyard", "agree", "alternative", "honest", "known", "plain", "rows", "run",
    "sentence",
]  # fmt: skip

Cell = int | float | str | None

SCENES: tuple[Scene, ...] = ("bowls", "hands", "weight", "service")


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Bowls):
        hand = outcome.hand
        return f"bowls_{hand.feeling}", {"before": hand.before, "reading": hand.warm, "gap": abs(hand.felt)}
    if isinstance(outcome, Hands):
        left, right = outcome.left, outcome.right
        return f"hands_{left.feeling}_{right.feeling}", {
            "left": left.before, "right": right.before, "reading": outcome.reading,
        }  # fmt: skip
    if isinstance(outcome, Steelyard):
        size = "own" if outcome.weight == STANDARD else "small" if outcome.weight < STANDARD else "large"
        return ("weight_told" if outcome.told else f"weight_{size}"), _weighed(outcome)
    a, b = outcome.a, outcome.b
    return f"service_{a.pace}_{b.pace}", {
        "promised_a": a.promised, "promised_b": b.promised, "reading": outcome.reading,
        "gap_a": abs(a.felt), "gap_b": abs(b.felt),
    }  # fmt: skip


def _weighed(scale: Steelyard) -> Mapping[str, object]:
    return {"thing": scale.thing, "weight": scale.weight, "own": STANDARD, "reading": scale.reading}


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values; differences carry their sign."""
    if isinstance(outcome, Bowls):
        hand = outcome.hand
        return "bowls", {"before": hand.before, "reading": hand.warm, "gap": hand.felt}
    if isinstance(outcome, Hands):
        left, right = outcome.left, outcome.right
        return "hands", {
            "left": left.before, "right": right.before, "reading": outcome.reading,
            "gap_left": left.felt, "gap_right": right.felt,
        }  # fmt: skip
    if isinstance(outcome, Steelyard):
        return ("weight_told" if outcome.told else "weight"), _weighed(outcome)
    a, b = outcome.a, outcome.b
    return "service", {
        "promised_a": a.promised, "promised_b": b.promised, "reading": outcome.reading,
        "gap_a": a.felt, "gap_b": b.felt,
    }  # fmt: skip


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Service):
        people = {"people.a": outcome.a, "people.b": outcome.b}
        return ("customer", "promised", "delivered", "earlier", "off", "says"), [
            (who, c.promised, c.delivered, c.felt, abs(c.felt), f"paces.{c.pace}") for who, c in people.items()
        ]
    if isinstance(outcome, Steelyard):
        weights = sorted({STANDARD // 2, STANDARD, 2 * STANDARD, outcome.weight})
        each = [replace(outcome, weight=weight) for weight in weights]
        return ("thing", "weight", "beam", "balance", "believed"), [
            (one.thing, one.weight, float(one.reading), int(one.reading * one.weight), float(one.believed))
            for one in each
        ]
    hands = {"people.hand": outcome.hand} if isinstance(outcome, Bowls) else {
        "people.left": outcome.left, "people.right": outcome.right,
    }  # fmt: skip
    return ("hand", "before", "reading", "felt", "says"), [
        (who, hand.before, hand.warm, hand.felt, f"feelings.{hand.feeling}") for who, hand in hands.items()
    ]
