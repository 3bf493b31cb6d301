"""The real course: nothing is wrong with it, and no answer can be guessed from length or place."""

from fractions import Fraction
from typing import Any

import pytest

from courseware import questions
from courseware.content.library import load
from courseware.content.report import report
from courseware.settings import ROOT
from courseware.words import LANGUAGES

LIBRARY = load(ROOT)


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


def test_the_keys_place_is_spread_and_is_shuffled_for_every_attempt():
    places = [next(n for n, option in enumerate(q.options) if option.right) for q in singles()]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2
    kind = questions.kind("single")
    question = singles()[0]
    drawn = {
        tuple(o["id"] for o in kind.rules.asked(question, kind.rules.draw(question, seed))["options"])
        for seed in range(40)
    }
    assert len(drawn) > 3


def test_the_items_of_the_module_are_all_used():
    used = report(LIBRARY)["sources"]
    assert len(used) == 245
    module = [f"D2-{n}" for n in range(28, 55)]
    assert [item for item in module if not used[item]] == []
