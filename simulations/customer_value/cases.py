"""What a player is asked, aims at and may start from; what the decks say."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from simulations import Prediction, Preset, Statement
from simulations.customer_value.sums import (
    AT_FIRST,
    BEGUN,
    PURSE,
    RIVAL,
    Balance,
    Deal,
    Deals,
    Offers,
    Outcome,
    Scene,
    better,
    compare,
)

HALF = 50  # points left: half of what the customer gets at the start
BACK = 30  # customers won back
MOVES = 20  # points of change that a goal allows
A, B = Deal(100, 120), Deal(20, 30)  # E-14


def _earned(way: Fraction, moved: int) -> Fraction:
    """Up to one half on the way, all of it when the goal is reached with MOVES points of change, less with more."""
    if way < 1:
        return max(Fraction(0), way) / 2
    return (1 + Fraction(MOVES, max(MOVES, moved))) / 2


def remain(outcome: Outcome) -> Fraction:
    """Leave the customer HALF. What comes from a price cut does not count."""
    if not isinstance(outcome, Balance):
        return Fraction(0)
    reached = outcome.more - max(0, outcome.gains["money"])
    return _earned(Fraction(reached, HALF - BEGUN.rest), sum(abs(gain) for gain in outcome.gains.values()))


def regain(outcome: Outcome) -> Fraction:
    """Win back BACK customers. A price cut of ours does not count, nor does a weaker shop next door."""
    if not isinstance(outcome, Offers):
        return Fraction(0)
    mine, theirs = outcome.mine, outcome.theirs
    honest = replace(mine, money=max(mine.money, AT_FIRST.money))
    rival = replace(
        theirs,
        service=max(theirs.service, RIVAL.service),
        money=min(theirs.money, RIVAL.money),
        time=min(theirs.time, RIVAL.time),
        energy=min(theirs.energy, RIVAL.energy),
    )
    moved = sum(abs(getattr(mine, part) - getattr(AT_FIRST, part)) for part in ("service", "money", "time", "energy"))
    return _earned(Fraction(compare(honest, rival).counts["mine"], BACK), moved)


def both(outcome: Outcome) -> Fraction:
    """Let both measures choose B over the A of the start. A price cut does not count; a half for each measure."""
    if not isinstance(outcome, Deals):
        return Fraction(0)
    honest = Deal(max(outcome.b.price, B.price), outcome.b.benefit)
    chosen = (better(A.rest, honest.rest), better(A.ratio, honest.ratio)).count("b")
    moved = abs(outcome.b.price - B.price) + abs(outcome.b.benefit - B.benefit)
    return _earned(Fraction(chosen, 2), moved)


GOALS: dict[str, Callable[[Outcome], Fraction]] = {"remain": remain, "regain": regain, "both": both}
AIMS: dict[Scene, str] = {"balance": "remain", "offers": "regain", "ratio": "both"}


def _gave_more(outcome: Any) -> str:
    gains = outcome.gains
    cheaper, easier = gains["money"], gains["time"] + gains["body"] + gains["mind"]
    return "price" if cheaper > easier else "wait" if easier > cheaper else "same"


def _who_comes(outcome: Any) -> str:
    mine = outcome.counts["mine"]
    return "few" if mine <= 8 else "half" if mine < 32 else "most"


PREDICTIONS: dict[Scene, Prediction] = {
    "balance": Prediction({"scene": "balance", "money": 45, "time": 4}, ("price", "same", "wait"), _gave_more),
    "offers": Prediction({"scene": "offers", "my_time": 10}, ("few", "half", "most"), _who_comes),
    "ratio": Prediction(
        {"scene": "ratio", "price_b": B.price, "benefit_b": B.benefit, "way": "purse"},
        ("a", "same", "b"),
        lambda outcome: outcome.winner,
    ),
}

DECKS: dict[Scene, Statement] = {
    "balance": Statement(("D2-55", "D2-56", "D2-57", "D2-65"), ("E-15",)),
    "offers": Statement(("D2-58", "D2-68", "D2-73"), ("E-40",)),
    "ratio": Statement(("D2-55", "D2-87"), ("E-14",)),
}


def _preset(scene: Scene, *sources: str, **values: Any) -> Preset:
    return Preset({"scene": scene} | values, sources, editors=True)


PRESETS: dict[str, Preset] = {
    "start": _preset("balance", "D2-55", "D2-56", "D2-57"),
    "faster": _preset("balance", "D2-65", time=4),
    "discount": _preset("balance", "D2-64", money=45),
    "doorstep": _preset("balance", "D2-61", "D2-68", service=30, time=6, body=0),
    "clear": _preset("balance", "D2-62", "D2-66", people=20, mind=2),
    "trips": _preset("balance", "D2-58", "D2-68", money=40, time=18, body=12, mind=9),
    "stand": _preset("offers", "D2-58"),
    "follow": _preset("offers", "D2-64", my_money=RIVAL.money),
    "quicker": _preset("offers", "D2-65", "D2-68", my_time=10),
    "easier": _preset("offers", "D2-66", "D2-68", my_energy=0),
    "kinder": _preset("offers", "D2-61", "D2-70", my_service=30),
    "dearer": _preset("offers", "D2-73", my_money=60, my_time=0),
    "purse": _preset("ratio", "D2-87", way="purse", purse=PURSE),
    "single": _preset("ratio", "D2-55", way="once"),
    "same-ratio": _preset("ratio", "D2-87", way="once", price_b=50, benefit_b=60),
    "same-difference": _preset("ratio", "D2-55", way="purse", price_b=20, benefit_b=40),
    "loose-change": _preset("ratio", "D2-87", way="purse", price_b=60, benefit_b=75),
}
