from courseware.progress.allowances import Allowance
from courseware.records import allowances
from tests.records.sample import add, later


def test_the_latest_row_of_person_and_quiz_counts(records):
    person, other, hr = add(records, "1"), add(records, "2"), add(records, "3", ("hr",))
    with records.writing() as db:
        assert allowances.of(db, person.id, "water") == Allowance(0, 0)
        allowances.grant(db, person.id, None, Allowance(25, 0), "术后恢复", hr.id, later(0))
        allowances.grant(db, person.id, "water", Allowance(25, 1), "停电", hr.id, later(1))
        allowances.grant(db, person.id, "water", Allowance(50, 2), "停电两次", hr.id, later(2))
    with records.reading() as db:
        assert allowances.of(db, person.id, "water") == Allowance(50, 2)
        assert allowances.of(db, person.id, "trust") == Allowance(25, 0)
        assert allowances.of(db, other.id, "water") == Allowance()
        assert allowances.latest(db, person.id, None) == Allowance(25, 0)
        assert allowances.latest(db, person.id, "trust") == Allowance()


def test_what_stands_leaves_out_what_was_replaced_or_withdrawn(records):
    person, hr = add(records, "1"), add(records, "3", ("hr",), name="周敏")
    with records.writing() as db:
        allowances.grant(db, person.id, None, Allowance(25, 0), "术后恢复", hr.id, later(0))
        allowances.grant(db, person.id, "water", Allowance(0, 1), "停电", hr.id, later(1))
        allowances.grant(db, person.id, "trust", Allowance(0, 3), "换岗", hr.id, later(2))
        allowances.grant(db, person.id, "water", Allowance(), "已补考", hr.id, later(3))
        found = allowances.standing(db)
        assert allowances.of(db, person.id, "water") == Allowance(25, 0)
    assert [(one.quiz_id, one.allowance, one.reason, one.by, one.at) for one in found] == [
        ("trust", Allowance(0, 3), "换岗", "周敏", later(2)),
        (None, Allowance(25, 0), "术后恢复", "周敏", later(0)),
    ]
