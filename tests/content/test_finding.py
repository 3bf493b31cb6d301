"""Search: Chinese without spaces, English by stems, no answer given away."""

import pytest

from courseware.content.finding import LONGEST, index, tokens
from courseware.words import Language
from tests.course import library

LIBRARY = library()
INDEX = index(LIBRARY)


def first(query: str, language: Language = "zh", kind: str = "page"):
    return next(hit.entry for hit in INDEX.find(query, language) if hit.entry.kind == kind)


def test_han_is_found_by_pairs_and_english_by_stems():
    assert list(tokens("回头率")) == ["回", "头", "率", "回头", "头率"]
    assert list(tokens("回头率", asking=True)) == ["回头", "头率"]
    assert set(tokens("Customers complaining")) == {"custom", "complain"}


@pytest.mark.parametrize(
    ("query", "lesson"),
    [("12345", "home-visit"), ("秤砣", "water"), ("二八法则", "eighty-twenty"), ("终身价值", "lifetime"),
     ("先道歉还是先倾听", "recovery"), ("4P 4C", "four-cs"), ("reference weight", "water"),
     ("five-times table", "churn"),
     ("silent customers", "silent"), ("管理中心", "centre")],
)  # fmt: skip
def test_a_question_leads_to_its_lesson(query, lesson):
    found = [hit.entry.name for hit in INDEX.find(query, "zh") if hit.entry.kind == "page"]
    assert lesson in found[:3]


def test_terms_and_simulators_are_found_too():
    assert first("三碗水", kind="simulator").name == "water"
    assert first("冷热水效应", kind="term").title.zh == "冷热水效应"


def test_the_piece_of_text_shows_what_was_asked_for():
    hit = next(hit for hit in INDEX.find("口碑", "zh") if "口碑" in hit.snippet)
    assert "**口碑**" in hit.snippet


def test_nothing_is_found_for_nothing():
    for query in ("", "   ", "!!!", "＃＃", "\u0000", "qqzzxx"):
        assert INDEX.find(query, "zh") == []


def test_a_query_of_any_length_is_answered():
    assert INDEX.find("口碑" * 5000, "zh")
    assert LONGEST < 200


def test_no_reason_of_a_practice_question_is_searched():
    texts = " ".join(text.zh for entry in INDEX.entries for text in entry.texts)
    for lesson in LIBRARY.lessons.values():
        for page in lesson.pages:
            for block in page.blocks:
                if block.kind == "check":
                    assert block.question.explanation.zh not in texts


def test_the_index_is_made_once_per_content():
    assert index(LIBRARY) is INDEX
