"""What rooms book to people, on both databases."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, timedelta
from fractions import Fraction
from random import Random

import pytest

from courseware.actions import accounts, audience, crediting, quizzes, reviews, rooms, scores
from courseware.actions.particulars import Particulars
from courseware.errors import Refused
from courseware.people import Person
from courseware.progress import booking
from courseware.progress.room import Put
from courseware.records import attempts, polls
from courseware.records import rooms as room_records
from courseware.records.scores import Filter
from courseware.records.tables import answer, attempt, grading
from courseware.words import Text
from tests.records.room import GUEST, Workshop
from tests.records.sample import add, later, quiz, together

HR = Person(1, "H", "H", "总部", frozenset({"hr"}))
CALLED = Text(zh="现场课：{title}（{code}）", en="Workshop: {title} ({code})")
LASTS = timedelta(days=1)


def put(name: str = "one") -> Put:
    """A question with the right option `a`, in a lesson."""
    body = quiz().question("one").model_dump(mode="json") | {"id": name}
    return Put("question", name, body, {}, "water", "bowls")


@pytest.fixture
def workshop(records):
    return Workshop(records)


class Course:
    """A workshop whose trainer asks, reveals and ends, minute by minute."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop, self.records, self.minute = workshop, workshop.records, 2.0
        self.room, self.trainer = workshop.room, workshop.trainer

    def ask(self, name: str = "one", revealed: bool = True, **choices: str) -> int:
        """Put it to the room; `choices` is by member: m1="a"."""
        self.minute += 1
        state = rooms.ask(self.records, self.trainer, self.room.id, put(name), later(self.minute)).state
        assert state.poll
        for member, choice in choices.items():
            assert self.workshop.vote(int(member[1:]), state.poll, choice, self.minute + 0.5) == "saved"
        if revealed:
            rooms.reveal(self.records, self.trainer, self.room.id, state.poll, later(self.minute + 1))
        self.minute += 1
        return state.poll

    def end(self):
        return rooms.end(self.records, self.trainer, self.room.id, later(self.minute), CALLED)

    def reopen(self):
        return rooms.open_(self.records, self.trainer, self.room.id, later(self.minute))

    def booked(self, person: Person):
        """Quiz id, points, maximum and questions of what the person was booked."""
        with self.records.reading() as db:
            found = [one for one in attempts.of_person(db, person) if booking.from_room(one.quiz_id)]
        return [
            (one.quiz_id, one.score and str(one.score.points), one.score and str(one.score.of),
             [item["question"] for item in one.paper])
            for one in found
        ]  # fmt: skip


@pytest.fixture
def course(workshop):
    return Course(workshop)


def rows(records, table):
    with records.reading() as db:
        return [dict(row._mapping) for row in db.execute(table.select().order_by(table.c.id))]


def test_a_signed_in_employee_has_the_rooms_answers_in_the_records_of_self_study(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, person, nickname="小林", language="en")
    course.workshop.enter(2)
    course.ask("one", m1="a", m2="b")
    course.ask("two", m1="b", m2="a")
    course.ask("hidden", revealed=False, m1="a")
    course.end()
    code = course.room.code
    assert course.booked(person) == [(f"room:{code}", "1", "2", ["one", "two"])]
    given = rows(records, answer)
    assert [(one["question_id"], one["response"], one["language"]) for one in given] == [
        ("one", {"choice": "a"}, "zh"), ("two", {"choice": "b"}, "zh"),
    ]  # fmt: skip
    assert given[0]["given_at"] == later(3.5)
    assert [(one["question_id"], one["points"], one["reason"]) for one in rows(records, grading)] == [
        ("one", "1", "room"), ("two", "0", "room"),
    ]  # fmt: skip
    found = scores.page(records, HR, Filter(), 20).rows
    assert [(one.employee_number, one.quiz.told("en"), one.mode, one.passed, one.pass_mark) for one in found] == [
        ("A1", f"Workshop: 周五班 ({code})", "room", None, 0)
    ]
    totals = scores.page(records, HR, Filter(), 20).totals
    assert (totals.attempts, totals.passed, totals.failed, totals.rooms) == (1, 0, 0, 1)
    for status in ("passed", "failed"):
        assert not scores.page(records, HR, Filter(status=status), 20).rows
    assert len(scores.page(records, HR, Filter(mode="room"), 20).rows) == 1
    assert not scores.page(records, HR, Filter(mode="self-study"), 20).rows


def test_a_room_uses_up_no_attempt_at_a_quiz_and_passes_none(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, person)
    for question in ("one", "many"):
        course.ask(question, m1="a")
    course.end()
    limited = quiz(attempts=1)
    assert quizzes.outlook(records, person, "water", limited, later(60)).left == 1
    assert quizzes.mine(records, person, "water") == []
    made = quizzes.begin(records, person, "water", limited, 7, later(60))
    quizzes.submit(records, person, made.id, later(61))
    assert [one.quiz_id for one in scores.page(records, HR, Filter(quiz_id="water"), 20).rows] == ["water"]


def test_what_the_room_asked_counts_for_mastery_and_comes_back_for_review(records, course):
    person, claimed = add(records, "A1"), add(records, "A2")
    course.workshop.enter(1, person)
    course.workshop.enter(2, employee_number="A2")
    course.ask("one", m1="b", m2="b")
    course.end()

    def today(who):
        return reviews.today(records, who, {"water": quiz()}, later(60 * 24 * 3), UTC)

    found = today(person)
    assert (found.cards["one"].rating, [card.question_id for card in found.left]) == (1, ["one"])
    assert not today(claimed).cards, "somebody else may have typed the number"


def test_only_what_was_asked_while_somebody_was_there_is_on_their_paper(records, course):
    early, late, silent = (add(records, f"A{n}") for n in (1, 2, 3))
    course.workshop.enter(1, early)
    course.workshop.enter(3, silent)
    course.ask("one", m1="a")
    course.workshop.enter(2, late, now=later(course.minute))
    course.ask("two", m2="a")
    course.end()
    assert course.booked(early)[0][1:] == ("1", "2", ["one", "two"])
    assert course.booked(late)[0][1:] == ("1", "1", ["two"])
    assert course.booked(silent) == [], "attended, and nothing was measured"


def test_a_question_put_twice_neither_mends_nor_spoils_the_first_time(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, person)
    course.ask("one", m1="b")
    course.ask("two", m1="a")
    course.ask("one", m1="a")
    course.end()
    code = course.room.code
    assert course.booked(person) == [(f"room:{code}", "1", "2", ["one", "two"]), (f"room:{code}:2", "1", "1", ["one"])]


def test_a_room_that_ends_again_books_only_what_is_new(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, person)
    hidden = course.ask("hidden", revealed=False, m1="a")
    course.ask("one", m1="a")
    course.end()
    before = course.booked(person)
    course.reopen()
    course.end()
    assert course.booked(person) == before
    course.reopen()
    rooms.reveal(records, course.trainer, course.room.id, hidden, later(course.minute))
    course.ask("two", m1="b")
    course.end()
    assert course.booked(person) == [*before, (f"room:{course.room.code}:2", "1", "2", ["hidden", "two"])]


def test_who_was_sent_out_is_booked_nothing(records, course):
    person = add(records, "A1")
    member = course.workshop.enter(1, person)
    course.ask("one", m1="a")
    rooms.remove(records, course.trainer, course.room.id, member, later(course.minute))
    course.end()
    assert course.booked(person) == []


def test_a_number_that_was_only_typed_is_booked_with_that_remark(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, employee_number="A1")
    course.ask("one", m1="a")
    course.end()
    assert course.booked(person) == [(f"room:{course.room.code}", "1", "1", ["one"])]
    assert [one.mode for one in scores.page(records, HR, Filter(), 20).rows] == ["room-by-number"]


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_number_that_somebody_else_gives_too_is_nobodys(records, course, signed_in):
    person = add(records, "A1")
    course.workshop.enter(1, employee_number="A1")
    if signed_in:
        course.workshop.enter(2, person)
    else:
        course.workshop.enter(2, employee_number="A1")
    course.ask("one", m1="b", m2="a")
    course.end()
    assert course.booked(person) == ([(f"room:{course.room.code}", "1", "1", ["one"])] if signed_in else [])
    assert all(one.mode == "room" for one in scores.page(records, HR, Filter(), 20).rows)


def test_a_number_without_an_account_waits_until_it_registers(records, course):
    course.workshop.enter(1, employee_number="N7")
    course.ask("one", m1="a")
    course.end()
    assert rows(records, attempt) == []
    new = Particulars("N7", "新人", "南京路店", "a long password")
    person = accounts.register(records, new, "", "a token", later(90), LASTS, CALLED)
    assert course.booked(person) == [(f"room:{course.room.code}", "1", "1", ["one"])]
    row = scores.page(records, HR, Filter(), 20).rows[0]
    assert (row.mode, row.submitted_at) == ("room-by-number", later(4))
    course.reopen()
    course.end()
    assert len(course.booked(person)) == 1


def test_who_signs_in_on_the_phone_that_voted_is_recognised(records, course):
    person, other = add(records, "A1"), add(records, "A2")
    course.workshop.enter(1, employee_number="A1")
    course.ask("one", m1="a")
    course.end()
    for token, who in (("phone-1", other), ("phone-9", person), ("phone-1", GUEST), ("", person)):
        crediting.recognise(records, course.room.code, token, who, later(30), CALLED)
    assert [one.mode for one in scores.page(records, HR, Filter(), 20).rows] == ["room-by-number"]
    for _ in range(2):
        crediting.recognise(records, course.room.code, "phone-1", person, later(30), CALLED)
    assert [one.mode for one in scores.page(records, HR, Filter(), 20).rows] == ["room"]
    assert len(course.booked(person)) == 1


def test_a_phone_that_gave_no_number_is_recognised_only_while_the_room_is_open(records, course):
    person, late = add(records, "A1"), add(records, "A2")
    course.workshop.enter(1)
    course.workshop.enter(2)
    course.ask("one", m1="a", m2="a")
    crediting.recognise(records, course.room.code, "phone-1", person, later(5), CALLED)
    course.end()
    crediting.recognise(records, course.room.code, "phone-2", late, later(30), CALLED)
    assert (len(course.booked(person)), course.booked(late)) == (1, [])


def test_the_number_of_somebody_else_is_not_verified_by_coming_on_another_day(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, employee_number="A1")
    course.ask("one", m1="a")
    course.end()
    course.reopen()
    course.workshop.enter(2, person, now=later(course.minute))
    course.ask("two", m2="b")
    course.end()
    modes = {one.quiz_id: one.mode for one in scores.page(records, HR, Filter(), 20).rows}
    code = course.room.code
    assert modes == {f"room:{code}": "room-by-number", f"room:{code}:2": "room"}


def test_a_room_that_nobody_ends_is_booked_half_a_day_later(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, person)
    course.ask("one", m1="a")
    assert crediting.catch_up(records, later(60 * 11), CALLED) == 0
    assert [crediting.catch_up(records, later(60 * hours), CALLED) for hours in (13, 13, 20)] == [1, 0, 0]
    assert len(course.booked(person)) == 1
    course.end()
    assert len(course.booked(person)) == 1


def test_a_question_that_no_longer_reads_does_not_keep_a_room_from_ending(records, course):
    person = add(records, "A1")
    course.workshop.enter(1, person)
    broken = replace(put("gone"), body={"id": "gone", "kind": "no-such-kind"})
    state = rooms.ask(records, course.trainer, course.room.id, broken, later(2)).state
    assert state.poll
    rooms.reveal(records, course.trainer, course.room.id, state.poll, later(2.5))
    course.ask("one", m1="a")
    assert course.end().ended_at
    assert course.booked(person) == [(f"room:{course.room.code}", "1", "1", ["one"])]


def test_two_trainers_who_end_the_room_at_once_book_once(records, course):
    people = [add(records, f"A{n}") for n in range(5)]
    for n, person in enumerate(people):
        course.workshop.enter(n, person)
    course.ask("one", **{f"m{n}": "a" for n in range(5)})

    def end(_):
        with suppress(Refused):  # the others are told that it is over
            course.end()

    together(end, 8)
    assert [len(course.booked(person)) for person in people] == [1] * 5


@pytest.mark.parametrize("seed", range(6))
def test_however_often_a_room_ends_each_vote_is_booked_exactly_once(records, course, seed):
    chance = Random(seed)
    people = {n: add(records, f"A{n}") for n in range(4)}
    here: set[int] = set()
    expected: dict[int, list[tuple[str, str]]] = {n: [] for n in people}
    waiting: list[tuple[int, str, dict[int, str]]] = []
    for _ in range(14):
        deed = chance.choice(["enter", "ask", "ask", "ask", "reveal", "end", "end"])
        if deed == "enter" and len(here) < len(people):
            n = min(set(people) - here)
            course.workshop.enter(n, people[n], now=later(course.minute))
            here.add(n)
        elif deed == "ask":
            votes = {n: chance.choice("abc") for n in here if chance.random() < 0.7}
            name, revealed = chance.choice(["one", "two", "six"]), chance.random() < 0.7
            poll = course.ask(name, revealed, **{f"m{n}": choice for n, choice in votes.items()})
            if revealed:
                for n, choice in votes.items():
                    expected[n].append((name, choice))
            else:
                waiting.append((poll, name, votes))
        elif deed == "reveal" and waiting:
            poll, name, votes = waiting.pop()
            rooms.reveal(records, course.trainer, course.room.id, poll, later(course.minute))
            for n, choice in votes.items():
                expected[n].append((name, choice))
        elif deed == "end":
            course.end()
            course.reopen()
    course.end()
    with records.writing() as db:
        room = room_records.by_id(db, course.room.id, held=True)
        assert room
        assert crediting.credit(db, room, later(99), CALLED) == 0
    mine = {n: [] for n in people}
    whose = {one["id"]: one["person_id"] for one in rows(records, attempt)}
    for one in rows(records, answer):
        n = next(n for n, person in people.items() if person.id == whose[one["attempt_id"]])
        mine[n].append((one["question_id"], one["response"]["choice"]))
    assert {n: sorted(some) for n, some in mine.items()} == {n: sorted(some) for n, some in expected.items()}
    for one in rows(records, attempt):
        assert Fraction(one["total_points"]) <= Fraction(one["total_maximum"])


def test_a_full_room_is_booked_in_one_transaction(records, course):
    people = [add(records, f"A{n}") for n in range(60)]
    for n, person in enumerate(people):
        course.workshop.enter(n, person)
    for name in ("one", "two", "six"):
        course.ask(name, **{f"m{n}": "abc"[n % 3] for n in range(60)})
    course.end()
    assert len(rows(records, attempt)) == 60
    with records.reading() as db:
        assert {len(polls.given(db, poll.id)) for poll in polls.of_room(db, course.room.id)} == {60}
    assert audience.given(records, course.room.code, "phone-0")
