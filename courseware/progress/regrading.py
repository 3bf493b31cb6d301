"""What a corrected question changes in attempts handed in before. Nothing is applied here: a plan is made.

Two policies: `new-key` grades the stored response by the question as it is now; `full-marks` gives everybody every
point of a question that cannot be saved. Either way the pass mark of an attempt stays its own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, get_args

from courseware.errors import CoursewareError
from courseware.progress import paper
from courseware.progress.scoring import Score
from courseware.questions import Parameters, QuestionBase

Policy = Literal["new-key", "full-marks"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
_TOLD = {
    "stem", "explanation", "sources", "page", "tags", "scenario", "editors", "difficulty", "retired", "in_exams",
    "alt", "labels", "drawing",  # of a picture only its spots count
}  # fmt: skip


@dataclass(frozen=True)
class Sat:
    """A submitted attempt of a person at the quiz: its score by the latest gradings, and its own pass mark."""

    attempt_id: int
    person_id: int
    pass_mark: int
    score: Score


@dataclass(frozen=True)
class Answered:
    """The question in an attempt: as it was `then`, the response as kept (None: none), and the latest grading."""

    attempt_id: int
    then: QuestionBase
    parameters: Parameters
    response: Any
    latest: Score


@dataclass(frozen=True)
class Change:
    """One attempt that would change: the new `grade` of the question, and the attempt's score before and after."""

    attempt_id: int
    grade: Score
    before: Score
    after: Score


@dataclass(frozen=True)
class Plan:
    """Changes and unreadable responses by attempt, in the order of attempts; people who start and who cease to have
    passed the quiz, which one attempt that reaches its pass mark is enough for."""

    changes: Mapping[int, Change]
    unread: tuple[int, ...]
    risen: frozenset[int]
    fallen: frozenset[int]

    @cached_property
    def fingerprint(self) -> str:
        """Equal for equal plans only: who agreed to a plan has agreed to every change in it."""
        told = [
            [c.attempt_id, *map(str, (c.grade.points, c.grade.of, c.before.points, c.before.of))]
            for c in self.changes.values()
        ]
        return sha256(json.dumps([told, self.unread, sorted(self.risen), sorted(self.fallen)]).encode()).hexdigest()


def plan(sat: Iterable[Sat], answered: Iterable[Answered], now: QuestionBase | None, policy: Policy) -> Plan:
    """What the policy would change; `now` is the question as it is, None if it is gone: then there is no new key.

    `sat` are all submitted attempts at the quiz, `answered` those that have the question.
    """
    attempts = {one.attempt_id: one for one in sat}
    grade = _full if policy == "full-marks" else _Regrader(now).grade
    changes: dict[int, Change] = {}
    unread: list[int] = []
    for one in sorted(answered, key=lambda one: one.attempt_id):
        new = grade(one)
        if new is None:
            unread.append(one.attempt_id)
        elif new != one.latest:
            before = attempts[one.attempt_id].score
            after = Score(before.points - one.latest.points + new.points, before.of - one.latest.of + new.of)
            changes[one.attempt_id] = Change(one.attempt_id, new, before, after)
    touched = {attempts[one].person_id for one in changes}
    theirs = [one for one in attempts.values() if one.person_id in touched]
    passed = {one.person_id for one in theirs if one.score.passed(one.pass_mark)}
    will_pass = {one.person_id for one in theirs if _after(changes, one).passed(one.pass_mark)}
    return Plan(changes, tuple(unread), frozenset(will_pass - passed), frozenset(passed - will_pass))


def grades_alike(one: QuestionBase, other: QuestionBase | None) -> bool:
    """Do the two differ in nothing but words and places, so that they cannot earn different points?"""
    return one == other or (
        other is not None
        and one.kind == other.kind
        and one.model_dump(exclude=_TOLD) == other.model_dump(exclude=_TOLD)
    )


def _after(changes: Mapping[int, Change], one: Sat) -> Score:
    change = changes.get(one.attempt_id)
    return change.after if change else one.score


def _full(one: Answered) -> Score:
    return Score(one.latest.of, one.latest.of)


class _Regrader:
    """Grades by the question as it is now. Equal responses to equal papers are graded once."""

    def __init__(self, now: QuestionBase | None) -> None:
        self.now = now
        self._known: dict[str, Score | None] = {}
        self._gone: dict[int, frozenset[str]] = {}

    def grade(self, one: Answered) -> Score | None:
        """The new grade; None where the response no longer reads."""
        key = json.dumps([id(one.then), one.parameters, one.response])
        if key not in self._known:
            self._known[key] = self._grade(one)
        return self._known[key]

    def _grade(self, one: Answered) -> Score | None:
        now = self.now
        if now is None:
            return None
        if one.response is None:
            return Score(0 * now.points, now.points)
        if id(one.then) not in self._gone:
            self._gone[id(one.then)] = _names(one.then) - _names(now)
        if now.kind != one.then.kind or self._gone[id(one.then)] & set(_strings(one.response)):
            return None
        try:
            asked = now.at(one.parameters)
            grade = paper.rules(asked).grade(asked, one.parameters, paper.revived(asked, one.response))
        except (CoursewareError, ArithmeticError, LookupError, ValueError):
            return None  # another shape, or numbers that this paper never drew
        return Score(grade.points, grade.of)


def _names(question: QuestionBase) -> frozenset[str]:
    """Every id below the question, and every key of its mappings: what a response may name."""

    def below(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
            if isinstance(value.get("id"), str):
                yield value["id"]
            for part in value.values():
                yield from below(part)
        elif isinstance(value, (list, tuple)):
            for part in value:
                yield from below(part)

    return frozenset(below(question.model_dump(exclude={"id"})))


def _strings(response: Any) -> Iterator[str]:
    if isinstance(response, str):
        yield response
    elif isinstance(response, dict):
        for name, value in response.items():
            yield name
            yield from _strings(value)
    elif isinstance(response, list):
        for value in response:
            yield from _strings(value)
