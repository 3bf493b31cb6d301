"""What statistics of a quiz are made of: each person's first submitted attempt; guests have no person."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Text, case, cast, func, select

from courseware.content.models import Quiz
from courseware.progress import paper
from courseware.progress.scoring import Score
from courseware.progress.statistics import Answered, Sat
from courseware.questions import QuestionBase, tallies
from courseware.records import snapshots
from courseware.records.tables import answer, grading, regrade
from courseware.records.tables import attempt as t


@dataclass(frozen=True)
class Count:
    """How many people submitted the quiz, how many of them passed the first time, and a mark that changes with every
    attempt submitted and every regrade."""

    people: int
    passed: int
    mark: tuple[int, int]


@dataclass(frozen=True)
class Gathered:
    """First attempts, the quiz as it was in the newest one, and the newest version of every question in them."""

    sat: list[Sat]
    quiz: Quiz
    questions: Mapping[str, QuestionBase]


_SUBMITTED = (t.c.submitted_at.is_not(None), t.c.person_id.is_not(None))
_PLACE = func.row_number().over(partition_by=(t.c.person_id, t.c.quiz_id), order_by=(t.c.submitted_at, t.c.id))
_RANKED = select(t.c.quiz_id, t.c.id, (t.c.score >= t.c.pass_mark).label("passed"), _PLACE.label("place"))
_RANKED = _RANKED.where(*_SUBMITTED)


def counts(db: Connection, quiz_id: str | None = None) -> dict[str, Count]:
    """The counts of a quiz, or of all that somebody submitted, by id."""
    ranked = (_RANKED if quiz_id is None else _RANKED.where(t.c.quiz_id == quiz_id)).subquery()
    first = ranked.c.place == 1
    statement = select(
        ranked.c.quiz_id, func.count(), func.sum(case((first, 1), else_=0)),
        func.sum(case((first & ranked.c.passed, 1), else_=0)),
    ).group_by(ranked.c.quiz_id)  # fmt: skip
    regrades = db.execute(select(func.coalesce(func.max(regrade.c.id), 0))).scalar_one()
    return {
        name: Count(people, passed, (submitted, regrades)) for name, submitted, people, passed in db.execute(statement)
    }


def gather(db: Connection, quiz_id: str) -> Gathered | None:
    """All that statistics of the quiz need; None if nobody submitted it."""
    ranked = _RANKED.where(t.c.quiz_id == quiz_id).subquery()
    first = select(ranked.c.id).where(ranked.c.place == 1).subquery()
    columns = t.c.id, t.c.snapshot_hash, t.c.began_at, t.c.pass_mark, t.c.total_points, t.c.total_maximum
    rows = db.execute(select(*columns).join(first, first.c.id == t.c.id).order_by(t.c.id)).all()
    if not rows:
        return None
    newest_first = dict.fromkeys(row.snapshot_hash for row in reversed(rows))
    versions = {digest: {one.id: one for one in snapshots.of(db, digest).questions} for digest in newest_first}
    questions: dict[str, QuestionBase] = {}
    for version in versions.values():
        for name, question in version.items():
            questions.setdefault(name, question)
    receipts, grades, counted = _receipts(db, first), _grades(db, first), _Counted()
    sat = []
    for row in rows:
        given = _given(receipts[row.id], row.began_at)
        answers = {}
        for name, score in grades[row.id].items():
            response, seconds = given.get(name, (None, None))
            names = None if response is None else counted(versions[row.snapshot_hash][name], response)
            answers[name] = Answered(score, names, seconds)
        score = _score(row.total_points, row.total_maximum)
        sat.append(Sat(score, score.passed(row.pass_mark), answers))
    return Gathered(sat, snapshots.of(db, rows[-1].snapshot_hash), questions)


def _grades(db: Connection, first: Any) -> Mapping[int, dict[str, Score]]:
    """The latest grading of every question, by attempt."""
    columns = grading.c.attempt_id, grading.c.question_id, grading.c.points, grading.c.maximum
    statement = select(*columns).join(first, first.c.id == grading.c.attempt_id).order_by(grading.c.id)
    found: dict[int, dict[str, Score]] = defaultdict(dict)
    for attempt_id, name, points, maximum in db.execute(statement):
        found[attempt_id][name] = _score(points, maximum)
    return found


def _receipts(db: Connection, first: Any) -> Mapping[int, list[tuple[str, str, datetime]]]:
    """Question, response as it is written, and time of every receipt, in their order, by attempt."""
    columns = answer.c.attempt_id, answer.c.question_id, cast(answer.c.response, Text), answer.c.given_at
    statement = select(*columns).join(first, first.c.id == answer.c.attempt_id).order_by(answer.c.id)
    found: dict[int, list[tuple[str, str, datetime]]] = defaultdict(list)
    for attempt_id, name, response, at in db.execute(statement):
        found[attempt_id].append((name, response, at))
    return found


def _given(receipts: list[tuple[str, str, datetime]], began_at: datetime) -> Mapping[str, tuple[str, float]]:
    """The last response to each question and the seconds given to it.

    From one receipt to the next somebody was at the question of the next; what they gave a question before they
    answered it, or the time of a blank, counts for the one they answered then.
    """
    found: dict[str, tuple[str, float]] = {}
    for name, response, at in receipts:
        seconds = found[name][1] if name in found else 0.0
        found[name] = response, seconds + max(0.0, (at - began_at).total_seconds())
        began_at = at
    return found


class _Counted:
    """What responses add to the tally; equal ones to the same question are read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[str, ...]] = {}

    def __call__(self, question: QuestionBase, response: str) -> tuple[str, ...]:
        key = id(question), response
        if key not in self._known:
            self._known[key] = tallies.counted(question, paper.revived(question, json.loads(response)))
        return self._known[key]


@lru_cache(4096)
def _score(points: str, maximum: str) -> Score:
    return Score(Fraction(points), Fraction(maximum))
