"""Terms of the glossary in a text: their first mention on a page becomes a link with the definition as its tooltip."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from courseware.blocks.lines import rich

_OPEN, _NAME, _CLOSE = "\ue000", 0xE100, "\ue001"  # private characters: Markdown leaves them alone
_PLACED = re.compile(f"{_OPEN}(.)(.*?){_CLOSE}")


@dataclass(frozen=True)
class Known:
    """Every term in one language: how it may be written, and what it means."""

    forms: Mapping[str, str]
    meanings: Mapping[str, str]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, terms: Iterable[tuple[str, Iterable[str], str]], latin: bool) -> "Known":
        """`terms`: id, forms, meaning. Words of a Latin script are found whole and in any case."""
        forms: dict[str, str] = {}
        meanings: dict[str, str] = {}
        for name, written, meaning in terms:
            meanings[name] = meaning
            forms.update({form.lower(): name for form in written})
        longest = sorted(forms, key=lambda form: (-len(form), form))
        joined = "|".join(re.escape(form) for form in longest)
        pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if latin else joined, re.I) if joined else None
        return cls(forms, meanings, pattern)


@dataclass
class Linker:
    """Links terms of one page; what was linked once is not linked again."""

    known: Known
    seen: set[str] = field(default_factory=set)

    def __call__(self, told: str) -> str:
        """An author's text as Streamlit's Markdown, with links."""
        if self.known.pattern is None:
            return rich(told)
        names = list(self.known.meanings)

        def place(found: re.Match[str]) -> str:
            name = self.known.forms[found[0].lower()]
            if name in self.seen:
                return found[0]
            self.seen.add(name)
            return f"{_OPEN}{chr(_NAME + names.index(name))}{found[0]}{_CLOSE}"

        def link(found: re.Match[str]) -> str:
            name = names[ord(found[1]) - _NAME]
            meaning = self.known.meanings[name].replace('"', "'").replace("\\", "")
            return f'[{found[2]}](/glossary#{name} "{meaning}")'

        return _PLACED.sub(link, rich(self.known.pattern.sub(place, told)))
