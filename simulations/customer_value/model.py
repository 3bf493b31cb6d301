"""Customer value as what is left when four costs are taken from four values (D2-55 to D2-57).

- `balance`: one offer; service adds to the values and takes from the costs, whatever the price does (D2-61, D2-68).
- `offers`: two shops before 40 customers with whom a point of time or energy weighs from 0 to 2 points of money. Each
  goes to the shop that leaves more, and nowhere when nothing is left (D2-58, without its overstatement, E-40).
- `ratio`: the difference beside the ratio (D2-87, E-14), for one purchase and for a purse spent again and again.

The decks give no numbers: all points are the editors', and that the eight parts share one scale is an assumption, which
`offers` loosens.
"""

from collections.abc import Mapping

from simulations import Controls, control
from simulations.customer_value.cases import AIMS, DECKS, GOALS, PREDICTIONS, PRESETS, A, B
from simulations.customer_value.sums import (
    AT_FIRST,
    BEGUN,
    COSTS,
    PURSE,
    RIVAL,
    SCENES,
    START,
    VALUES,
    Balance,
    Deal,
    Deals,
    Offer,
    Offers,
    Outcome,
    Scene,
    Way,
    choose,
    compare,
)

__all__ = [
    "AIMS", "DECKS", "GOALS", "PREDICTIONS", "PRESETS", "SCENES", "Inputs", "alternative", "choose", "rows", "run",
    "sentence",
]  # fmt: skip

Cell = int | float | str | None


class Inputs(Controls):
    """Points of the editors' examples. In `offers`, `my_…` is our shop and `their_…` the one next door."""

    scene: Scene = "balance"
    money: int = control(START["money"], low=30, high=70, step=1, unit="point", scenes=["balance"])
    time: int = control(START["time"], low=0, high=30, step=1, unit="point", scenes=["balance"])
    service: int = control(START["service"], low=15, high=35, step=1, unit="point", scenes=["balance"])
    body: int = control(START["body"], low=0, high=15, step=1, unit="point", scenes=["balance"])
    mind: int = control(START["mind"], low=0, high=15, step=1, unit="point", scenes=["balance"])
    people: int = control(START["people"], low=5, high=25, step=1, unit="point", scenes=["balance"])
    image: int = control(START["image"], low=10, high=30, step=1, unit="point", scenes=["balance"])
    product: int = control(START["product"], low=20, high=60, step=1, unit="point", scenes=["balance"])
    my_money: int = control(AT_FIRST.money, low=30, high=65, step=1, unit="point", scenes=["offers"])
    my_time: int = control(AT_FIRST.time, low=0, high=40, step=1, unit="point", scenes=["offers"])
    my_service: int = control(AT_FIRST.service, low=20, high=30, step=1, unit="point", scenes=["offers"])
    my_energy: int = control(AT_FIRST.energy, low=0, high=20, step=1, unit="point", scenes=["offers"])
    their_money: int = control(RIVAL.money, low=30, high=65, step=1, unit="point", scenes=["offers"])
    their_time: int = control(RIVAL.time, low=0, high=40, step=1, unit="point", scenes=["offers"])
    their_service: int = control(RIVAL.service, low=20, high=30, step=1, unit="point", scenes=["offers"])
    way: Way = control("once", options=("once", "purse"), scenes=["ratio"])
    price_b: int = control(B.price, low=10, high=80, step=5, unit="point", scenes=["ratio"])
    benefit_b: int = control(B.benefit, low=10, high=90, step=5, unit="point", scenes=["ratio"])
    price_a: int = control(A.price, low=80, high=120, step=10, unit="point", scenes=["ratio"])
    benefit_a: int = control(A.benefit, low=120, high=180, step=10, unit="point", scenes=["ratio"])
    purse: int = control(PURSE, low=50, high=200, step=10, unit="point", scenes=["ratio"])


def run(inputs: Inputs, seed: int) -> Outcome:
    """The outcome of a scene; nothing here depends on the seed."""
    if inputs.scene == "balance":
        values, costs = (tuple(getattr(inputs, name) for name in names) for names in (VALUES, COSTS))
        return Balance(values, costs)
    if inputs.scene == "offers":
        mine = Offer(inputs.my_service, inputs.my_money, inputs.my_time, inputs.my_energy)
        return compare(mine, Offer(inputs.their_service, inputs.their_money, inputs.their_time, RIVAL.energy))
    a, b = (
        Deal(price, benefit, inputs.purse // price if inputs.way == "purse" else 1)
        for price, benefit in ((inputs.price_a, inputs.benefit_a), (inputs.price_b, inputs.benefit_b))
    )
    return Deals(inputs.way, inputs.purse, a, b)


def sentence(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """What happened, as a key below `sentences.` and its values."""
    if isinstance(outcome, Balance):
        return _left(outcome)
    if isinstance(outcome, Offers):
        return _gone(outcome)
    return _ruled(outcome)


def _left(outcome: Balance) -> tuple[str, Mapping[str, object]]:
    cut = outcome.gains["money"]
    values = {
        "value": outcome.total, "cost": outcome.cost, "rest": outcome.rest, "more": abs(outcome.more),
        "cut": signed(cut), "other": signed(outcome.more - cut), "short": -outcome.rest,
    }  # fmt: skip
    if outcome.rest < 0:
        return "balance_sunk", values
    if outcome.more > 0:
        return ("balance_more_cut" if cut > 0 else "balance_more"), values
    return ("balance_less" if outcome.more < 0 else "balance_same"), values


def _gone(outcome: Offers) -> tuple[str, Mapping[str, object]]:
    counts = outcome.counts
    if counts["level"]:
        return "offers_level", counts
    if counts["nobody"]:
        return "offers_nobody", counts
    if not counts["theirs"]:
        return "offers_mine", counts
    if not counts["mine"]:
        return "offers_theirs", counts
    return ("offers_quick" if outcome.mine.trouble < outcome.theirs.trouble else "offers_cheap"), counts


def _ruled(outcome: Deals) -> tuple[str, Mapping[str, object]]:
    a, b, winner = outcome.a, outcome.b, outcome.winner
    values: dict[str, object] = {
        "purse": outcome.purse, "a": a.rest, "b": b.rest, "times_a": a.times, "times_b": b.times,
        "left_a": a.left, "left_b": b.left, "best": winner.upper(), "other": "B" if winner == "a" else "A",
    }  # fmt: skip
    ruled = outcome.by_ratio
    if outcome.way == "once":
        if winner == "same":
            return "ratio_once_same", values
        how = "agree" if ruled == winner else "alike" if ruled == "same" else "split"
        return f"ratio_once_{how}", values
    if winner == "same":
        return "ratio_purse_same", values
    if ruled != winner:
        return "ratio_purse_whole", values
    return ("ratio_purse_agree" if outcome.by_difference == winner else "ratio_purse_split"), values


def signed(number: int) -> str:
    """A difference with its sign."""
    return f"+{number}" if number > 0 else f"−{-number}" if number else "0"


def alternative(outcome: Outcome) -> tuple[str, Mapping[str, object]]:
    """The whole figure in words, as a key below `alternatives.` and its values."""
    if isinstance(outcome, Balance):
        sums = {"value": outcome.total, "cost": outcome.cost, "rest": outcome.rest, "more": signed(outcome.more)}
        return "balance", {**outcome.parts, **sums}
    if isinstance(outcome, Offers):
        ends = {f"{who}_{end}": offer.rest(2 * n) for who, offer in (("my", outcome.mine), ("their", outcome.theirs))
                for n, end in enumerate(("calm", "hurried"))}  # fmt: skip
        return "offers", {**outcome.counts, **ends}
    values: dict[str, object] = {"purse": outcome.purse}
    for name, deal in (("a", outcome.a), ("b", outcome.b)):
        values |= {
            f"price_{name}": deal.price, f"benefit_{name}": deal.benefit, f"rest_{name}": deal.rest,
            f"ratio_{name}": f"{float(deal.ratio):.3g}", f"times_{name}": deal.times, f"left_{name}": deal.left,
        }  # fmt: skip
    return f"ratio_{outcome.way}", values


def rows(outcome: Outcome) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Numbers of the figure: keys below `columns.`, and rows whose texts are word keys."""
    if isinstance(outcome, Balance):
        return ("part", "start", "now", "gain"), _parts(outcome)
    if isinstance(outcome, Offers):
        kinds = ("mine", "theirs", "level", "nobody")
        told: list[tuple[Cell, ...]] = []
        for who, offer in (("mine", outcome.mine), ("theirs", outcome.theirs)):
            parts = (offer.value, offer.money, offer.time, offer.energy)
            ends = (float(offer.rest(0)), float(offer.rest(1)), float(offer.rest(2)))
            told.append((f"kinds.{who}", *parts, *ends, outcome.counts[who]))
        told += [(f"kinds.{kind}", *[None] * 7, outcome.counts[kind]) for kind in kinds[2:] if outcome.counts[kind]]
        return ("shop", "value", "money", "time", "energy", "calm", "middle", "hurried", "customers"), told
    return ("offer", "benefit", "price", "difference", "ratio", "times", "left"), [
        (f"marks.{name}", deal.benefit, deal.price, deal.rest, round(float(deal.ratio), 2), deal.times, deal.left)
        for name, deal in (("a", outcome.a), ("b", outcome.b))
    ]


def _parts(outcome: Balance) -> list[tuple[Cell, ...]]:
    gains, now = outcome.gains, outcome.parts

    def row(name: str, *parts: str) -> tuple[Cell, ...]:
        was, here = (sum(found[part] for part in parts) for found in (BEGUN.parts, now))
        return f"parts.{name}", was, here, sum(gains[part] for part in parts)

    lines = [*(row(name, name) for name in VALUES), row("total", *VALUES)]
    lines += [*(row(name, name) for name in COSTS), row("energy", "body", "mind"), row("cost", *COSTS)]
    return [*lines, ("parts.rest", BEGUN.rest, outcome.rest, outcome.more)]
