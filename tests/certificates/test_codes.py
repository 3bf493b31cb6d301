import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.certificates import codes

CODE = "0123456789CFHJKM"
some_code = st.text(st.sampled_from(codes.ALPHABET), min_size=codes.LENGTH, max_size=codes.LENGTH)


def test_a_code_is_long_random_and_of_the_alphabet():
    made = {codes.made(secrets.choice) for _ in range(200)}
    assert len(made) == 200
    assert all(codes.read(code) == code for code in made)
    assert len(codes.ALPHABET) ** codes.LENGTH >= 2**70
    assert codes.made(random.Random(1).choice) == codes.made(random.Random(1).choice)


def test_no_two_characters_of_a_code_look_alike():
    for alike in ("0ODQ", "1IL", "2Z", "5S", "6G", "8B", "UV"):
        assert sum(character in codes.ALPHABET for character in alike) == 1
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        CODE, "0123-4567-89CF-HJKM", "0123 4567 89cf hjkm", " 0123–4567—89CF－HJKM。", "oi23-4s67-b9cf-hjkm",
        "Ql234567 89CFHJKM", "０１２３４５６７８９ｃｆｈｊｋｍ", "https://train.example.com/verify/0123456789CFHJKM",
        "train.example.com/verify/0123-4567-89CF-HJKM/?lang=en", "0123456789CFHJKM\n", "「0123-4567-89CF-HJKM」",
    ],
)  # fmt: skip
def test_what_is_typed_from_paper_or_pasted_is_read(typed):
    assert codes.read(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", "-", "0123", CODE + "0", CODE[:-1] + "A", CODE[:-1] + "卡", "/verify/", "?code=", "x" * 100_000, "\x00"],
)
def test_what_is_no_code_is_none(typed):
    assert codes.read(typed) is None


@given(some_code, st.data())
def test_a_code_survives_reading_aloud_and_typing(code, data):
    said = "".join(data.draw(st.sampled_from((c, c.lower(), f"{c} ", f"-{c}"))) for c in codes.shown(code))
    assert codes.read(said) == code
    assert codes.shown(code).replace("-", "") == code


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_none(typed):
    found = codes.read(typed)
    assert found is None or (len(found) == codes.LENGTH and set(found) <= set(codes.ALPHABET))
