"""The pictures of assets/pictures and their words: an SVG holds empty anchors, a lesson or a question names them."""

import re
from collections.abc import Mapping
from html import escape

from courseware.words import Text

WIDTH, HEIGHT = 480, 320
"""The units that a picture is drawn in."""

ANCHOR = re.compile(r"""<text\b([^>]*?\bdata-label="([a-z0-9-]+)"[^>]*?)(?:/>|>\s*</text>)""")


def anchors(svg: str) -> list[str]:
    """The names of the anchors of a picture."""
    return [name for _, name in ANCHOR.findall(svg)]


def labelled(svg: str, labels: Mapping[str, str]) -> str:
    """The picture with its words; an anchor without a word is left out."""

    def put(found: re.Match[str]) -> str:
        word = labels.get(found[2])
        return f"<text{found[1]}>{escape(word, quote=False)}</text>" if word else ""

    return ANCHOR.sub(put, svg)


def pieces(svg: str, labels: Mapping[str, Text]) -> list[str | Text]:
    """The picture in pieces: markup, and between it the words that stand in it, for whoever says and escapes them."""
    made: list[str | Text] = []
    at = 0
    for found in ANCHOR.finditer(svg):
        made.append(svg[at : found.start()])
        if word := labels.get(found[2]):
            made += [f"<text{found[1]}>", word, "</text>"]
        at = found.end()
    return [*made, svg[at:]]
