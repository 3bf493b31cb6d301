"""What the figures suggest, each threshold from both sides."""

from fractions import Fraction
from typing import Any

import pytest

from courseware.progress.hints import AHEAD, CHOSEN, EASY, HARD, KEYS, RIGHT, TELLING, THRESHOLDS, Hint, hints, sentence
from courseware.progress.statistics import FEWEST, FEWEST_SHOWN, LONGEST, Choice, Item
from courseware.words import Say, Text
from tests.records.sample import quiz


def item(difficulty: Fraction | float = 0.7, telling: float | None = 0.4, **more: Any) -> Item:
    """A question nothing is wrong with: 70 of 100 chose the key, 15 each of two wrong answers."""
    values = {
        "people": 100, "full": 70, "blank": 0, "difficulty": Fraction(difficulty), "discrimination": telling,
        "full_rest": 80.0,
        "choices": {"key": Choice(70, 70, 85, 80), "b": Choice(15, 0, 60, 65), "c": Choice(15, 0, 60, 65)},
    }  # fmt: skip
    return Item(**{**values, **more})


def found(one: Item, options: tuple[str, ...] = ("key", "b", "c")) -> list[str]:
    return [hint.key for hint in hints(one, {"key"}, options)]


def test_a_sound_question_gives_no_hint():
    assert found(item()) == []


@pytest.mark.parametrize(
    ("difficulty", "telling", "keys"),
    [
        (EASY, 0.4, ["easy"]), (EASY - Fraction(1, 1000), 0.4, []),
        (HARD, 0.4, []), (HARD - Fraction(1, 1000), 0.4, ["hard"]),
        (0.7, TELLING, []), (0.7, TELLING - 0.001, ["flat"]), (0.7, -TELLING + 0.001, ["flat"]),
        (0.7, -TELLING, ["against"]),
        (0.7, None, []), (EASY, -0.3, ["easy"]), (0.1, -0.3, ["against", "hard"]), (1, None, ["easy"]),
    ],
)  # fmt: skip
def test_difficulty_and_discrimination_are_judged_by_the_thresholds(difficulty, telling, keys):
    assert found(item(difficulty, telling)) == keys


def test_too_little_data_is_said_and_nothing_else():
    few = item(0.1, -0.5, people=FEWEST - 1)
    assert hints(few, {"key"}, ("key", "b")) == (Hint("few"),)
    assert hints(Item(FEWEST - 1, 3, 0), {"key"}, ("key",)) == (Hint("few"),)
    assert "few" not in found(item(people=FEWEST))


def test_options_nobody_chose_are_named():
    told = hints(item(), {"key"}, ("key", "b", "c", "d", "e"))
    assert told == (Hint("unused", ("d", "e")),)


@pytest.mark.parametrize(
    ("choice", "more", "ahead"),
    [
        (Choice(CHOSEN, 0, 90, 80 + AHEAD), {}, True),
        (Choice(CHOSEN, 0, 90, 80 + AHEAD - 0.1), {}, False),
        (Choice(CHOSEN - 1, 0, 90, 99), {}, False),
        (Choice(40, 40, 90, 99), {}, False),
        (Choice(40, 0, 90, 99), {"full": RIGHT - 1}, False),
        (Choice(40, 0, 90, 99), {"full": RIGHT}, True),
        (Choice(40, 0, 90, None), {}, False),
        (Choice(40, 0, 90, 99), {"full_rest": None}, False),
    ],
    ids=["just ahead", "not far enough", "too few", "graded as right", "too few right", "five right", "no rest", "one"],
)
def test_a_wrong_answer_of_stronger_people_points_at_the_key(choice, more, ahead):
    one = item(choices={"key": Choice(70, 70, 85, 80), "b": choice, "c": Choice(15, 0, 60, 65)}, **more)
    told = hints(one, {"key"}, ("key", "b", "c"))
    assert told == ((Hint("ahead", ("b",), choice.rest or 0, 80.0),) if ahead else ())


def test_the_gravest_hint_comes_first():
    one = item(0.2, -0.2, choices={"key": Choice(20, 20, 60, 50), "b": Choice(80, 0, 90, 90)}, full=20, full_rest=50.0)
    assert found(one, ("key", "b", "c")) == ["against", "ahead", "hard", "unused"]
    assert len(KEYS) == len(set(KEYS)) == 7


def test_a_hint_is_said_in_both_languages_each_by_itself():
    words = {
        "statistics.hints.unused-text": Text(zh="没有人选：{answers}。", en="Nobody chose: {answers}."),
        "blocks.next": Text(zh="{a}，{b}", en="{a}, {b}"),
    }
    question = quiz().questions[0]
    say = Say("zh", words, both=True)
    assert sentence(Hint("unused", ("b", "c")), item(), question, say) == (
        "没有人选：b，c。 / Nobody chose: b (en), c (en)."
    )


def test_the_thresholds_that_words_name_are_those_that_count():
    assert THRESHOLDS == {
        "few": FEWEST, "fewest": FEWEST_SHOWN, "easy": 95, "hard": 30, "telling": 0.1, "chosen": CHOSEN, "ahead": 5,
        "right": RIGHT, "high": 0.8, "fair": 0.7, "longest": LONGEST,
    }  # fmt: skip
