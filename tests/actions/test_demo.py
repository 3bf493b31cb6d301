# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
from datetime import timedelta
from random import Random

import pytest

from courseware import questions
from courseware.actions import demo, quizzes
from courseware.content.demo import invented
from courseware.errors import Unready
from courseware.progress import paper
from courseware.progress.scoring import total
from courseware.questions import Grade
from courseware.records import attempts, people, scores
from courseware.records.database import Records
from courseware.records.scores import Filter
from tests.questions import desk
from tests.records.sample import NOW, add, quiz, quiz_without

NOTHING_LEFT = quiz_without("one", "many", "truth", "number", "match")
QUIZZES = {"water": quiz(), "trust": quiz(pass_mark=60), "gone": NOTHING_LEFT}


def fill(records, attempts=60, seed=12345):
    return demo.fill(records, QUIZZES, invented(), 20, attempts, seed, lambda password: f"hash of {password}", NOW)


def test_every_role_can_sign_in(records):
    accounts = fill(records)
    assert [account.role for account in accounts] == ["learner", "trainer", "hr", "admin"]
    with records.reading() as db:
        for account in accounts:
            found = people.find(db, account.employee_number)
            assert account.role in found[0].roles
            assert found[1:] == (f"hash of {account.password}", True)
        assert people.listed(db)[1] == 20
        assert set(people.departments(db)) <= set(invented()["departments"])


def test_invented_attempts_are_graded_by_the_rules(records):
    fill(records)
    with records.reading() as db:
        rows = list(scores.rows(db, Filter(which="all")))
        assert len(rows) == 60
        assert {row.quiz_id for row in rows} == {"water", "trust"}
        assert {row.passed for row in rows} == {True, False}
        assert all(NOW - timedelta(demo.DAYS) <= row.began_at < row.submitted_at <= NOW for row in rows)
        found = {number: people.find(db, number)[0] for number in {row.employee_number for row in rows}}
        for row in rows:
            points = attempts.gradings(db, row.attempt_id).values()
            assert total(Grade(won, of, {}) for won, of in points).points == row.points
    for row in rows[:10]:
        sitting = quizzes.look(records, found[row.employee_number], row.attempt_id, NOW)
        assert all(sitting.response(name) for name in sitting.given)


def test_the_same_seed_invents_the_same(records, tmp_path, migrated_file):
    path = tmp_path / "second.db"
    path.write_bytes(migrated_file.read_bytes())
    second = Records(f"sqlite:///{path}")
    assert fill(records) == fill(second)
    with records.reading() as db, second.reading() as other:
        assert list(scores.rows(db, Filter(which="all"))) == list(scores.rows(other, Filter(which="all")))


def test_a_database_with_people_is_refused(records):
    add(records)
    with pytest.raises(Unready, match="people already"):
        fill(records)


def test_people_can_be_invented_without_attempts(records):
    fill(records, attempts=0)
    with records.reading() as db:
        assert scores.totals(db, Filter()).attempts == 0


@pytest.mark.parametrize("kind", questions.names())
def test_a_wrong_answer_can_be_invented_for_every_kind(kind):
    for question, _ in desk.samples(kind):
        rules = paper.rules(question)
        drawn, key = rules.draw(question, 1), demo._key(question)
        guesses = [demo._guessed(question, key, drawn, Random(n)) for n in range(30)]
        grades = [rules.grade(question, drawn, paper.revived(question, one)) for one in guesses]
        assert not all(grade.full for grade in grades)
