"""Small lines that all blocks share: where they come from, and an author's text safe for Streamlit's Markdown."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from courseware.blocks import BlockBase, Claim
from courseware.words import LANGUAGES, MARKDOWN, Say, Text

_JOINER = "\u2060"  # no width, no break, and no punctuation for Markdown
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")


def rich(told: str) -> str:
    """An author's text for Streamlit's Markdown: `**bold**` is bold, everything else shows as it was written."""
    return "\n\n".join(_bolded(_one_line(paragraph), _escaped) for paragraph in _PARAGRAPHS.split(told.strip()))


def joined(told: str) -> str:
    """An author's text for a Markdown that needs no escapes: only that its bold ends where the author ended it."""
    return _bolded(told, str)


def strong(told: str) -> str:
    """An author's text, all of it bold."""
    return f"**{_escaped(_one_line(plain(told)))}**"


def plain(told: str) -> str:
    """An author's text where no markup is understood, as in an accessible name."""
    return told.replace("**", "")


def item(marker: str, paragraphs: Sequence[str]) -> str:
    """One item of a Markdown list; `marker` is a dash or a number with a dot."""
    indent = " " * (len(marker) + 1)
    return f"{marker} " + "\n\n".join(paragraphs).replace("\n\n", f"\n\n{indent}")


def small(said: str) -> str:
    """Second text: smaller and grey. `said` is Markdown already."""
    return f":small[:gray[{said}]]"


def over(caption: str, block: BlockBase, say: Say) -> str:
    """A small line above a block: its caption, and the mark of the editors' own where due."""
    own = mark(block, say)
    return small(rich(say("blocks.beside", a=caption, b=own) if own else caption))


def signed(markdown: str, block: BlockBase, say: Say) -> str:
    """`markdown` with the mark of the editors' own as its last paragraph, where due."""
    own = mark(block, say)
    return f"{markdown}\n\n{small(rich(own))}" if own else markdown


def mark(block: BlockBase, say: Say) -> str:
    """What marks a block that is the editors' own; nothing for others."""
    return say("blocks.editors") if block.editors else ""


def origin_line(shown: BlockBase | Iterable[BlockBase], say: Say) -> str:
    """Where a block or a whole page comes from: 来源 D2-49 至 D2-53. A block without sources: 编者示例.

    A page without sources gets no line: its blocks say themselves which of them are the editors' own.
    """
    if isinstance(shown, BlockBase):
        return origin_line([shown], say) or mark(shown, say)
    ids = {item for block in shown for item in block.sources}
    if not ids:
        return ""
    return say("blocks.sources" if len(ids) > 1 else "blocks.source", items=_listed(ids, say))


def claims_line(shown: Iterable[BlockBase], claims: Mapping[str, Claim], say: Say) -> str:
    """What is known of the claims a page names without an origin block of its own: each with its status."""
    blocks = tuple(shown)
    items = {item for block in blocks for item in block.sources}
    labelled = {getattr(block, "claim", None) for block in blocks}
    line = ""
    for name, claim in claims.items():
        if name not in labelled and items & set(claim.items):
            one = say("blocks.claim-known", claim=claim.claim, status=say(f"blocks.origin.{claim.status}"))
            line = say("blocks.claim-next", a=line, b=one) if line else one
    return line


def _listed(ids: Iterable[str], say: Say) -> Text:
    written = {}
    for language in LANGUAGES:
        one = say.in_(language)
        line = ""
        for run in _runs(ids):
            shown = one("blocks.range", first=run[0], last=run[-1]) if len(run) > 2 else ""
            for item in [shown] if shown else run:
                line = one("blocks.next", a=line, b=item) if line else item
        written[language] = line
    return Text(**written)


def _runs(ids: Iterable[str]) -> list[list[str]]:
    """D2-49, D2-50, D2-51, D3-02 → [[D2-49, D2-50, D2-51], [D3-02]]."""
    numbered = sorted((item[:2], int(item[3:]), item) for item in ids)
    by_run = groupby(enumerate(numbered), key=lambda place: (place[1][0], place[1][1] - place[0]))
    return [[item for _, (_, _, item) in run] for _, run in by_run]


def _one_line(paragraph: str) -> str:
    return " ".join(line.strip(" \t\r") for line in paragraph.split("\n"))


def _bolded(line: str, escape: Callable[[str], str]) -> str:
    """Markdown ends no bold between punctuation and a Han character: a joiner without width keeps them apart."""
    parts = line.split("**")
    if len(parts) % 2 == 0:  # a mark without a partner is two asterisks
        return escape(line)
    written = ""
    for number, part in enumerate(parts):
        bold = part.strip()
        if number % 2 == 0:
            written += escape(part)
        elif bold:
            left, right = ("" if end.isalnum() else _JOINER for end in (bold[0], bold[-1]))
            written += f"**{left}{escape(bold)}{right}**"
        else:
            written += escape(f"**{part}**")
    return written


def _escaped(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", text)
