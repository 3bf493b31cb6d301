"""Reviewing: what is due today, answering one question of it, and looking at what became of the answer.

A review is known by its question and its turn: the first, second, third review of that question. The turn draws the
parameters, so that a reload asks the same, and keeps a review that is sent twice from counting twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from courseware.content.models import Quiz
from courseware.errors import Missing, Refused, Stale
from courseware.people import Person
from courseware.progress import paper, review
from courseware.progress.review import Card, Sight, Standing
from courseware.questions import Form, Parameters, QuestionBase
from courseware.records import attempts, participations, reviews
from courseware.records.database import Connection, Records
from courseware.words import Language


@dataclass(frozen=True)
class Turn:
    """A question to review: as these parameters ask it."""

    question: QuestionBase
    parameters: Parameters
    number: int


@dataclass(frozen=True)
class Today:
    """The reviews of one day: how many are `done`, what is `left` of five minutes, what is due `beyond` them.

    `turn` is the first question that is left. `upcoming`: in how many days there will be something, and how many
    questions; None if nothing will ever come back as things stand. `cards` are of all questions seen.
    """

    done: int = 0
    left: tuple[Card, ...] = ()
    beyond: tuple[Card, ...] = ()
    turn: Turn | None = None
    upcoming: tuple[int, int] | None = None
    cards: Mapping[str, Card] = field(default_factory=dict)
    questions: Mapping[str, QuestionBase] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """How long what is left takes, about."""
        return review.minutes(self.questions[card.question_id] for card in self.left)


@dataclass(frozen=True)
class Answered:
    """A review that was answered: the turn, the response as its kind reads it (None: not remembered), the rating."""

    turn: Turn
    response: Any
    rating: int
    reviewed_at: datetime


def today(
    records: Records, person: Person, quizzes: Mapping[str, Quiz], now: datetime, zone: tzinfo, rounds: int = 1
) -> Today:
    """What the person, or the device of a guest, reviews on this day; `rounds` times five minutes."""
    if person.guest and not person.device:
        return Today()
    with records.reading() as db:
        mine = participations.found(db, person, attempts.GUESTS)
        if mine is None:
            return Today()
        log = reviews.log(db, mine)
        standing = _standing(db, mine, log, quizzes, now, zone)
        morning = review.midnight(now.astimezone(zone).date(), zone)
        done = [s.question_id for s in log if s.quiz_id is None and morning <= s.at <= now]
        spent = sum(review.seconds(standing.questions[name]) for name in done if name in standing.questions)
        cards, questions = standing.cards, standing.questions
        left = review.queue(cards, questions, now, review.DAILY * rounds - spent)
        beyond = review.queue(cards, questions, now)[len(left) :]
        turn = _turn(db, mine, questions[left[0].question_id]) if left else None
    upcoming = review.upcoming(cards, questions, now, zone)
    return Today(len(done), tuple(left), tuple(beyond), turn, upcoming, cards, questions)


def answer(
    records: Records, person: Person, quizzes: Mapping[str, Quiz], question_id: str, turn: int, form: Form | None,
    language: Language, now: datetime, zone: tzinfo,
) -> int:  # fmt: skip
    """Grade an answer (None: not remembered) and append it to the log; the id of the review.

    Sending the same again gives the same id. Raises Unreadable, Refused("no-cookie"), Missing("not-due") for a question
    that does not come back now, and Stale("stale-review") when another tab was there first.
    """
    if person.guest and not person.device:
        raise Refused("no-cookie")
    with records.writing() as db:
        mine = participations.own(db, person, now, attempts.GUESTS)
        standing = _standing(db, mine, reviews.log(db, mine, question_id), quizzes, now, zone)
        if question_id not in standing.questions:
            raise Missing("not-due")
        asked = _asked(mine, standing.questions[question_id], turn)
        rules = paper.rules(asked.question)
        response, rating = None, review.AGAIN
        if form is not None:
            response = rules.read(asked.question, form)
            grade = rules.grade(asked.question, asked.parameters, response)
            rating = review.rating(grade.points, grade.of)
            response = paper.kept(asked.question, response)
        last = reviews.last(db, mine, question_id)
        if last and last.turn == turn and last.response == response:
            return last.id
        if turn != (last.turn if last else 0) + 1:
            raise Stale("stale-review")
        if not review.queue(standing.cards, standing.questions, now):
            raise Missing("not-due")
        return reviews.append(db, mine, question_id, response, rating, language, now)


def look(
    records: Records, person: Person, quizzes: Mapping[str, Quiz], review_id: int, now: datetime, zone: tzinfo
) -> Answered | None:
    """One's own review, with the answer. None for somebody else's, while the question is on a paper whose answers are
    not shown yet, and where it has changed too much since."""
    if person.guest and not person.device:
        return None
    with records.reading() as db:
        mine = participations.found(db, person, attempts.GUESTS)
        found = reviews.by_id(db, mine, review_id) if mine is not None else None
        if mine is None or found is None:
            return None
        standing = _standing(db, mine, reviews.log(db, mine, found.question_id), quizzes, now, zone)
    if found.question_id not in standing.questions:
        return None
    turn = _asked(mine, standing.questions[found.question_id], found.turn)
    try:
        response = None if found.response is None else paper.revived(turn.question, found.response)
    except ValidationError:
        return None
    return Answered(turn, response, found.rating, found.reviewed_at)


def _standing(
    db: Connection, mine: int, log: list[Sight], quizzes: Mapping[str, Quiz], now: datetime, zone: tzinfo
) -> Standing:
    return review.standing(log, reviews.handed_in(db, mine), reviews.running(db, mine), quizzes, now, zone)


def _turn(db: Connection, mine: int, question: QuestionBase) -> Turn:
    last = reviews.last(db, mine, question.id)
    return _asked(mine, question, (last.turn if last else 0) + 1)


def _asked(mine: int, question: QuestionBase, number: int) -> Turn:
    seed = int.from_bytes(sha256(f"review:{mine}:{question.id}:{number}".encode()).digest()[:4])
    parameters = paper.rules(question).draw(question, seed)
    return Turn(question.at(parameters), parameters, number)
