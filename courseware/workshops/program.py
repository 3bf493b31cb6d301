"""What a workshop is about: lessons, a module, a quiz; chosen on the start page, kept with the room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courseware.content.library import Library
from courseware.errors import Refused
from courseware.questions import QuestionBase
from courseware.words import Language


@dataclass(frozen=True)
class Program:
    """Lessons in the order they are shown, and quizzes whose questions are put without a slide."""

    title: str
    lessons: Sequence[str]
    quizzes: Sequence[str]

    def kept(self) -> dict[str, Any]:
        """As JSON, for the records."""
        return {"lessons": list(self.lessons), "quizzes": list(self.quizzes)}


def chosen(library: Library, about: Iterable[str], language: Language) -> Program:
    """What was chosen: `lesson:water`, `module:m3`, `quiz:exam-m3`, any of them together. Raises Refused("no-program")
    when nothing is left."""
    picked = set(about)
    modules = [one for one in library.course.modules if f"module:{one.id}" in picked]
    whole = {name for module in modules for name in module.lessons}
    lessons = [name for name in library.order() if name in whole or f"lesson:{name}" in picked]
    quizzes = [name for name in library.quizzes if f"quiz:{name}" in picked]
    if not lessons and not quizzes:
        raise Refused("no-program")
    say = library.say(language)
    titles = [say(module.title) for module in modules]
    titles += [say(library.lessons[name].title) for name in lessons if name not in whole]
    titles += [say(library.quizzes[name].title) for name in quizzes]
    return Program((" · ".join(titles[:3]) + (" …" if len(titles) > 3 else ""))[:80], lessons, quizzes)


def lessons(library: Library, program: Mapping[str, Any], shown: str = "") -> list[str]:
    """The lessons of a room's program that there still are, and the one that is shown if it is another."""
    names = [name for name in program.get("lessons", ()) if name in library.lessons]
    return [*names, shown] if shown in library.lessons and shown not in names else names


def questions(library: Library, quiz: str) -> list[QuestionBase]:
    """The questions of a quiz, or those its pools draw from."""
    found = library.quizzes.get(quiz)
    return [question for question in found.questions if not question.retired] if found else []
