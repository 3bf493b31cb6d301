"""Word of mouth: the two lines of the decks, a story that spreads, and good talk against bad.

- `told`: the people that customers with a problem tell (up to 16 each, D3-15) beside the people they know (250 each,
  D2-44). Two things, shown apart and never added (E-13); customers × 250 counts people again where circles overlap.
- `spread`: one story in a town of 1000 people who live in circles of friends. Each teller tells some of those they
  know, whether or not they have heard it; some of the hearers tell it on.
- `race`: good and bad talk in a town of 100,000: who has heard more of which, and what one complaint put right moves.

The editors' model, drawn by chance from a seed (`town.py`). Only 16 and 250 are the decks'.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from simulations import Controls, control
from simulations.word_of_mouth.cases import AIMS, DECKS, GOALS, PREDICTIONS, PRESETS, Scene
from simulations.word_of_mouth.town import (
    ANGRY,
    CIRCLE,
    CITY,
    GLAD,
    LONGEST,
    MOST,
    OUTSIDE,
    PEOPLE,
    PRAISES,
    START,
    STEP,
    TELLS,
    TOLD,
    Race,
    Spread,
    Told,
    race,
    spread,
    told,
)

__all__ = ["AIMS", "DECKS", "GOALS", "PREDICTIONS", "PRESETS"]

Cell = int | float | str | None
Outcome = Told | Spread | Race

SCENES: tuple[Scene, ...] = ("told", "spread", "race")
CHANCE: tuple[Scene, ...] = SCENES


class Inputs(Controls):
    """Numbers of people; shares in per cent: `passes` of the hearers, `glad` and `angry` of the customers."""

    scene: Scene = "told"
    customers: int = control(4, low=1, high=MOST, step=1, unit="customer", scenes=["told"])
    tells: int = control(TELLS, low=0, high=TOLD, step=1, unit="person", scenes=["told", "spread"])
    town: int = control(PEOPLE, low=500, high=2000, step=500, unit="person", scenes=["told"])
    passes: int = control(10, low=0, high=50, step=1, unit="percent", scenes=["spread"])
    rounds: int = control(LONGEST, low=1, high=LONGEST, step=1, unit="round", scenes=["spread"])
    start: int = control(START, low=1, high=MOST, step=1, unit="customer", scenes=["spread"])
    outside: int = control(OUTSIDE, low=0, high=100, step=10, unit="percent", scenes=["spread"])
    glad: int = control(GLAD, low=0, high=70, step=1, unit="percent", scenes=["race"])
    angry: int = control(ANGRY, low=0, high=30, step=1, unit="percent", scenes=["race"])
    rescued: int = control(0, low=0, high=100, step=STEP, unit="percent", scenes=["race"])
    praises: int = control(PRAISES, low=0, high=TOLD, step=1, unit="person", scenes=["race"])
    warns: int = control(TOLD, low=0, high=TOLD, step=1, unit="person", scenes=["race"])
    double: bool = control(False, scenes=["race"])
    buyers: int = control(20_000, low=10_000, high=50_000, step=10_000, unit="customer", scenes=["race"])


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; the seed decides who knows and meets whom."""
    if inputs.scene == "told":
        return told(inputs.customers, inputs.tells, inputs.town, seed)
    if inputs.scene == "spread":
        return spread(inputs.start, inputs.tells, inputs.passes, inputs.outside, inputs.rounds, seed)
    return race(
        inputs.buyers, inputs.glad, inputs.angry, inputs.rescued, inputs.praises, inputs.warns, inputs.double, seed
    )  # fmt: skip


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Told):
        return f"told_{_circles(outcome)}", {
            "told": outcome.told_people, "known": outcome.known_people, "most": outcome.known_most,
            "again": outcome.known_most - outcome.known_people, "town": outcome.town,
        }  # fmt: skip
    if isinstance(outcome, Spread):
        return f"spread_{_fate(outcome)}", {
            "start": outcome.start, "people": outcome.people, "told": outcome.told,
            "again": outcome.told - outcome.people, "makes": f"{float(outcome.makes):g}", "last": outcome.last,
            "rounds": outcome.rounds,
        }  # fmt: skip
    return f"race_{_tilt(outcome)}", {
        "worse": percent(outcome.worse), "better": percent(outcome.better),
        "good": hundred(outcome.good, outcome), "bad": hundred(outcome.bad, outcome),
        "warns": outcome.warns, "gained": outcome.swing - outcome.warns,
    }  # fmt: skip


def _circles(outcome: Told) -> Literal["nobody", "town", "once", "overlap"]:
    if not outcome.tells:
        return "nobody"
    if outcome.known_people == outcome.town:
        return "town"
    return "once" if outcome.known_people == outcome.known_most else "overlap"


def _fate(outcome: Spread) -> Literal["silent", "direct", "many", "runs", "going", "below", "above"]:
    if not outcome.tells:
        return "silent"
    if outcome.makes < 1 and 4 * outcome.people >= PEOPLE:
        return "many"
    if 2 * outcome.people >= PEOPLE:
        return "runs"
    if outcome.alive:
        return "going"
    if outcome.last == 1:
        return "direct"
    return "below" if outcome.makes < 1 else "above"


def _tilt(outcome: Race) -> Literal["silent", "bad_saved", "bad", "good_saved", "good", "even"]:
    if not outcome.good and not outcome.bad:
        return "silent"
    if percent(outcome.worse) == percent(outcome.better):
        return "even"
    if outcome.worse > outcome.better:
        return "bad_saved" if outcome.saved else "bad"
    return "good_saved" if outcome.saved else "good"


def percent(people: int) -> int:
    """Of everybody in the large town, rounded half up."""
    return (people * 200 // CITY + 1) // 2


def hundred(tellings: int, outcome: Race) -> Fraction:
    """Tellings for each hundred customers."""
    return Fraction(tellings * 100, outcome.customers)


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Told):
        return "told", {
            "town": outcome.town, "customers": len(outcome.customers), "tells": outcome.tells, "circle": CIRCLE,
            "told_most": outcome.told_most, "told": outcome.told_people, "known_most": outcome.known_most,
            "known": outcome.known_people, "shared": shared(outcome.known),
        }  # fmt: skip
    if isinstance(outcome, Spread):
        pairs = " · ".join(f"{new}/{told}" for new, told in zip(outcome.new, outcome.tellings, strict=True) if told)
        return "spread", {
            "start": outcome.start, "people": outcome.people, "told": outcome.told, "pairs": pairs or "0",
            "makes": f"{float(outcome.makes):g}",
        }  # fmt: skip
    return "race", {
        "customers": outcome.customers, "glad": outcome.glad, "angry": outcome.angry, "rescued": outcome.rescued,
        "good": hundred(outcome.good, outcome), "bad": hundred(outcome.bad, outcome),
        "worse": outcome.worse, "better": outcome.better, "level": outcome.level, "nothing": outcome.nothing,
        "before": outcome.before,
    }  # fmt: skip


def shared(counts: tuple[int, ...]) -> int:
    """People counted more than once."""
    return sum(count > 1 for count in counts)


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Told):
        return ("line", "each", "most", "people", "again"), [
            ("lines.told", outcome.tells, outcome.told_most, outcome.told_people, shared(outcome.told)),
            ("lines.known", CIRCLE, outcome.known_most, outcome.known_people, shared(outcome.known)),
        ]
    if isinstance(outcome, Spread):
        total, lines = 0, []
        for n, (new, tellings) in enumerate(zip(outcome.new, outcome.tellings, strict=True), 1):
            total += new
            lines.append((n, tellings, new, tellings - new, total))
        return ("round", "tellings", "new", "repeats", "sum"), lines
    groups = ("worse", "level", "nothing", "better")
    return ("group", "people", "share"), [
        (f"groups.{name}", getattr(outcome, name), getattr(outcome, name) * 100 / CITY) for name in groups
    ]
