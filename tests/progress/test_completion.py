# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
from fractions import Fraction
from types import SimpleNamespace as Thing
from typing import Any

from courseware.progress.completion import course_progress, lesson_done

COURSE: Any = Thing(modules=[Thing(lessons=("water", "trust")), Thing(lessons=("levels", "broken"))])
PAGES = [Thing(id="a"), Thing(id="b")]
LESSONS: Any = {
    "water": Thing(pages=PAGES, quiz="water"),
    "trust": Thing(pages=PAGES, quiz=None),
    "levels": Thing(pages=PAGES, quiz="levels"),
}


def test_a_lesson_is_done_when_every_page_was_looked_at():
    assert lesson_done(["a", "b"], {"b", "a", "gone"})
    assert not lesson_done(["a", "b"], {"a"})
    assert not lesson_done([], {"a"})


def test_somebody_new_starts_with_the_first_lesson():
    progress = course_progress(COURSE, LESSONS, {}, ())
    assert (progress.done, progress.share, progress.next, progress.complete) == (0, Fraction(0), "water", False)


def test_a_lesson_with_a_quiz_is_complete_when_both_are_done():
    seen = {"water": {"a", "b"}, "trust": {"a", "b"}, "levels": {"a"}}
    progress = course_progress(COURSE, LESSONS, seen, {"levels"})
    water, trust, levels = progress.lessons
    assert (water.read, water.passed, water.complete) == (True, False, False)
    assert trust.complete
    assert (levels.seen, levels.pages, levels.read, levels.passed) == (1, 2, False, True)
    assert (progress.done, progress.share, progress.next) == (1, Fraction(1, 3), "water")


def test_the_course_is_complete_when_every_lesson_is():
    seen = {name: {"a", "b", "a-page-retired-since"} for name in LESSONS}
    progress = course_progress(COURSE, LESSONS, seen, {"water", "levels"})
    assert progress.complete
    assert (progress.next, progress.share) == (None, 1)


def test_a_lesson_that_cannot_be_read_is_not_counted():
    progress = course_progress(COURSE, LESSONS, {}, ())
    assert [lesson.lesson_id for lesson in progress.lessons] == ["water", "trust", "levels"]
    assert progress.of("broken") is None
    assert progress.of("trust").pages == 2


def test_a_course_without_lessons_is_no_division_by_zero():
    empty: Any = Thing(modules=[])
    assert course_progress(empty, {}, {}, ()).share == 0
