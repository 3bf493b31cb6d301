"""Regrading after a wrong key: see what a corrected question would change, then apply exactly that, once.

A regrade is for people's submitted attempts; what guests practise has no score. Everything here wants the right to
regrade and raises Forbidden without it, except `notes`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from courseware.actions import reasons
from courseware.errors import Forbidden, Missing, Refused, Stale
from courseware.people import Person
from courseware.progress import regrading
from courseware.progress.regrading import Plan, Policy
from courseware.progress.scoring import Score
from courseware.questions import QuestionBase
from courseware.records import attempts, audit, regraded, regrades
from courseware.records.database import Connection, Records
from courseware.records.regraded import Delta, Done, Note
from courseware.records.regrades import Attempt

_MOST = 8  # previews kept in memory for the reruns of a page
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A question of submitted attempts at a quiz: as it was `then`, the latest time, and as it is `now` (None: gone).

    `settled` is the policy of its latest regrade. `differs` counts the attempts that do not have what that policy
    gives, or without one what the question gives now; `unread` those whose response no longer reads.
    """

    then: QuestionBase
    now: QuestionBase | None
    settled: Policy | None
    differs: int
    unread: int


@dataclass(frozen=True)
class Line:
    """One attempt of a preview, before and after."""

    attempt: Attempt
    before: Score
    after: Score


@dataclass(frozen=True)
class Preview:
    """What applying would do. `papers` counts the attempts that have the question, `thens` are its earlier versions,
    the latest first. `token` stands for exactly these changes: hand it to `apply`."""

    papers: int
    thens: tuple[QuestionBase, ...]
    lines: tuple[Line, ...]
    unread: tuple[Attempt, ...]
    risen: frozenset[int]
    fallen: frozenset[int]
    token: str


_kept: WeakKeyDictionary[Records, dict[tuple[Any, ...], Any]] = WeakKeyDictionary()


def asked(records: Records, asker: Person, quiz_id: str, questions: Mapping[str, QuestionBase]) -> list[Asked]:
    """Every question of the submitted attempts at a quiz, those that differ most first.

    `questions` are those of the whole course as they are now, by id.
    """
    _must(asker)
    with records.reading() as db:
        key = ("asked", quiz_id, regrades.mark(db, quiz_id), _hash(*questions.values()))
        return _remembered(records, key, lambda: _asked(db, quiz_id, questions))


def preview(
    records: Records, asker: Person, quiz_id: str, question_id: str, now: QuestionBase | None, policy: Policy
) -> Preview:
    """What regrading the question would do; `now` is the question as it is, None if it is gone.

    Raises Missing("question-gone") if a new key is asked of a question that is gone.
    """
    _must(asker)
    return _planned(records, quiz_id, question_id, now, policy)[0]


def apply(
    records: Records, asker: Person, quiz_id: str, question_id: str, now: QuestionBase | None, policy: Policy,
    reason: str, token: str, at: datetime,
) -> int:  # fmt: skip
    """Apply what the preview with this token showed; the number of the regrade.

    Raises Missing as `preview` does, Refused("reason-missing", "reason-long"), Refused("nothing-to-regrade") if nothing
    is left to change, and Stale("regrade-stale") if the preview no longer holds. Then nothing was changed.
    """
    _must(asker)
    assert asker.id is not None
    reason = reasons.given(reason)
    plan, mark = _agreed(records, quiz_id, question_id, now, policy, token)
    try:
        with records.writing() as db:
            made = regrades.apply(db, quiz_id, question_id, policy, reason, asker.id, plan.changes, at)
            if made is None or regrades.mark(db, quiz_id, before=made) != mark:
                raise Stale("regrade-stale")
            details = {
                "regrade": made, "question": question_id, "policy": policy, "reason": reason,
                "attempts": len(plan.changes), "now_passed": len(plan.risen), "no_longer_passed": len(plan.fallen),
            }  # fmt: skip
            audit.note(db, asker.id, "regrade", f"quiz:{quiz_id}", details, at)
    except Stale:
        _agreed(records, quiz_id, question_id, now, policy, token)  # says so if there is nothing left to do
        raise
    return made


def done(records: Records, asker: Person, quiz_id: str) -> list[Done]:
    """What was regraded of the quiz, the latest first."""
    _must(asker)
    with records.reading() as db:
        return regraded.done(db, quiz_id)


def export(
    records: Records, asker: Person, regrade_id: int, kind: str, write: Callable[[Done, Iterator[Delta]], int],
    now: datetime,
) -> int:  # fmt: skip
    """Hand all that a regrade changed to `write`, then note it in the audit, as `scores.export` does.

    Raises Missing("no-such-regrade").
    """
    _must(asker)
    with records.reading() as db:
        found = regraded.by_id(db, regrade_id) if regrade_id < 2**31 else None  # an address may name any number
        if found is None:
            raise Missing("no-such-regrade")
        written = write(found, regraded.delta(db, regrade_id))
    with records.writing() as db:
        audit.note(db, asker.id, "export-regrade", kind, {"regrade": regrade_id, "rows": written}, now)
    return written


def notes(records: Records, person: Person, attempt_id: int) -> list[Note]:
    """What regrades did to an attempt: one's own, or anybody's for those who see scores.

    Raises Missing("no-such-attempt") and Forbidden("not-yours").
    """
    with records.reading() as db:
        found = attempts.by_id(db, attempt_id)
        if found is None:
            raise Missing("no-such-attempt")
        if not (person.may("see-scores") or found.belongs_to(person)):
            raise Forbidden("not-yours")
        return regraded.notes(db, attempt_id)


def _must(asker: Person) -> None:
    if not asker.may("regrade"):
        raise Forbidden


def _asked(db: Connection, quiz_id: str, questions: Mapping[str, QuestionBase]) -> list[Asked]:
    thens = regrades.versions(db, quiz_id)
    settled: dict[str, Policy] = {}
    for one in regraded.done(db, quiz_id):
        settled.setdefault(one.question_id, one.policy)
    suspects = set(settled) | regrades.older(db, quiz_id)
    for name, versions in thens.items():
        now = questions.get(name)
        if now and not all(regrading.grades_alike(version, now) for version in versions):
            suspects.add(name)
    plans: dict[str, Plan] = {}
    if suspects:
        sat = regrades.submitted(db, quiz_id)
        answered = regrades.answered(db, quiz_id, suspects)
        for name in suspects:
            policy = settled.get(name, "new-key")
            plans[name] = regrading.plan(sat, answered[name], questions.get(name), policy)
    none = regrading.plan((), (), None, "full-marks")
    found = [
        Asked(versions[0], questions.get(name), settled.get(name), len(plan.changes), len(plan.unread))
        for name, versions in thens.items()
        for plan in [plans.get(name, none)]
    ]
    return sorted(found, key=lambda one: (-one.differs, -one.unread))


def _agreed(
    records: Records, quiz_id: str, question_id: str, now: QuestionBase | None, policy: Policy, token: str
) -> tuple[Plan, tuple[int, int]]:  # fmt: skip
    """The plan with this token, and the mark of the records it was made from."""
    found, plan, mark = _planned(records, quiz_id, question_id, now, policy)
    if not plan.changes:
        raise Refused("nothing-to-regrade")
    if found.token != token:
        raise Stale("regrade-stale")
    return plan, mark


def _planned(
    records: Records, quiz_id: str, question_id: str, now: QuestionBase | None, policy: Policy
) -> tuple[Preview, Plan, tuple[int, int]]:  # fmt: skip
    if now is None and policy == "new-key":
        raise Missing("question-gone")
    with records.reading() as db:
        mark = regrades.mark(db, quiz_id)
        key = ("preview", quiz_id, question_id, policy, mark, _hash(now))
        return *_remembered(records, key, lambda: _preview(db, quiz_id, question_id, now, policy)), mark


def _preview(
    db: Connection, quiz_id: str, question_id: str, now: QuestionBase | None, policy: Policy
) -> tuple[Preview, Plan]:  # fmt: skip
    sat = regrades.submitted(db, quiz_id)
    by_id = {one.attempt_id: one for one in sat}
    answered = regrades.answered(db, quiz_id, {question_id})[question_id]
    plan = regrading.plan(sat, answered, now, policy)
    lines = [Line(by_id[one.attempt_id], one.before, one.after) for one in plan.changes.values()]
    lines.sort(key=lambda line: (line.attempt.department, line.attempt.employee_number, line.attempt.number))
    thens = {id(one.then): one.then for one in sorted(answered, key=lambda one: -one.attempt_id)}
    made = Preview(
        len(answered), tuple(thens.values()), tuple(lines), tuple(by_id[one] for one in plan.unread), plan.risen,
        plan.fallen, f"{policy}:{_hash(now)}:{plan.fingerprint}",
    )  # fmt: skip
    return made, plan


def _hash(*questions: QuestionBase | None) -> str:
    return sha256(
        "\n".join(question.model_dump_json() if question else "" for question in questions).encode()
    ).hexdigest()


def _remembered(records: Records, key: tuple[Any, ...], make: Callable[[], T]) -> T:
    kept = _kept.setdefault(records, {})
    found = kept.get(key)
    if found is None:
        if len(kept) >= _MOST:
            kept.clear()
        found = kept[key] = make()
    return found
