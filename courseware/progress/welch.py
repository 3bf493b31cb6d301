"""The difference of two means with its interval, where the two groups may vary unequally and differ in size.

- One mean: x̄ ± t(1 − α/2; n − 1) · s/√n (Student, "The probable error of a mean", Biometrika 6, 1908).
- Two means: x̄₁ − x̄₂ ± t(1 − α/2; ν) · √(s₁²/n₁ + s₂²/n₂), with
  ν = (s₁²/n₁ + s₂²/n₂)² / ((s₁²/n₁)²/(n₁ − 1) + (s₂²/n₂)²/(n₂ − 1))
  (B. L. Welch, "The generalization of 'Student's' problem when several different population variances are involved",
  Biometrika 34, 1947; the degrees of freedom also F. E. Satterthwaite, Biometrics Bulletin 2, 1946).
- Student's t from the regularised incomplete beta function, P(|T| > t) = I_x(ν/2, 1/2) with x = ν/(ν + t²)
  (Abramowitz and Stegun, 26.5.27 and 26.7.1), which is computed by the continued fraction 26.5.8 (also NIST DLMF
  8.17.22), and inverted by halving.

Where nothing varies there is no interval: None, never one of no width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, sqrt

CONFIDENCE = 0.95
_TINY = 1e-300  # Lentz's method: instead of a division by nothing
_SMALL = 1e-15


@dataclass(frozen=True)
class Interval:
    """A confidence interval."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Mean:
    """Of `n` values; without an interval where there are fewer than two, or all are the same."""

    n: int
    mean: float
    variance: float
    interval: Interval | None


@dataclass(frozen=True)
class Difference:
    """The first mean less the second, with Welch's degrees of freedom; none where nothing varies."""

    difference: float
    degrees: float | None
    interval: Interval | None


def mean(values: Sequence[float], confidence: float = CONFIDENCE) -> Mean:
    """Of at least one value; the variance is the sample's (n − 1). Raises ValueError for none."""
    n = len(values)
    if not n:
        raise ValueError("no values")
    middle = sum(values) / n
    variance = sum((one - middle) ** 2 for one in values) / (n - 1) if min(values) < max(values) else 0.0
    if not variance:
        return Mean(n, middle, 0.0, None)
    half = quantile(confidence, n - 1) * sqrt(variance / n)
    return Mean(n, middle, variance, Interval(middle - half, middle + half))


def difference(first: Mean, second: Mean, confidence: float = CONFIDENCE) -> Difference:
    """The first less the second, each of at least two values."""
    apart = first.mean - second.mean
    squares = [one.variance / one.n for one in (first, second)]
    if min(first.n, second.n) < 2 or not sum(squares):
        return Difference(apart, None, None)
    weights = [square / sum(squares) for square in squares]
    degrees = 1 / sum(weight**2 / (one.n - 1) for weight, one in zip(weights, (first, second), strict=True))
    half = quantile(confidence, degrees) * sqrt(sum(squares))
    return Difference(apart, degrees, Interval(apart - half, apart + half))


@lru_cache(512)
def quantile(confidence: float, degrees: float) -> float:
    """The t that a t-distributed value stays within, on either side, with that probability."""
    low, high = 0.0, 1.0
    while outside(high, degrees) > 1 - confidence:
        low, high = high, 2 * high
    while high - low > _SMALL * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if outside(middle, degrees) > 1 - confidence else (low, middle)
    return high


def outside(t: float, degrees: float) -> float:
    """The probability that a t-distributed value is farther from 0 than t."""
    if t == inf:
        return 0.0
    return incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for a, b > 0 and x from 0 to 1."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b  # where the other one converges slowly


def _fraction(a: float, b: float, x: float) -> float:
    """1/(1 + d₁/(1 + d₂/(1 + …))), by Lentz's method as modified by Thompson and Barnett (1986)."""
    value, c, d = 1.0, 1.0, 1.0
    for n in range(1, 10_000):
        m = n // 2
        step = -(a + m) * (a + b + m) if n % 2 else m * (b - m)
        step *= x / ((a + n - 1) * (a + n))
        d = 1 / ((1 + step * d) or _TINY)
        c = ((1 + step / c) or _TINY) if n > 1 else 1.0
        value *= c * d
        if n > 1 and abs(c * d - 1) < _SMALL:
            break
    return value
