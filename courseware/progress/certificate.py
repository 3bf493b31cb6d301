"""Is the course's rule for its certificate met, and if not, what is left to do."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from courseware.content.models import Course
from courseware.progress.completion import CourseProgress


@dataclass(frozen=True)
class Left:
    """One thing left: to read a lesson, to pass its quiz, or to pass an exam. `id` is the lesson's or the exam's.

    A lesson that cannot be read at the moment, because its file is broken, is left `away`: while that lasts, nobody
    gets a certificate, for nobody can know what they would have had to do.
    """

    what: Literal["read", "quiz", "exam", "away"]
    id: str


def left(course: Course, progress: CourseProgress, passed: Collection[str]) -> tuple[Left, ...]:
    """What the course's rule still wants, in the order of the course; nothing when the rule is met.

    `passed` are ids of quizzes and exams. Only for a course that has a rule.
    """
    assert course.certificate is not None
    found: list[Left] = []
    if course.certificate.lessons == "all":
        for lesson_id in (name for module in course.modules for name in module.lessons):
            one = progress.of(lesson_id)
            if one is None:
                found.append(Left("away", lesson_id))
            elif not one.complete:
                found.append(Left("quiz" if one.read else "read", lesson_id))
    return (*found, *(Left("exam", exam) for exam in course.certificate_exams if exam not in passed))
