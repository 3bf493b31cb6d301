"""The four perception gaps (D0-25 to D0-29): the firm's own figure does not move, the customer's does.

- `process`: an order with all four gaps on its way; what each takes, and what mending one alone brings.
- `desks`: the division gap; one errand through several desks, on the firm's clock and on the customer's.
- `message`: the information gap; one promise and what a hundred customers understand by it.

All numbers are the editors': the decks name the gaps and measure none.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Literal

from simulations import Controls, Prediction, Preset, Statement, control
from simulations.gaps.errand import DESKS, WORK, Errand, errand
from simulations.gaps.message import CROWD, KINDS, WEEK, WHEN, Message, Weekday, When, message
from simulations.gaps.process import Process, process

Scene = Literal["process", "desks", "message"]
Cell = int | float | str | None
Outcome = Process | Errand | Message

SCENES: tuple[Scene, ...] = ("process", "desks", "message")
CHANCE: tuple[Scene, ...] = ("desks", "message")
TODAY = {"heard": 20, "focus": 75, "clear": 70, "desks": 4, "standard": 92}  # before anything is mended
ENOUGH = 55  # of a hundred customers for whom it is right all the way


class Inputs(Controls):
    """Shares in per cent of the customers who come so far; `refuse` in per cent of handovers; `queue` in minutes."""

    scene: Scene = "process"
    heard: int = control(TODAY["heard"], low=0, high=60, step=5, unit="percent", scenes=["process"])
    focus: int = control(TODAY["focus"], low=40, high=100, step=5, unit="percent", scenes=["process"])
    clear: int = control(TODAY["clear"], low=40, high=100, step=5, unit="percent", scenes=["process"])
    desks: int = control(1, low=1, high=len(DESKS), step=1, unit="desk", scenes=["process", "desks"])
    standard: int = control(TODAY["standard"], low=70, high=100, step=1, unit="percent", scenes=["process"])
    note: bool = control(False, scenes=["desks"])
    owner: bool = control(False, scenes=["desks"])
    refuse: int = control(20, low=0, high=60, step=5, unit="percent", scenes=["desks"])
    queue: int = control(10, low=0, high=20, step=1, unit="minute", scenes=["desks"])
    when: When = control("days", options=WHEN, scenes=["message"])
    named: bool = control(False, scenes=["message"])
    back: bool = control(False, scenes=["message"])
    weekday: Weekday = control("fri", options=WEEK[:5], scenes=["message"])


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; `desks` and `message` use the seed."""
    if inputs.scene == "process":
        return process(inputs.heard, inputs.focus, inputs.clear, inputs.desks, inputs.standard)
    if inputs.scene == "desks":
        return errand(inputs.desks, inputs.note, inputs.owner, inputs.refuse, inputs.queue, seed)
    return message(inputs.when, inputs.named, inputs.back, inputs.weekday, seed)


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Process):
        best = max(outcome.alone, key=lambda gap: outcome.alone[gap])
        gain = int(outcome.alone[best] + Fraction(1, 2))
        values: dict[str, object] = {"firm": outcome.standard, "met": outcome.met, "gain": gain}
        if len(outcome.open) > 1:
            return f"process_open_{best}", values
        return ("process_last" if outcome.open else "process_closed"), values
    if isinstance(outcome, Errand):
        values = {
            "work": WORK, "each": outcome.each, "desks": outcome.desks, "total": outcome.total, "told": outcome.told,
            "visits": outcome.visits, "refusals": outcome.refusals,
        }  # fmt: skip
        if outcome.desks == 1:
            return "desks_one", values
        if outcome.owner or outcome.note:
            return ("desks_owner" if outcome.owner else "desks_note"), values
        return f"desks_{('passed', 'refused_once', 'refused')[min(outcome.refusals, 2)]}", values
    values = {**outcome.people, "readings": outcome.readings}
    if values["right"] == CROWD:
        return "message_all", values
    echo = outcome.back and outcome.when not in ("day", "hour")
    return ("message_echo" if echo else "message_split"), values


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Process):
        return "process", {"firm": outcome.standard, "met": outcome.met, **outcome.lost}
    if isinstance(outcome, Errand):
        _, values = sentence(outcome)
        return ("desks_owner" if outcome.owner else "desks"), values
    days = " · ".join(str(sum(day)) for day in zip(*outcome.columns, strict=True))
    return "message", {**outcome.people, "meant": outcome.meant, "days": days}


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Process):
        parts = {gap: (outcome.lost[gap], outcome.alone[gap], outcome.fair[gap]) for gap in outcome.through}
        return ("gap", "through", "first", "alone", "fair"), [
            *((f"gaps.{gap}", float(100 * share), parts[gap][0], *map(float, parts[gap][1:]))
              for gap, share in outcome.through.items()),
            ("gaps.all", None, outcome.standard - outcome.met, None, float(outcome.standard - outcome.right())),
        ]  # fmt: skip
    if isinstance(outcome, Errand):
        return ("desk", "from", "queue", "tell", "work", "until"), [
            (f"desks.{DESKS[stop.desk]}", float(stop.start), stop.queue, stop.tell, float(stop.work), float(stop.end))
            for stop in outcome.stops
        ]
    start = WEEK.index(outcome.weekday)
    names = [f"{'next' if start + n > 6 else 'this'}.{outcome.day(n)}" for n in range(len(outcome.right) - 1)]
    days = zip(*outcome.columns, strict=True)
    return ("day", *KINDS), [(name, *day) for name, day in zip([*names, "next.again"], days, strict=True)]


def two(outcome: Outcome) -> Fraction:
    """Let it be right all the way for ENOUGH of a hundred, changing two things at most; a third costs its share."""
    if not isinstance(outcome, Process):
        return Fraction(0)
    start = process(**TODAY)
    touched = sum(outcome.through[gap] > start.through[gap] for gap in start.through)
    touched += outcome.standard > start.standard
    return min(Fraction(1), outcome.right() / ENOUGH) * Fraction(2, max(2, touched))


def once(outcome: Outcome) -> Fraction:
    """Five desks and all at work, yet the customer stands at one and tells the story once."""
    if not isinstance(outcome, Errand):
        return Fraction(0)
    return Fraction(min(outcome.desks, 5), 5) / max(outcome.visits, outcome.told)


def meant(outcome: Outcome) -> Fraction:
    """Nobody waits for something that was not meant."""
    return Fraction(outcome.people["right"], CROWD) if isinstance(outcome, Message) else Fraction(0)


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"two": two, "once": once, "meant": meant}
AIMS: dict[Scene, str] = {"process": "two", "desks": "once", "message": "meant"}


def _all_the_way(outcome: Any) -> str:
    return "most" if outcome.met >= 75 else "half" if outcome.met >= 45 else "few"


def _by_the_clock(outcome: Any) -> str:
    return "work" if outcome.total <= 30 else "double" if outcome.total <= 65 else "hours"


def _alike(outcome: Any) -> str:
    right = outcome.people["right"]
    return "few" if right < 20 else "half" if right < 70 else "most"


PREDICTIONS: dict[Scene, Prediction] = {
    "process": Prediction({"scene": "process"} | TODAY, ("most", "half", "few"), _all_the_way),
    "desks": Prediction({"scene": "desks", "desks": 5}, ("work", "double", "hours"), _by_the_clock),
    "message": Prediction({"scene": "message", "when": "days"}, ("most", "half", "few"), _alike),
}

DECKS: dict[Scene, Statement] = {
    "process": Statement(("D0-25", "D0-26", "D0-27", "D0-28", "D0-29")),
    "desks": Statement(("D0-29",)),
    "message": Statement(("D0-28",)),
}

_MENDED = {"heard": 0, "focus": 100, "clear": 100, "desks": 1}
PRESETS: dict[str, Preset] = {
    "harder": Preset({"scene": "process"} | TODAY | {"standard": 100}, ("D0-25",), editors=True),
    "one": Preset({"scene": "process"} | TODAY | {"clear": 100}, ("D0-28",), editors=True),
    "last": Preset({"scene": "process"} | TODAY | _MENDED | {"clear": 70}, ("D0-28",), editors=True),
    "mended": Preset({"scene": "process"} | TODAY | _MENDED, ("D0-26", "D0-27", "D0-28", "D0-29"), editors=True),
    "single": Preset({"scene": "desks", "desks": 1}, editors=True),
    "shuffled": Preset({"scene": "desks", "desks": 5, "refuse": 60}, ("D0-29",), editors=True),
    "noted": Preset({"scene": "desks", "desks": 5, "note": True}, editors=True),
    "soon": Preset({"scene": "message", "when": "soon"}, ("D0-28",), editors=True),
    "monday": Preset({"scene": "message", "when": "days", "weekday": "mon"}, editors=True),
    "echo": Preset({"scene": "message", "when": "soon", "back": True}, editors=True),
}
