"""A paragraph or two of text."""

from typing import Literal

from courseware.blocks import BlockBase
from courseware.words import Text


class Block(BlockBase):
    """`body`: an empty line starts a new paragraph."""

    kind: Literal["text"]
    body: Text
