"""Numbers drawn for every attempt: what can be drawn, where the numbers appear, and what authors are told."""

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from courseware import questions
from courseware.errors import BadSum
from courseware.questions.numeric import drawing
from tests.questions.desk import COMMON

RULES = questions.kind("numeric").rules
SHOP: dict[str, Any] = {
    **COMMON,
    "id": "shop",
    "kind": "numeric",
    "draw": {"price": {"from": "20", "to": "60", "step": "5"}, "times": {"of": ["8", "10", "12"]}},
    "numbers": {"year": {"n": "price*times"}, "share": {"n": "times/7", "places": "2"}},
    "stem": {
        "zh": "每次 {price} 元，每年 {times} 次，5 年",
        "en": "{price} yuan a time, {times} times a year, 5 years",
    },
    "explanation": {"zh": "{price} × {times} = {year} 元", "en": "{price} × {times} = {year} yuan ({share})"},
    "answer": "price*times*5",
    "mistakes": [{"value": "price*times", "feedback": {"zh": "{year} 元是一年", "en": "{year} yuan is one year"}}],
}


def made(**changes: Any) -> Any:
    return RULES.Question.model_validate({**SHOP, **changes})


@given(st.integers(0, 2**40))
def test_what_is_drawn_is_asked_graded_and_explained(seed: int) -> None:
    question = made()
    drawn = RULES.draw(question, seed)
    price, times = (Fraction(drawn[name]) for name in ("price", "times"))
    assert price in range(20, 61, 5)
    assert times in (8, 10, 12)
    assert RULES.asked(question, drawn)["stem"].en == f"{price} yuan a time, {times} times a year, 5 years"
    right, year = (RULES.Response(value=str(value)) for value in (price * times * 5, price * times))
    assert RULES.grade(question, drawn, right).full
    assert not RULES.grade(question, drawn, year).points
    assert [text.zh for text in RULES.feedback(question.at(drawn), year)] == [f"{price * times} 元是一年"]


def test_every_value_is_drawn_sooner_or_later_and_each_number_on_its_own() -> None:
    papers = [RULES.draw(made(), seed) for seed in range(400)]
    assert {paper["price"] for paper in papers} == {str(price) for price in range(20, 61, 5)}
    assert len({(paper["price"], paper["times"]) for paper in papers}) == 27


def test_numbers_stand_as_each_language_writes_them() -> None:
    at = made().at({"price": "25", "times": "12"})
    assert (at.explanation.zh, at.explanation.en) == ("25 × 12 = 300 元", "25 × 12 = 300 yuan (1.71)")
    large = {"draw": {"price": {"of": ["2500", "12500.25"]}, "times": {"of": ["8", "12"]}}}
    at = made(**large).at({"price": "2500", "times": "12"})
    assert at.explanation.zh == "2500 × 12 = 3 万元"
    assert at.explanation.en.startswith("2,500 × 12 = 30,000 yuan")
    assert made(**large).at({"price": "12500.25", "times": 8}).stem.en.startswith("12,500.25 yuan")


def test_the_question_with_its_numbers_is_a_question_without_draws() -> None:
    at = made().at({"price": "25", "times": "12"})
    assert at.places == frozenset()
    assert at.at({}) is at
    assert RULES.key(at).value == "1500"
    assert RULES.Question.model_validate_json(at.model_dump_json()) == at


def test_a_question_is_kept_as_it_was_written() -> None:
    assert RULES.Question.model_validate_json(made().model_dump_json()) == made()


def test_without_its_numbers_nothing_is_graded() -> None:
    response = RULES.Response(value="1500")
    with pytest.raises(KeyError):
        RULES.grade(made(), {}, response)
    for without in (lambda: RULES.key(made()), lambda: RULES.feedback(made(), response)):
        with pytest.raises(BadSum):
            without()


def test_many_combinations_are_sampled_and_always_the_same_ones() -> None:
    draw = {name: tuple(map(Fraction, range(50))) for name in "abc"}
    once, again = list(drawing.combinations(draw)), list(drawing.combinations(draw))
    assert once == again
    assert len({tuple(values.values()) for values in once}) == drawing.MOST_COMBINATIONS
    few = {name: values[:4] for name, values in draw.items()}
    assert len({tuple(values.values()) for values in drawing.combinations(few)}) == 64


MISTAKE = {"feedback": {"zh": "错"}}
BROKEN = [
    ({"answer": "prise*5"}, "no number is called 'prise', only price, times"),
    ({"answer": "price-times*5"}, "no minus sign; ask for the size of the difference when price = 20, times = 8"),
    ({"answer": "price/times"}, "5/3 has no end as a decimal, so give a tolerance when price = 20, times = 12"),
    ({"answer": "price/(times-8)", "tolerance": "1"}, "division by zero when price = 20, times = 8"),
    ({"tolerance": "9-times"}, "the tolerance is never negative when price = 20, times = 10"),
    ({"mistakes": [{"value": "price*40", **MISTAKE}]}, "mistakes: 800 is within the tolerance of the answer when"),
    (
        {"mistakes": [{"value": "price", **MISTAKE}, {"value": "times+10", **MISTAKE}]},
        "mistakes: 20 stands twice when price = 20, times = 10",
    ),
    ({"numbers": {"year": {"n": "price*tims"}, "share": {"n": "1"}}}, "no number is called 'tims'"),
    ({"numbers": {"price": {"n": "1"}}}, "numbers: 'price' is drawn already"),
    ({"draw": {"price": {"from": "20", "to": "58", "step": "5"}}}, "from 20 to 58 by 5: the steps have to end at 58"),
    ({"draw": {"price": {"from": "20", "to": "10"}}}, "the steps have to end at 10"),
    ({"draw": {"price": {"from": "1", "to": "900"}}}, "from 2 to 200 values, each once"),
    ({"draw": {"price": {"of": ["3"]}}}, "from 2 to 200 values, each once"),
    ({"draw": {"price": {"of": ["3", "6/2"]}}}, "from 2 to 200 values, each once"),
    ({"draw": {"price": {"from": "3", "until": "6"}}}, "a drawn number is {from: 10, to: 50, step: 5}"),
    ({"draw": {"price": {"of": ["three", "4"]}}}, "only numbers"),
    ({"draw": {"class": {"of": ["3", "4"]}}}, "a number cannot be called 'class'"),
    ({"draw": {"Price": {"of": ["3", "4"]}}}, "should match pattern"),
]


@pytest.mark.parametrize(("changes", "sentence"), BROKEN, ids=[sentence for _, sentence in BROKEN])
def test_an_author_is_told_what_cannot_be_drawn(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        made(**changes)


@pytest.mark.parametrize(
    ("answer", "tolerance", "key"),
    [
        ("100*0.99^3", "0.005", "97.03"),
        ("1000*0.98^12", "1", "785"),
        ("5/2", "1/2", "5/2"),
        ("200/3", "0.01", "66.67"),
        ("0.125", "0", "1/8"),
        ("60", "5", "60"),
    ],
)
def test_the_right_number_is_given_away_with_as_many_decimals_as_are_asked_for(
    answer: str, tolerance: str, key: str
) -> None:
    question = RULES.Question(id="q", kind="numeric", answer=answer, tolerance=tolerance, **COMMON)
    assert RULES.key(question).value == str(Fraction(key))
    assert RULES.grade(question, {}, RULES.key(question)).full


@given(st.fractions(0, 1000, max_denominator=10**6), st.fractions(Fraction(1, 10**6), 20, max_denominator=10**6))
def test_the_number_given_away_is_right(answer: Fraction, tolerance: Fraction) -> None:
    question = RULES.Question(id="q", kind="numeric", answer=str(answer), tolerance=str(tolerance), **COMMON)
    assert RULES.grade(question, {}, RULES.key(question)).full
