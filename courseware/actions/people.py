"""Administering people: roles, and who may sign in. Only for those with the right manage-people."""

from collections.abc import Collection
from datetime import datetime

from courseware.actions import asking
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person, Role
from courseware.records import audit, people, sessions
from courseware.records.database import Connection, Records
from courseware.records.people import Account


def list_people(
    records: Records, asker: Person, search: str = "", department: str = "", page: int = 1, size: int = 50
) -> tuple[list[Account], int]:
    """One page of the people whose name or number has `search` in it, and how many there are. Raises Forbidden."""
    _allowed(asker)
    with records.reading() as db:
        return people.listed(db, search, department, page, size)


def change_roles(records: Records, asker: Person, person_id: int, roles: Collection[Role], now: datetime) -> None:
    """Exactly these roles from now on.

    Raises Forbidden, Missing("no-such-person"), and Refused("last-admin") if nobody else could administer.
    """
    _allowed(asker)
    with records.writing() as db:
        admins = people.count_with_role(db, "admin", held=True)
        account = _account(db, person_id)
        before = account.person.roles
        if frozenset(roles) == before:
            return
        if account.active and "admin" in before and "admin" not in roles and admins == 1:
            raise Refused("last-admin")
        people.set_roles(db, person_id, roles)
        details = {"from": sorted(before), "to": sorted(roles)}
        audit.note(db, asker.id, "change-roles", f"person:{person_id}", details, now)
    asking.forget(records, person_id)


def set_active(records: Records, asker: Person, person_id: int, active: bool, now: datetime) -> None:
    """Let somebody sign in, or not any more: then all their sign-ins end, and their scores stay.

    Raises as `change_roles`.
    """
    _allowed(asker)
    with records.writing() as db:
        admins = people.count_with_role(db, "admin", held=True)
        account = _account(db, person_id)
        if account.active == active:
            return
        if not active and "admin" in account.person.roles and admins == 1:
            raise Refused("last-admin")
        people.set_active(db, person_id, active)
        ended = 0 if active else sessions.revoke_all(db, person_id, now)
        deed = "activate" if active else "deactivate"
        audit.note(db, asker.id, deed, f"person:{person_id}", {"sign_ins_ended": ended}, now)
    asking.forget(records, person_id)


def _allowed(asker: Person) -> None:
    if not asker.may("manage-people"):
        raise Forbidden


def _account(db: Connection, person_id: int) -> Account:
    account = people.by_id(db, person_id)
    if account is None:
        raise Missing("no-such-person")
    return account
