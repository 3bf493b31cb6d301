"""The course's certificate: issued when its rule is met, checked by anybody, revoked by HR. One transaction each.

A person gets one by themselves once. After a revocation it is HR who issues another: what one person took away, the
next visit to the home page must not give back. Raises, besides what is named below, Refused("database-away").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from courseware.actions import reasons
from courseware.content.models import Course, Lesson
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.progress import certificate as rule
from courseware.progress.certificate import Left
from courseware.progress.completion import course_progress
from courseware.records import audit, certificates, people, study
from courseware.records.certificates import COURSE, Certificate, Holder
from courseware.records.database import Connection, Records


@dataclass(frozen=True)
class Standing:
    """The person's newest certificate, revoked or not; without one, what is `left` to do."""

    certificate: Certificate | None
    left: tuple[Left, ...]


def mine(records: Records, person: Person) -> Certificate | None:
    """The person's newest certificate, revoked or not; guests have none."""
    if person.id is None:
        return None
    with records.reading() as db:
        return certificates.latest(db, person.id, COURSE)


def issue(
    records: Records, person: Person, course: Course, lessons: Mapping[str, Lesson], code: str, now: datetime
) -> Standing:
    """Where the person stands; whoever has no certificate and nothing left gets one now, under `code`.

    Three short queries, or one for those who have a certificate. Guests, and anybody in a course without a rule, have
    neither a certificate to come nor anything left.
    """
    if person.id is None:
        return Standing(None, ())
    with records.reading() as db:
        standing = _standing(db, person.id, course, lessons)
    if course.certificate is None or standing.certificate or standing.left:
        return standing
    with records.writing() as db:
        standing = _standing(db, person.id, course, lessons)
        account = people.by_id(db, person.id)
        if standing.certificate or standing.left or account is None:
            return standing
        details = {
            "course": course.title.model_dump(),
            "attests": course.certificate.attests.model_dump(),
            "department": account.person.department,
            "lessons": [len(module.lessons) for module in course.modules],
        }
        if certificates.issue(db, code, person.id, COURSE, account.person.name, details, now):
            _note(db, person, "issue-certificate", code, person.id, now)
        return Standing(certificates.latest(db, person.id, COURSE), ())


def check(records: Records, code: str) -> Certificate:
    """The certificate of that code, for anybody who has it. Raises Missing("no-such-certificate")."""
    with records.reading() as db:
        return _certificate(certificates.by_code(db, code))


def show(records: Records, asker: Person, code: str) -> Certificate:
    """The whole certificate, for its holder and for those who see scores.

    Raises Forbidden("not-your-certificate") and Missing("no-such-certificate").
    """
    found = check(records, code)
    if found.person_id != asker.id and not asker.may("see-scores"):
        raise Forbidden("not-your-certificate")
    return found


def listed(
    records: Records, asker: Person, search: str = "", page: int = 1, size: int = 20
) -> tuple[list[Holder], int, int]:
    """One page of certificates, the newest first, how many there are, and how many of these stand. Raises Forbidden."""
    if not asker.may("see-scores"):
        raise Forbidden
    with records.reading() as db:
        return certificates.listed(db, search, page, size)


def revoke(records: Records, asker: Person, certificate_id: int, because: str, now: datetime) -> None:
    """Revoke a certificate, with a reason that HR reads and the page for checking does not show.

    Raises Forbidden, Missing("no-such-certificate"), Refused("reason-missing"), Refused("reason-long") and
    Refused("already-revoked").
    """
    _may_manage(asker)
    reason = reasons.given(because)
    with records.writing() as db:
        held = _certificate(certificates.by_id(db, certificate_id))
        if not certificates.revoke(db, certificate_id, reason, now):
            raise Refused("already-revoked")
        _note(db, asker, "revoke-certificate", held.code, held.person_id, now, because=reason)


def issue_again(records: Records, asker: Person, certificate_id: int, code: str, now: datetime) -> None:
    """In place of a revoked certificate another, under a code of its own, with the holder's name and department today.

    It attests what the revoked one did. Raises Forbidden, Missing("no-such-certificate"), and
    Refused("has-certificate") if the holder has one that stands.
    """
    _may_manage(asker)
    with records.writing() as db:
        old = _certificate(certificates.by_id(db, certificate_id))
        account = people.by_id(db, old.person_id)
        assert account is not None
        details = {**old.details, "department": account.person.department}
        if not certificates.issue(db, code, old.person_id, old.award, account.person.name, details, now):
            raise Refused("has-certificate")
        _note(db, asker, "issue-certificate", code, old.person_id, now, instead_of=old.code)


def _standing(db: Connection, person_id: int, course: Course, lessons: Mapping[str, Lesson]) -> Standing:
    held = certificates.latest(db, person_id, COURSE)
    if held or course.certificate is None:
        return Standing(held, ())
    passed = certificates.passed(db, person_id)
    progress = course_progress(course, lessons, study.seen(db, Person(person_id)), passed)
    return Standing(None, rule.left(course, progress, passed))


def _may_manage(asker: Person) -> None:
    if not asker.may("manage-certificates"):
        raise Forbidden


def _certificate(found: Certificate | None) -> Certificate:
    if found is None:
        raise Missing("no-such-certificate")
    return found


def _note(db: Connection, asker: Person, deed: str, code: str, holder: int, now: datetime, **details: str) -> None:
    audit.note(db, asker.id, deed, f"certificate:{code}", {"holder": holder, **details}, now)
