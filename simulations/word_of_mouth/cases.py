"""What the decks say of word of mouth, cases to try, what to predict, and what to aim at."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any, Literal

from simulations import Prediction, Preset, Statement
from simulations.word_of_mouth.town import (
    ANGRY,
    CITY,
    GLAD,
    OUTSIDE,
    PEOPLE,
    PRAISES,
    START,
    STEP,
    TOLD,
    Race,
    Spread,
    Told,
    spread,
    talk,
)

Scene = Literal["told", "spread", "race"]
NEARLY = Fraction(9, 10)  # of the town, inside somebody's circle
TO_THE_END = 60  # rounds; no story lasts so long


def cover(outcome: Any) -> Fraction:
    """Have nine in ten of the town inside the circles of the fewest customers. Short of it earns up to one half.

    Customers come in a fixed order, so the fewest are known: the first number whose circles reach far enough.
    """
    if not isinstance(outcome, Told):
        return Fraction(0)
    share, count = Fraction(outcome.known_people, outcome.town) / NEARLY, len(outcome.customers)
    if share < 1:
        return share / 2
    least = next(n for n, people in enumerate(outcome.covered, 1) if people >= NEARLY * outcome.town)
    return Fraction(least, count)


def edge(outcome: Any) -> Fraction:
    """Let every teller make one new teller, and yet less than half of the town hears. Beyond that, half at most.

    It is counted as if the story had run to its end, had happened to START customers at least and people had the usual
    friends outside their circle: neither a short watch nor a closed circle nor a lucky single start helps.
    """
    if not isinstance(outcome, Spread):
        return Fraction(0)
    start = max(outcome.start, START)
    whole = spread(start, outcome.tells, outcome.passes, OUTSIDE, TO_THE_END, outcome.seed)
    if 2 * whole.people >= PEOPLE:
        return Fraction(PEOPLE, 4 * whole.people)
    return min(Fraction(1), whole.makes)


def balance(outcome: Any) -> Fraction:
    """Make good talk no less than bad by putting the fewest complaints right. Short of it earns up to one half.

    It is counted as if no more customers praised and no fewer were angry than at the start, a glad one told PRAISES
    people and an angry one TOLD: only putting right helps, and putting right more than it takes is waste.
    """
    if not isinstance(outcome, Race):
        return Fraction(0)

    def tellings(rescued: int) -> tuple[int, int]:
        return talk(CITY, min(outcome.glad, GLAD), max(outcome.angry, ANGRY), rescued, PRAISES, TOLD, False)

    good, bad = tellings(outcome.rescued)
    if good < bad:
        return Fraction(good, 2 * bad)
    enough = (rescued for rescued in range(0, 101, STEP) if tellings(rescued)[0] >= tellings(rescued)[1])
    return Fraction(next(enough), outcome.rescued)


GOALS: dict[str, Callable[[Any], Fraction]] = {"cover": cover, "edge": edge, "balance": balance}
AIMS: dict[Scene, str] = {"told": "cover", "spread": "edge", "race": "balance"}


def _inside(outcome: Any) -> str:
    share = Fraction(outcome.known_people, outcome.town)
    return "few" if share <= Fraction(1, 3) else "all" if share >= Fraction(19, 20) else "most"


def _reached(outcome: Any) -> str:
    return "double" if outcome.people < 300 else "half" if outcome.people < 800 else "all"


def _heard_more(outcome: Any) -> str:
    if abs(outcome.worse - outcome.better) * 100 <= CITY:
        return "even"
    return "bad" if outcome.worse > outcome.better else "good"


DECKS: dict[Scene, Statement] = {
    "told": Statement(("D2-44", "D3-15"), ("E-13",)),
    "spread": Statement(("D1-16", "D1-18", "D0-20")),
    "race": Statement(("D2-44", "D2-82", "D3-17")),
}

_told, _spread, _race = (partial(dict, scene=scene) for scene in ("told", "spread", "race"))
_SIXTEEN, _START = {"tells": TOLD, "start": START, "outside": OUTSIDE}, {"glad": GLAD, "angry": ANGRY}
PREDICTIONS: dict[Scene, Prediction] = {
    "told": Prediction(_told(customers=4, tells=TOLD, town=PEOPLE), ("few", "most", "all"), _inside),
    "spread": Prediction(_spread(passes=10, **_SIXTEEN), ("double", "half", "all"), _reached),
    "race": Prediction(
        _race(rescued=0, praises=PRAISES, warns=TOLD, **_START), ("good", "even", "bad"), _heard_more
    ),
}  # fmt: skip

_BOTH = ("D2-44", "D3-15")
PRESETS: dict[str, Preset] = {
    "four": Preset(_told(customers=4, tells=TOLD, town=PEOPLE), _BOTH, editors=True),
    "one": Preset(_told(customers=1, tells=TOLD, town=PEOPLE), _BOTH, editors=True),
    "three": Preset(_told(customers=3, tells=TOLD, town=PEOPLE), _BOTH, editors=True),
    "ten": Preset(_told(customers=10, tells=TOLD, town=PEOPLE), _BOTH, editors=True),
    "large-town": Preset(_told(customers=4, tells=TOLD, town=2000), _BOTH, editors=True),
    "ten-per-cent": Preset(_spread(passes=10, **_SIXTEEN), ("D1-18", "D3-15"), editors=True),
    "five-per-cent": Preset(_spread(passes=5, **_SIXTEEN), ("D1-18", "D3-15"), editors=True),
    "four-each": Preset(_spread(passes=40, **(_SIXTEEN | {"tells": 4})), ("D1-18",), editors=True),
    "closed": Preset(_spread(passes=10, **(_SIXTEEN | {"outside": 0})), ("D1-18",), editors=True),
    "many": Preset(_spread(passes=5, **(_SIXTEEN | {"start": 20})), ("D1-18", "D3-15"), editors=True),
    "start": Preset(_race(rescued=0, praises=PRAISES, warns=TOLD, **_START), ("D2-44",), editors=True),
    "fans": Preset(_race(rescued=0, praises=PRAISES, warns=TOLD, glad=70, angry=ANGRY), ("D0-20",), editors=True),
    "rescue": Preset(_race(rescued=60, praises=PRAISES, warns=TOLD, **_START), ("D2-44", "D3-17"), editors=True),
    "barometer": Preset(_race(rescued=0, praises=9, warns=TOLD, **_START), ("D2-44", "D3-15"), editors=True),
    "restaurant": Preset(_race(rescued=0, praises=6, warns=5, **_START), ("D2-44", "D3-15"), editors=True),
}
