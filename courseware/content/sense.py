"""Second pass of checking: do the documents agree with each other, and the two languages with one another?"""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any

import simulations
from courseware.content.models import Course, Lesson, Quiz, Sources
from courseware.content.reader import Document, Path_, Problem, dotted
from courseware.words import PLACE, Text

_BIG = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_DIGITS = {
    "zh": re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿])?"),
    "en": re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:\s*(thousand|million|billion)\b)?"),
}
_EN_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_EN_ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ZH_DIGITS = "零一二三四五六七八九十"


def texts(document: Document) -> Iterator[tuple[Path_, Mapping[str, Any]]]:
    """Every `{zh, en}` of a document with its path."""
    stack: list[tuple[Path_, Any]] = [((), document.data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            if "zh" in value and not isinstance(value["zh"], (dict, list)):
                yield path, value
            else:
                stack.extend(((*path, k), v) for k, v in value.items())
        elif isinstance(value, list):
            stack.extend(((*path, n), v) for n, v in enumerate(value))


def of_texts(document: Document, numbers: Collection[str] | None) -> Iterator[Problem]:
    """Missing English, places that do not match, numbers that differ. `numbers` None: places are free (captions)."""
    for path, text in texts(document):
        line, key = document.line(path), dotted(path)
        zh, en = str(text["zh"]), str(text.get("en") or "")
        if not en:
            yield Problem(document.file, line, key, "the English text is missing; readers see the Chinese", "warning")
            continue
        in_zh, in_en = set(PLACE.findall(zh)), set(PLACE.findall(en))
        if in_zh != in_en:
            odd = ", ".join(sorted(in_zh ^ in_en))
            yield Problem(document.file, line, key, f"a place stands in one language only: {odd}")
        if numbers is not None:
            for name in sorted((in_zh | in_en) - set(numbers)):
                near = difflib.get_close_matches(name, list(numbers), 1)
                hint = f"; did you mean {near[0]}?" if near else ". Write it below `numbers:`"
                yield Problem(document.file, line, key, f"no number is called {name}{hint}")
        for found, where in _differences(PLACE.sub("", zh), PLACE.sub("", en)):
            yield Problem(document.file, line, key, f"{found} stands in the {where} text only")


def _differences(zh: str, en: str) -> Iterator[tuple[str, str]]:
    numbers_zh, numbers_en = _numbers(zh, "zh"), _numbers(en, "en")
    for value in sorted((numbers_zh - numbers_en).elements()):
        if not _in_words(value, en, "en"):
            yield _plain(value), "Chinese"
    for value in sorted((numbers_en - numbers_zh).elements()):
        if not _in_words(value, zh, "zh"):
            yield _plain(value), "English"


def _numbers(text: str, language: str) -> Counter[Fraction]:
    found = _DIGITS[language].findall(text)
    return Counter(Fraction(digits.replace(",", "")) * _BIG.get(unit, 1) for digits, unit in found)


def _in_words(value: Fraction, text: str, language: str) -> bool:
    if value.denominator != 1 or value > 20:
        return False
    n = int(value)
    if language == "en":
        words = (
            {_EN_WORDS[n]}
            | ({_EN_ORDINALS[n]} if n <= 10 else set())
            | {1: {"once", "a", "an"}, 2: {"twice", "both", "pair"}}.get(n, set())
        )
        return bool(words & set(re.findall(r"[a-z]+", text.lower())))
    chinese = {_ZH_DIGITS[n]} if n <= 10 else {"十" + _ZH_DIGITS[n - 10]} if n < 20 else {"二十"}
    return any(c in text for c in chinese | ({"两", "俩", "双"} if n == 2 else set()))


def _plain(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else str(float(value))


def of_course(
    document: Document, course: Course, lessons: Collection[str], broken: Collection[str]
) -> Iterator[Problem]:
    """Lessons that are not there, or stand twice."""
    seen: set[str] = set()
    for m, module in enumerate(course.modules):
        for n, lesson in enumerate(module.lessons):
            path = ("modules", m, "lessons", n)
            if lesson in seen:
                yield Problem(document.file, document.line(path), dotted(path), f"{lesson} stands in the course twice")
            seen.add(lesson)
            if lesson not in lessons and lesson not in broken:
                yield _dangling(document, path, "lesson", lesson, lessons, "lessons/{}.yaml")
    for module_id, count in Counter(m.id for m in course.modules).items():
        if count > 1:
            yield Problem(document.file, document.line(("modules",)), "modules", f"two modules have the id {module_id}")


def of_lesson(
    document: Document,
    lesson: Lesson,
    quizzes: Collection[str],
    pictures: Collection[str],
    sources: Sources | None,
    units: Mapping[str, Text],
) -> Iterator[Problem]:
    """References of a lesson."""  # fmt: skip
    if lesson.quiz and lesson.quiz not in quizzes:
        yield _dangling(document, ("quiz",), "quiz", lesson.quiz, quizzes, "quizzes/{}.yaml")
    if lesson.picture and lesson.picture not in pictures:
        yield _dangling(document, ("picture",), "picture", lesson.picture, pictures, "assets/pictures/{}.svg")
    for name, number in lesson.numbers.items():
        if f"units.{number.unit}" not in units:
            known = [k.removeprefix("units.") for k in units if k.startswith("units.")]
            yield _dangling(document, ("numbers", name, "unit"), "unit", number.unit, known, "assets/words/units.yaml")
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
            yield from _of_block(document, path, block, pictures, sources)


def _of_block(
    document: Document, path: Path_, block: Any, pictures: Collection[str], sources: Sources | None
) -> Iterator[Problem]:
    yield from _of_sources(document, (*path, "sources"), block.sources, sources)
    if block.kind == "picture" and block.picture not in pictures:
        yield _dangling(document, (*path, "picture"), "picture", block.picture, pictures, "assets/pictures/{}.svg")
    if block.kind == "correction" and sources and block.erratum not in sources.errata:
        yield _dangling(document, (*path, "erratum"), "erratum", block.erratum, sources.errata, "lessons/sources.yaml")
    if block.kind == "check":
        yield from _of_sources(document, (*path, "question", "sources"), block.question.sources, sources)
    if block.kind == "simulator" and block.name in simulations.names():
        simulator = simulations.simulator(block.name)
        if block.scene and block.scene not in simulator.scenes:
            yield _dangling(document, (*path, "scene"), "scene", block.scene, simulator.scenes, "simulations/")
        if block.preset and block.preset not in simulator.model.PRESETS:
            yield _dangling(
                document, (*path, "preset"), "preset", block.preset, simulator.model.PRESETS, "simulations/"
            )


def of_quiz(
    document: Document,
    quiz: Quiz,
    lessons: Mapping[str, Lesson],
    broken: Collection[str],
    sources: Sources | None,
    words: Mapping[str, Text],
) -> Iterator[Problem]:
    """References of a quiz."""
    lesson = lessons.get(quiz.lesson or "")
    if quiz.lesson and not lesson and quiz.lesson not in broken:
        yield _dangling(document, ("lesson",), "lesson", quiz.lesson, lessons, "lessons/{}.yaml")
    for n, question in enumerate(quiz.questions):
        path: Path_ = ("questions", n)
        yield from _of_sources(document, (*path, "sources"), question.sources, sources)
        unit = getattr(question, "unit", None)
        if unit and f"units.{unit}" not in words:
            known = [key.removeprefix("units.") for key in words if key.startswith("units.")]
            yield _dangling(document, (*path, "unit"), "unit", unit, known, "assets/words/units.yaml")
        if question.page and lesson and question.page not in [page.id for page in lesson.pages]:
            known = [page.id for page in lesson.pages]
            yield _dangling(document, (*path, "page"), "page", question.page, known, f"lessons/{quiz.lesson}.yaml")


def of_question_ids(
    documents: Mapping[str, Document], lessons: Mapping[str, Lesson], quizzes: Mapping[str, Quiz]
) -> Iterator[Problem]:
    """A question id is used once in the whole course; the later use is reported."""
    first: dict[str, str] = {}
    for name, quiz in sorted(quizzes.items()):
        document = documents[f"quizzes/{name}"]
        for n, question in enumerate(quiz.questions):
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


def _of_sources(document: Document, path: Path_, items: Collection[str], sources: Sources | None) -> Iterator[Problem]:
    if sources is None:
        return
    for n, item in enumerate(items):
        deck = sources.decks.get(item.split("-")[0])
        if deck is None or item not in deck.items:
            known = deck.items if deck else sources.decks
            yield _dangling(document, (*path, n), "item", item, known, "lessons/sources.yaml")


def _dangling(document: Document, path: Path_, what: str, name: str, known: Collection[str], where: str) -> Problem:
    near = difflib.get_close_matches(name, list(known), 1, 0.5)
    hint = f"; did you mean {near[0]}?" if near else f" ({where.format(name)})"
    return Problem(document.file, document.line(path), dotted(path), f"no {what} is called {name}{hint}")
