"""Words that people type: what counts as the same, what does not, and that it stays only words."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from courseware import questions
from courseware.errors import Unreadable
from courseware.questions import forms
from courseware.questions.typed import same
from tests.questions import desk, making
from tests.questions.desk import COMMON, options, text
from tests.questions.test_widgets import Room


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ｍｏｍｅｎｔ　ｏｆ　Ｔｒｕｔｈ", "moment of truth"),
        ("  moment   of truth ", "moment of truth"),
        ("“Moment of truth.”", "moment of truth"),
        ("moment of truth。", "moment of truth"),
        ("Haier’s 12345", "haier's 12345"),
        ("Haier`s 12345", "haier's 12345"),
        ("印 象 一　刻", "印象一刻"),
        ("《印象一刻》！", "印象一刻"),
        ("12345 法则", "12345法则"),
        ("4 C 理论", "4 c理论"),
        ("82％", "82%"),
        ("4P’s", "4p's"),
    ],
)
def test_what_says_nothing_does_not_count(typed: str, meant: str) -> None:
    assert same(typed) == meant


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("moment of truth", "moments of truth"),
        ("moment of truth", "momentoftruth"),
        ("moment of truth", "moment of thruth"),
        ("印象一刻", "印象时刻"),
        ("秤砣", "秤"),
        ("word of mouth", "word-of-mouth"),
        ("82%", "82"),
        ("客户信任", "客户，信任"),
    ],
)
def test_nothing_else_is_the_same(typed: str, other: str) -> None:
    assert same(typed) != same(other)


@given(st.lists(st.sampled_from(["秤砣", "Reference", "weight", "’", "12"]), min_size=1, max_size=4), st.data())
def test_spaces_and_marks_around_never_matter(parts: list[str], data: st.DataObject) -> None:
    around = st.text(" 　.。，,!?“”\"'《》()", max_size=3)
    typed = data.draw(around) + "  ".join(parts) + data.draw(around)
    assert same(typed) == same(" ".join(parts)) == same(same(typed))


@given(st.text(max_size=80))
def test_words_are_read_on_one_line_without_what_nobody_sees(typed: str) -> None:
    try:
        read = forms.words({"text": [typed]}, "text")
    except Unreadable:
        return
    assert len(read) <= forms.LONGEST_WORDS
    assert read == read.strip()
    assert read.isprintable()
    assert forms.words({"text": [read]}, "text") == read


@pytest.mark.parametrize("invisible", ["\x00", "\n", "\u200b", "\u202e", "\ud800", "\ufeff"])
def test_invisible_characters_are_taken_out(invisible: str) -> None:
    assert forms.words({"text": [f"秤砣{invisible}"]}, "text") == "秤砣"
    assert making.SHORT.read(_short(), {"text": [f"{invisible}秤砣"]}).text == "秤砣"


def test_the_longest_answer_has_sixty_characters() -> None:
    assert making.SHORT.read(_short(), {"text": ["秤" * 60]}).text == "秤" * 60
    with pytest.raises(Unreadable):
        making.SHORT.read(_short(), {"text": ["秤" * 61]})


def _short(**changes: Any) -> Any:
    return making.SHORT.Question.model_validate(
        {"id": "q", "kind": "short_answer", **making.WORDS, **COMMON, **changes}
    )


def _gaps(**changes: Any) -> Any:
    fields = {
        "id": "q", "kind": "gaps", **COMMON,
        "text": {"zh": "[[a]] 和 [[b]]", "en": "[[b]] and [[a]]"},
        "gaps": {"a": making.WORDS, "b": {"answer": "5"}},
    }  # fmt: skip
    return making.GAPS.Question.model_validate({**fields, **changes})


FEEDBACK = {"feedback": text("f")}
BROKEN = [
    (_short, {"accepted": {"zh": ["秤砣"]}}, "accepted: en has no form"),
    (_short, {"accepted": {"zh": ["秤砣", "。。"], "en": ["weight"]}}, "'。。' says nothing"),
    (_short, {"accepted": {"zh": ["秤" * 61], "en": ["weight"]}}, "is longer than 60 characters"),
    (_short, {"mistakes": [{"forms": {"en": ["Reference weight."]}, **FEEDBACK}]}, "is accepted as right"),
    (_short, {"mistakes": [{"forms": {}, **FEEDBACK}]}, "mistakes: entry 1 has no form"),
    (
        _short,
        {"mistakes": [{"forms": {"zh": ["秤"]}, **FEEDBACK}, {"forms": {"zh": ["“秤”"]}, **FEEDBACK}]},
        "'秤' stands in two entries",
    ),
    (_gaps, {"text": {"zh": "[[a]]", "en": "[[b]] [[a]]"}}, "the zh text has no [[b]]"),
    (_gaps, {"text": {"zh": "[[a]] [[b]]", "en": "[[b]] [[a]] [[a]]"}}, "the en text has [[a]] 2 times"),
    (_gaps, {"text": {"zh": "[[a]] [[b]] [[c]]", "en": "[[b]] [[a]] [[c]]"}}, "'c' is no gap below `gaps`"),
    (_gaps, {"text": {"zh": "**[[a]]** [[b]]", "en": "[[b]] [[a]]"}}, "bold in the zh text ends before a gap"),
    (_gaps, {"gaps": {"a": {"unit": "yuan"}, "b": {"answer": "5"}}}, "`options`, or `accepted`, or `answer`"),
    (_gaps, {"gaps": {"a": making.WORDS, "b": {"answer": "1/3"}}}, "has no end as a decimal"),
    (_gaps, {"gaps": {"a": making.WORDS, "b": {"options": options([True, True])}}}, "here 2 have"),
    (_gaps, {"gaps": {"a": making.WORDS, "b": {"options": [{"id": "x", "text": text("x")}] * 2}}}, "used 2 times"),
]


@pytest.mark.parametrize(("made", "changes", "sentence"), BROKEN, ids=[sentence for _, _, sentence in BROKEN])
def test_an_author_is_told_what_is_wrong(made: Any, changes: dict[str, Any], sentence: str) -> None:
    made()
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        made(**changes)


def test_a_question_with_gaps_needs_no_english_text() -> None:
    assert _gaps(text={"zh": "[[b]] 和 [[a]]"}).order("en") == ["b", "a"]


SIGNS = "**x** $y$ <b>z</b> :red[w] [a](b) `c`"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_signs_that_people_type_are_shown_as_signs(language: Any) -> None:
    from courseware.words import markdown

    short, gaps = _short(), _gaps()
    for question, response in (
        (short, making.SHORT.Response(text=SIGNS)),
        (gaps, making.GAPS.Response(values={"a": SIGNS})),
    ):
        shown = [m.value for m in Room(question, response, marked=True, language=language).app.markdown]
        assert any(markdown(SIGNS) in one for one in shown)
        assert not any(SIGNS in one for one in shown)


def test_what_people_type_stands_escaped_in_the_text_with_gaps() -> None:
    room = Room(_gaps(), making.GAPS.Response(values={"a": SIGNS}))
    html = "".join(element.proto.body for element in room.app.get("html"))
    assert "&lt;b&gt;z&lt;/b&gt;" in html
    assert "<b>" not in html


def test_an_emptied_answer_is_said_and_not_saved() -> None:
    room = Room(_short())
    room.give({"text": ["秤"]})
    room.give({"text": [" 。"]})
    assert room.record["response"].text == "秤"
    assert room.shows() == {"text": ["秤"]}
    assert "空着没有保存" in room.text()
    room.give({"text": ["秤砣"]})
    assert "空着没有保存" not in room.text()


def test_an_emptied_gap_is_blank_again() -> None:
    room = Room(_gaps())
    room.give({"a": ["秤"], "b": ["5"]})
    assert room.record["response"].values == {"a": "秤", "b": "5"}
    room.give({"a": [""]})
    assert room.record["response"].values == {"b": "5"}


def test_a_number_that_cannot_be_read_leaves_the_other_gaps_saved() -> None:
    room = Room(_gaps())
    room.give({"b": ["5"]})
    room.give({"b": ["**五**"]})
    assert room.record["response"].values == {"b": "5"}
    assert "“**五**”读不出一个数" in room.text()
    room.give({"a": ["秤"]})
    assert room.record["response"].values == {"a": "秤", "b": "5"}
    assert "读不出" not in room.text()


def test_slides_and_paper_say_the_right_words_in_their_own_language() -> None:
    zh, en = desk.say("zh"), desk.say("en")
    kind = questions.kind("short_answer")
    assert (kind.solution(_short(), zh), kind.solution(_short(), en)) == ("秤砣", "reference weight")
    kind = questions.kind("gaps")
    assert kind.solution(_gaps(), zh) == "(1) 秤砣；(2) 5"
    assert kind.solution(_gaps(), en) == "(1) 5; (2) reference weight"
