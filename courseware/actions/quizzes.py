"""Taking a quiz: begin, answer, close a question, submit, look. Every deed is one transaction; when it returns, it is
saved.

Raises, besides what is named below, Missing("no-such-attempt"), Forbidden("not-yours") and Refused("database-away").
An attempt whose time and grace are over is handed in as it stands by whoever comes next, or by `expire`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from fractions import Fraction
from typing import Any

from courseware.content.models import Quiz
from courseware.errors import Forbidden, Missing, Refused, Stale
from courseware.people import Person
from courseware.progress import admission, paper, scoring
from courseware.progress.allowances import Allowance
from courseware.progress.confidence import Confidence
from courseware.progress.scoring import Score
from courseware.questions import Form, QuestionBase
from courseware.records import allowances, attempts, participations, snapshots
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
    """An attempt with the quiz as it was when it began, the current answers by question id, and the ids of questions
    that take no answer any more."""

    attempt: Attempt
    quiz: Quiz
    given: Mapping[str, Given]
    closed: frozenset[str]

    @property
    def next(self) -> str | None:
        """The first question that is not closed: in a one-way quiz the only one that takes an answer."""
        return next((item["question"] for item in self.attempt.paper if item["question"] not in self.closed), None)

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


@dataclass(frozen=True)
class Outlook:
    """What the person may expect of a quiz: attempts `left` (None where they are not counted), minutes of the `limit`
    with their extra time, and why the next attempt may not begin now."""

    left: int | None
    limit: int | None
    barred: Refused | None


def outlook(records: Records, person: Person, quiz_id: str, quiz: Quiz, now: datetime, zone: tzinfo = UTC) -> Outlook:
    """What `begin` would say, without beginning."""
    if person.id is None:
        return Outlook(None, quiz.time_limit, Refused("account-needed") if quiz.guarded else None)
    with records.reading() as db:
        extra = allowances.of(db, person.id, quiz_id)
        before = [a.submitted_at for a in attempts.of_person(db, person, quiz_id) if a.submitted_at]
    limit = quiz.time_limit and quiz.time_limit * (100 + extra.extra_time) // 100
    return Outlook(admission.left(quiz, len(before), extra), limit, admission.barred(quiz, before, extra, now, zone))


def begin(
    records: Records, person: Person, quiz_id: str, quiz: Quiz, seed: int, now: datetime, zone: tzinfo = UTC
) -> Attempt:
    """Begin the quiz with a paper drawn by `seed` (below 2**63), or go on with the attempt that is still open.

    `zone` is that of the quiz's dates. Raises Refused("no-cookie") to a guest without a device,
    Refused("account-needed") to any guest where it counts, Missing("no-such-quiz") if nothing is left to ask, and what
    `admission.barred` says.
    """
    if person.guest and not person.device:
        raise Refused("no-cookie")
    if person.guest and quiz.guarded:
        raise Refused("account-needed")
    with records.writing() as db:
        mine = participations.own(db, person, now, attempts.GUESTS)
        if open_ := attempts.unsubmitted(db, mine, quiz_id):
            if not _late(open_, now):
                return open_
            _hand_in(db, open_, now)
        extra = Allowance() if person.id is None else allowances.of(db, person.id, quiz_id)
        before = [a.submitted_at for a in attempts.of_person(db, person, quiz_id) if a.submitted_at]
        if refused := admission.barred(quiz, before, extra, now, zone):
            raise refused
        drawn = paper.draw(quiz, seed)
        if not drawn:
            raise Missing("no-such-quiz")
        digest, due = snapshots.keep(db, quiz), admission.due(quiz, now, extra, zone)
        made = attempts.start(db, mine, person, quiz_id, digest, seed, drawn, quiz.pass_mark, now, due)
        return _attempt(attempts.by_id(db, made))


def answer(
    records: Records, person: Person, attempt_id: int, question_id: str, revision: int, form: Form,
    language: Language, now: datetime, confidence: Confidence | None = None,
) -> Receipt:  # fmt: skip
    """Save an answer. `revision` is the current one and 1, or 1 for the first; sending the current one again is fine.

    Raises Unreadable, Missing("no-such-question"), Refused("already-submitted"), Refused("time-is-up"),
    Refused("question-closed") or, for a question out of turn, Refused("one-way"), and Stale("stale-answer") when
    another tab was there first.
    """
    with _working(records, person, attempt_id, now) as (db, attempt):
        question = _asked(db, attempt, question_id)
        response = paper.kept(question, paper.rules(question).read(question, form))
        given = attempts.last(db, attempt_id, question_id)
        if given and given.revision == revision:
            if (given.response, given.confidence) != (response, confidence):
                raise Stale("stale-answer")
            return Receipt(given.number, revision, given.given_at)
        number = attempts.append_answer(db, attempt_id, question_id, revision, response, language, now, confidence)
    return Receipt(number, revision, now)


def confide(
    records: Records, person: Person, attempt_id: int, question_id: str, revision: int, confidence: Confidence,
    language: Language, now: datetime,
) -> Receipt:  # fmt: skip
    """Save how sure somebody is of the answer they gave: the answer once more, as its next revision.

    Raises as `answer` does, and Refused("answer-first").
    """
    with _working(records, person, attempt_id, now) as (db, attempt):
        _asked(db, attempt, question_id)
        given = attempts.last(db, attempt_id, question_id)
        if given is None:
            raise Refused("answer-first")
        number = attempts.append_answer(
            db, attempt_id, question_id, revision, given.response, language, now, confidence
        )
    return Receipt(number, revision, now)


def close(records: Records, person: Person, attempt_id: int, question_id: str, now: datetime) -> None:
    """Take no further answer to a question: its feedback is wanted, or a one-way quiz goes on. Again is fine.

    Raises Refused("already-submitted"), Refused("time-is-up"), Refused("one-way") for a question out of turn,
    Refused("answer-first") where feedback would be for nothing, and Refused("stays-open") in other quizzes.
    """
    with _working(records, person, attempt_id, now) as (db, attempt):
        if question_id in attempts.closed(db, attempt_id):
            return
        _asked(db, attempt, question_id)
        quiz = snapshots.of(db, attempt.snapshot_hash)
        if not quiz.one_way and quiz.feedback != "now":
            raise Refused("stays-open")
        if not quiz.one_way and attempts.last(db, attempt_id, question_id) is None:
            raise Refused("answer-first")
        attempts.close(db, attempt_id, question_id, now)


def submit(records: Records, person: Person, attempt_id: int, now: datetime) -> Result:
    """Hand the attempt in and grade it, once; handing it in again shows the same result."""
    with records.writing() as db:
        attempt = _own(attempts.by_id(db, attempt_id, held=True), person)
        _hand_in(db, attempt, now)
        return _result(db, _attempt(attempts.by_id(db, attempt_id)))


def expire(records: Records, now: datetime) -> int:
    """Hand in every attempt whose time and grace are over, as it stands; how many there were."""
    with records.reading() as db:
        over = attempts.overdue(db, now - admission.GRACE)
    for attempt_id in over:
        with records.writing() as db:
            _hand_in(db, _attempt(attempts.by_id(db, attempt_id, held=True)), now)
    return len(over)


def look(records: Records, person: Person, attempt_id: int, now: datetime) -> Sitting:
    """The person's attempt as it stands: a Result once its time is over."""
    with records.reading() as db:
        sitting = _sitting(db, _own(attempts.by_id(db, attempt_id), person))
    if not _late(sitting.attempt, now):
        return sitting
    return submit(records, person, attempt_id, now)


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


@contextmanager
def _working(records: Records, person: Person, attempt_id: int, now: datetime) -> Iterator[tuple[Connection, Attempt]]:
    """The person's attempt, held in a transaction, while it may be worked on; one whose time is over is handed in."""
    with records.writing() as db:
        attempt = _own(attempts.by_id(db, attempt_id, held=True), person)
        if attempt.submitted_at is not None:
            raise Refused("already-submitted")
        if not _late(attempt, now):
            yield db, attempt
            return
        _hand_in(db, attempt, now)
    raise Refused("time-is-up")


def _late(attempt: Attempt, now: datetime) -> bool:
    return attempt.submitted_at is None and attempt.due_at is not None and now >= attempt.due_at + admission.GRACE


def _asked(db: Connection, attempt: Attempt, question_id: str) -> QuestionBase:
    """The question, if it still takes an answer."""
    if all(item["question"] != question_id for item in attempt.paper):
        raise Missing("no-such-question")
    quiz, closed = snapshots.of(db, attempt.snapshot_hash), frozenset[str]()
    if quiz.one_way or quiz.feedback == "now":
        closed = attempts.closed(db, attempt.id)
    if question_id in closed:
        raise Refused("question-closed")
    if quiz.one_way and question_id != next(i["question"] for i in attempt.paper if i["question"] not in closed):
        raise Refused("one-way")
    return quiz.question(question_id)


def _hand_in(db: Connection, attempt: Attempt, now: datetime) -> None:
    """Hand in and grade the held attempt, unless that was done already: at the latest when its time ran out."""
    ran_out = attempt.due_at is not None and now >= attempt.due_at
    at = attempt.due_at if ran_out and attempt.due_at else now
    if not attempts.submit(db, attempt.id, at, ran_out):
        return
    sitting = _sitting(db, attempt)
    questions = {question.id: question for question in sitting.quiz.questions}
    responses = {name: sitting.response(name) for name in sitting.given}
    grades, _ = scoring.score(attempt.paper, questions, responses)
    attempts.grade(db, attempt.id, grades, scoring.VERSION, "submitted", at)


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
    quiz = snapshots.of(db, attempt.snapshot_hash)
    return Sitting(attempt, quiz, attempts.current(db, attempt.id), attempts.closed(db, attempt.id))


def _result(db: Connection, attempt: Attempt) -> Result:
    assert attempt.score is not None
    sitting, points = _sitting(db, attempt), attempts.gradings(db, attempt.id)
    return Result(attempt, sitting.quiz, sitting.given, sitting.closed, attempt.score, points)
