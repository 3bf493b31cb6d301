"""Texts in two languages, and how to say them.

Nothing here reads files: `courseware.content` does, and passes the words in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_LARGE = re.compile(r"(?<=\d )([万亿]) (?=[㐀-鿿])")
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Text(BaseModel):
    """One text in Chinese and English. A missing English text falls back to Chinese with a mark."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: Words
    en: Words | None = None

    def told(self, language: Language) -> str:
        """The text in `language`; Chinese marked with 〔中〕 when the English is missing."""
        if language == "en":
            return self.en if self.en is not None else f"〔中〕{self.zh}"
        return self.zh

    def places(self, language: Language) -> set[str]:
        """Names in braces that the text wants filled."""
        return set(PLACE.findall(self.told(language)))


def fill(template: str, values: Mapping[str, object]) -> str:
    """Put `values` into the `{name}` places of `template`; a place without a value stays as it is.

    This is not `str.format`: nothing in braces is evaluated.
    """
    return PLACE.sub(lambda m: str(values.get(m[1], m[0])), template)


def tightened(zh: str) -> str:
    """A large number and the word it counts stand together in Chinese: 6000 万元, not 6000 万 元."""
    return _LARGE.sub(r"\1", zh)


def markdown(typed: str) -> str:
    """What a person typed, safe inside Streamlit's Markdown: it shows the characters and nothing else."""
    return MARKDOWN.sub(r"\\\1", " ".join(typed.split()))


@lru_cache(4096)
def number(value: Fraction | int | float, language: Language, places: int = 1) -> str:
    """`value` as people read it: 6000 万 or 60 million, 1,331 in English, a true minus sign.

    Whole numbers are exact; others are rounded to at most `places` decimals.
    """
    from babel.numbers import format_decimal  # heavy, and pages without numbers do without it

    exact = Fraction(value).limit_denominator(10**9)
    sign, size = ("−" if exact < 0 else ""), abs(exact)
    big = (("亿", 10**8), ("万", 10**4)) if language == "zh" else (("billion", 10**9), ("million", 10**6))
    for name, unit in big:
        if size >= unit and (size / unit * 100).denominator == 1:
            size, suffix, places = size / unit, f" {name}", max(places, 2)
            break
    else:
        suffix = ""
    pattern = ("0." if language == "zh" else "#,##0.") + "#" * places
    locale = "zh_Hans_CN" if language == "zh" else "en_GB"
    return sign + format_decimal(float(size), format=pattern, locale=locale) + suffix


@dataclass(frozen=True)
class Say:
    """Says words by key, or a Text, in a language; `both` says Chinese and English in one line.

    `say("quiz.submit")` looks the key up; `say.within("simulations.water")("title")` looks up
    `simulations.water.title`. Places in braces are filled from the keyword arguments; an argument may itself be a
    Text, or a number, which is written as `number` writes it. Raises KeyError for an unknown key.
    """

    language: Language
    words: Mapping[str, Text] = field(repr=False)
    both: bool = False
    prefix: str = ""

    def __call__(self, what: str | Text, **values: object) -> str:
        text = what if isinstance(what, Text) else self.words[self.prefix + what]
        first = fill(text.told(self.language), self._told(self.language, values))
        if not self.both or text.en is None:
            return first
        other: Language = "en" if self.language == "zh" else "zh"
        second = fill(text.told(other), self._told(other, values))
        return first if second == first else f"{first} / {second}"

    def has(self, key: str) -> bool:
        """Is there such a word?"""
        return self.prefix + key in self.words

    def within(self, prefix: str) -> "Say":
        """The same, for the keys below `prefix`."""
        return replace(self, prefix=f"{self.prefix}{prefix}.")

    def in_(self, language: Language) -> "Say":
        """The same, in one language only."""
        return replace(self, language=language, both=False)

    def number(self, value: Fraction | int | float, places: int = 1) -> str:
        """`value` in this language (see `number`)."""
        return number(value, self.language, places)

    def quantity(self, value: Fraction | int | float, unit: str, places: int = 1) -> str:
        """`value` with its unit, a key of assets/words/units.yaml: 15 项, 60 million yuan."""
        written = number(value, self.language, places)
        if unit == "plain":
            return written
        told = fill(self.words[f"units.{unit}"].told(self.language), {"n": written})
        return tightened(told) if self.language == "zh" else told

    def composed(self, tell: Callable[["Say"], str]) -> str:
        """What `tell` puts together out of several words: in this language, or in both as one line."""
        if not self.both:
            return tell(self)
        return self(Text(zh=tell(self.in_("zh")), en=tell(self.in_("en"))))

    @staticmethod
    def _told(language: Language, values: Mapping[str, object]) -> dict[str, object]:
        def one(value: object) -> object:
            if isinstance(value, Text):
                return value.told(language)
            if isinstance(value, (int, float, Fraction)) and not isinstance(value, bool):
                return number(value, language)
            return value

        return {name: one(value) for name, value in values.items()}
