"""What many people's answers say about a quiz and its questions.

Everything counts each person's first submitted attempt, by the latest gradings; guests have none. Numbers that would
mislead are not there at all: below FEWEST people there is no difficulty, no discrimination and no reliability.

- difficulty: the mean share of the points, from 0 (nobody) to 1 (everybody);
- discrimination: Pearson's correlation between the share of this question's points and the share of the points of the
  *rest* of the paper (item-rest, so that a question does not correlate with itself); where a question is right or
  wrong this is the point-biserial correlation;
- reliability: Cronbach's alpha of the points (`alpha`);
- standard error of measurement: SD · √(1 − alpha), in percentage points.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from courseware.progress.scoring import Score

FEWEST = 20
"""People from whom on numbers are given; and people who had both of two questions, for every two, for alpha."""

FEWEST_SHOWN = 10
"""People from whom on it is shown what share gave which answer: of fewer, somebody could be made out."""

LONGEST = 600
"""Seconds: who takes longer over a question went away."""

_TINY = 1e-9
Matrix = Any  # numpy's, which is imported by whoever computes


@dataclass(frozen=True, slots=True)
class Answered:
    """One question in one attempt: its points, what the answer adds to the tally (None for a blank) and the seconds
    given to it (None for a blank)."""

    score: Score
    counted: tuple[str, ...] | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Sat:
    """Somebody's attempt; questions that were not on their paper are missing."""

    score: Score
    passed: bool
    answers: Mapping[str, Answered]


@dataclass(frozen=True)
class Choice:
    """What so many people answered: how many of them won every point of the question, and their mean per cent in the
    whole quiz and in the rest of it (None where there is no rest)."""

    people: int
    full: int
    total: float
    rest: float | None


@dataclass(frozen=True)
class Item:
    """A question. `full` counts people with every point, `full_rest` is their mean per cent in the rest; `seconds` is
    the median of those who answered."""

    people: int
    full: int
    blank: int
    difficulty: Fraction | None = None
    discrimination: float | None = None
    seconds: float | None = None
    full_rest: float | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True)
class QuizStatistics:
    """A quiz; mean, deviation (n − 1) and error in per cent of the points. `pairs` is how many people had both of two
    questions, at the least; `varied` says that not everybody had the same questions."""

    people: int
    passed: int
    items: Mapping[str, Item]
    mean: Fraction | None = None
    deviation: float | None = None
    alpha: float | None = None
    error: float | None = None
    pairs: int = 0
    varied: bool = False


@dataclass(frozen=True)
class Others:
    """What a learner may know of the others: how many, what share won every point, what share chose each option."""

    people: int
    right: Fraction
    chosen: Mapping[str, Fraction]


def others(item: Item, options: Collection[str]) -> Others | None:
    """How others answered; None unless at least FEWEST_SHOWN people did."""
    if item.people < FEWEST_SHOWN:
        return None
    counts = {name: item.choices[name].people if name in item.choices else 0 for name in options}
    chosen = {name: Fraction(count, item.people) for name, count in counts.items()}
    return Others(item.people, Fraction(item.full, item.people), chosen)


def measure(sat: Sequence[Sat], asked: Collection[str], length: int) -> QuizStatistics:
    """The statistics of a quiz of `length` questions, drawn from `asked`; questions that are asked no more have some
    too, but do not count for alpha."""
    import numpy as np

    names = list(dict.fromkeys(name for one in sat for name in one.answers))
    column = {name: place for place, name in enumerate(names)}
    points, maxima = (np.full((len(sat), len(names)), np.nan) for _ in range(2))
    worth = {id(score): (float(score.points), float(score.of)) for score in _distinct(sat)}
    for row, one in enumerate(sat):
        for name, answer in one.answers.items():
            points[row, column[name]], maxima[row, column[name]] = worth[id(answer.score)]
    won = np.array([float(one.score.points) for one in sat])
    of = np.array([float(one.score.of) for one in sat])
    percents = np.array([float(one.score.percent) for one in sat])
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = points / maxima
        rests = 100 * (won[:, None] - points) / (of[:, None] - maxima)
        rests[~np.isfinite(rests)] = np.nan
    items = {name: _item(sat, name, shares[:, n], rests[:, n], percents) for name, n in column.items()}
    people, passed = len(sat), sum(one.passed for one in sat)
    if people < FEWEST:
        return QuizStatistics(people, passed, items)
    mean = sum((one.score.percent for one in sat), Fraction(0)) / people
    deviation = float(np.std(percents, ddof=1))
    counting = points[:, [n for name, n in column.items() if name in asked]]
    pairs = together(counting)
    reliable = alpha(counting, length) if pairs >= FEWEST else None
    error = None if reliable is None else deviation * (1 - max(reliable, 0.0)) ** 0.5
    return QuizStatistics(people, passed, items, mean, deviation, reliable, error, pairs, pairs < people)


def _distinct(sat: Sequence[Sat]) -> Iterable[Score]:
    """The scores of answers; of thousands only a few are different objects, and fractions are slow."""
    return {id(answer.score): answer.score for one in sat for answer in one.answers.values()}.values()


def _item(sat: Sequence[Sat], name: str, shares: Matrix, rests: Matrix, percents: Matrix) -> Item:
    import numpy as np

    rows = np.flatnonzero(~np.isnan(shares)).tolist()
    given = [sat[row].answers[name] for row in rows]
    times = Counter(id(one.score) for one in given)
    scores = {id(one.score): one.score for one in given}
    won = {key for key, score in scores.items() if score.points == score.of}
    full = {row for row, one in zip(rows, given, strict=True) if id(one.score) in won}
    blank = sum(one.counted is None for one in given)
    if len(rows) < FEWEST_SHOWN:
        return Item(len(rows), len(full), blank)
    chose: dict[str, list[int]] = {}
    for row, one in zip(rows, given, strict=True):
        for what in one.counted or ():
            chose.setdefault(what, []).append(row)
    choices = {
        what: Choice(len(those), len(full.intersection(those)), float(percents[those].mean()), _mean(rests[those]))
        for what, those in chose.items()
    }
    if len(rows) < FEWEST:
        return Item(len(rows), len(full), blank, choices=choices)
    known = ~np.isnan(shares) & ~np.isnan(rests)
    seconds = [min(one.seconds, LONGEST) for one in given if one.seconds is not None]
    return Item(
        len(rows), len(full), blank,
        difficulty=sum((n * scores[key].points / scores[key].of for key, n in times.items()), Fraction(0)) / len(rows),
        discrimination=correlation(shares[known], rests[known]),
        seconds=float(np.median(seconds)) if seconds else None,
        full_rest=_mean(rests[sorted(full)]), choices=choices,
    )  # fmt: skip


def _mean(values: Matrix) -> float | None:
    return float(values.mean()) if len(values) and not (values != values).any() else None  # NaN is not itself


def correlation(one: Matrix, other: Matrix) -> float | None:
    """Pearson's correlation, from −1 to 1; None where one of them is the same for everybody."""
    import numpy as np

    if len(one) < 2 or np.ptp(one) < _TINY or np.ptp(other) < _TINY:
        return None
    return float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))


def together(points: Matrix) -> int:
    """How many people had both of two questions, at the least over all twos (people × questions, NaN: not asked)."""
    if not points.size:
        return 0
    there = (points == points).astype(float)
    return int((there.T @ there).min())


def alpha(points: Matrix, length: int) -> float | None:
    """Cronbach's alpha of a paper of `length` such questions, from points (people × questions, NaN: not asked).

    length · c / (v + (length − 1) · c), with v the mean variance of a question and c the mean covariance of two. Where
    everybody had all questions this is k/(k−1) · (1 − Σ variances / variance of the sum). Otherwise each covariance is
    that of the people who had both, and what comes out is an estimate for a paper drawn at random. None for fewer than
    two questions, without two people who had both, and where nothing varies.
    """
    import numpy as np

    size = points.shape[1]
    if size < 2 or together(points) < 2:
        return None
    there = ~np.isnan(points)
    centred, present = np.where(there, points - np.nanmean(points, axis=0), 0.0), there.astype(float)
    both = present.T @ present
    sums = centred.T @ present  # of the row's question, over those who had the column's too
    covariances = (centred.T @ centred - sums * sums.T / both) / (both - 1)
    variance = np.trace(covariances) / size
    covariance = (covariances.sum() - np.trace(covariances)) / (size * (size - 1))
    spread = variance + (length - 1) * covariance
    return float(length * covariance / spread) if spread > _TINY else None
