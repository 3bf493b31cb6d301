"""Laws of the schedule."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random
from types import SimpleNamespace as Thing
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.progress import review
from courseware.progress.review import AGAIN, DAILY, GOOD, HARD, Sight, cards, queue

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # nine in the morning
NAMES = [f"q{n}" for n in range(6)]
RATINGS = st.sampled_from([AGAIN, HARD, GOOD])
MOMENTS = st.integers(0, 300 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
LOGS = st.lists(st.builds(Sight, st.sampled_from(NAMES), MOMENTS, RATINGS, st.none()), max_size=25)


def question(name: str, kind: str = "single", retired: bool = False) -> Any:
    return Thing(id=name, kind=kind, retired=retired, in_exams=True)


def quiz(*questions: Any, pooled: tuple[str, ...] = (), feedback: str = "submitted", closes: Any = None) -> Any:
    return Thing(questions=questions, pools=[Thing(ids=pooled)], feedback=feedback, closes=closes)


QUESTIONS = {name: question(name) for name in NAMES}


@given(LOGS, st.randoms(use_true_random=False))
def test_the_same_log_gives_the_same_schedule_in_whatever_order_it_is_read(log, chance):
    mixed = list(log)
    chance.shuffle(mixed)
    now = START + timedelta(days=200)
    assert cards(mixed, ZONE) == cards(log, ZONE)
    assert queue(cards(mixed, ZONE), QUESTIONS, now, DAILY) == queue(cards(log, ZONE), QUESTIONS, now, DAILY)


@given(st.lists(st.tuples(st.integers(0, 60 * 24 * 60), RATINGS), max_size=12), st.integers(0, 60 * 24 * 60))
def test_a_miss_never_comes_back_later_than_a_right_answer_would(past, minutes):
    at, log = START, []
    for gap, rating in past:
        at += timedelta(minutes=gap)
        log.append(Sight("q0", at, rating))
    at += timedelta(minutes=minutes)
    again, hard, good = (cards([*log, Sight("q0", at, last)], ZONE)["q0"].due for last in (AGAIN, HARD, GOOD))
    assert again <= hard <= good


@given(LOGS, MOMENTS)
def test_nothing_is_due_before_its_time_nor_on_the_day_it_was_seen(log, now):
    log = [sight for sight in log if sight.at <= now]
    for card in queue(cards(log, ZONE), QUESTIONS, now):
        assert card.due <= now
        assert now.astimezone(ZONE).date() > card.day


@given(LOGS)
def test_everything_comes_back_within_half_a_year_and_missed_ones_come_first(log):
    found = cards(log, ZONE)
    due = queue(found, QUESTIONS, START + timedelta(days=300 + review.MOST_DAYS + 1))
    assert {card.question_id for card in due} == {sight.question_id for sight in log}
    assert [card.rating for card in due] == sorted(card.rating for card in due)


@pytest.mark.parametrize("rating", [AGAIN, HARD])
def test_what_was_missed_today_is_due_from_midnight_on(rating):
    evening = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    card = cards([Sight("q0", evening, rating)], ZONE)["q0"]
    assert card.due == datetime(2026, 11, 2, 16, 0, tzinfo=UTC)  # midnight in Shanghai
    assert queue({"q0": card}, QUESTIONS, card.due) == [card]


def test_every_miss_of_a_quiz_comes_back_within_days_whatever_else_is_missed_again():
    names = [f"q{n:02}" for n in range(40)]
    log = [Sight(name, START, AGAIN, "quiz") for name in names]
    bank, asked = {name: question(name) for name in names}, set()
    for day in range(1, 8):
        now = START + timedelta(days=day)
        today = queue(cards(log, ZONE), bank, now, DAILY)
        assert sum(review.seconds(bank[card.question_id]) for card in today) <= DAILY
        log += [Sight(card.question_id, now, AGAIN) for card in today]
        asked |= {card.question_id for card in today}
    assert asked == set(names)


@given(st.integers(0, 12))
def test_what_is_done_and_what_is_left_add_up_all_day(done):
    kinds = Random(3).choices(["single", "matching", "multiple"], k=30)
    bank = {f"q{n:02}": question(f"q{n:02}", kind) for n, kind in enumerate(kinds)}
    log = [Sight(name, START, AGAIN) for name in bank]
    now = START + timedelta(days=1)
    whole = queue(cards(log, ZONE), bank, now, DAILY)
    for card in whole[:done]:
        log.append(Sight(card.question_id, now, GOOD))
    spent = sum(review.seconds(bank[card.question_id]) for card in whole[:done])
    assert queue(cards(log, ZONE), bank, now, DAILY - spent) == whole[done:]


def test_two_looks_on_one_day_are_one_test():
    once = cards([Sight("q0", START, GOOD)], ZONE)["q0"]
    twice = cards([Sight("q0", START, GOOD), Sight("q0", START + timedelta(hours=2), GOOD)], ZONE)["q0"]
    assert once == twice
    next_morning = [Sight("q0", START + timedelta(hours=12), GOOD), Sight("q0", START + timedelta(hours=24), GOOD)]
    assert cards(next_morning, ZONE)["q0"].due > once.due  # the calendar counts, not 24 hours


@pytest.mark.parametrize(
    ("points", "of", "rating"), [("1", "1", GOOD), ("1/2", "1", HARD), ("2/3", "1", HARD), ("1/3", "1", AGAIN)]
)
def test_all_points_are_good_half_of_them_hard_and_less_is_missed(points, of, rating):
    assert review.rating(Fraction(points), Fraction(of)) == rating


def stand(log, quizzes, running=(), now=START + timedelta(days=9)):
    handed_in = {sight.quiz_id for sight in log}
    return review.standing(log, handed_in, running, quizzes, now, ZONE)


def test_only_asked_questions_of_quizzes_handed_in_come_back():
    quizzes = {
        "water": quiz(question("q0"), question("q1", retired=True), question("q2")),
        "trust": quiz(question("q3")),
        "exam": quiz(question("q0"), question("q3"), question("q4"), pooled=("q0", "q3")),
    }
    log = [
        Sight("q0", START, AGAIN, "water"), Sight("q1", START, AGAIN, "water"), Sight("gone", START, AGAIN, "water"),
        Sight("q3", START, AGAIN, "exam"), Sight("q4", START, AGAIN, "exam"), Sight("q9", START, AGAIN, "removed"),
    ]  # fmt: skip
    found = stand(log, quizzes)
    assert set(found.questions) == {"q0", "q2", "q4"}  # q3 waits until its own quiz is handed in
    due = queue(found.cards, found.questions, START + timedelta(days=1))
    assert {card.question_id for card in due} == {"q0", "q4"}
    assert set(found.cards) >= {"q3"}  # but how it went is known


def test_nothing_on_a_running_paper_comes_back():
    quizzes = {"water": quiz(question("q0"), question("q1"))}
    log = [Sight("q0", START, AGAIN, "water"), Sight("q1", START, AGAIN, "water")]
    assert set(stand(log, quizzes, running={"q0"}).questions) == {"q1"}


def test_a_quiz_that_keeps_its_answers_until_it_closes_gives_nothing_away_before():
    closes = START + timedelta(days=5)
    quizzes = {
        "water": quiz(question("q0"), question("q1")),
        "exam": quiz(question("q0"), question("q2"), pooled=("q0",), feedback="closed", closes=closes),
    }
    log = [
        Sight("q0", START, GOOD, "water"), Sight("q1", START, GOOD, "water"),
        Sight("q0", START + timedelta(hours=1), AGAIN, "exam"), Sight("q2", START + timedelta(hours=1), AGAIN, "exam"),
    ]  # fmt: skip
    before = stand(log, quizzes, now=closes - timedelta(seconds=1))
    assert set(before.questions) == {"q1"}
    assert before.cards["q0"].rating == GOOD  # the miss is not told yet
    assert "q2" not in before.cards
    after = stand(log, quizzes, now=closes)
    assert set(after.questions) == {"q0", "q1", "q2"}
    assert after.cards["q0"].rating == AGAIN


def test_the_next_reviews_are_announced_as_a_day_would_hold_them():
    bank = {f"q{n:02}": question(f"q{n:02}") for n in range(25)}
    log = [Sight(name, START, GOOD) for name in bank]
    assert review.upcoming(cards(log, ZONE), bank, START, ZONE) == (2, 10)
    assert review.upcoming(cards(log, ZONE), bank, START + timedelta(days=2), ZONE) == (1, 10)
    assert review.upcoming({}, bank, START, ZONE) is None


def test_time_is_told_in_minutes_rounded_up():
    assert review.minutes([question("a"), question("b", "matching")]) == 2
    assert review.minutes([]) == 0
