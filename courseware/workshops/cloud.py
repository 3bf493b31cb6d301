"""A cloud of points for projector and console: places in thousandths of the picture, numbers in both languages.

{x, y:   {label: {zh, en}, ticks: [[place, {zh, en}]], zero: place or null}
 points: [[x, y, how many]], equal ones counted together, and near ones where there are many
 middle: [x, y, {zh, en}] or null, the median of each axis
 lines:  [{at: [[x, y]], label: {zh, en}}], what the model says, where it may be told
 case:   [x, y, {zh, en}] or null, the case of the deck, where it may be told
 told:   {zh, en}, the picture in one sentence}
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from courseware.words import Say, Text

WHOLE = 1000
MOST = 250  # points that are sent as they are
CELLS = (36, 20)  # beyond that, those of a cell are one
FEWEST = 3  # points that have a middle worth showing
_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5  # at most so many steps along an axis
Point = tuple[float, float]
Tongues = Mapping[str, Say]


@dataclass(frozen=True)
class Scale:
    """One axis. `ticks` are values; tenfold, each is ten times the one before."""

    label: Text
    unit: str
    ticks: Sequence[float]
    tenfold: bool = False

    def place(self, value: float) -> int:
        """Where a value stands, from 0 to WHOLE."""
        low, high, value = (self._even(one) for one in (self.ticks[0], self.ticks[-1], value))
        return round(WHOLE * min(1.0, max(0.0, (value - low) / (high - low))))

    def _even(self, value: float) -> float:
        return math.log10(max(value, self.ticks[0])) if self.tenfold else value

    def said(self, value: float, tongues: Tongues) -> dict[str, str]:
        """A value with its unit."""
        return {name: say.quantity(_exact(value), self.unit) for name, say in tongues.items()}

    def drawn(self, tongues: Tongues) -> dict[str, Any]:
        """As JSON; only the last number carries the unit."""
        numbers = [{name: say.number(_exact(value)) for name, say in tongues.items()} for value in self.ticks[:-1]]
        told = [*numbers, self.said(self.ticks[-1], tongues)]
        return {
            "label": {name: say(self.label) for name, say in tongues.items()},
            "ticks": [[self.place(value), one] for value, one in zip(self.ticks, told, strict=True)],
            "zero": self.place(0) if self.ticks[0] < 0 < self.ticks[-1] else None,
        }


def ticks(values: Iterable[float], tenfold: bool = False) -> list[float]:
    """Round numbers from below the least value to above the greatest."""
    found = list(values)
    low, high = min(found), max(found)
    if tenfold:
        first, last = math.floor(math.log10(max(low, 1))), math.ceil(math.log10(max(high, 1)))
        return [10.0**power for power in range(first, max(last, first + 1) + 1)]
    rough = (high - low or 1) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in _STEPS if power * one >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * n, 9) for n in range(first, max(last, first + 1) + 1)]


def drawn(
    x: Scale, y: Scale, counted: Sequence[tuple[Point, int]], lines: Sequence[tuple[Sequence[Point], Text]],
    case: tuple[Point, Text] | None, tongues: Tongues,
) -> dict[str, Any]:  # fmt: skip
    """The picture as JSON."""

    def at(point: Point) -> list[int]:
        return [x.place(point[0]), y.place(point[1])]

    def both(key: str, **values: Any) -> dict[str, str]:
        return {
            name: say(f"cloud.{key}", **{one: value[name] if isinstance(value, dict) else value
                                         for one, value in values.items()})
            for name, say in tongues.items()
        }  # fmt: skip

    n = sum(times for _, times in counted)
    middle = _middle(counted) if n >= FEWEST else None
    inside = {"x": x.said(middle[0], tongues), "y": y.said(middle[1], tongues)} if middle else {}
    labels = {"across": x.drawn(tongues)["label"], "up": y.drawn(tongues)["label"]}
    return {
        "x": x.drawn(tongues),
        "y": y.drawn(tongues),
        "points": _gathered([(at(point), times) for point, times in counted]),
        "middle": [*at(middle), both("middle", **inside)] if middle else None,
        "lines": [
            {"at": _thinned([at(one) for one in line]), "label": {name: say(label) for name, say in tongues.items()}}
            for line, label in lines
        ],
        "case": [*at(case[0]), {name: say(case[1]) for name, say in tongues.items()}] if case else None,
        "told": both("told" if middle else "few", n=n, **labels, **inside),
    }  # fmt: skip


def _middle(counted: Sequence[tuple[Point, int]]) -> Point:
    every = [point for point, times in counted for _ in range(times)]
    return median(point[0] for point in every), median(point[1] for point in every)


def _gathered(counted: Sequence[tuple[list[int], int]]) -> list[list[int]]:
    places: Counter[tuple[int, int]] = Counter()
    for (x, y), times in counted:
        places[x, y] += times
    if len(places) <= MOST:
        return [[x, y, times] for (x, y), times in sorted(places.items())]
    across, up = CELLS
    cells: dict[tuple[int, int], list[int]] = {}
    for (x, y), times in places.items():
        cell = cells.setdefault((x * across // (WHOLE + 1), y * up // (WHOLE + 1)), [0, 0, 0])
        for n, more in enumerate((x * times, y * times, times)):
            cell[n] += more
    return [[round(x / times), round(y / times), times] for _, (x, y, times) in sorted(cells.items())]


def _thinned(line: list[list[int]]) -> list[list[int]]:
    return [one for n, one in enumerate(line) if n == 0 or one != line[n - 1]]


def _exact(value: float) -> int | float:
    return int(value) if value == int(value) else value
