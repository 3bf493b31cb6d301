"""The pictures of assets/pictures and their words: an SVG holds empty anchors, a lesson or a question names them."""

import re
from collections.abc import Mapping
from html import escape

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
