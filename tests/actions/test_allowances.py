import pytest

from courseware.actions import allowances as deeds
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.progress.allowances import Allowance
from courseware.records import allowances, audit
from tests.records.sample import DEVICE, NOW, add, later, together


@pytest.fixture
def hr(records):
    return add(records, "HR1", ("learner", "hr"), name="周敏")


def test_hr_grants_and_withdraws_and_both_are_written_down(records, hr):
    lin = add(records, "1", name="林晓雨")
    deeds.grant(records, hr, lin.id, "water", Allowance(25, 2), " 术后\n恢复 ", later(1))
    assert [(one.name, one.quiz_id, one.allowance, one.reason, one.by) for one in deeds.standing(records, hr)] == [
        ("林晓雨", "water", Allowance(25, 2), "术后 恢复", "周敏")
    ]
    deeds.grant(records, hr, lin.id, "water", Allowance(), "已康复", later(2))
    assert deeds.standing(records, hr) == []
    with records.reading() as db:
        assert allowances.of(db, lin.id, "water") == Allowance()
        noted = audit.latest(db)[0]
    assert noted == audit.Entry(
        later(2), hr.id, "grant-allowance", f"person:{lin.id}",
        {"quiz": "water", "from": {"extra_time": 25, "extra_attempts": 2},
         "to": {"extra_time": 0, "extra_attempts": 0}, "reason": "已康复"},
    )  # fmt: skip


def test_only_hr_and_administrators_grant_or_see(records, hr):
    lin = add(records, "1")
    for asker in (add(records, "2", ("learner", "trainer")), lin, Person(), DEVICE):
        for deed in (
            lambda who: deeds.grant(records, who, lin.id, None, Allowance(50, 1), "x", NOW),
            lambda who: deeds.standing(records, who),
            lambda who: deeds.find(records, who, "1"),
        ):
            with pytest.raises(Forbidden):
                deed(asker)
    deeds.grant(records, add(records, "A1", ("admin",)), lin.id, None, Allowance(50, 1), "x", NOW)
    assert len(deeds.standing(records, hr)) == 1


@pytest.mark.parametrize(
    ("allowance", "reason", "key"),
    [
        (Allowance(301, 0), "x", "allowance-large"),
        (Allowance(0, 21), "x", "allowance-large"),
        (Allowance(-1, 1), "x", "allowance-large"),
        (Allowance(25, 0), "  ", "reason-missing"),
        (Allowance(25, 0), "长" * 201, "reason-long"),
        (Allowance(0, 0), "x", "nothing-granted"),
    ],
)
def test_what_makes_no_sense_is_refused(records, hr, allowance, reason, key):
    with pytest.raises(Refused) as refused:
        deeds.grant(records, hr, add(records, "1").id, None, allowance, reason, NOW)
    assert refused.value.key == key
    with pytest.raises(Missing):
        deeds.grant(records, hr, 999, None, Allowance(25, 0), "x", NOW)
    assert deeds.standing(records, hr) == []


def test_people_are_found_by_name_or_number(records, hr):
    add(records, "00123", name="林晓雨")
    assert [one.name for one in deeds.find(records, hr, "0012")] == ["林晓雨"]
    assert [one.employee_number for one in deeds.find(records, hr, "晓雨")] == ["00123"]
    assert deeds.find(records, hr, "  ") == []


def test_of_many_who_grant_at_once_the_last_word_stands_alone(records, hr):
    lin = add(records, "1")
    assert together(lambda n: deeds.grant(records, hr, lin.id, None, Allowance(n + 1, 0), "x", NOW)) == [None] * 15
    with records.reading() as db:
        found = deeds.standing(records, hr)
        assert [one.allowance for one in found] == [allowances.of(db, lin.id, "water")]
        assert len([entry for entry in audit.latest(db) if entry.deed == "grant-allowance"]) == 15
