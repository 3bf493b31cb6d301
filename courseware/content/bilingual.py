"""Do the two languages of a text agree: is the English there, are places and numbers the same in both?"""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any

from courseware.content.models import Lesson, Quiz
from courseware.content.reader import Document, Path_, Problem, dotted
from courseware.words import PLACE

_BIG = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_DIGITS = {
    "zh": re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿])?"),
    "en": re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:\s*(thousand|million|billion)\b)?"),
}
_DECADE = re.compile(r"(\d\d) ?世纪 ?(\d0) ?年代")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
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


def places(read: Lesson | Quiz) -> dict[Path_, Collection[str]]:
    """By the path of a question: the names of drawn numbers that its texts may place."""
    if isinstance(read, Quiz):
        return {("questions", n): question.places for n, question in enumerate(read.questions)}
    return {
        ("pages", p, "blocks", b): block.question.places
        for p, page in enumerate(read.pages)
        for b, block in enumerate(page.blocks)
        if block.kind == "check"
    }


def of_texts(
    document: Document, numbers: Collection[str] | None, below: Mapping[Path_, Collection[str]] | None = None
) -> Iterator[Problem]:
    """Missing English, places that do not match, numbers that differ. `numbers` None: places are free (captions).

    Texts `below` a path may place these numbers too.
    """
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
            known = {*numbers, *(n for at, names in (below or {}).items() if path[: len(at)] == at for n in names)}
            for name in sorted((in_zh | in_en) - known):
                near = difflib.get_close_matches(name, sorted(known), 1)
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
    if language == "zh":
        text = _DECADE.sub(lambda m: str((int(m[1]) - 1) * 100 + int(m[2])), text).replace("二八", " 20 80 ")
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
            | ({_MONTHS[n - 1]} if 1 <= n <= 12 else set())
        )
        return bool(words & set(re.findall(r"[a-z]+", text.lower())))
    chinese = {_ZH_DIGITS[n]} if n <= 10 else {"十" + _ZH_DIGITS[n - 10]} if n < 20 else {"二十"}
    return any(c in text for c in chinese | ({"两", "俩", "双"} if n == 2 else set()))


def _plain(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else str(float(value))
