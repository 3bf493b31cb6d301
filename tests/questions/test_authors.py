"""What authors are told when a question cannot work."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from courseware import questions
from tests.questions.desk import COMMON, options, text

BROKEN = [
    ("single", {"options": options([True, True, False])}, "exactly one option has right: true, here 2 have"),
    ("single", {"options": options([True, False])}, "at least 3 items"),
    ("single", {"options": [*options([True, False, False])[:2], options([True])[0]]}, "the id 'o0' is used 2 times"),
    ("single", {"options": [{**o, "text": text("x")} for o in options([True, False, False])]}, "two zh texts read"),
    (
        "single",
        {"options": [{**o, "feedback": None} for o in options([True, False, False])]},
        "'o1' is wrong and needs",
    ),
    ("multiple", {"options": options([True, True, True])}, "at least one option is wrong"),
    ("multiple", {"options": options([False, False, False])}, "at least one option has right: true"),
    ("true_false", {"answer": "perhaps", "feedback": text("f")}, "valid boolean"),
    ("true_false", {"answer": True}, "Field required"),
    ("numeric", {"answer": "1/3"}, "has no end as a decimal"),
    ("numeric", {"answer": "-5"}, "no minus sign"),
    ("numeric", {"answer": "5", "tolerance": "-1"}, "never negative"),
    ("numeric", {"answer": "five"}, "only numbers, + - * / ^"),
    (
        "numeric",
        {"answer": "5", "tolerance": "1", "mistakes": [{"value": "6", "feedback": text("f")}]},
        "is within the",
    ),
    ("numeric", {"answer": "5", "mistakes": [{"value": "6", "feedback": text("f")}] * 2}, "6 stands twice"),
]


@pytest.mark.parametrize(("kind", "fields", "sentence"), BROKEN, ids=[sentence for _, _, sentence in BROKEN])
def test_an_author_is_told_what_is_wrong(kind: str, fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        questions.kind(kind).rules.Question(id="q", kind=kind, **fields, **COMMON)


@pytest.mark.parametrize(
    ("pairs", "feedback", "sentence"),
    [
        ({"a": "x"}, "ab", "pairs: 'b' on the left has no pair"),
        ({"a": "x", "b": "z"}, "ab", "pairs: there is no 'z' on the right"),
        ({"a": "x", "b": "y", "c": "y"}, "ab", "pairs: there is no 'c' on the left"),
        ({"a": "x", "b": "y"}, "a", "feedback: a wrong match of 'b' needs one"),
        ({"a": "x", "b": "y"}, "abc", "feedback: there is no 'c' on the left"),
    ],
)
def test_an_author_is_told_which_pair_is_wrong(pairs: dict[str, str], feedback: str, sentence: str) -> None:
    left, right = ([{"id": name, "text": text(name)} for name in names] for names in ("ab", "xy"))
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        questions.kind("matching").rules.Question(
            id="q",
            kind="matching",
            left=left,
            right=right,
            pairs=pairs,
            feedback={f: text(f) for f in feedback},
            **COMMON,
        )
