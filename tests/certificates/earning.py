"""Everything a certificate asks for, done without a browser."""

from collections.abc import Collection
from datetime import datetime

from courseware.actions import quizzes, study
from courseware.content.library import Library
from courseware.people import Person
from courseware.questions import Grade
from courseware.records import attempts
from courseware.records.database import Records


def earn(records: Records, person: Person, library: Library, now: datetime, but: Collection[str] = ()) -> None:
    """Read every lesson and pass every quiz and exam, `but` those of these ids."""
    for lesson_id in library.order():
        for page in library.lessons[lesson_id].pages:
            study.see_page(records, person, lesson_id, page.id, now)
    for quiz_id in {str(library.lessons[name].quiz) for name in library.order()} | {str(library.course.exam)}:
        if quiz_id in library.quizzes and quiz_id not in but:
            passed(records, person, library, quiz_id, now)


def passed(records: Records, person: Person, library: Library, quiz_id: str, now: datetime) -> int:
    """An attempt with full marks, whatever its questions ask; its id."""
    quiz = library.quizzes[quiz_id]
    made = quizzes.begin(records, person, quiz_id, quiz, 7, now)
    points = {item["question"]: quiz.question(item["question"]).points for item in made.paper}
    with records.writing() as db:
        assert attempts.submit(db, made.id, now)
        full = {name: Grade(one, one, {}) for name, one in points.items()}
        attempts.grade(db, made.id, full, 1, "submitted", now)
    return made.id
