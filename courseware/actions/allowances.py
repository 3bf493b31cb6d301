"""More time or more attempts for one person: for HR and administrators, who say why."""

from datetime import datetime

from courseware.actions import reasons
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.progress.allowances import Allowance
from courseware.records import allowances, audit, people
from courseware.records.allowances import Granted
from courseware.records.database import Records

MOST_TIME = 300
"""Per cent of the time limit that can be added."""
MOST_ATTEMPTS = 20
_FOUND = 20


def grant(
    records: Records, asker: Person, person_id: int, quiz_id: str | None, granted: Allowance, reason: str,
    now: datetime,
) -> None:  # fmt: skip
    """From now on this much for the quiz, or with None for all quizzes; an empty allowance withdraws what stands.

    Raises Forbidden, Missing("no-such-person"), Refused("reason-missing", "reason-long"), Refused("allowance-large")
    and Refused("nothing-granted") where there is nothing to withdraw.
    """
    _must(asker)
    assert asker.id is not None
    reason = reasons.given(reason)
    if not (0 <= granted.extra_time <= MOST_TIME and 0 <= granted.extra_attempts <= MOST_ATTEMPTS):
        raise Refused("allowance-large", time=MOST_TIME, attempts=MOST_ATTEMPTS)
    with records.writing() as db:
        if people.by_id(db, person_id) is None:
            raise Missing("no-such-person")
        before = allowances.latest(db, person_id, quiz_id)
        if granted.nothing and before.nothing:
            raise Refused("nothing-granted")
        allowances.grant(db, person_id, quiz_id, granted, reason, asker.id, now)
        details = {"quiz": quiz_id, "from": _plain(before), "to": _plain(granted), "reason": reason}
        audit.note(db, asker.id, "grant-allowance", f"person:{person_id}", details, now)


def standing(records: Records, asker: Person) -> list[Granted]:
    """What stands, the latest first. Raises Forbidden."""
    _must(asker)
    with records.reading() as db:
        return allowances.standing(db)


def find(records: Records, asker: Person, search: str) -> list[Person]:
    """The first people whose name or employee number has `search` in it; nobody for an empty one. Raises Forbidden."""
    _must(asker)
    if not search.strip():
        return []
    with records.reading() as db:
        return [account.person for account in people.listed(db, search, size=_FOUND)[0]]


def _must(asker: Person) -> None:
    if not asker.may("grant-allowances"):
        raise Forbidden


def _plain(allowance: Allowance) -> dict[str, int]:
    return {"extra_time": allowance.extra_time, "extra_attempts": allowance.extra_attempts}
