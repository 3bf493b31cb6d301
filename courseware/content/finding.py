"""Search over lessons, glossary and simulators, in Chinese and English at once.

Chinese is written without spaces, so a run of Han characters is indexed by its single characters and its pairs;
English words by their stems. BM25 (bm25s) ranks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Literal

from pydantic import BaseModel

import simulations
from courseware.content.gathered import filled
from courseware.content.library import Library
from courseware.words import LANGUAGES, Language, Text

LONGEST = 80
"""Characters of a query that are read."""
SNIPPET = {"zh": 56, "en": 110}
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z]+|\d[\d,.]*\d|\d")
_HIDDEN = {"check", "predict", "simulator", "picture", "origin", "correction"}
"""Blocks whose texts are not searched: answers stay unseen until they are due, the others are gathered elsewhere."""
_WEIGHT = 3  # a title counts as often


@dataclass(frozen=True)
class Entry:
    """One place to be found: a lesson's page, a term, or a simulator. `page` counts from 1; 0 where there is none."""

    kind: Literal["page", "term", "simulator"]
    name: str
    page: int
    title: Text
    where: Text | None
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Hit:
    """An entry that was found, and a piece of its text with what was asked for between `**`."""

    entry: Entry
    snippet: str


class Index:
    """All entries of a library, ready to be searched."""

    def __init__(self, library: Library) -> None:
        import bm25s  # heavy, and only whoever searches needs it

        self.entries = list(_entries(library))
        self._model = bm25s.BM25()
        self._model.index([list(_tokens_of(entry)) or ["-"] for entry in self.entries], show_progress=False)

    def find(self, query: str, language: Language, most: int = 20) -> list[Hit]:
        """The best entries for a query, best first; none for a query without a letter or figure."""
        asked = list(dict.fromkeys(tokens(query[:LONGEST], asking=True)))
        known = [token for token in asked if token in self._model.vocab_dict]
        if not known:
            return []
        scores = self._model.get_scores(known)
        best = sorted(range(len(self.entries)), key=lambda n: (-scores[n], n))[:most]
        floor = max(float(scores[n]) for n in best) * 0.2
        return [Hit(self.entries[n], _snippet(self.entries[n], query, language)) for n in best if scores[n] > floor]


@lru_cache(2)
def _index(content_hash: str, library: "_Held") -> Index:
    return Index(library.library)


class _Held:
    """A library as an argument of a cache: its hash says everything."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __hash__(self) -> int:
        return hash(self.library.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.library.hash == self.library.hash


def index(library: Library) -> Index:
    """The index of a library, made once per content hash."""
    return _index(library.hash, _Held(library))


def tokens(text: str, asking: bool = False) -> Iterator[str]:
    """What a text is found by. Whoever asks for two characters or more wants them together."""
    lowered = text.lower()
    for run in _HAN.findall(lowered):
        if len(run) == 1 or not asking:
            yield from run
        yield from (run[n : n + 2] for n in range(len(run) - 1))
    yield from _stemmer().stemWords(_WORD.findall(lowered))


@lru_cache(1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def _tokens_of(entry: Entry) -> Iterator[str]:
    for language in LANGUAGES:
        for _ in range(_WEIGHT):
            yield from tokens(entry.title.told(language))
        for text in entry.texts:
            yield from tokens(text.told(language))


def _entries(library: Library) -> Iterator[Entry]:
    for name, term in library.glossary.items():
        yield Entry("term", name, 0, term.term, None, (term.definition,))
    for name in library.order():
        lesson = library.lessons[name]
        for number, page in enumerate(lesson.pages, 1):
            head = [lesson.title, lesson.question, lesson.objective] if number == 1 else []
            found = [*head, *([page.lead] if page.lead else [])]
            found += [text for block in page.blocks if block.kind not in _HIDDEN for text in _texts(block)]
            texts = tuple(filled(library, name, text) for text in found)
            yield Entry("page", name, number, page.title, lesson.title, texts)
    for name in simulations.names():
        words = {k.removeprefix(f"simulations.{name}."): v for k, v in library.words.items()}
        scenes = tuple(v for k, v in words.items() if k.startswith("scenes.") and k.endswith((".title", ".lead")))
        yield Entry("simulator", name, 0, words["title"], None, scenes)


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)


def _snippet(entry: Entry, query: str, language: Language) -> str:
    """The piece of text around what was asked for, escaped for HTML but for `**` around it."""
    wanted = _wanted(query)
    texts = [text.told(language).replace("**", "") for text in entry.texts] or [""]
    best = max(texts, key=lambda text: sum(len(one) for one in wanted if one in text.lower()))
    lowered = best.lower()
    places = [at for one in wanted if (at := lowered.find(one)) >= 0]
    size = SNIPPET[language]
    first = max(0, min(places, default=0) - size // 4)
    if language == "en" and first:
        first = best.rfind(" ", 0, first + 1) + 1
    piece = best[first : first + size]
    if language == "en" and first + size < len(best):
        piece = piece[: piece.rfind(" ")] if " " in piece else piece
    cut = ("…" if first else "") + piece + ("…" if first + len(piece) < len(best) else "")
    return _marked(cut, wanted)


def _wanted(query: str) -> list[str]:
    """The pieces of a query to look for in a text, longest first: runs of Han, then their pairs; words and stems."""
    lowered = query.lower()
    runs = _HAN.findall(lowered)
    pairs = [run[n : n + 2] for run in runs for n in range(len(run) - 1)]
    words = _WORD.findall(lowered)
    stems = [stem for stem in _stemmer().stemWords(words) if len(stem) > 2]
    return sorted({*runs, *pairs, *words, *stems}, key=lambda one: (-len(one), one))


def _marked(text: str, wanted: Iterable[str]) -> str:
    pattern = "|".join(re.escape(one) for one in wanted)
    if not pattern:
        return escape(text)
    parts = re.split(f"((?:{pattern})[a-z]*)", text, flags=re.I)
    return "".join(f"**{escape(part)}**" if n % 2 else escape(part) for n, part in enumerate(parts) if part)
