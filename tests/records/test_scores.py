"""Scores in SQL, held against the same rules written in plain Python."""

import math
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from courseware.progress.scoring import Score
from courseware.questions import Grade
from courseware.records import bulk, people, scores, snapshots
from courseware.records.bulk import Finished, NewPerson
from courseware.records.scores import Filter, ScoreRow, Totals
from tests.records import sample
from tests.records.sample import DEVICE, NOW, later, quiz
from tests.records.test_attempts import start

DEPARTMENTS = ("滨江店", "西湖店")
QUIZZES = ("water", "trust", "levels")


def fill(records, attempts: int = 120, seed: int = 1) -> list[ScoreRow]:
    """Invent scores with many ties; every row that should be found for `all`, in no order."""
    chance = Random(seed)
    found: list[ScoreRow] = []
    with records.writing() as db:
        some = [NewPerson(f"{n:05}", f"某{n}", DEPARTMENTS[n % 2], "!", ["learner"], NOW) for n in range(6)]
        known = bulk.add_people(db, some)
        titles = {name: quiz(title={"zh": name, "en": f"{name} en"}) for name in QUIZZES}
        digests = {name: snapshots.keep(db, one) for name, one in titles.items()}
        order = sorted(range(attempts), key=lambda _: chance.random())
        made: list[Finished] = []
        for n in order:
            who, name = chance.randrange(6), chance.choice(QUIZZES)
            points = Fraction(chance.randrange(0, 10), 3)
            at = later(chance.randrange(0, 40))  # several at the same moment
            made.append(Finished(
                *known[who], name, digests[name], n, [], 80, at, at, "zh", {},
                {"one": Grade(points, Fraction(3), {})}, Score(points, Fraction(3)),
            ))  # fmt: skip
            found.append(ScoreRow(
                len(found) + 1, some[who].employee_number, some[who].name, some[who].department, name,
                titles[name].title, 0, at, at, points, Fraction(3), points * 100 / 3, 80, points * 100 / 3 >= 80,
            ))  # fmt: skip
        bulk.add_attempts(db, made)
    counts: Counter[tuple[str, str]] = Counter()
    numbered = []
    for row in sorted(found, key=lambda row: (row.submitted_at, row.attempt_id)):
        counts[row.employee_number, row.quiz_id] += 1
        numbered.append(replace(row, number=counts[row.employee_number, row.quiz_id]))
    return numbered


def expected(everything: list[ScoreRow], wanted: Filter) -> list[ScoreRow]:
    rows = [
        row
        for row in everything
        if (not wanted.department or row.department == wanted.department)
        and (not wanted.quiz_id or row.quiz_id == wanted.quiz_id)
        and (wanted.since is None or row.submitted_at >= wanted.since)
        and (wanted.until is None or row.submitted_at < wanted.until)
    ]
    ages = sorted(rows, key=lambda row: (row.submitted_at, row.attempt_id))
    order = {
        "best": sorted(ages, key=lambda row: -row.percent), "first": ages, "last": ages[::-1], "all": ages
    }[wanted.which]  # fmt: skip
    picked = {}
    for row in order[::-1]:
        picked[row.attempt_id if wanted.which == "all" else (row.employee_number, row.quiz_id)] = row
    status = {"": (True, False), "passed": (True,), "failed": (False,)}[wanted.status]
    chosen = [row for row in picked.values() if row.passed in status]
    return sorted(chosen, key=lambda row: (row.submitted_at, row.attempt_id), reverse=True)


FILTERS = [
    Filter(department, quiz_id, since, until, which, status)
    for department, quiz_id, (since, until), which, status in product(
        ("", "滨江店"), ("", "trust"), ((None, None), (later(10), None), (later(10), later(20))),
        ("best", "first", "last", "all"), ("", "passed", "failed"),
    )
]  # fmt: skip


def test_every_filter_finds_what_the_rules_say(records):
    everything = fill(records)
    with records.reading() as db:
        for wanted in FILTERS:
            right = expected(everything, wanted)
            assert list(scores.rows(db, wanted)) == right, wanted
            passed = sum(bool(row.passed) for row in right)
            people_in = len({row.employee_number for row in right})
            assert scores.totals(db, wanted) == Totals(people_in, len(right), passed, len(right) - passed), wanted


def test_pages_put_together_are_the_whole(records):
    fill(records, 70, seed=2)
    with records.reading() as db:
        for which in ("best", "all"):
            whole = list(scores.rows(db, Filter(which=which)))
            pages = [row for n in range(0, 80, 10) for row in scores.rows(db, Filter(which=which), 10, n)]
            assert pages == whole


def test_more_rows_than_one_fetch_arrive_in_order(records):
    fill(records, 2300, seed=3)
    with records.reading() as db:
        rows = list(scores.rows(db, Filter(which="all")))
    assert len(rows) == 2300
    assert rows == sorted(rows, key=lambda row: (row.submitted_at, row.attempt_id), reverse=True)


def test_an_empty_table_adds_up_to_nothing(records):
    with records.reading() as db:
        assert list(scores.rows(db, Filter())) == []
        assert scores.totals(db, Filter()) == Totals(0, 0, 0, 0)
        assert scores.quizzes(db) == {}


def test_open_attempts_and_guests_have_no_scores(records):
    person = sample.add(records)
    with records.writing() as db:
        start(db, person)
        start(db, DEVICE)
    with records.reading() as db:
        assert list(scores.rows(db, Filter(which="all"))) == []


def test_the_title_is_the_one_of_the_attempt(records):
    fill(records, 30)
    with records.reading() as db:
        assert {row.quiz.en for row in scores.rows(db, Filter())} == {f"{name} en" for name in QUIZZES}
        assert {name: title.zh for name, title in scores.quizzes(db).items()} == {name: name for name in QUIZZES}


def test_a_deactivated_person_keeps_their_scores(records):
    fill(records, 30)
    with records.writing() as db:
        before = list(scores.rows(db, Filter()))
        people.set_active(db, 1, False)
        assert list(scores.rows(db, Filter())) == before


@pytest.mark.parametrize("percent", [Fraction(80), Fraction(80) - Fraction(1, 10**30), Fraction(2, 3), Fraction(100)])
def test_what_sql_compares_is_never_above_the_exact_per_cent(percent):
    stored = bulk.attempts.totals(Score(percent, Fraction(100)))["score"]
    assert Fraction(stored) <= percent < Fraction(math.nextafter(stored, math.inf))
    assert (stored >= 80) == (percent >= 80)
