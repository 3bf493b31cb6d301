"""The number that is wanted: how near is right, and which wrong ones are recognised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from courseware.questions.numeric import reading


@dataclass(frozen=True)
class Wanted:
    """Right is `answer`, give or take `tolerance`; `mistakes` are the wrong numbers that are recognised."""

    answer: Fraction
    tolerance: Fraction
    mistakes: Sequence[Fraction]

    def accepts(self, value: Fraction) -> bool:
        """Is `value` within the tolerance, its ends included?"""
        return abs(value - self.answer) <= self.tolerance

    @property
    def key(self) -> Fraction:
        """The answer as it is given away: rounded where the tolerance allows it and many decimals are saved."""
        places = 0
        while self.tolerance and Fraction(1, 2 * 10**places) > self.tolerance:
            places += 1
        if not self.tolerance or (self.answer * 10 ** (places + 1)).denominator == 1:
            return self.answer
        return Fraction(floor(self.answer * 10**places + Fraction(1, 2)), 10**places)

    def mistaken(self, value: Fraction) -> int | None:
        """Which mistake `value` is: the nearest one within the tolerance; None if it is right or none of them."""
        if self.accepts(value):
            return None
        off = [(abs(mistake - value), n) for n, mistake in enumerate(self.mistakes)]
        near = min((one for one in off if one[0] <= self.tolerance), default=None)
        return None if near is None else near[1]

    def faults(self) -> Iterator[str]:
        """Why nobody could answer this, or a mistake could not be told from another. Sentences for authors."""
        if self.tolerance < 0:
            yield "the tolerance is never negative"
        if self.answer < 0:
            yield "answer: number keys of phones have no minus sign; ask for the size of the difference"
        if not self.tolerance and not reading.decimal(self.answer):
            yield f"answer: {self.answer} has no end as a decimal, so give a tolerance"
        yield from (f"mistakes: {v} is within the tolerance of the answer" for v in self.mistakes if self.accepts(v))
        yield from (f"mistakes: {v} stands twice" for v in sorted(set(self.mistakes)) if self.mistakes.count(v) > 1)
