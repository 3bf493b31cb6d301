"""The whole content, read once per change: lessons, quizzes, words, pictures, sources and every problem in them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from courseware.blocks import Claim
from courseware.content import bilingual, files, fitting, sense, tales, trials
from courseware.content.models import Claims, Course, Glossary, Lesson, Pool, Quiz, Sources, Term
from courseware.content.reader import Document, Problem, read
from courseware.content.sense import Whole
from courseware.content.shape import fit
from courseware.questions import QuestionBase, Stock
from courseware.sums import compute
from courseware.words import Say, Text
from simulations.experiments import Experiment
from simulations.stories import Story

_EMPTY_COURSE = Course.model_construct(title=Text(zh="赢在服务", en="Winning Service"), modules=())
_PLAIN = {f"lessons/{name}.yaml" for name in ("course", "sources", "claims", "glossary")}
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Library:
    """Everything an author wrote, validated. A file with a problem is represented by its last good version, if any."""

    hash: str
    course: Course
    lessons: Mapping[str, Lesson]
    quizzes: Mapping[str, Quiz]
    words: Mapping[str, Text]
    pictures: Mapping[str, str]
    sources: Sources | None
    claims: Mapping[str, Claim]
    glossary: Mapping[str, Term]
    problems: tuple[Problem, ...]
    stories: Mapping[str, Mapping[str, Story]] = field(default_factory=dict)
    good: Mapping[str, BaseModel] = field(repr=False, default_factory=dict)
    experiments: Mapping[str, Experiment] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that must be mended; the others are warnings."""
        return tuple(p for p in self.problems if p.level == "error")

    def order(self) -> list[str]:
        """Lesson ids in the order of the course, those that can be shown."""
        return [name for module in self.course.modules for name in module.lessons if name in self.lessons]

    def number(self, lesson_id: str) -> int:
        """The lesson's number in the course, from 1."""
        return self.order().index(lesson_id) + 1 if lesson_id in self.order() else 0

    def module_of(self, lesson_id: str) -> Text | None:
        """Title of the module that holds the lesson."""
        return next((m.title for m in self.course.modules if lesson_id in m.lessons), None)

    @cached_property
    def questions(self) -> Mapping[str, QuestionBase]:
        """Every question of the quizzes by id, retired ones too."""
        return {question.id: question for quiz in self.quizzes.values() for question in quiz.questions}

    @cached_property
    def taught(self) -> Mapping[str, tuple[str, str]]:
        """Question id → the lesson and page that teach it."""
        taught: dict[str, tuple[str, str]] = {}
        for quiz in self.quizzes.values():
            if quiz.lesson in self.lessons:
                taught.update({q.id: (str(quiz.lesson), q.page) for q in quiz.questions if q.page})
        return taught

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, Text]]:
        """Lesson id → its numbers by name, as they are read in each language."""
        zh, en = self.say("zh"), self.say("en")
        return {
            lesson_id: {
                name: Text(zh=zh.quantity(exact, number.unit), en=en.quantity(exact, number.unit))
                for name, number in lesson.numbers.items()
                for exact in [compute(number.n)]
            }
            for lesson_id, lesson in self.lessons.items()
        }

    def say(self, language: Any, both: bool = False) -> Say:
        """Says the words of this library."""
        return Say(language, self.words, both)


def load(root: Path, previous: Library | None = None) -> Library:
    """Read and check everything below `root`; broken files fall back on their version in `previous`."""
    paths = dict(files.of(root))
    raws = {name: files.raw(path) for name, path in paths.items()}
    digest = hashlib.sha256()
    for name, raw in sorted(raws.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(raw if isinstance(raw, bytes) else raw.encode()).digest())
    shelf = _Reading(raws, previous)
    words = shelf.words()
    course = shelf.one("lessons/course.yaml", Course)
    sources = shelf.one("lessons/sources.yaml", Sources)
    claims = shelf.one("lessons/claims.yaml", Claims)
    glossary = shelf.one("lessons/glossary.yaml", Glossary)
    lessons = {
        Path(n).stem: m for n in raws if n.startswith("lessons/") and n not in _PLAIN if (m := shelf.one(n, Lesson))
    }
    quizzes = {Path(n).stem: m for n in raws if n.startswith("quizzes/") if (m := shelf.one(n, Quiz))}
    stories: dict[str, dict[str, Story]] = {}
    for n in raws:
        if (parts := n.split("/"))[0] == "simulations" and parts[2] == "stories" and (m := shelf.one(n, Story)):
            stories.setdefault(parts[1], {})[Path(n).stem] = m
    experiments = {
        parts[1]: m
        for n in raws
        if (parts := n.split("/"))[0] == "simulations" and parts[2] == "experiment.yaml"
        if (m := shelf.one(n, Experiment))
    }
    pictures = {path.stem: path.read_text("utf-8") for path in sorted((root / "assets/pictures").glob("*.svg"))}
    stock = Stock(pictures, stories)
    fitted = {name: fitting.quiz(quiz, stock) for name, quiz in quizzes.items()}
    quizzes = {name: _pooled(quiz, fitted) for name, quiz in fitted.items()}
    words = {**words, **_titles(stories)}
    whole = Whole(course, lessons, quizzes, words, pictures, sources, claims, glossary, stories)
    shelf.agree(whole)
    shelf.agree_on_experiments(experiments, whole)
    lessons = {name: fitting.lesson(lesson, stock) for name, lesson in lessons.items()}
    return Library(
        digest.hexdigest(),
        course or _EMPTY_COURSE,
        lessons,
        quizzes,
        words,
        pictures,
        sources,
        claims.claims if claims else {},
        glossary.terms if glossary else {},
        tuple(sorted(set(shelf.problems))),
        stories,
        shelf.good,
        experiments,
    )


def _titles(stories: Mapping[str, Mapping[str, Story]]) -> dict[str, Text]:
    """The titles of stories under the keys where other simulators have those of their scenes."""
    return {
        f"simulations.{name}.scenes.{scene}.{key}": text
        for name, told in stories.items()
        for scene, story in told.items()
        for key, text in (("title", story.title), ("lead", story.lead))
    }


def _pooled(quiz: Quiz, quizzes: Mapping[str, Quiz]) -> Quiz:
    """An exam with the questions of the quizzes that its pools name, but for those kept out of exams."""
    if not quiz.pools:
        return quiz
    found = {
        name: [q for q in quizzes[name].questions if q.in_exams and not q.retired]
        for pool in quiz.pools
        for name in pool.quizzes
        if name in quizzes and not quizzes[name].pools
    }
    pools = tuple(
        pool.model_copy(
            update={"ids": tuple(q.id for name in pool.quizzes for q in found.get(name, ()) if _of(pool, q))}
        )
        for pool in quiz.pools
    )
    asked = {q.id: q for q in (*quiz.questions, *(q for questions in found.values() for q in questions))}
    return quiz.model_copy(update={"questions": tuple(asked.values()), "pools": pools})


def _of(pool: Pool, question: QuestionBase) -> bool:
    """May the pool draw it?"""
    right = not pool.difficulty or question.difficulty in pool.difficulty
    return right and (not pool.tags or not set(pool.tags).isdisjoint(question.tags))


class _Reading:
    """One reading of all files: documents, models and problems gathered."""

    def __init__(self, raws: Mapping[str, bytes | str], previous: Library | None) -> None:
        self.raws, self.previous = raws, previous
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []
        self.good: dict[str, BaseModel] = {}

    def document(self, name: str) -> Document | None:
        raw = self.raws.get(name)
        if raw is None:
            self.problems.append(Problem(name, 0, "", "this file is missing"))
            return None
        if isinstance(raw, str):
            self.problems.append(Problem(name, 0, "", raw))
            return None
        document, problem = read(raw, name)
        if problem:
            self.problems.append(problem)
        elif document:
            self.documents[name.removesuffix(".yaml")] = document
        return document

    def one(self, name: str, model: type[M]) -> M | None:
        document = self.document(name)
        found: Any = None
        if document:
            found, problems = fit(document, model)
            self.problems += problems
        if found is None and self.previous:
            found = self.previous.good.get(name)
        if found is not None:
            self.good[name] = found
        return found

    def words(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for name in self.raws:
            if not (name.startswith("assets/words/") or name.endswith("/words.yaml")):
                continue
            document = self.document(name)
            if not document:
                continue
            prefix = files.prefix(name)
            for path, text in bilingual.texts(document):
                key = ".".join([prefix, *map(str, path)])
                try:
                    found[key] = Text.model_validate(text)
                except ValueError:
                    message = "a text is {zh: …, en: …} and zh is not empty"
                    self.problems.append(Problem(name, document.line(path), key, message))
            self.problems += bilingual.of_texts(document, None)
        return {**(self.previous.words if self.previous else {}), **found}

    def agree(self, whole: Whole) -> None:
        fresh_lessons = {n: m for n, m in whole.lessons.items() if f"lessons/{n}" in self.documents}
        fresh_quizzes = {n: m for n, m in whole.quizzes.items() if f"quizzes/{n}" in self.documents}
        broken = {Path(n).stem for n in self.raws} - set(whole.lessons) - set(whole.quizzes)
        known = set(whole.quizzes) | {Path(n).stem for n in self.raws if n.startswith("quizzes/")}
        if whole.course and (document := self.documents.get("lessons/course")):
            self.problems += bilingual.of_texts(document, ())
            self.problems += sense.of_course(document, whole.course, whole.lessons, known, broken)
            listed = {name for module in whole.course.modules for name in module.lessons}
            for name in sorted(set(fresh_lessons) - listed):
                message = "this lesson is not in lessons/course.yaml, so nobody sees it"
                self.problems.append(Problem(f"lessons/{name}.yaml", 1, "", message, "warning"))
        for name, lesson in fresh_lessons.items():
            document = self.documents[f"lessons/{name}"]
            self.problems += bilingual.of_texts(document, list(lesson.numbers), bilingual.places(lesson))
            self.problems += sense.of_lesson(document, lesson, known, whole)
        for name, quiz in fresh_quizzes.items():
            document = self.documents[f"quizzes/{name}"]
            self.problems += bilingual.of_texts(document, (), bilingual.places(quiz))
            self.problems += sense.of_quiz(document, quiz, broken, whole)
        for name in ("claims", "glossary"):
            if document := self.documents.get(f"lessons/{name}"):
                self.problems += bilingual.of_texts(document, ())
                self.problems += sense.of_entries(document, getattr(whole, name), broken, whole)
        for simulator, told in whole.stories.items():
            for name, story in told.items():
                if document := self.documents.get(f"simulations/{simulator}/stories/{name}"):
                    self.problems += bilingual.of_texts(document, None)
                    self.problems += tales.of_story(document, story, simulator, whole.sources)
        if document := self.documents.get("lessons/sources"):
            self.problems += sense.of_coverage(document, whole)
        if whole.glossary:
            avoided = sense.strays(whole.glossary)
            told = [name for name in self.documents if "/stories/" in name]
            for name in [*(f"lessons/{n}" for n in fresh_lessons), *(f"quizzes/{n}" for n in fresh_quizzes), *told]:
                self.problems += sense.of_strays(self.documents[name], avoided)
        self.problems += sense.of_question_ids(self.documents, fresh_lessons, fresh_quizzes)

    def agree_on_experiments(self, experiments: Mapping[str, Experiment], whole: Whole) -> None:
        for name, one in experiments.items():
            if document := self.documents.get(f"simulations/{name}/experiment"):
                self.problems += bilingual.of_texts(document, ())
                self.problems += trials.of_experiment(document, one, name, whole.lessons, whole.sources, whole.claims)
                if whole.glossary:
                    self.problems += sense.of_strays(document, sense.strays(whole.glossary))
