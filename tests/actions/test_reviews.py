# pyright: reportOptionalMemberAccess=false
"""Reviewing, on both databases."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from courseware.actions import quizzes, reviews
from courseware.content.models import Quiz
from courseware.errors import Missing, Refused, Stale, Unreadable
from courseware.people import Person
from courseware.progress.review import AGAIN, GOOD, HARD
from courseware.records import attempts
from courseware.records.tables import participation, review
from tests.records.sample import DEVICE, NOW, PARTLY, RIGHT, add, later, quiz, quiz_without, together

ZONE = ZoneInfo("Asia/Shanghai")
BANK: dict[str, Quiz] = {"water": quiz()}
NAMES = {"one", "many", "truth", "number", "match"}


def days(n: float):
    return NOW + timedelta(days=n)


def hand_in(records: Any, person: Person, forms: Any, at: float = 0, name: str = "water", bank: Any = BANK) -> int:
    made = quizzes.begin(records, person, name, bank[name], 7, days(at))
    for question, form in forms.items():
        quizzes.answer(records, person, made.id, question, 1, form, "zh", days(at))
    quizzes.submit(records, person, made.id, days(at))
    return made.id


def today(records, person, at, bank=BANK, rounds=1):
    return reviews.today(records, person, bank, days(at), ZONE, rounds)


def answer(records, person, question, at, turn=1, form: Any = RIGHT, bank=BANK):
    given = form[question] if form is RIGHT else form
    return reviews.answer(records, person, bank, question, turn, given, "zh", days(at), ZONE)


def left(found) -> list[str]:
    return [card.question_id for card in found.left]


def rows(records, table=review) -> int:
    with records.reading() as db:
        return db.execute(select(func.count()).select_from(table)).scalar_one()


def test_what_was_missed_comes_back_the_next_day_and_what_was_right_later(records):
    person = add(records)
    hand_in(records, person, {"one": RIGHT["one"], **PARTLY})
    assert left(today(records, person, 0)) == []
    assert today(records, person, 0).upcoming == (1, 4)
    assert set(left(today(records, person, 1))) == NAMES - {"one"}
    assert left(today(records, person, 1))[:2] == ["number", "truth"]  # unanswered, before what was partly right
    assert set(left(today(records, person, 2))) == NAMES


def test_an_answered_review_leaves_the_queue_and_the_day_keeps_its_count(records):
    person = add(records)
    hand_in(records, person, {})
    before = today(records, person, 1)
    first = before.left[0].question_id
    made = answer(records, person, first, 1)
    after = today(records, person, 1)
    assert (after.done, left(after)) == (1, left(before)[1:])
    assert after.cards[first].rating == GOOD
    assert reviews.look(records, person, BANK, made, days(1), ZONE).rating == GOOD


@pytest.mark.parametrize(
    ("question", "form", "rating"),
    [("one", {"choice": ["b"]}, AGAIN), ("many", PARTLY["many"], HARD), ("many", RIGHT["many"], GOOD),
     ("number", None, AGAIN)],
)  # fmt: skip
def test_the_server_grades(records, question, form, rating):
    person = add(records)
    hand_in(records, person, {})
    made = answer(records, person, question, 1, form=form)
    seen = reviews.look(records, person, BANK, made, days(1), ZONE)
    assert (seen.rating, seen.turn.number, seen.reviewed_at) == (rating, 1, days(1))
    assert (seen.response is None) == (form is None)


def test_the_same_turn_asks_the_same_and_the_next_asks_anew(records):
    person = add(records)
    hand_in(records, person, {})
    first = today(records, person, 1).turn
    assert first == today(records, person, 1).turn
    drawn = set()
    for n in range(1, 9):  # the order of four options, drawn eight times
        made = answer(records, person, "many", n, turn=n, form=None)
        drawn.add(str(reviews.look(records, person, BANK, made, days(n), ZONE).turn.parameters))
    assert len(drawn) > 1


def test_sending_a_review_again_counts_once(records):
    person = add(records)
    hand_in(records, person, {})
    assert answer(records, person, "one", 1) == answer(records, person, "one", 1.001)
    assert rows(records) == 1


def test_fifteen_senders_at_once_append_one_row(records):
    person = add(records)
    hand_in(records, person, {})
    made = together(lambda n: answer(records, person, "one", 1))
    assert len(set(made)) == 1, made
    assert rows(records) == 1


def test_another_tab_that_was_there_first_makes_a_review_stale(records):
    person = add(records)
    hand_in(records, person, {})
    answer(records, person, "one", 1)
    for turn, form in ((1, {"choice": ["b"]}), (1, None), (3, RIGHT["one"]), (0, RIGHT["one"])):
        with pytest.raises(Stale) as caught:
            answer(records, person, "one", 1, turn=turn, form=form)
        assert caught.value.key == "stale-review"
    assert rows(records) == 1


def test_nothing_is_reviewed_before_it_is_due(records):
    person = add(records)
    hand_in(records, person, RIGHT)
    for at in (0, 1):
        with pytest.raises(Missing) as caught:
            answer(records, person, "one", at)
        assert caught.value.key == "not-due"
    answer(records, person, "one", 2)
    with pytest.raises(Missing):
        answer(records, person, "one", 2, turn=2)


def test_a_question_never_asked_or_unknown_is_not_reviewed(records):
    person = add(records)
    for name in ("one", "nothing"):
        with pytest.raises(Missing):
            answer(records, person, name, 1, form=RIGHT["one"])
    assert rows(records, participation) == 0


def test_an_unreadable_form_saves_nothing(records):
    person = add(records)
    hand_in(records, person, {})
    with pytest.raises(Unreadable):
        answer(records, person, "one", 1, form={"choice": ["zzz"]})
    assert rows(records) == 0


def test_a_running_attempt_hides_its_questions_and_their_answers(records):
    person = add(records)
    hand_in(records, person, {})
    made = answer(records, person, "one", 1)
    running = quizzes.begin(records, person, "water", BANK["water"], 8, days(1))
    assert left(today(records, person, 1)) == []
    assert reviews.look(records, person, BANK, made, days(1), ZONE) is None
    with pytest.raises(Missing):
        answer(records, person, "many", 1)
    quizzes.submit(records, person, running.id, days(1))
    assert reviews.look(records, person, BANK, made, days(1), ZONE)
    assert set(left(today(records, person, 2))) == NAMES


def test_retired_and_removed_questions_never_come_back(records):
    person = add(records)
    hand_in(records, person, {})
    assert set(left(today(records, person, 1, {"water": quiz_without("one", "match")}))) == NAMES - {"one", "match"}
    assert left(today(records, person, 1, {})) == []


def test_the_latest_grading_counts_at_the_time_of_the_answer(records):
    from courseware.questions import Grade

    person = add(records)
    made = hand_in(records, person, {})
    with records.writing() as db:
        full = {name: Grade(BANK["water"].question(name).points, BANK["water"].question(name).points, {})
                for name in NAMES}  # fmt: skip
        attempts.grade(db, made, full, 2, "regraded", days(9))
    found = today(records, person, 1)
    assert left(found) == []
    assert {card.rating for card in found.cards.values()} == {GOOD}
    assert set(left(today(records, person, 2))) == NAMES


def test_a_guest_reviews_on_their_device(records):
    hand_in(records, DEVICE, {})
    made = answer(records, DEVICE, "one", 1)
    assert today(records, DEVICE, 1).done == 1
    assert today(records, Person(device="another-device-here"), 1) == reviews.Today()
    assert reviews.look(records, Person(device="another-device-here"), BANK, made, days(1), ZONE) is None


def test_a_guest_without_a_device_reviews_nothing(records):
    assert today(records, Person(), 1) == reviews.Today()
    assert reviews.look(records, Person(), BANK, 1, days(1), ZONE) is None
    with pytest.raises(Refused) as caught:
        answer(records, Person(), "one", 1)
    assert caught.value.key == "no-cookie"


@pytest.mark.parametrize("roles", [("learner",), ("learner", "hr"), ("admin", "learner")])
def test_nobody_sees_or_moves_the_reviews_of_somebody_else(records, roles):
    mine, other = add(records), add(records, "00018", roles)
    hand_in(records, mine, {})
    made = answer(records, mine, "one", 1)
    assert today(records, other, 1) == reviews.Today()
    assert reviews.look(records, other, BANK, made, days(1), ZONE) is None
    with pytest.raises(Missing):
        answer(records, other, "many", 1)


def test_five_minutes_a_day_and_more_if_wanted(records):
    person = add(records)
    raw = quiz().model_dump(mode="json")["questions"]
    bank = {f"w{n}": quiz(questions=[{**one, "id": f"{one['id']}-{n}"} for one in raw]) for n in range(4)}
    for name in bank:
        hand_in(records, person, {}, name=name, bank=bank)
    found = today(records, person, 1, bank)
    assert (len(found.left), found.minutes, len(found.beyond)) == (7, 5, 13)
    assert len(today(records, person, 1, bank, rounds=2).left) == 12


def test_a_changed_question_does_not_break_what_was_answered(records):
    person = add(records)
    hand_in(records, person, {})
    made = answer(records, person, "truth", 1)
    raw = quiz().model_dump(mode="json")["questions"]
    other = [raw[0] | {"id": "truth"}, *[one for one in raw if one["id"] not in ("truth",)]]
    assert reviews.look(records, person, {"water": quiz(questions=other)}, made, later(60 * 24), ZONE) is None
