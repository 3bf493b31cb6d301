"""Numbers as people type them, read exactly or refused."""

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.errors import Unreadable
from courseware.questions.numeric import reading
from courseware.words import LANGUAGES, Language
from tests.questions import desk

AMOUNTS = st.decimals(0, 10**12, places=4, allow_nan=False)


@given(AMOUNTS, st.booleans(), st.booleans(), st.booleans())
def test_numbers_read_the_same_however_they_are_typed(amount: Any, grouped: bool, wide: bool, negative: bool) -> None:
    typed = f"{amount:,f}" if grouped else f"{amount:f}"
    typed = ("-" if negative else "") + typed
    if wide:
        typed = "　" + "".join(chr(ord(c) + 0xFEE0) for c in typed) + " "
    assert reading.number(typed, None) == (-Fraction(amount) if negative else Fraction(amount))


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_fractions_read_exactly(above: int, below: int) -> None:
    assert reading.number(f"{above}/{below}", None) == Fraction(above, below)
    assert reading.number(f" {above} ／ {below} ", None) == Fraction(above, below)


@given(st.fractions(-(10**9), 10**9))
def test_a_number_written_reads_back(value: Fraction) -> None:
    assert reading.number(reading.written(value), None) == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_can_type_what_the_course_prints(language: Language) -> None:
    say = desk.say(language)
    for unit in [key.removeprefix("units.") for key in desk.words() if key.startswith("units.")]:
        for value in (Fraction(0), Fraction(12), Fraction(7, 2), Fraction(1331), Fraction(60_000_000), Fraction(-2)):
            printed = say.quantity(value, unit)
            try:
                assert reading.number(printed, unit) == value, printed
            except Unreadable:
                pytest.fail(f"{printed!r} cannot be typed: add the unit {unit!r} to numeric/reading.py")


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "十二", "1,2", "1,0000", "1 2", "1.2.3", "1 1/2", "½", "0x10", "1e3", "²", "nan", "12 13", "٣"],
)
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        reading.number(typed, "yuan")


def test_another_unit_is_refused_rather_than_passed_over() -> None:
    for typed, unit in (("12 小时", "minute"), ("12 yuan", "pound"), ("25%", None), ("25%", "yuan"), ("£5", "yuan")):
        with pytest.raises(Unreadable):
            reading.number(typed, unit)


def test_the_browsers_pattern_is_one_that_javascript_knows() -> None:
    for unit in (None, *reading.UNITS):
        assert not re.search(r"\(\?[^:]|\\[^-/]|\[-|\\A|\\Z", reading.pattern(unit))
