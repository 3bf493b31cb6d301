"""Statistics of quizzes, for whoever teaches with them; and how others answered, for whoever has handed in.

What is computed is kept in the process, and computed anew when somebody has submitted the quiz or something was
regraded. Whether that is so is asked again after a while.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from courseware.content.models import Quiz
from courseware.errors import Forbidden, Missing
from courseware.people import Person
from courseware.progress import statistics as figures
from courseware.progress.hints import GRAVE, KEYS, Hint, hints
from courseware.progress.statistics import Item, Others, QuizStatistics
from courseware.questions import QuestionBase, tallies
from courseware.records import audit, scores
from courseware.records import statistics as found
from courseware.records.attempts import Attempt
from courseware.records.database import Connection, Records
from courseware.words import Text

REMEMBERED = timedelta(seconds=5)
"""How old statistics may be."""

LEARNERS = timedelta(minutes=10)
"""How old what learners see of the others may be."""

MOST = 2000
"""First attempts that a list of quizzes reads at a time, and one quiz more; what is left waits for the next time."""


@dataclass(frozen=True)
class Report:
    """A quiz and its questions: those asked now, as they are now, then those that are asked no more.

    `hints` are of those asked now; `drawn` names those that draw numbers, which are shown with some in place.
    """

    quiz_id: str
    title: Text
    statistics: QuizStatistics
    questions: Mapping[str, QuestionBase]
    hints: Mapping[str, tuple[Hint, ...]]
    drawn: frozenset[str] = frozenset()

    @property
    def measured(self) -> int:
        """How many of the questions asked now have figures."""
        return sum(not some or some[0].key != "few" for some in self.hints.values())

    @property
    def look(self) -> list[str]:
        """Questions that want a look, the gravest first."""
        wanting = [name for name, some in self.hints.items() if some and some[0].key != "few"]
        return sorted(wanting, key=lambda name: KEYS.index(self.hints[name][0].key))

    @property
    def grave(self) -> list[str]:
        """Those of them that may be wrong."""
        return [name for name in self.look if self.hints[name][0].key in GRAVE]

    def item(self, question_id: str) -> Item:
        """The statistics of a question; nobody for one that nobody had yet."""
        return self.statistics.items.get(question_id, _NOBODY)


@dataclass(frozen=True)
class Row:
    """A quiz in the list: how many people submitted it, how many of them passed the first time, and its report (None:
    not computed yet)."""

    quiz_id: str
    title: Text
    people: int
    passed: int
    report: Report | None


@dataclass(frozen=True)
class _Kept:
    at: datetime
    mark: tuple[int, int]
    statistics: QuizStatistics
    quiz: Quiz
    questions: Mapping[str, QuestionBase]


_NOBODY = Item(0, 0, 0)
_memories: WeakKeyDictionary[Records, dict[str, _Kept]] = WeakKeyDictionary()
_lock = threading.Lock()


def overview(
    records: Records, asker: Person, quizzes: Mapping[str, Quiz], now: datetime, most: int = MOST
) -> list[Row]:  # fmt: skip
    """Every quiz that somebody submitted; those of `quizzes`, which are in force, in their order. Raises Forbidden."""
    _must_see(asker)
    with records.reading() as db:
        counts = found.counts(db)
        titles = {name: quiz.title for name, quiz in quizzes.items()}
        if not counts.keys() <= titles.keys():
            titles = {**scores.quizzes(db), **titles}
    rows = []
    for name in _ordered(counts, quizzes):
        count = counts[name]
        kept = _memory(records).get(name)
        if kept is None or kept.mark != count.mark:
            kept = None
            if most > 0:
                most -= count.people
                kept = _kept(records, name, now)
        made = _report(name, kept, quizzes.get(name)) if kept else None
        rows.append(Row(name, titles[name], count.people, count.passed, made))
    return rows


def report(records: Records, asker: Person, quiz_id: str, current: Quiz | None, now: datetime) -> Report:
    """The statistics of a quiz; `current` is it as it is now, None if it is gone.

    Raises Forbidden, and Missing("no-such-quiz") if nobody ever submitted it either.
    """
    _must_see(asker)
    kept = _kept(records, quiz_id, now)
    if kept is None and current is None:
        raise Missing("no-such-quiz")
    return _report(quiz_id, kept, current)


def export(
    records: Records, asker: Person, quizzes: Mapping[str, Quiz], quiz_id: str,
    write: Callable[[Iterator[Report]], int], now: datetime,
) -> int:  # fmt: skip
    """Hand the reports of a quiz, or of all for "", to `write`, then note the export in the audit; what `write` says.

    Raises Forbidden.
    """
    _must_see(asker)
    with records.reading() as db:
        counts = found.counts(db, quiz_id or None)
    written = write(report(records, asker, name, quizzes.get(name), now) for name in _ordered(counts, quizzes))
    with records.writing() as db:
        audit.note(db, asker.id, "export-items", "csv", {"quiz_id": quiz_id, "rows": written}, now)
    return written


def others(
    records: Records, person: Person, attempt: Attempt, question: QuestionBase, now: datetime
) -> Others | None:  # fmt: skip
    """How others answered a question of an attempt that the person handed in.

    None before that, for guests, who are no colleagues, and while too few answered. Raises Forbidden("not-yours").
    """
    if person.guest or attempt.submitted_at is None:
        return None
    if not (attempt.belongs_to(person) or person.may("see-statistics")):
        raise Forbidden("not-yours")
    kept = _kept(records, attempt.quiz_id, now, LEARNERS)
    item = kept.statistics.items.get(question.id) if kept else None
    return figures.others(item, tallies.choices(question)) if item else None


def _must_see(asker: Person) -> None:
    if not asker.may("see-statistics"):
        raise Forbidden


def _ordered(names: Mapping[str, object], quizzes: Mapping[str, Quiz]) -> list[str]:
    place = {name: n for n, name in enumerate(quizzes)}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


def _memory(records: Records) -> dict[str, _Kept]:
    with _lock:
        return _memories.setdefault(records, {})


def _kept(records: Records, quiz_id: str, now: datetime, lasts: timedelta = REMEMBERED) -> _Kept | None:
    """The statistics of a quiz, as they were not longer ago than `lasts`; None if nobody submitted it."""
    memory = _memory(records)
    kept = memory.get(quiz_id)
    if kept and timedelta(0) <= now - kept.at < lasts:
        return kept
    with records.reading() as db:
        count = found.counts(db, quiz_id).get(quiz_id)
        if count is None:
            return None
        same = kept is not None and kept.mark == count.mark
        kept = replace(kept, at=now) if kept and same else _computed(db, quiz_id, count.mark, now)
    if kept:
        memory[quiz_id] = kept
    return kept


def _computed(db: Connection, quiz_id: str, mark: tuple[int, int], now: datetime) -> _Kept | None:
    gathered = found.gather(db, quiz_id)
    if gathered is None:
        return None
    asked = {question.id for question in gathered.quiz.questions if not question.retired}
    measured = figures.measure(gathered.sat, asked, gathered.quiz.asks)
    return _Kept(now, mark, measured, gathered.quiz, gathered.questions)


def _report(quiz_id: str, kept: _Kept | None, current: Quiz | None) -> Report:
    statistics = kept.statistics if kept else QuizStatistics(0, 0, {})
    before = kept.questions if kept else {}
    quiz = current or (kept.quiz if kept else None)
    assert quiz is not None
    asked = {one.id: _as_answered(one, before.get(one.id)) for one in quiz.questions if not one.retired}
    gone = {name: one for name, one in before.items() if name not in asked and name in statistics.items}
    shown = {name: tallies.example(one) for name, one in (asked | gone).items()}
    looked_at = {
        name: hints(statistics.items.get(name, _NOBODY), tallies.right(shown[name]), tallies.choices(shown[name]))
        for name in asked
    }
    drawn = frozenset(name for name, one in (asked | gone).items() if shown[name] != one)
    return Report(quiz_id, quiz.title, statistics, shown, looked_at, drawn)


def _as_answered(now: QuestionBase, before: QuestionBase | None) -> QuestionBase:
    """The question as it is now, unless what was answered was of another kind."""
    return before if before and before.kind != now.kind else now
