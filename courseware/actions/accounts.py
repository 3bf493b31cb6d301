"""Accounts: registering, signing in and out, passwords, and the first administrator.

A sign-in is a random token, made outside: the browser keeps it, the records its fingerprint. It lasts for `lasts`.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from courseware.actions import asking, crediting, particulars
from courseware.actions.asking import fingerprint
from courseware.actions.hashing import hashed, matches, outdated
from courseware.actions.particulars import Particulars
from courseware.errors import Forbidden, Missing, Refused, Stale
from courseware.people import Person, Role
from courseware.records import audit, codes, people, sessions, study
from courseware.records.database import Records
from courseware.words import Text

FIRST_ADMIN = "first-admin"
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
CODE_LENGTH = 16
_LEARNER: frozenset[Role] = frozenset({"learner"})
_ADMIN: frozenset[Role] = frozenset({"admin"})


def register(
    records: Records, new: Particulars, device: str, token: str, now: datetime, lasts: timedelta,
    called: Text = crediting.PLAIN,
) -> Person:  # fmt: skip
    """A new learner, signed in with `token`; what was read on `device` as a guest becomes theirs, and what was answered
    in rooms under their number is booked to it, as attempts that are `called` so.

    Raises Refused("number-taken").
    """
    kept = hashed(new.password)
    with records.writing() as db:
        person = people.add(db, new.employee_number, new.name, new.department, kept, _LEARNER, now)
        study.credit_device(db, device, _id(person), now)
        sessions.start(db, fingerprint(token), _id(person), now, now + lasts)
        crediting.by_number(db, person, now, called)
        audit.note(db, person.id, "register", _subject(person), {"employee_number": new.employee_number}, now)
    return person


def sign_in(
    records: Records, number: str, password: str, device: str, token: str, now: datetime, lasts: timedelta
) -> Person:  # fmt: skip
    """Start a sign-in with `token`; what was read on `device` as a guest becomes the person's.

    Raises Refused("sign-in-wrong") for an unknown number and a wrong password alike, after the same work, and
    Refused("account-closed") to somebody who knows the password.
    """
    with records.reading() as db:
        found = people.find(db, number)
    person, kept, active = found or (Person(), "", False)
    if not matches(password, kept):
        raise Refused("sign-in-wrong")
    if not active:
        raise Refused("account-closed")
    renewed = hashed(password) if outdated(kept) else kept
    with records.writing() as db:
        _still(people.find(db, number), kept)
        if renewed != kept:
            people.set_password(db, _id(person), renewed)
        study.credit_device(db, device, _id(person), now)
        sessions.start(db, fingerprint(token), _id(person), now, now + lasts)
    return person


def note_blocked(records: Records, number: str, tries: int, now: datetime) -> None:
    """Write down that `number` was tried too often in a short time; the single tries are not written down."""
    with records.writing() as db:
        audit.note(db, None, "sign-in-blocked", f"number:{number}", {"tries": tries}, now)


def sign_out(records: Records, token: str, now: datetime) -> None:
    """The sign-in with `token` is over."""
    with records.writing() as db:
        sessions.revoke(db, fingerprint(token), now)
    asking.forget(records)


def change_password(
    records: Records, person: Person, current: str, new: str, token: str, now: datetime, lasts: timedelta
) -> None:  # fmt: skip
    """Another password: all sign-ins of the person end, one with `token` begins. Raises Refused("current-wrong")."""
    if person.id is None:
        raise Forbidden
    new = particulars.password(new, person.employee_number, person.name)
    with records.reading() as db:
        found = people.find(db, person.employee_number)
    kept = found[1] if found else ""
    if not matches(current, kept):
        raise Refused("current-wrong")
    renewed = hashed(new)
    with records.writing() as db:
        _still(people.find(db, person.employee_number), kept)
        _set_password(db, person.id, person, renewed, "change-password", now)
        sessions.start(db, fingerprint(token), person.id, now, now + lasts)
    asking.forget(records, person.id)


def reset_password(records: Records, asker: Person, employee_number: str, new: str, now: datetime) -> None:
    """An administrator gives somebody another password; all their sign-ins end. Raises Forbidden or Missing."""
    if not asker.may("manage-people"):
        raise Forbidden
    with records.reading() as db:
        found = people.find(db, employee_number)
    if not found:
        raise Missing("no-such-person", number=employee_number)
    person = found[0]
    renewed = hashed(particulars.password(new, person.employee_number, person.name))
    with records.writing() as db:
        _set_password(db, asker.id, person, renewed, "reset-password", now)
    asking.forget(records, person.id)


def make_admin(records: Records, number: str, name: str, department: str, password: str, now: datetime) -> Person:
    """For the command line: make this person an administrator, creating them if nobody has the number.

    Somebody already there keeps name and department, and is let in again if the account was closed. A password replaces
    theirs: the way back in for an administrator who forgot it; "" leaves it.
    """
    number = particulars.employee_number(number)
    with records.reading() as db:
        found = people.find(db, number)
    if not found:
        kept = particulars.name(name), particulars.department(department)
        new = Particulars(number, *kept, particulars.password(password, number, kept[0]))
        return _new_admin(records, new, "command line", now)
    renewed = hashed(particulars.password(password, number, found[0].name)) if password else ""
    with records.writing() as db:
        person = (people.find(db, number) or found)[0]
        roles = person.roles | _ADMIN
        people.set_roles(db, _id(person), roles)
        people.set_active(db, _id(person), True)
        audit.note(db, None, "change-roles", _subject(person), {"roles": sorted(roles), "by": "command line"}, now)
        if renewed:
            _set_password(db, None, person, renewed, "reset-password", now)
    asking.forget(records, person.id)
    return Person(person.id, number, person.name, person.department, roles)


def issue_first_code(
    records: Records, now: datetime, chance: Callable[[int], bytes] = secrets.token_bytes
) -> str | None:  # fmt: skip
    """A code with which somebody becomes the first administrator, once; None when there is an administrator.

    It is shown to whoever runs the server and kept nowhere.
    """
    letters = "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in chance(CODE_LENGTH))
    with records.writing() as db:
        if people.count_with_role(db, "admin"):
            return None
        codes.make(db, fingerprint(letters), FIRST_ADMIN, now)
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def register_first_admin(
    records: Records, code: str, new: Particulars, token: str, now: datetime, lasts: timedelta
) -> Person:  # fmt: skip
    """The first administrator, signed in with `token`. Raises Refused: code-wrong, has-admin or number-taken."""
    return _new_admin(records, new, "code", now, (code, token, lasts))


def _new_admin(
    records: Records, new: Particulars, by: str, now: datetime, entry: tuple[str, str, timedelta] | None = None
) -> Person:  # fmt: skip
    kept = hashed(new.password)
    roles = _ADMIN | _LEARNER
    with records.writing() as db:
        if entry:
            if people.count_with_role(db, "admin"):
                raise Refused("has-admin")
            code = "".join(entry[0].upper().replace("-", " ").split())
            if not codes.use(db, fingerprint(code), FIRST_ADMIN, now):
                raise Refused("code-wrong")
        person = people.add(db, new.employee_number, new.name, new.department, kept, roles, now)
        if entry:
            sessions.start(db, fingerprint(entry[1]), _id(person), now, now + entry[2])
        details = {"roles": sorted(roles), "by": by}
        audit.note(db, person.id if entry else None, "change-roles", _subject(person), details, now)
    return person


def has_admin(records: Records) -> bool:
    """Is there an administrator?"""
    with records.reading() as db:
        return people.count_with_role(db, "admin") > 0


def departments(records: Records) -> list[str]:
    """Departments people already belong to, for suggestions."""
    with records.reading() as db:
        return people.departments(db)


def _set_password(db: Any, asker_id: int | None, person: Person, kept: str, deed: str, now: datetime) -> None:
    people.set_password(db, _id(person), kept)
    ended = sessions.revoke_all(db, _id(person), now)
    audit.note(db, asker_id, deed, _subject(person), {"sign_ins_ended": ended}, now)


def _still(found: tuple[Person, str, bool] | None, kept: str) -> None:
    """The password was checked before the transaction; nobody may have changed it since."""
    if found is None or found[1] != kept:
        raise Stale("sign-in-wrong")


def _subject(person: Person) -> str:
    return f"person:{person.id}"


def _id(person: Person) -> int:
    assert person.id is not None
    return person.id
