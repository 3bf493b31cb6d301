"""When a quiz may be begun, and how long it runs."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from courseware.progress import admission, confidence
from courseware.progress.allowances import Allowance
from tests.records.sample import NOW, later, quiz

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOTHING = Allowance()


def barred(quiz_, handed_in=(), extra=NOTHING, now=NOW):
    found = admission.barred(quiz_, list(handed_in), extra, now, SHANGHAI)
    return found and (found.key, dict(found.values))


def test_a_quiz_without_settings_is_always_open_and_never_ends():
    assert barred(quiz(), [later(-n) for n in range(50)]) is None
    assert admission.due(quiz(), NOW, NOTHING, SHANGHAI) is None
    assert admission.left(quiz(), 7, NOTHING) is None


def test_dates_are_in_the_time_zone_of_the_server():
    dated = quiz(opens="2026-11-21 17:30", closes="2026-11-21 18:00")  # 09:30 and 10:00 UTC
    assert barred(dated, now=later(-1)) == ("quiz-not-open", {"time": "2026-11-21 17:30"})
    assert barred(dated, now=NOW) is None
    assert barred(dated, now=later(30)) == ("quiz-closed", {"time": "2026-11-21 18:00"})
    assert admission.due(dated, NOW, NOTHING, SHANGHAI) == later(30)


def test_a_date_with_its_own_offset_keeps_it():
    dated = quiz(closes="2026-11-21T10:00:00Z")
    assert admission.closing(dated, SHANGHAI) == datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_the_time_ends_with_the_limit_or_when_the_quiz_closes():
    limited = quiz(time_limit=20, closes="2026-11-21 18:00")
    assert admission.due(limited, NOW, NOTHING, SHANGHAI) == later(20)
    assert admission.due(limited, later(15), NOTHING, SHANGHAI) == later(30)
    assert admission.due(limited, NOW, Allowance(25), SHANGHAI) == later(25)


def test_attempts_run_out_and_extra_ones_come_on_top():
    counted = quiz(attempts=2)
    assert barred(counted, [NOW]) is None
    assert barred(counted, [NOW, NOW]) == ("no-attempts-left", {"n": 2})
    assert barred(counted, [NOW, NOW], Allowance(extra_attempts=1)) is None
    assert admission.left(counted, 3, Allowance(extra_attempts=1)) == 0


def test_the_next_attempt_waits_and_an_extra_one_does_not():
    waiting = quiz(attempts=2, wait=60)
    assert barred(waiting, [later(-59)]) == ("wait", {"time": "2026-11-21 17:31"})
    assert barred(waiting, [later(-60)]) is None
    assert barred(waiting, [later(-90), later(-1)], Allowance(extra_attempts=1)) is None


@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300))
def test_more_extra_time_never_ends_an_attempt_earlier(limit, some, more):
    limited = quiz(time_limit=limit)
    first, second = (admission.due(limited, NOW, Allowance(e), UTC) for e in (some, some + more))
    assert NOW + timedelta(minutes=limit) <= first <= second  # pyright: ignore[reportOperatorIssue]


def test_answers_are_told_after_closing_only_where_the_quiz_says_so():
    later_on = quiz(feedback="closed", closes="2026-11-21 18:00")
    assert not admission.told_now(later_on, later(29), SHANGHAI)
    assert admission.told_now(later_on, later(30), SHANGHAI)
    assert admission.told_now(quiz(closes="2026-11-21 18:00"), NOW, SHANGHAI)


@pytest.mark.parametrize(
    "wrong",
    [
        {"feedback": "closed"},
        {"opens": "2026-12-01 09:00", "closes": "2026-12-01 09:00"},
        {"attempts": 1, "wait": 10},
        {"time_limit": 0},
        {"opens": "next week"},
    ],
)
def test_settings_that_contradict_each_other_are_refused(wrong):
    with pytest.raises(ValidationError):
        quiz(**wrong)


ANSWERS = st.lists(st.tuples(st.sampled_from(confidence.LEVELS), st.booleans()), max_size=40)


@given(ANSWERS)
def test_every_confident_answer_is_counted_once(answers):
    found = confidence.calibration(answers)
    assert found.given == len(answers)
    assert sum(level.right for level in found.levels) == sum(right for _, right in answers)
    assert found.marks <= found.most


@given(st.fractions(0, 1))
def test_saying_how_sure_one_is_wins_most_in_the_long_run(chance):
    def expected(level):
        won, lost = confidence.MARKS[level]
        return chance * won + (1 - chance) * lost

    honest = "sure" if chance >= Fraction(4, 5) else "fairly" if chance >= Fraction(2, 3) else "guess"
    assert expected(honest) == max(map(expected, confidence.LEVELS))


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([("sure", False)] * 4, "none"),
        ([("sure", True)] * 3 + [("sure", False)] * 2, "over"),
        ([("sure", True)] * 4 + [("sure", False)], "well"),
        ([("guess", True)] * 4 + [("guess", False)], "under"),
        ([("guess", True)] * 2 + [("guess", False)] * 3, "well"),
    ],
)
def test_a_verdict_needs_five_answers_and_follows_from_them(answers, verdict):
    assert confidence.calibration(answers).verdict == verdict
