"""What came of a room's experiment, drawn and told for the slide: means with their intervals, never an individual."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from courseware import plain
from courseware.progress.trial import FEWEST, Outcome, Turnout
from courseware.progress.welch import Interval
from courseware.words import Say
from simulations.experiments import HIGHEST, LOWEST, Experiment

LEFT, UNIT = 330, 90
"""Where the scale begins, and how wide a point of it is, in the figure's 908 units: pixels on a projector of 1080."""


@dataclass(frozen=True)
class Mark:
    """A dot with its whiskers on the figure, and what stands beside and above it."""

    y: int
    name: str
    note: str
    value: str
    x: float
    whiskers: tuple[float, float] | None


@dataclass(frozen=True)
class Scale:
    """A scale below marks: where it lies, and its numbers."""

    y: int
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Drawing:
    """The result of an experiment; without an outcome too few took part. `say` knows the words below `experiment.`"""

    experiment: Experiment
    turnout: Turnout
    outcome: Outcome | None

    def attendance(self, say: Say, by_group: bool) -> str:
        """How many began and finished; `by_group`: and who met what first."""
        told = say("attendance", began=self.turnout.began, finished=self.turnout.finished)
        return "\n".join([told, say("groups", **self._sizes())]) if by_group else told

    def sentences(self, say: Say) -> Markup:
        """What the result says, in plain words."""
        return plain.markdown_line("\n".join(self._sentences(say)))

    def figure(self, say: Say) -> Markup:
        """The figure; nothing where too few took part."""
        if self.outcome is None:
            return Markup("")
        told = " ".join(self._sentences(say))
        between = self.outcome.difference
        limit = 3 if all(abs(one) <= 3 for one in _ends(between.difference, between.interval)) else HIGHEST - LOWEST
        zero, unit = LEFT + UNIT * (HIGHEST - LOWEST) / 2, UNIT * (HIGHEST - LOWEST) / 2 / limit
        numbers = range(LOWEST, HIGHEST + 1)
        marks = [
            Mark(y, say(opening.name), say("people", n=one.n), _plain(one.mean), *_placed(one, LOWEST, LEFT, UNIT))
            for y, opening, one in zip((120, 234), self.experiment.first, self.outcome.groups, strict=True)
        ]
        apart = Mark(
            452, say("difference"), say("less"), _signed(between.difference), zero + unit * between.difference,
            _stretched(between.interval, 0, zero, unit),
        )  # fmt: skip
        return Markup(
            plain.page(
                "workshops/polled/rating_figure.html", say, title=say("figure"), told=told, marks=marks, apart=apart,
                scales=[
                    Scale(300, tuple((LEFT + UNIT * (n - LOWEST), str(n)) for n in numbers)),
                    Scale(520, tuple((zero + unit * n, _signed(n, 0)) for n in range(-limit, limit + 1, limit // 3))),
                ],
                zero=zero, left=LEFT, right=LEFT + UNIT * (HIGHEST - LOWEST),
            )
        )  # fmt: skip

    def _sentences(self, say: Say) -> Iterable[str]:
        if self.outcome is None:
            return [say("few", fewest=FEWEST), say("groups", **self._sizes())]
        names = {"one": self.experiment.first[0].name, "other": self.experiment.first[1].name}
        one, other = self.outcome.groups
        between = self.outcome.difference
        told = [say("means", **names, a=_plain(one.mean), b=_plain(other.mean))]
        if between.interval is None:
            told.append(say("no-interval", apart=_signed(between.difference)))
        else:
            verdict = "zero" if 0 in between.interval else "as-told" if between.difference > 0 else "against"
            ends = {"low": _signed(between.interval.low), "high": _signed(between.interval.high)}
            told.append(say("interval", apart=_signed(between.difference), **ends, verdict=say(verdict)))
        a, b = self.outcome.opened
        return [*told, say("opened", a=_plain(a), b=_plain(b))]

    def _sizes(self) -> dict[str, Any]:
        first = self.experiment.first
        sizes = [self.turnout.by_first.get(one.id, 0) for one in first]
        return {"one": first[0].name, "n": sizes[0], "other": first[1].name, "m": sizes[1]}


def _placed(mean: Any, start: float, left: float, unit: float) -> tuple[float, tuple[float, float] | None]:
    return left + unit * (mean.mean - start), _stretched(mean.interval, start, left, unit)


def _stretched(interval: Interval | None, start: float, left: float, unit: float) -> tuple[float, float] | None:
    """The interval on the scale, as far as the figure goes."""
    if interval is None:
        return None
    low, high = (left + unit * (end - start) for end in (interval.low, interval.high))
    return max(low, LEFT - 24), min(high, LEFT + UNIT * (HIGHEST - LOWEST) + 24)


def _ends(value: float, interval: Interval | None) -> list[float]:
    return [value] if interval is None else [interval.low, interval.high]


def _plain(value: float) -> str:
    return f"{value:.1f}"


def _signed(value: float, places: int = 2) -> str:
    """With its sign, and so exactly that it is 0 only when it is."""
    while value and places and not round(value, places) and places < 6:
        places += 1
    size = f"{abs(value):.{places}f}"
    return size if not value else ("+" if value > 0 else "−") + size
