"""A short quotation, marked as such."""

from typing import Literal

from courseware.blocks import BlockBase
from courseware.words import Text


class Block(BlockBase):
    """`body` in the words of `by`."""

    kind: Literal["quotation"]
    body: Text
    by: Text
