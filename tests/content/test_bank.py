"""The real course: nothing is wrong with it, and no answer can be guessed from length or place."""

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from courseware import questions
from courseware.content import gathered
from courseware.content.report import unasked
from courseware.progress.paper import draw
from courseware.words import LANGUAGES
from tests.course import library

LIBRARY = library()
assert LIBRARY.sources
SOURCES = LIBRARY.sources
DECKS = list(SOURCES.decks.values())


def singles() -> list[Any]:
    """Every single choice of the course, practice included."""
    asked = [q for quiz in LIBRARY.quizzes.values() for q in quiz.questions]
    pages = [page for lesson in LIBRARY.lessons.values() for page in lesson.pages]
    asked += [block.question for page in pages for block in page.blocks if block.kind == "check"]
    return [q for q in asked if q.kind == "single"]


def test_the_course_has_no_problem_and_no_warning():
    assert LIBRARY.problems == ()


def test_the_lessons_have_what_a_lesson_needs():
    for name, lesson in LIBRARY.lessons.items():
        kinds = {block.kind for page in lesson.pages for block in page.blocks}
        assert {"predict", "check", "closing"} <= kinds, name
        assert 4 <= len(lesson.pages) <= 7
        assert lesson.quiz in LIBRARY.quizzes
        assert len(LIBRARY.quizzes[str(lesson.quiz)].questions) >= 6
        closing = next(b for b in lesson.pages[-1].blocks if b.kind == "closing")
        assert closing.tomorrow
        assert len(closing.lines) <= 3


def test_every_kind_of_question_is_asked_and_situations_are_among_them():
    asked = [q for quiz in LIBRARY.quizzes.values() for q in quiz.questions]
    assert {q.kind for q in asked} == set(questions.names())
    for name, quiz in LIBRARY.quizzes.items():
        assert sum(q.scenario for q in quiz.questions) >= 2, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_the_longest_option_no_more_often_than_chance(language):
    longest, chance = 0, Fraction(0)
    for question in singles():
        lengths = {option.id: len(option.text.told(language)) for option in question.options}
        key = next(option.id for option in question.options if option.right)
        longest += all(lengths[key] > length for name, length in lengths.items() if name != key)
        chance += Fraction(1, len(lengths))
    assert longest <= chance


def test_the_keys_place_is_even_and_is_shuffled_for_every_attempt():
    places = [next(n for n, option in enumerate(q.options) if option.right) for q in singles()]
    for place in range(4):
        even = sum(Fraction(1, len(q.options)) for q in singles() if len(q.options) > place)
        assert abs(places.count(place) - even) <= even / 4, f"place {place + 1}"
    kind = questions.kind("single")
    question = singles()[0]
    drawn = {
        tuple(o["id"] for o in kind.rules.asked(question, kind.rules.draw(question, seed))["options"])
        for seed in range(40)
    }
    assert len(drawn) > 3


def test_the_course_has_nine_modules_and_twenty_eight_lessons():
    assert len(LIBRARY.course.modules) == 9
    assert len(LIBRARY.order()) == len(LIBRARY.lessons) == 28


def test_every_item_of_the_decks_is_shown_by_a_lesson():
    shown = {i for lesson in LIBRARY.lessons.values() for p in lesson.pages for b in p.blocks for i in b.sources}
    assert [item for deck in DECKS for item in deck.items if item not in shown] == []
    assert sum(len(deck.items) for deck in DECKS) == 245


def test_every_empty_item_is_said_to_be_missing():
    gaps = [item for deck in DECKS for item, kind in deck.items.items() if kind == "gap"]
    said = {item for gap in gathered.gaps(LIBRARY) for item in gap.items}
    assert set(gaps) <= said


def test_every_item_that_teaches_something_is_asked():
    assert unasked(LIBRARY) == []


def test_every_erratum_of_shown_content_stands_on_a_page():
    assert SOURCES.errata.keys() - {"E-50"} == {one.erratum for one in gathered.corrections(LIBRARY)}


def test_the_bank_is_large_and_mixed():
    asked = [q for quiz in LIBRARY.quizzes.values() if not quiz.pools for q in quiz.questions]
    assert len(asked) >= 240
    difficult = Counter(q.difficulty for q in asked)
    assert all(difficult[level] >= len(asked) / 6 for level in ("easy", "medium", "hard"))
    scenarios = [q for q in asked if q.scenario]
    assert len(scenarios) >= len(asked) / 3
    assert sum(q.points for q in scenarios) > sum(q.points for q in asked) / 2, "situations carry the most weight"


def test_every_module_and_the_course_end_with_an_exam_that_draws_anew():
    exams = [LIBRARY.course.exam, *(module.exam for module in LIBRARY.course.modules)]
    assert len({*exams} - {None}) == 10
    for module in LIBRARY.course.modules:
        pooled = {name for pool in LIBRARY.quizzes[str(module.exam)].pools for name in pool.quizzes}
        assert pooled == set(module.lessons)
    for name in exams:
        exam = LIBRARY.quizzes[str(name)]
        papers = [frozenset(item["question"] for item in draw(exam, seed)) for seed in range(6)]
        assert {len(paper) for paper in papers} == {exam.asks}
        assert len(set(papers)) > 1


def test_every_lesson_has_a_picture_and_shows_one():
    for name, lesson in LIBRARY.lessons.items():
        assert lesson.picture, name
        shown = {b.kind for page in lesson.pages for b in page.blocks}
        assert shown & {"picture", "simulator", "checklist"}, name


def test_the_glossary_covers_every_module_and_every_term_is_used():
    assert len(LIBRARY.glossary) >= 60
    assert len(gathered.terms(LIBRARY)) == 9
    texts = "".join(str(one) for one in (*LIBRARY.lessons.values(), *LIBRARY.quizzes.values(), LIBRARY.words))
    for name, term in LIBRARY.glossary.items():
        assert any(form in texts for form in (term.term.zh, *term.also.zh)), name
