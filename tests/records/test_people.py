# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
from datetime import timedelta

import pytest

from courseware.errors import Refused
from courseware.records import audit, codes, people, sessions
from tests.records.sample import NOW, add, later, together


def test_a_person_is_found_by_number_with_roles_and_password(records):
    made = add(records, "00017", ("learner", "hr"))
    with records.reading() as db:
        assert people.find(db, "00017") == (made, "hash", True)
        assert people.find(db, "17") is None
        assert people.by_id(db, made.id).registered_at == NOW
        assert people.by_id(db, made.id + 1) is None


def test_a_number_is_given_once(records):
    add(records, "00017")
    with pytest.raises(Refused) as caught:
        add(records, "00017")
    assert caught.value.key == "number-taken"
    assert caught.value.values == {"number": "00017"}


def test_a_person_without_a_role_is_still_a_person(records):
    made = add(records, roles=())
    with records.reading() as db:
        assert people.find(db, "00017")[0] == made
        assert people.listed(db)[1] == 1


def test_people_are_listed_by_number_a_page_at_a_time(records):
    for n in range(25, 0, -1):
        add(records, f"{n:05}", ("learner", "hr"), department="滨江店" if n % 2 else "西湖店")
    with records.reading() as db:
        first, total = people.listed(db, page=1, size=10)
        last, _ = people.listed(db, page=3, size=10)
        odd, odds = people.listed(db, department="滨江店", size=100)
        assert people.departments(db) == sorted(["滨江店", "西湖店"])
    assert total == 25
    assert [one.person.employee_number for one in first] == [f"{n:05}" for n in range(1, 11)]
    assert [one.person.employee_number for one in last] == [f"{n:05}" for n in range(21, 26)]
    assert first[0].person.roles == {"learner", "hr"}
    assert odds == len(odd) == 13


@pytest.mark.parametrize(
    ("search", "found"),
    [("芳", ["A1"]), ("a", ["A1", "A_2"]), ("_", ["A_2"]), ("%", []), (" 李 ", ["A_2"]), ("", ["A1", "A_2", "B3"])],
)
def test_a_search_looks_into_names_and_numbers(records, search, found):
    add(records, "A1", name="王芳")
    add(records, "A_2", name="李娜")
    add(records, "B3", name="张伟")
    with records.reading() as db:
        assert [one.person.employee_number for one in people.listed(db, search)[0]] == found


def test_roles_password_and_activity_change(records):
    made = add(records, roles=("learner", "hr"))
    with records.writing() as db:
        people.set_roles(db, made.id, {"learner", "trainer"})
        people.set_password(db, made.id, "other")
        people.set_active(db, made.id, False)
    with records.reading() as db:
        found = people.find(db, "00017")
    assert found[0].roles == {"learner", "trainer"}
    assert found[1:] == ("other", False)


def test_all_roles_can_be_taken_away(records):
    made = add(records, roles=("learner", "hr"))
    with records.writing() as db:
        people.set_roles(db, made.id, ())
        assert people.by_id(db, made.id).person.roles == frozenset()


def test_only_active_people_count_for_a_role(records):
    add(records, "1", ("admin",))
    gone = add(records, "2", ("admin", "hr"))
    with records.writing() as db:
        people.set_active(db, gone.id, False)
        assert people.count_with_role(db, "admin") == 1
        assert people.count_with_role(db, "admin", held=True) == 1
        assert people.count_with_role(db, "trainer") == 0


def signed_in(records, **until):
    person = add(records, roles=("learner", "hr"))
    with records.writing() as db:
        sessions.start(db, "token", person.id, NOW, NOW + timedelta(**until or {"days": 14}))
    return person


def test_a_sign_in_says_who_it_is(records):
    person = signed_in(records)
    with records.reading() as db:
        assert sessions.person(db, "token", later(1)) == person
        assert sessions.person(db, "other", later(1)) is None


def test_a_sign_in_expires(records):
    signed_in(records, minutes=5)
    with records.reading() as db:
        assert sessions.person(db, "token", later(4.9))
        assert sessions.person(db, "token", later(5)) is None


def test_a_revoked_sign_in_is_nobody(records):
    signed_in(records)
    with records.writing() as db:
        sessions.revoke(db, "token", later(1))
        assert sessions.person(db, "token", later(1)) is None


def test_all_sign_ins_of_a_person_can_be_revoked_at_once(records):
    person = signed_in(records)
    with records.writing() as db:
        sessions.start(db, "phone", person.id, NOW, later(60))
        sessions.start(db, "old", person.id, NOW, later(1))
        assert sessions.revoke_all(db, person.id, later(2)) == 2
        assert sessions.person(db, "token", later(2)) is None
        assert sessions.person(db, "phone", later(2)) is None


def test_a_deactivated_person_is_not_signed_in(records):
    person = signed_in(records)
    with records.writing() as db:
        people.set_active(db, person.id, False)
        assert sessions.person(db, "token", later(1)) is None


def test_a_code_works_once_and_for_its_purpose(records):
    with records.writing() as db:
        codes.make(db, "code", "first-admin", NOW)
    with records.writing() as db:
        assert codes.unused(db, "first-admin") == 1
        assert not codes.use(db, "code", "something-else", NOW)
        assert not codes.use(db, "cod", "first-admin", NOW)
        assert codes.use(db, "code", "first-admin", NOW)
        assert not codes.use(db, "code", "first-admin", NOW)
        assert codes.unused(db, "first-admin") == 0


def test_of_fifteen_who_use_one_code_one_succeeds(records):
    with records.writing() as db:
        codes.make(db, "code", "first-admin", NOW)

    def use(_):
        with records.writing() as db:
            return codes.use(db, "code", "first-admin", NOW)

    assert sum(together(use)) == 1


def test_the_audit_keeps_deeds_in_order(records):
    person = add(records)
    with records.writing() as db:
        audit.note(db, None, "first", "settings", {"名": ["值"]}, NOW)
        audit.note(db, person.id, "second", "person:1", {}, later(1))
    with records.reading() as db:
        second, first = audit.latest(db)
    assert first == audit.Entry(NOW, None, "first", "settings", {"名": ["值"]})
    assert (second.person_id, second.at) == (person.id, later(1))
