# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
import pytest

from courseware.actions import asking
from courseware.actions import people as deeds
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.records import audit, people, sessions
from tests.records.sample import NOW, add, later, together


@pytest.fixture
def admin(records):
    return add(records, "1", ("admin",))


def test_only_administrators_see_or_change_people(records, admin):
    for asker in (add(records, "2", ("learner", "trainer", "hr")), Person(), Person(device="a-device")):
        for deed in (
            lambda who: deeds.list_people(records, who),
            lambda who: deeds.change_roles(records, who, admin.id, {"learner"}, NOW),
            lambda who: deeds.set_active(records, who, admin.id, False, NOW),
        ):
            with pytest.raises(Forbidden):
                deed(asker)


def test_people_are_listed(records, admin):
    add(records, "2", name="李娜")
    rows, total = deeds.list_people(records, admin, "李")
    assert [row.person.name for row in rows] == ["李娜"]
    assert total == 1


def test_changing_roles_is_written_down(records, admin):
    other = add(records, "2")
    deeds.change_roles(records, admin, other.id, {"learner", "hr"}, later(1))
    deeds.change_roles(records, admin, other.id, {"hr", "learner"}, later(2))  # the same: no deed
    with records.reading() as db:
        assert people.by_id(db, other.id).person.roles == {"learner", "hr"}
        assert audit.latest(db) == [
            audit.Entry(
                later(1), admin.id, "change-roles", f"person:{other.id}", {"from": ["learner"], "to": ["hr", "learner"]}
            )
        ]


def test_a_change_is_felt_at_once_by_who_is_signed_in(records, admin):
    other = add(records, "2")
    with records.writing() as db:
        sessions.start(db, asking.fingerprint("token"), other.id, NOW, later(60))
    assert asking.whose(records, "token", NOW) == other
    deeds.change_roles(records, admin, other.id, {"hr"}, NOW)
    assert asking.whose(records, "token", NOW).roles == {"hr"}
    deeds.set_active(records, admin, other.id, False, NOW)
    assert asking.whose(records, "token", NOW) is None


def test_a_closed_account_is_signed_out_and_can_be_opened_again(records, admin):
    other = add(records, "2")
    with records.writing() as db:
        sessions.start(db, "token", other.id, NOW, later(60))
    deeds.set_active(records, admin, other.id, False, later(1))
    with records.reading() as db:
        assert sessions.person(db, "token", later(1)) is None
    deeds.set_active(records, admin, other.id, True, later(2))
    with records.reading() as db:
        assert people.by_id(db, other.id).active
        assert sessions.person(db, "token", later(2)) is None
        assert [one.deed for one in audit.latest(db)] == ["activate", "deactivate"]


def test_the_last_administrator_stays(records, admin):
    for deed in (
        lambda: deeds.change_roles(records, admin, admin.id, {"learner"}, NOW),
        lambda: deeds.set_active(records, admin, admin.id, False, NOW),
    ):
        with pytest.raises(Refused) as caught:
            deed()
        assert caught.value.key == "last-admin"
    deeds.change_roles(records, admin, admin.id, {"admin", "hr"}, NOW)


def test_a_closed_account_is_no_administrator_to_fall_back_on(records, admin):
    other = add(records, "2", ("admin",))
    deeds.set_active(records, admin, other.id, False, NOW)
    with pytest.raises(Refused):
        deeds.set_active(records, admin, admin.id, False, NOW)
    deeds.change_roles(records, admin, other.id, {"learner"}, NOW)  # a closed one may lose the role


def test_nobody_unknown_is_changed(records, admin):
    for deed in (
        lambda: deeds.change_roles(records, admin, 99, {"hr"}, NOW),
        lambda: deeds.set_active(records, admin, 99, True, NOW),
    ):
        with pytest.raises(Missing) as caught:
            deed()
        assert caught.value.key == "no-such-person"


def test_fifteen_administrators_who_all_leave_at_once_leave_one_behind(records):
    admins = [add(records, f"{n}", ("admin",)) for n in range(15)]

    def leave(n):
        if n % 2:
            return deeds.change_roles(records, admins[n], admins[n].id, {"learner"}, NOW)
        return deeds.set_active(records, admins[n], admins[n].id, False, NOW)

    done = together(leave)
    assert [one.key for one in done if isinstance(one, Refused)] == ["last-admin"]
    assert done.count(None) == 14
    with records.reading() as db:
        assert people.count_with_role(db, "admin") == 1
