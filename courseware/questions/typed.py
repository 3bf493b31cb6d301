"""Words as people type them: which count as the same, and which wrong ones are recognised.

The same are: full and half width, capitals and small letters, straight and curly apostrophes, any number of spaces, no
space beside a Chinese character, and no punctuation or quotation marks around the whole. Nothing else is: a near miss
is not right.
"""

import re
import unicodedata
from random import Random
from typing import Self

from pydantic import Field, model_validator

from courseware.questions import Fields, forms, options
from courseware.words import Language, Text, Words

_APOSTROPHES = dict.fromkeys(map(ord, "‘’‛ʼ´`′＇"), "'")
_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_LOOSE = re.compile(rf"(?<={_HAN}) | (?={_HAN})")
_TELLING = "%‰#&@*/\\"
"""Punctuation by the book, but a part of what somebody means."""


def same(text: str) -> str:
    """What is left of `text` when everything that does not count is taken away; empty when nothing counts."""
    plain = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    plain = _LOOSE.sub("", " ".join(plain.split()))
    first, last = 0, len(plain)
    while first < last and _around(plain[first]):
        first += 1
    while last > first and _around(plain[last - 1]):
        last -= 1
    return plain[first:last]


def _around(character: str) -> bool:
    return character == " " or (unicodedata.category(character)[0] == "P" and character not in _TELLING)


OTHER = "…"
"""Stands for all words that nobody wrote down, where they are not to be shown."""


class Forms(Fields):
    """Words by language."""

    zh: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Those of both languages."""
        return self.zh + self.en


class Mistake(Fields):
    """Wrong answers that people really give, and what the mistake is."""

    forms: Forms
    feedback: Text


class Typed(Fields):
    """Something to be typed. Every form is right in either language, whatever the language of the page; the first one
    of a language is the one the course uses."""

    accepted: Forms = Field(description="right answers; the first of each language is shown as the right one")
    mistakes: tuple[Mistake, ...] = Field((), description="recognised wrong answers")

    @model_validator(mode="after")
    def _tellable(self) -> Self:
        lacking = [f"accepted: {name} has no form" for name in ("zh", "en") if not getattr(self.accepted, name)]
        wrong = [form for mistake in self.mistakes for form in mistake.forms.all]
        shapes = [
            f"{form!r} is longer than {forms.LONGEST_WORDS} characters" if same(form) else f"{form!r} says nothing"
            for form in (*self.accepted.all, *wrong)
            if len(form) > forms.LONGEST_WORDS or not same(form)
        ]
        empty = [f"mistakes: entry {n} has no form" for n, one in enumerate(self.mistakes, 1) if not one.forms.all]
        right = {same(form) for form in self.accepted.all}
        both = [f"mistakes: {form!r} is accepted as right" for form in wrong if same(form) in right]
        owners: dict[str, set[int]] = {}
        for n, mistake in enumerate(self.mistakes):
            for form in mistake.forms.all:
                owners.setdefault(same(form), set()).add(n)
        twice = [f"mistakes: {form!r} stands in two entries" for form, owned in owners.items() if len(owned) > 1]
        options.require([*lacking, *shapes, *empty, *both, *twice])
        return self

    @property
    def term(self) -> Text:
        """The right answer as the course says it."""
        return Text(zh=self.accepted.zh[0], en=self.accepted.en[0])

    def accepts(self, typed: str) -> bool:
        """Is it one of the right answers?"""
        return same(typed) in {same(form) for form in self.accepted.all}

    def alike(self, typed: str) -> str:
        """The same for answers that count as one: all right ones, all forms of a mistake."""
        meant = same(typed)
        return next((same(one.all[0]) for one in self._known if meant in {same(form) for form in one.all}), meant)

    def guess(self, chance: Random) -> str:
        """A wrong answer, as somebody might give it who does not know."""
        known = [mistake.forms.all[0] for mistake in self.mistakes]
        return chance.choice(known) if known else self.accepted.zh[0][::-1]

    def knows(self, name: str) -> bool:
        """Did the author write down what `alike` gave?"""
        return any(same(one.all[0]) == name for one in self._known)

    def named(self, name: str, language: Language) -> str:
        """What `alike` gave, as a language says it where the author wrote it down."""
        known = next((one for one in self._known if same(one.all[0]) == name), None)
        return name if known is None else next(iter(getattr(known, language)), name)

    @property
    def _known(self) -> list[Forms]:
        return [self.accepted, *(mistake.forms for mistake in self.mistakes)]

    def mistaken(self, typed: str) -> Text | None:
        """The feedback of a recognised wrong answer."""
        meant = same(typed)
        found = (m.feedback for m in self.mistakes if meant in {same(form) for form in m.forms.all})
        return next(found, None)
