from types import SimpleNamespace as Thing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.content.models import CertificateRule, Course
from courseware.progress.certificate import left
from courseware.progress.completion import course_progress

PAGES = [Thing(id="a"), Thing(id="b")]
LESSONS: Any = {
    "water": Thing(pages=PAGES, quiz="water"),
    "trust": Thing(pages=PAGES, quiz=None),
    "levels": Thing(pages=PAGES, quiz="levels"),
}
READ = {name: {"a", "b"} for name in LESSONS}


def course(**rule: Any) -> Course:
    text = {"zh": "某", "en": "some"}
    modules = [
        {"id": "m1", "title": text, "question": text, "lessons": ["water", "trust"], "exam": "exam-m1"},
        {"id": "m2", "title": text, "question": text, "lessons": ["levels"]},
    ]
    rule = {"attests": text, **rule}
    return Course.model_validate({"title": text, "modules": modules, "exam": "final", "certificate": rule})


def wanted(rule: Course, seen=READ, passed=(), lessons=LESSONS) -> list[tuple[str, str]]:
    return [(one.what, one.id) for one in left(rule, course_progress(rule, lessons, seen, passed), passed)]


def test_somebody_new_has_every_lesson_and_the_exam_left_in_the_order_of_the_course():
    assert wanted(course(), {}) == [("read", "water"), ("read", "trust"), ("read", "levels"), ("exam", "final")]


def test_a_lesson_that_is_read_has_its_quiz_left_and_one_without_a_quiz_nothing():
    assert wanted(course(), passed={"levels", "final"}) == [("quiz", "water")]


def test_a_quiz_passed_without_reading_leaves_the_reading():
    assert wanted(course(), {}, {"water", "levels", "final"}) == [
        ("read", "water"), ("read", "trust"), ("read", "levels")
    ]  # fmt: skip


def test_nothing_is_left_when_lessons_and_exam_are_done():
    assert wanted(course(), passed={"water", "levels", "final"}) == []


def test_the_exams_of_the_modules_count_only_where_the_rule_says_so():
    both = course(exams=["modules", "course"])
    assert wanted(both, passed={"water", "levels"}) == [("exam", "exam-m1"), ("exam", "final")]
    assert wanted(course(exams=["modules"]), passed={"water", "levels", "exam-m1"}) == []


def test_a_rule_may_ask_for_the_exam_alone_or_for_the_lessons_alone():
    assert wanted(course(lessons="none"), {}) == [("exam", "final")]
    assert wanted(course(exams=[]), passed={"water", "levels"}) == []


def test_while_a_lesson_is_broken_nobody_meets_the_rule():
    broken = {name: lesson for name, lesson in LESSONS.items() if name != "trust"}
    assert wanted(course(), passed={"water", "levels", "final"}, lessons=broken) == [("away", "trust")]


def test_a_rule_that_asks_for_nothing_is_refused():
    with pytest.raises(ValueError, match="earned by lessons, by exams"):
        CertificateRule.model_validate({"lessons": "none", "exams": [], "attests": {"zh": "某", "en": "some"}})


steps = st.lists(
    st.sampled_from([*(("read", n) for n in LESSONS), *(("pass", n) for n in ("water", "levels", "final"))])
)


@given(steps, steps)
def test_whoever_does_more_never_has_more_left(first, more):
    def after(done):
        seen = {name: {"a", "b"} for what, name in done if what == "read"}
        passed = {name for what, name in done if what == "pass"}
        rule = course()
        return {one.id for one in left(rule, course_progress(rule, LESSONS, seen, passed), passed)}

    assert after(first + more) <= after(first)
