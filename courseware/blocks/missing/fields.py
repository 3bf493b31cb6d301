"""What the source does not contain, said openly."""

from typing import Literal

from courseware.blocks import BlockBase
from courseware.words import Text


class Block(BlockBase):
    """`body` says what is not there; `sources` are the items that stand empty."""

    kind: Literal["missing"]
    body: Text
