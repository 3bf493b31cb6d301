"""What extra time and extra attempts one person has for a quiz: the latest word counts, that on the quiz first."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Allowance:
    """`extra_time` in per cent of the time limit, `extra_attempts` on top of those that the quiz allows everybody."""

    extra_time: int = 0
    extra_attempts: int = 0

    @property
    def nothing(self) -> bool:
        """Nothing extra: such a row withdraws what was granted before it."""
        return not self.extra_time and not self.extra_attempts


def counts(newest_first: Iterable[tuple[str | None, Allowance]], quiz_id: str) -> Allowance:
    """What counts at the quiz, of everything ever granted to one person as (quiz, or None for all, and how much).

    The newest for the quiz; if there is none, or it was a withdrawal, the newest for all quizzes.
    """
    newest: dict[str | None, Allowance] = {}
    for quiz, granted in newest_first:
        newest.setdefault(quiz, granted)
    own = newest.get(quiz_id, Allowance())
    return newest.get(None, Allowance()) if own.nothing else own
