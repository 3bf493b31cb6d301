"""People and their roles."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from courseware.errors import Refused
from courseware.people import Person, Role
from courseware.records.tables import person as t
from courseware.records.tables import person_role


@dataclass(frozen=True)
class Account:
    """A person as administrators see them."""

    person: Person
    active: bool
    registered_at: datetime


_WITH_ROLES = select(t, person_role.c.role).outerjoin(person_role, person_role.c.person_id == t.c.id)
_BY_NUMBER = _WITH_ROLES.where(t.c.employee_number == bindparam("employee_number"))
_BY_ID = _WITH_ROLES.where(t.c.id == bindparam("id"))
_DEPARTMENTS = select(t.c.department).distinct().order_by(t.c.department)
_WITH_ROLE = select(t.c.id).join(person_role, person_role.c.person_id == t.c.id)
_WITH_ROLE = _WITH_ROLE.where(person_role.c.role == bindparam("role"), t.c.active).order_by(t.c.id)


def add(
    db: Connection, employee_number: str, name: str, department: str, password_hash: str, roles: Iterable[Role],
    now: datetime,
) -> Person:  # fmt: skip
    """A new person; raises Refused("number-taken")."""
    row = {
        "employee_number": employee_number, "name": name, "department": department, "password_hash": password_hash,
        "active": True, "registered_at": now,
    }  # fmt: skip
    try:
        person_id: int = db.execute(insert(t).values(row).returning(t.c.id)).scalar_one()
    except IntegrityError as error:
        raise Refused("number-taken", number=employee_number) from error
    _add_roles(db, person_id, roles)
    return Person(person_id, employee_number, name, department, frozenset(roles))


def find(db: Connection, employee_number: str) -> tuple[Person, str, bool] | None:
    """The person of that number, the hash of their password, and whether the account is active."""
    rows = db.execute(_BY_NUMBER, {"employee_number": employee_number}).all()
    return (_person(rows), rows[0].password_hash, rows[0].active) if rows else None


def by_id(db: Connection, person_id: int) -> Account | None:
    """The account of that id."""
    rows = db.execute(_BY_ID, {"id": person_id}).all()
    return _account(rows) if rows else None


def listed(
    db: Connection, search: str = "", department: str = "", page: int = 1, size: int = 50
) -> tuple[list[Account], int]:
    """One page of people, by employee number, and how many there are on all pages.

    `search` is part of a name or a number, `department` a whole department; empty means everybody.
    """
    wanted = select(t.c.id)
    if search := search.strip().lower():
        like = [func.lower(column).contains(search, autoescape=True) for column in (t.c.name, t.c.employee_number)]
        wanted = wanted.where(or_(*like))
    if department:
        wanted = wanted.where(t.c.department == department)
    total = db.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    ids = wanted.order_by(t.c.employee_number).limit(size).offset((max(page, 1) - 1) * size).subquery()
    rows = db.execute(_WITH_ROLES.join(ids, ids.c.id == t.c.id).order_by(t.c.employee_number)).all()
    people: dict[int, list[Row]] = {}
    for row in rows:
        people.setdefault(row.id, []).append(row)
    return [_account(one) for one in people.values()], total


def set_roles(db: Connection, person_id: int, roles: Collection[Role]) -> None:
    """Exactly these roles from now on."""
    gone = and_(person_role.c.person_id == person_id, person_role.c.role.not_in(list(roles)))
    db.execute(delete(person_role).where(gone))
    held = set(db.execute(select(person_role.c.role).where(person_role.c.person_id == person_id)).scalars())
    _add_roles(db, person_id, set(roles) - held)


def set_active(db: Connection, person_id: int, active: bool) -> None:
    """May the person sign in?"""
    db.execute(update(t).where(t.c.id == person_id).values(active=active))


def set_password(db: Connection, person_id: int, password_hash: str) -> None:
    """Another password."""
    db.execute(update(t).where(t.c.id == person_id).values(password_hash=password_hash))


def departments(db: Connection) -> list[str]:
    """Every department somebody belongs to."""
    return list(db.execute(_DEPARTMENTS).scalars())


def count_with_role(db: Connection, role: Role, held: bool = False) -> int:
    """How many active people have the role.

    `held` keeps these people as they are until the transaction ends: whoever else asks so waits, and counts anew.
    """
    statement: Select = _WITH_ROLE.with_for_update() if held else _WITH_ROLE
    return len(db.execute(statement, {"role": role}).all())


def anybody(db: Connection) -> bool:
    """Is there any person at all?"""
    return db.execute(select(t.c.id).limit(1)).first() is not None


def _add_roles(db: Connection, person_id: int, roles: Iterable[Role]) -> None:
    rows = [{"person_id": person_id, "role": role} for role in sorted(set(roles))]
    if rows:
        db.execute(insert(person_role), rows)


def _person(rows: Sequence[Row]) -> Person:
    first = rows[0]
    roles = frozenset(row.role for row in rows if row.role)
    return Person(first.id, first.employee_number, first.name, first.department, roles)


def _account(rows: Sequence[Row]) -> Account:
    return Account(_person(rows), rows[0].active, rows[0].registered_at)
