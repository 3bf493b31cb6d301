"""Second pass of checking: do the documents agree with each other?"""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import simulations
from courseware.content.bilingual import texts
from courseware.content.fitting import misfits
from courseware.content.models import Claims, Course, Glossary, Lesson, Quiz, Sources
from courseware.content.reader import Document, Path_, Problem, dotted
from courseware.pictures import anchors
from courseware.questions import Stock
from courseware.words import LANGUAGES, Text
from simulations.stories import Story


@dataclass(frozen=True)
class Whole:
    """Everything that was read, for references from one document to another."""

    course: Course | None
    lessons: Mapping[str, Lesson]
    quizzes: Mapping[str, Quiz]
    words: Mapping[str, Text]
    pictures: Mapping[str, str]
    sources: Sources | None
    claims: Claims | None
    glossary: Glossary | None
    stories: Mapping[str, Mapping[str, Story]]

    @property
    def stock(self) -> Stock:
        """What questions take from it."""
        return Stock(self.pictures, self.stories)


def of_course(
    document: Document, course: Course, lessons: Collection[str], quizzes: Collection[str], broken: Collection[str]
) -> Iterator[Problem]:
    """Lessons and exams that are not there, or stand twice."""
    seen: set[str] = set()
    for m, module in enumerate(course.modules):
        for n, lesson in enumerate(module.lessons):
            path = ("modules", m, "lessons", n)
            if lesson in seen:
                yield Problem(document.file, document.line(path), dotted(path), f"{lesson} stands in the course twice")
            seen.add(lesson)
            if lesson not in lessons and lesson not in broken:
                yield dangling(document, path, "lesson", lesson, lessons, "lessons/{}.yaml")
    exams: list[tuple[Path_, str | None]] = [(("exam",), course.exam)]
    exams += [(("modules", m, "exam"), module.exam) for m, module in enumerate(course.modules)]
    for path, exam in exams:
        if exam and exam not in quizzes:
            yield dangling(document, path, "quiz", exam, quizzes, "quizzes/{}.yaml")
    for n, which in enumerate(course.certificate.exams if course.certificate else ()):
        if not (course.exam if which == "course" else any(module.exam for module in course.modules)):
            path = ("certificate", "exams", n)
            message = "no module has an exam" if which == "modules" else "the course has no exam"
            yield Problem(document.file, document.line(path), dotted(path), message)
    for module_id, count in Counter(m.id for m in course.modules).items():
        if count > 1:
            yield Problem(document.file, document.line(("modules",)), "modules", f"two modules have the id {module_id}")


def of_lesson(document: Document, lesson: Lesson, quizzes: Collection[str], whole: Whole) -> Iterator[Problem]:
    """References of a lesson."""
    if lesson.quiz and lesson.quiz not in quizzes:
        yield dangling(document, ("quiz",), "quiz", lesson.quiz, quizzes, "quizzes/{}.yaml")
    if lesson.picture and lesson.picture not in whole.pictures:
        yield _no_picture(document, ("picture",), lesson.picture, whole)
    for name, number in lesson.numbers.items():
        if f"units.{number.unit}" not in whole.words:
            yield __dangling_unit(document, ("numbers", name, "unit"), number.unit, whole)
    seen: set[str] = set()
    for p, page in enumerate(lesson.pages):
        if page.id in seen:
            path: Path_ = ("pages", p, "id")
            message = f"another page of this lesson has the id {page.id}"
            yield Problem(document.file, document.line(path), dotted(path), message)
        seen.add(page.id)
    for p, page in enumerate(lesson.pages):
        for b, block in enumerate(page.blocks):
            path = ("pages", p, "blocks", b)
            yield from _of_block(document, path, block, whole)
    yield from _unlabelled(document, lesson, whole)


_NAMING = {"correction", "comparison", "check", "predict", "simulator", "closing"}


def _unlabelled(document: Document, lesson: Lesson, whole: Whole) -> Iterator[Problem]:
    """A statistic that a lesson shows without saying what is known of its origin.

    Corrections, comparisons and questions may name it: the line at the foot of the page labels every claim.
    """
    labelled = {block.claim for page in lesson.pages for block in page.blocks if block.kind == "origin"}
    figures = {n: c for n, c in (whole.claims.claims if whole.claims else {}).items() if c.figure and n not in labelled}
    for name, claim in figures.items():
        for p, page in enumerate(lesson.pages):
            showing = (b for b, block in enumerate(page.blocks) if block.kind not in _NAMING)
            shown = next((b for b in showing if set(page.blocks[b].sources) & set(claim.items)), None)
            if shown is not None:
                path: Path_ = ("pages", p, "blocks", shown)
                items = ", ".join(sorted(set(page.blocks[shown].sources) & set(claim.items)))
                message = f"{items} needs a label: add a block `kind: origin` with `claim: {name}` to this lesson"
                yield Problem(document.file, document.line(path), dotted(path), message)
                break


def _of_block(document: Document, path: Path_, block: Any, whole: Whole) -> Iterator[Problem]:
    yield from of_sources(document, (*path, "sources"), block.sources, whole.sources)
    if block.kind == "picture":
        yield from _of_picture(document, path, block, whole)
    if block.kind == "origin" and whole.claims and block.claim not in whole.claims.claims:
        known = whole.claims.claims
        yield dangling(document, (*path, "claim"), "claim", block.claim, known, "lessons/claims.yaml")
    if block.kind == "correction" and whole.sources and block.erratum not in whole.sources.errata:
        known = whole.sources.errata
        yield dangling(document, (*path, "erratum"), "erratum", block.erratum, known, "lessons/sources.yaml")
    if block.kind == "check":
        path = (*path, "question")
        yield from of_sources(document, (*path, "sources"), block.question.sources, whole.sources)
        yield from misfits(document, path, block.question, whole.stock)
        yield from _units(document, path, block.question, whole)
    if block.kind == "simulator" and block.name in simulations.names():
        simulator = simulations.simulator(block.name)
        if block.scene and block.scene not in simulator.scenes:
            yield dangling(document, (*path, "scene"), "scene", block.scene, simulator.scenes, "simulations/")
        if block.preset and block.preset not in simulator.presets:
            yield dangling(document, (*path, "preset"), "preset", block.preset, simulator.presets, "simulations/")


def _of_picture(document: Document, path: Path_, block: Any, whole: Whole) -> Iterator[Problem]:
    if block.picture not in whole.pictures:
        yield _no_picture(document, (*path, "picture"), block.picture, whole)
        return
    known = anchors(whole.pictures[block.picture])
    for name in block.labels:
        if name not in known:
            yield dangling(document, (*path, "labels", name), "label of this picture", name, known, "data-label")
    lacking = [name for name in known if name not in block.labels]
    if lacking:
        message = f"the picture {block.picture} wants a label for {', '.join(lacking)}"
        yield Problem(document.file, document.line((*path, "picture")), dotted((*path, "labels")), message)


def of_quiz(document: Document, quiz: Quiz, broken: Collection[str], whole: Whole) -> Iterator[Problem]:
    """References of a quiz."""
    lesson = whole.lessons.get(quiz.lesson or "")
    if quiz.lesson and not lesson and quiz.lesson not in broken:
        yield dangling(document, ("lesson",), "lesson", quiz.lesson, whole.lessons, "lessons/{}.yaml")
    for n, pool in enumerate(quiz.pools):
        for m, name in enumerate(pool.quizzes):
            path: Path_ = ("pools", n, "quizzes", m)
            if name not in whole.quizzes and name not in broken:
                yield dangling(document, path, "quiz", name, whole.quizzes, "quizzes/{}.yaml")
        if len(pool.ids) < pool.count:
            path = ("pools", n, "count")
            message = f"{pool.count} questions are to be drawn, the quizzes have {len(pool.ids)} such"
            yield Problem(document.file, document.line(path), dotted(path), message)
    written = document.data.get("questions", []) if isinstance(document.data, dict) else []
    for n, question in enumerate(quiz.questions[: len(written)]):
        path = ("questions", n)
        yield from of_sources(document, (*path, "sources"), question.sources, whole.sources)
        yield from misfits(document, path, question, whole.stock)
        yield from _units(document, path, question, whole)
        if question.page and lesson and question.page not in [page.id for page in lesson.pages]:
            known = [page.id for page in lesson.pages]
            yield dangling(document, (*path, "page"), "page", question.page, known, f"lessons/{quiz.lesson}.yaml")


def _units(document: Document, path: Path_, question: Any, whole: Whole) -> Iterator[Problem]:
    units = {(): getattr(question, "unit", None)}
    units |= {("gaps", name): getattr(gap, "unit", None) for name, gap in getattr(question, "gaps", {}).items()}
    for below, unit in units.items():
        if unit and f"units.{unit}" not in whole.words:
            yield __dangling_unit(document, (*path, *below, "unit"), unit, whole)


def of_entries(
    document: Document, read: Claims | Glossary | None, broken: Collection[str], whole: Whole
) -> Iterator[Problem]:
    """References of claims and of the glossary's terms."""
    if isinstance(read, Claims):
        for name, claim in read.claims.items():
            yield from of_sources(document, ("claims", name, "items"), claim.items, whole.sources)
    if isinstance(read, Glossary):
        for name, term in read.terms.items():
            path: Path_ = ("terms", name)
            yield from of_sources(document, (*path, "sources"), term.sources, whole.sources)
            lesson = whole.lessons.get(term.lesson)
            if lesson is None and term.lesson not in broken:
                yield dangling(document, (*path, "lesson"), "lesson", term.lesson, whole.lessons, "lessons/{}.yaml")
            if lesson and term.page and term.page not in [page.id for page in lesson.pages]:
                known = [page.id for page in lesson.pages]
                yield dangling(document, (*path, "page"), "page", term.page, known, f"lessons/{term.lesson}.yaml")


def of_coverage(document: Document, whole: Whole) -> Iterator[Problem]:
    """Items of the decks that no lesson shows; errata that no page mentions (one without items needs no page)."""
    blocks = [block for lesson in whole.lessons.values() for page in lesson.pages for block in page.blocks]
    shown = {item for block in blocks for item in block.sources}
    corrected = {block.erratum for block in blocks if block.kind == "correction"}
    for deck, entry in (whole.sources.decks if whole.sources else {}).items():
        for item in entry.items:
            if item not in shown:
                path: Path_ = ("decks", deck, "items", item)
                yield Problem(document.file, document.line(path), dotted(path), "no lesson shows this item", "warning")
    for erratum, items in (whole.sources.errata if whole.sources else {}).items():
        if erratum not in corrected and set(items) & shown:
            path = ("errata", erratum)
            yield Problem(document.file, document.line(path), dotted(path), "no page has this correction", "warning")


def strays(glossary: Glossary) -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """By language: a pattern of the words that the glossary says to avoid, and what to say instead of each."""
    found = {}
    for language in LANGUAGES:
        right = {
            word.lower(): term.term.told(language)
            for term in glossary.terms.values()
            for word in getattr(term.avoid, language)
        }
        words = "|".join(re.escape(word) for word in sorted(right, key=len, reverse=True))
        if words:
            found[language] = re.compile(rf"\b(?:{words})\b" if language == "en" else words, re.I), right
    return found


def of_strays(
    document: Document, avoided: Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]
) -> Iterator[Problem]:
    """Words that the glossary says to avoid; `avoided` is what `strays` made of it."""
    for path, text in texts(document):
        for language, (pattern, right) in avoided.items():
            for word in pattern.findall(str(text.get(language) or "")):
                message = f"the glossary says {right[word.lower()]!r}, not {word!r}"
                yield Problem(document.file, document.line(path), dotted((*path, language)), message, "warning")


def of_question_ids(
    documents: Mapping[str, Document], lessons: Mapping[str, Lesson], quizzes: Mapping[str, Quiz]
) -> Iterator[Problem]:
    """A question id is used once in the whole course; the later use is reported."""
    first: dict[str, str] = {}
    for name, quiz in sorted(quizzes.items()):
        document = documents[f"quizzes/{name}"]
        pooled = {one for pool in quiz.pools for one in pool.ids}
        for n, question in enumerate(q for q in quiz.questions if q.id not in pooled):
            yield from _once(document, ("questions", n, "id"), question.id, first)
    for name, lesson in sorted(lessons.items()):
        document = documents[f"lessons/{name}"]
        for p, page in enumerate(lesson.pages):
            for b, block in enumerate(page.blocks):
                if block.kind == "check":
                    yield from _once(document, ("pages", p, "blocks", b, "question", "id"), block.question.id, first)


def _once(document: Document, path: Path_, question_id: str, first: dict[str, str]) -> Iterator[Problem]:
    at = f"{document.file}:{document.line(path)}"
    if question_id in first:
        message = f"the id {question_id} belongs to a question in {first[question_id]} already"
        yield Problem(document.file, document.line(path), dotted(path), message)
    first.setdefault(question_id, at)


def of_sources(document: Document, path: Path_, items: Collection[str], sources: Sources | None) -> Iterator[Problem]:
    if sources is None:
        return
    for n, item in enumerate(items):
        deck = sources.decks.get(item.split("-")[0])
        if deck is None or item not in deck.items:
            known = deck.items if deck else sources.decks
            yield dangling(document, (*path, n), "item", item, known, "lessons/sources.yaml")


def __dangling_unit(document: Document, path: Path_, unit: str, whole: Whole) -> Problem:
    known = [key.removeprefix("units.") for key in whole.words if key.startswith("units.")]
    return dangling(document, path, "unit", unit, known, "assets/words/units.yaml")


def _no_picture(document: Document, path: Path_, name: str, whole: Whole) -> Problem:
    return dangling(document, path, "picture", name, whole.pictures, "assets/pictures/{}.svg")


def dangling(document: Document, path: Path_, what: str, name: str, known: Collection[str], where: str) -> Problem:
    near = difflib.get_close_matches(name, list(known), 1, 0.5)
    hint = f"; did you mean {near[0]}?" if near else f" ({where.format(name)})"
    return Problem(document.file, document.line(path), dotted(path), f"no {what} is called {name}{hint}")
