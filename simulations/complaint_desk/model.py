"""A conversation with an upset customer (D1-26 to D1-39, D3-19 to D3-26).

Each reply makes moves; each move changes the customer's mood and trust, from 0 to 10, by the rules of RULES. What a
move does may depend on what was done before: who explains before having listened loses both. At mood 0 the customer
walks out. A solution is agreed to only by a customer who trusts enough and is calm enough; carried out on the spot it
is quick. The ending is one of the four groups of the survey (D3-02 to D3-05); the rules are the editors' model.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from simulations import Prediction, Statement
from simulations.stories import Judged, Moment, Step, Told, Verdict

Cell = int | float | str | None
Ending = Literal["left", "unsettled", "settled", "quickly"]

MOST = 10
AGREES = {"mood": 4, "trust": 5}  # at least so much, or the customer does not agree to a solution
METERS: dict[str, int] = {"mood": 4, "trust": 4}  # where a story stands that says nothing else
ENDINGS: tuple[Ending, ...] = ("left", "unsettled", "settled", "quickly")
RATES: dict[str, int] = {"silent": 9, "unsettled": 19, "settled": 54, "quickly": 82}  # per cent who say they return


@dataclass(frozen=True)
class Rule:
    """What a move does to mood and trust; `early` instead, when none of the moves in `after` was made before."""

    mood: int
    trust: int
    after: tuple[str, ...] = ()
    early: tuple[int, int] = (0, 0)


HEARD = ("listen", "apologise")
RULES: dict[str, Rule] = {
    "listen": Rule(2, 1),
    "admit": Rule(1, 1),
    "apologise": Rule(2, 1),
    "ask": Rule(1, 1, ("listen",), (0, 1)),
    "explain": Rule(0, 1, HEARD, (-2, -1)),
    "solve": Rule(1, 2, ("listen",), (0, 0)),
    "agree": Rule(1, 1, ("solve",), (0, 0)),
    "act": Rule(1, 2, ("solve",), (0, 0)),
    "later": Rule(0, 1, ("solve",), (-1, -1)),
    "compensate": Rule(1, 1, ("solve",), (0, -1)),
    "follow": Rule(0, 2),
    "thank": Rule(1, 1),
    "blame": Rule(-3, -2),
    "rules": Rule(-2, -1),
    "promise": Rule(1, -3),
    "hurry": Rule(-2, -1),
    "chummy": Rule(-1, -1),
}
MOVES: tuple[str, ...] = tuple(RULES)
_ONCE = ("apologise", "thank", "admit")  # said again, they change nothing


@dataclass(frozen=True)
class Turn:
    """One reply: its moves, and mood and trust after it."""

    moves: tuple[str, ...]
    mood: int
    trust: int


@dataclass(frozen=True)
class Outcome:
    """The conversation so far. `turns` begins with where the customer stood before the first word."""

    steps: tuple[Step, ...]
    turns: tuple[Turn, ...]
    now: Moment | None
    agreed: bool
    quick: bool

    @property
    def mood(self) -> int:
        """The customer's mood now."""
        return self.turns[-1].mood

    @property
    def trust(self) -> int:
        """The customer's trust now."""
        return self.turns[-1].trust

    @property
    def ending(self) -> Ending | None:
        """How it ended; None while it goes on."""
        if self.mood == 0:
            return "left"
        if self.now is not None:
            return None
        if not self.agreed:
            return "unsettled"
        return "quickly" if self.quick else "settled"

    @property
    def group(self) -> str | None:
        """The group of the survey that the customer now belongs to."""
        return "unsettled" if self.ending == "left" else self.ending


def run(inputs: Told, seed: int) -> Outcome:
    """The conversation as far as it was chosen; nothing here depends on the seed."""
    start = METERS | inputs.story.start
    turns, made, steps = [Turn((), start["mood"], start["trust"])], set[str](), []
    agreed = quick = False
    for step in inputs.steps():
        mood, trust = turns[-1].mood, turns[-1].trust
        for move in step.choice.does:
            by = _effect(move, made)
            mood, trust = (min(MOST, max(0, value)) for value in (mood + by[0], trust + by[1]))
            made.add(move)
            if move in ("act", "later") and "solve" in made:
                agreed = mood >= AGREES["mood"] and trust >= AGREES["trust"]
                quick = agreed and move == "act"
        steps.append(step)
        turns.append(Turn(step.choice.does, mood, trust))
        if mood == 0:
            return Outcome(tuple(steps), tuple(turns), None, False, False)
    return Outcome(tuple(steps), tuple(turns), inputs.now(), agreed, quick)


def _effect(move: str, made: set[str]) -> tuple[int, int]:
    rule = RULES[move]
    if move in _ONCE and move in made:
        return 0, 0
    return rule.early if _early(move, made) else (rule.mood, rule.trust)


def _early(move: str, made: set[str]) -> bool:
    after = RULES[move].after
    return bool(after) and not made & set(after)


def judged(outcome: Outcome) -> tuple[Judged, ...]:
    """Every reply by what its moves did to mood and trust; one bad move spoils the others."""
    made, found = set[str](), []
    for step in outcome.steps:
        notes, gains = [], []
        for move in step.choice.does:
            mood, trust = _effect(move, made)
            key = "early" if _early(move, made) else "slow" if move == "later" else "move"
            notes.append((key, {"move": f"moves.{move}", "mood": _signed(mood), "trust": _signed(trust)}))
            gains.append(mood + trust)
            made.add(move)
        verdict: Verdict = "hurt" if min(gains, default=0) < 0 else "helped" if sum(gains) else "neither"
        if "later" in step.choice.does and verdict == "helped":
            verdict = "neither"  # it settles the matter, and too late for the best ending
        found.append(Judged(verdict, tuple(notes) or (("nothing", {}),)))
    return tuple(found)


def _signed(change: int) -> str:
    return f"{change:+d}".replace("-", "−") if change else "0"


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    values: dict[str, object] = {"mood": outcome.mood, "trust": outcome.trust}
    if outcome.group:
        values["rate"] = RATES[outcome.group]
    if outcome.ending:
        return f"over_{outcome.ending}", values
    if not outcome.steps:
        return "start", values
    before, now = outcome.turns[-2], outcome.turns[-1]
    gain = now.mood + now.trust - before.mood - before.trust
    return ("better" if gain > 0 else "worse" if gain < 0 else "same"), values


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    values = {
        "moods": " · ".join(str(turn.mood) for turn in outcome.turns),
        "trusts": " · ".join(str(turn.trust) for turn in outcome.turns),
    }
    return ("over" if outcome.group else "going"), values | ({"rate": RATES[outcome.group]} if outcome.group else {})


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Every move with what it left: keys below `columns.`, and rows whose texts are word keys."""
    lines: list[tuple[Cell, ...]] = [(0, "moves.start", outcome.turns[0].mood, outcome.turns[0].trust)]
    for number, turn in enumerate(outcome.turns[1:], 1):
        names = [f"moves.{move}" for move in turn.moves] or ["moves.nothing"]
        lines += [(number, name, turn.mood, turn.trust) for name in names]
    return ("turn", "move", "mood", "trust"), lines


def back(outcome: Outcome) -> Fraction:
    """Settle it quickly: the ending's share of return, measured by the best group's. Half way, up to one half."""
    if outcome.group:
        return Fraction(RATES[outcome.group], RATES["quickly"])
    return Fraction(outcome.mood + outcome.trust, 4 * MOST)


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"back": back}
AIMS = {"story": "back"}
DECKS = {
    "story": Statement(
        tuple(f"D1-{n}" for n in range(34, 40)) + tuple(f"D3-{n}" for n in ("02", "03", "04", "05", "21", "22", "25")),
        ("E-24", "E-48"),
    )
}


def _group(outcome: Any) -> str:
    return outcome.group


PREDICTIONS = {"story": Prediction({}, ("unsettled", "settled", "quickly"), _group)}
