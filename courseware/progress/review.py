"""What comes back for review, and when: FSRS over the log of what somebody was asked and how it went.

Nothing of the schedule is stored: the same log gives the same cards, in whatever order it was read. FSRS counts in
days, and so do we: those of the calendar in `zone`. What is due is due from midnight on, and a question seen twice on
one day has not been tested twice.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from functools import lru_cache
from typing import Any

from courseware.content.models import Quiz
from courseware.progress.admission import told_now
from courseware.progress.booking import from_room
from courseware.questions import QuestionBase

AGAIN, HARD, GOOD = 1, 2, 3
"""Ratings of FSRS. Its fourth, easy, is something a learner says; we ask nobody."""

DAILY = 300
"""Seconds a day, about."""

SECONDS = dict.fromkeys(("matching", "numeric", "gaps", "ordering", "categorising"), 60) | {"simulator_goal": 90}
"""How long a question of a kind takes, about; any other takes USUAL."""

USUAL = 30
MOST_DAYS = 180
"""Whatever is known by heart comes back twice a year."""

_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sight:
    """Somebody was asked a question. `quiz_id` is None where a review asked."""

    question_id: str
    at: datetime
    rating: int
    quiz_id: str | None = None


@dataclass(frozen=True)
class Card:
    """A question somebody has seen: how the last sight went and on which day, and when it is due again.

    `stability` is how many days until the chance to recall it falls to 90 %.
    """

    question_id: str
    rating: int
    day: date
    due: datetime
    stability: float

    def remembered(self, today: date) -> float:
        """The chance that it is still known, from 0 to 1."""
        return _remembered(self.stability, max((today - self.day).days, 0))


@dataclass(frozen=True)
class Standing:
    """Cards of all sights the learner may know the outcome of, and the questions that may come back, by id."""

    cards: Mapping[str, Card]
    questions: Mapping[str, QuestionBase]


def rating(points: Fraction, of: Fraction) -> int:
    """Every point is good, at least half of them hard, anything below is missed."""
    if points == of:
        return GOOD
    return HARD if points * 2 >= of else AGAIN


def standing(
    log: Iterable[Sight], handed_in: Collection[str], running: Collection[str], quizzes: Mapping[str, Quiz],
    now: datetime, zone: tzinfo,
) -> Standing:  # fmt: skip
    """Where somebody stands, who has `handed_in` these quizzes and has these questions on `running` papers.

    A question comes back if it is not retired, short enough for exams, its own quiz was handed in or a room was asked
    it and told the answer, and nothing is given away by it: it is on no running paper, and on none whose answers are
    not shown yet. A sight on such a paper counts for nothing until then.
    """
    silent = {name for name, quiz in quizzes.items() if not told_now(quiz, now, zone)}
    told: list[Sight] = []
    secret, in_rooms = set(running), set[str]()
    for sight in log:
        if sight.quiz_id in silent:
            secret.add(sight.question_id)
        else:
            told.append(sight)
        if sight.quiz_id and from_room(sight.quiz_id):
            in_rooms.add(sight.question_id)
    questions = {
        question.id: question
        for name, quiz in quizzes.items()
        if name not in silent
        for question in _own(quiz)
        if (name in handed_in or question.id in in_rooms) and question.id not in secret and question.in_exams
    }
    return Standing(cards(told, zone), questions)


def cards(log: Iterable[Sight], zone: tzinfo) -> dict[str, Card]:
    """A card for every question of the log."""
    sights: dict[str, list[tuple[datetime, int]]] = {}
    for sight in log:
        sights.setdefault(sight.question_id, []).append((sight.at, sight.rating))
    return {name: _card(name, sorted(seen), zone) for name, seen in sights.items()}


def queue(
    cards: Mapping[str, Card], questions: Mapping[str, QuestionBase], now: datetime, budget: int | None = None
) -> list[Card]:
    """What is due of the `questions`: missed ones first, then those that have waited longest.

    As many as take `budget` seconds at most; all for None.
    """
    due = [card for name, card in cards.items() if name in questions and card.due <= now]
    due.sort(key=lambda card: (card.rating, card.due, card.question_id))
    if budget is None:
        return due
    chosen: list[Card] = []
    for card in due:
        budget -= seconds(questions[card.question_id])
        if budget < 0:
            break
        chosen.append(card)
    return chosen


def upcoming(
    cards: Mapping[str, Card], questions: Mapping[str, QuestionBase], now: datetime, zone: tzinfo
) -> tuple[int, int] | None:
    """In how many days there will be something to review, and how many questions; today's budget is used up."""
    coming = [card.due for name, card in cards.items() if name in questions]
    if not coming:
        return None
    today = now.astimezone(zone).date()
    moment = max(min(coming), midnight(today + timedelta(1), zone))
    days = (moment.astimezone(zone).date() - today).days
    return days, len(queue(cards, questions, moment, DAILY))


def seconds(question: QuestionBase) -> int:
    """How long the question takes, about."""
    return SECONDS.get(question.kind, USUAL)


def minutes(questions: Iterable[QuestionBase]) -> int:
    """The same of all of them, in minutes and rounded up."""
    return -(-sum(seconds(question) for question in questions) // 60)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When the day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _own(quiz: Quiz) -> list[QuestionBase]:
    """Questions that are asked and were not drawn from other quizzes."""
    pooled = {name for pool in quiz.pools for name in pool.ids}
    return [question for question in quiz.questions if not question.retired and question.id not in pooled]


def _card(name: str, seen: Sequence[tuple[datetime, int]], zone: tzinfo) -> Card:
    days = [(at.astimezone(zone).date(), rating) for at, rating in seen]
    first, (last, rating) = days[0][0], days[-1]
    stability, interval = _learned(tuple(((day - first).days, rating) for day, rating in days))
    return Card(name, rating, last, midnight(last + timedelta(interval), zone), stability)


@lru_cache(1)
def _scheduler() -> Any:
    from fsrs import Scheduler  # pages that review nothing do without it

    # No steps of minutes: whoever has five minutes a day sees a missed question again tomorrow. No fuzz: reproducible.
    return Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=MOST_DAYS, enable_fuzzing=False)


@lru_cache(1 << 14)
def _learned(history: tuple[tuple[int, int], ...]) -> tuple[float, int]:
    """Stability, and days until due, after these days and ratings. Most learners share a few hundred histories."""
    from fsrs import Card, Rating

    card = Card(card_id=0, due=_ORIGIN)
    for day, rating in history:
        card, _ = _scheduler().review_card(card, Rating(rating), _ORIGIN + timedelta(day))
    assert card.stability is not None
    return card.stability, (card.due - _ORIGIN).days - history[-1][0]


@lru_cache(1 << 14)
def _remembered(stability: float, days: int) -> float:
    from fsrs import Card

    card = Card(card_id=0, stability=stability, due=_ORIGIN, last_review=_ORIGIN)
    return _scheduler().get_card_retrievability(card, _ORIGIN + timedelta(days))
