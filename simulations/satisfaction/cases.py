"""Goals of the satisfaction simulator, what is guessed first, the cases on offer, and what the decks say."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from simulations import Prediction, Preset, Statement
from simulations.rooms import Axis, Cloud
from simulations.satisfaction.memory import USUAL, Impression
from simulations.satisfaction.outcomes import Arrival, Once, Outcome, Scene, Visits, loop
from simulations.satisfaction.population import MARKET, Crowd

TARGET = Fraction(4, 5)  # of the customers, satisfied
MENDED = USUAL - 1  # an impression as good as before the cold visit, to a point


def enough(outcome: Outcome) -> Fraction:
    """Satisfy the customer and waste no point: one above what is expected earns all, each point more costs a hundredth.

    A customer who is not satisfied earns what was given for each point it would have taken, up to one half.
    """
    if not isinstance(outcome, Once):
        return Fraction(0)
    if outcome.gap > 0:
        return 1 - Fraction(outcome.gap - 1, 100)
    return Fraction(outcome.perceived, 2 * (outcome.expectation + 1))


def early(outcome: Outcome) -> Fraction:
    """Come a little before the time promised: up to ten minutes early earns all, padding beyond that its share less.

    Punctual earns nine tenths. Whoever comes late earns nothing: the customer was waiting by then.
    """
    if not isinstance(outcome, Arrival) or outcome.gap < 0:
        return Fraction(0)
    if outcome.gap == 0:
        return Fraction(9, 10)
    return 1 - Fraction(max(0, outcome.gap - 10), outcome.promised)


def most(outcome: Outcome) -> Fraction:
    """Satisfy TARGET of the customers with the least quality, and do not talk their expectations down.

    Short of the target earns up to one half; each point given beyond the least costs a fiftieth. Customers are counted
    as if they expected no less than MARKET on average, and each point talked down below that costs a hundredth: false
    modesty buys nothing.
    """
    if not isinstance(outcome, Crowd):
        return Fraction(0)
    modest = max(0, MARKET - outcome.mean)
    honest = outcome.raised(modest)
    share, least = honest.share(honest.satisfied), honest.least(TARGET)
    wasted = 0 if least is None else honest.level - least
    earned = share / TARGET / 2 if share < TARGET else 1 - Fraction(wasted, 50)
    return max(Fraction(0), earned - Fraction(modest, 100))


def keep(outcome: Outcome) -> Fraction:
    """Keep the customer for every visit, waste no quality, promise what is given: 0 to 1.

    A customer who left earns at most one half; one who stayed at least that, less one hundredth for each point given
    beyond the other firm's (or, without one, beyond the promise). It is counted as if the promise had been no lower
    than what is given on the worst day, and each point promised below that costs a hundredth: a low promise buys
    nothing.
    """
    if not isinstance(outcome, Visits):
        return Fraction(0)
    inputs = outcome.inputs
    sure = inputs.quality - inputs.spread
    padding = max(0, sure - inputs.promise)
    honest = loop(inputs.model_copy(update={"promise": sure}), outcome.seed) if padding else outcome
    if honest.left is not None:
        earned = Fraction(honest.left, inputs.visits) / 2
    else:
        needed = inputs.rival_quality if inputs.rival else honest.inputs.promise
        earned = 1 - Fraction(min(50, max(0, inputs.quality - needed)), 100)
    return max(Fraction(0), earned - Fraction(padding, 100))


def mend(outcome: Outcome) -> Fraction:
    """Bring the impression back to MENDED with the fewest good visits after the cold one.

    More than needed earn their share less, fewer earn up to one half. A customer who remembers nothing of any visit
    has nothing to mend, and earns nothing.
    """
    needed = outcome.needed(MENDED) if isinstance(outcome, Impression) else None
    if not isinstance(outcome, Impression) or needed is None:
        return Fraction(0)
    if outcome.mending < needed:
        return Fraction(outcome.mending, 2 * needed)
    return Fraction(needed, outcome.mending)


GOALS: dict[str, Callable[[Outcome], Fraction]] = {
    "enough": enough, "early": early, "most": most, "keep": keep, "mend": mend,
}  # fmt: skip
AIMS: dict[Scene, str] = {"once": "enough", "arrival": "early", "population": "most", "visits": "keep", "last": "mend"}


def _on_the_clock(outcome: Any) -> str:
    return {"satisfied": "early", "basically": "on_time", "dissatisfied": "late"}[outcome.state]


def _how_many(outcome: Any) -> str:
    share = outcome.share(outcome.satisfied)
    return "few" if share < Fraction(1, 4) else "most" if share > Fraction(3, 4) else "half"


def _after(outcome: Any) -> str:
    return "stays" if outcome.left is None else "at_once" if outcome.left == 1 else "soon"


def _in_mind(outcome: Any) -> str:
    return "average" if outcome.weight < Fraction(1, 4) else "cold" if outcome.weight > Fraction(3, 4) else "between"


PREDICTIONS: dict[Scene, Prediction] = {
    "once": Prediction(
        {"scene": "once", "expectation": 80, "perceived": 72},
        ("satisfied", "basically", "dissatisfied"),
        lambda outcome: outcome.state,
    ),
    "arrival": Prediction(
        {"scene": "arrival", "promised": 15, "came": 20}, ("early", "on_time", "late"), _on_the_clock
    ),
    "population": Prediction(
        {"scene": "population", "level": 70, "mean": 70, "apart": 8}, ("most", "half", "few"), _how_many
    ),
    "visits": Prediction(
        {"scene": "visits", "promise": 60, "quality": 70, "rival": True, "rival_quality": 80, "visits": 6},
        ("at_once", "soon", "stays"),
        _after,
    ),
    "last": Prediction(
        {"scene": "last", "cold_at": 10, "cold": 30, "recent": 50}, ("average", "between", "cold"), _in_mind
    ),
}

DECKS: dict[Scene, Statement] = {
    "once": Statement(("D1-40", "D1-41"), ("E-18",)),
    "arrival": Statement(("D1-43", "D1-44")),
    "population": Statement(("D0-21", "D1-40", "D1-41"), ("E-18",)),
    "visits": Statement(("D0-22", "D0-23", "D0-24", "D3-14"), ("E-19", "E-51")),
    "last": Statement(("D3-14",), ("E-51",)),
}

_STEADY: dict[str, Any] = {"scene": "visits", "spread": 0, "memory": 100, "visits": 6}
_CROWD: dict[str, Any] = {"scene": "population", "mean": 70, "apart": 8}
_COLD: dict[str, Any] = {"scene": "last", "cold": 30}
PRESETS: dict[str, Preset] = {
    "above": Preset({"scene": "once", "expectation": 75, "perceived": 82}, ("D1-41",), editors=True),
    "below": Preset({"scene": "once", "expectation": 80, "perceived": 72}, ("D1-41",), editors=True),
    "level": Preset({"scene": "once", "expectation": 60, "perceived": 60}, ("D1-41",), editors=True),
    "half-hour": Preset({"scene": "arrival", "promised": 30, "came": 20}, ("D1-43", "D1-44")),
    "quarter-hour": Preset({"scene": "arrival", "promised": 15, "came": 20}, editors=True),
    "met": Preset(_CROWD | {"level": 70}, ("D0-21", "D1-41"), editors=True),
    "middle": Preset(_CROWD | {"level": 75}, ("D1-41",), editors=True),
    "edge": Preset(_CROWD | {"level": 90}, ("D1-41",), editors=True),
    "promised": Preset(_CROWD | {"level": 75, "mean": 75}, ("D0-21", "D1-41"), editors=True),
    "alike": Preset(_CROWD | {"level": 75, "apart": 4}, ("D0-21", "D1-41"), editors=True),
    "less": Preset(_STEADY | {"promise": 80, "quality": 70, "rival": False}, ("D0-22",), editors=True),
    "more": Preset(_STEADY | {"promise": 60, "quality": 70, "rival": False}, ("D0-23",), editors=True),
    "equal-alone": Preset(_STEADY | {"promise": 70, "quality": 70, "rival": False}, ("D0-24",), editors=True),
    "equal-rival": Preset(
        _STEADY | {"promise": 70, "quality": 70, "rival": True, "rival_quality": 80}, ("D0-24",), editors=True
    ),
    "uneven": Preset(_STEADY | {"promise": 60, "quality": 75, "rival": False, "spread": 15}, ("D3-14",), editors=True),
    "slow": Preset(
        _STEADY | {"promise": 60, "quality": 70, "rival": True, "rival_quality": 80, "memory": 50},
        ("D0-23", "D0-24", "D3-14"),
        editors=True,
    ),
    "cold-last": Preset(_COLD | {"cold_at": 10, "recent": 50}, ("D3-14",), editors=True),
    "cold-first": Preset(_COLD | {"cold_at": 1, "recent": 50}, ("D3-14",), editors=True),
    "latest-only": Preset(_COLD | {"cold_at": 10, "recent": 100}, ("D3-14",), editors=True),
    "long-memory": Preset(_COLD | {"cold_at": 10, "recent": 10}, ("D3-14",), editors=True),
}

ROOMS: dict[Scene, Cloud] = {
    "once": Cloud(
        ("expectation", "perceived"), Axis("expectation", "point"), Axis("perceived", "point"),
        {"equal": [{"expectation": points, "perceived": points} for points in (0, 100)]},
    ),
    "arrival": Cloud(
        ("promised", "came"), Axis("promised", "minute"), Axis("came", "minute"),
        {"equal": [{"promised": minutes, "came": minutes} for minutes in (5, 60)]},
    ),
    "population": Cloud(
        ("level", "mean"), Axis("level", "point"), Axis("satisfied", "customer"),
        {"market": [{"level": points} for points in range(50, 91)]}, "met",
    ),
}  # fmt: skip
