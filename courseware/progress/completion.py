"""What is done of a lesson and of the course. A lesson is done when each of its pages was looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from courseware.content.models import Course, Lesson


@dataclass(frozen=True)
class LessonProgress:
    """One lesson: pages looked at of all, and the quiz, if there is one."""

    lesson_id: str
    seen: int
    pages: int
    quiz_id: str | None
    passed: bool

    @property
    def read(self) -> bool:
        """Every page looked at."""
        return self.seen == self.pages

    @property
    def complete(self) -> bool:
        """Read, and the quiz passed if there is one."""
        return self.read and (self.passed or self.quiz_id is None)


@dataclass(frozen=True)
class CourseProgress:
    """Every lesson of the course, in its order."""

    lessons: tuple[LessonProgress, ...]

    @property
    def done(self) -> int:
        """Complete lessons."""
        return sum(one.complete for one in self.lessons)

    @property
    def complete(self) -> bool:
        """Every lesson is complete."""
        return self.done == len(self.lessons)

    @property
    def share(self) -> Fraction:
        """Complete lessons out of all, from 0 to 1."""
        return Fraction(self.done, len(self.lessons)) if self.lessons else Fraction(0)

    @property
    def next(self) -> str | None:
        """The first lesson that is not complete."""
        return next((one.lesson_id for one in self.lessons if not one.complete), None)

    def of(self, lesson_id: str) -> LessonProgress | None:
        """The progress in one lesson; None if it is not in the course."""
        return next((one for one in self.lessons if one.lesson_id == lesson_id), None)


def lesson_done(pages: Collection[str], seen: Collection[str]) -> bool:
    """Was each of these pages looked at? Pages since retired do not count, a lesson without pages is never done."""
    return bool(pages) and set(pages) <= set(seen)


def course_progress(
    course: Course, lessons: Mapping[str, Lesson], seen: Mapping[str, Collection[str]], passed: Collection[str]
) -> CourseProgress:
    """Progress in every lesson that can be read, from the pages `seen` by lesson and the ids of `passed` quizzes."""
    found: list[LessonProgress] = []
    for module in course.modules:
        for lesson_id in module.lessons:
            if lesson_id not in lessons:
                continue  # broken at the moment; the editors are told elsewhere
            lesson = lessons[lesson_id]
            pages = {page.id for page in lesson.pages}
            mine = len(pages & set(seen.get(lesson_id, ())))
            found.append(LessonProgress(lesson_id, mine, len(pages), lesson.quiz, lesson.quiz in passed))
    return CourseProgress(tuple(found))
