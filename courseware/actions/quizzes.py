"""Taking a quiz: begin, answer, submit, look. Every deed is one transaction; when it returns, it is saved.

Raises, besides what is named below, Missing("no-such-attempt"), Forbidden("not-yours") and Refused("database-away").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from courseware.content.models import Quiz
from courseware.errors import Forbidden, Missing, Refused, Stale
from courseware.people import Person
from courseware.progress import paper, scoring
from courseware.progress.scoring import Score
from courseware.questions import Form, QuestionBase
from courseware.records import attempts, participations, snapshots
from courseware.records.attempts import Attempt, Given
from courseware.records.database import Connection, Records
from courseware.words import Language


@dataclass(frozen=True)
class Receipt:
    """An answer is saved: its number among all answers, which revision of the answer it is, and when it was given."""

    number: int
    revision: int
    given_at: datetime


@dataclass(frozen=True)
class Sitting:
    """An attempt with the quiz as it was when it began, and the current answers by question id."""

    attempt: Attempt
    quiz: Quiz
    given: Mapping[str, Given]

    def question(self, question_id: str) -> QuestionBase:
        """A question of the paper as this attempt asks it, with its own numbers in place."""
        item = next(item for item in self.attempt.paper if item["question"] == question_id)
        return self.quiz.question(question_id).at(item["parameters"])

    def response(self, question_id: str) -> Any:
        """The current response to a question, as its kind reads it; None while there is none."""
        given = self.given.get(question_id)
        return None if given is None else paper.revived(self.quiz.question(question_id), given.response)


@dataclass(frozen=True)
class Result(Sitting):
    """A submitted attempt: the score, and points won of so many by question id."""

    score: Score
    points: Mapping[str, tuple[Fraction, Fraction]]


def begin(records: Records, person: Person, quiz_id: str, quiz: Quiz, seed: int, now: datetime) -> Attempt:
    """Begin the quiz with a paper drawn by `seed` (below 2**63), or go on with the attempt that is still open.

    Raises Refused("no-cookie") to a guest without a device and Missing("no-such-quiz") if nothing is left to ask.
    """
    if person.guest and not person.device:
        raise Refused("no-cookie")
    with records.writing() as db:
        mine = participations.own(db, person, now, attempts.GUESTS)
        if open_ := attempts.unsubmitted(db, mine, quiz_id):
            return open_
        drawn = paper.draw(quiz, seed)
        if not drawn:
            raise Missing("no-such-quiz")
        digest = snapshots.keep(db, quiz)
        made = attempts.start(db, mine, person, quiz_id, digest, seed, drawn, quiz.pass_mark, now)
        return _attempt(attempts.by_id(db, made))


def answer(
    records: Records, person: Person, attempt_id: int, question_id: str, revision: int, form: Form,
    language: Language, now: datetime,
) -> Receipt:  # fmt: skip
    """Save an answer. `revision` is the current one and 1, or 1 for the first; sending the current one again is fine.

    Raises Unreadable, Missing("no-such-question"), Refused("already-submitted"), and Stale("stale-answer") when another
    tab was there first.
    """
    with records.writing() as db:
        attempt = _own(attempts.by_id(db, attempt_id, held=True), person)
        if attempt.submitted_at is not None:
            raise Refused("already-submitted")
        if all(item["question"] != question_id for item in attempt.paper):
            raise Missing("no-such-question")
        question = snapshots.of(db, attempt.snapshot_hash).question(question_id)
        response = paper.kept(question, paper.rules(question).read(question, form))
        given = attempts.last(db, attempt_id, question_id)
        if given and given.revision == revision:
            if given.response != response:
                raise Stale("stale-answer")
            return Receipt(given.number, revision, given.given_at)
        number = attempts.append_answer(db, attempt_id, question_id, revision, response, language, now)
    return Receipt(number, revision, now)


def submit(records: Records, person: Person, attempt_id: int, now: datetime) -> Result:
    """Hand the attempt in and grade it, once; handing it in again shows the same result."""
    with records.writing() as db:
        attempt = _own(attempts.by_id(db, attempt_id, held=True), person)
        if attempts.submit(db, attempt_id, now):
            sitting = _sitting(db, attempt)
            questions = {question.id: question for question in sitting.quiz.questions}
            responses = {name: sitting.response(name) for name in sitting.given}
            grades, _ = scoring.score(attempt.paper, questions, responses)
            attempts.grade(db, attempt_id, grades, scoring.VERSION, "submitted", now)
        return _result(db, _attempt(attempts.by_id(db, attempt_id)))


def look(records: Records, person: Person, attempt_id: int) -> Sitting:
    """The person's attempt as it stands."""
    with records.reading() as db:
        return _sitting(db, _own(attempts.by_id(db, attempt_id), person))


def result(records: Records, person: Person, attempt_id: int) -> Result:
    """The result of a submitted attempt: one's own, or anybody's for those who see scores.

    Raises Refused("not-submitted").
    """
    with records.reading() as db:
        attempt = _attempt(attempts.by_id(db, attempt_id))
        if not person.may("see-scores"):
            _own(attempt, person)
        if attempt.submitted_at is None:
            raise Refused("not-submitted")
        return _result(db, attempt)


def mine(records: Records, person: Person, quiz_id: str | None = None) -> list[Attempt]:
    """The person's attempts at a quiz, or at all, the first one first; of a guest those of the device."""
    if person.guest and not person.device:
        return []
    with records.reading() as db:
        return attempts.of_person(db, person, quiz_id)


def _attempt(found: Attempt | None) -> Attempt:
    if found is None:
        raise Missing("no-such-attempt")
    return found


def _own(found: Attempt | None, person: Person) -> Attempt:
    attempt = _attempt(found)
    if not attempt.belongs_to(person):
        raise Forbidden("not-yours")
    return attempt


def _sitting(db: Connection, attempt: Attempt) -> Sitting:
    return Sitting(attempt, snapshots.of(db, attempt.snapshot_hash), attempts.current(db, attempt.id))


def _result(db: Connection, attempt: Attempt) -> Result:
    assert attempt.score is not None
    sitting = _sitting(db, attempt)
    return Result(attempt, sitting.quiz, sitting.given, attempt.score, attempts.gradings(db, attempt.id))
