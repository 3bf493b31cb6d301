"""One customer's case on a card, without names."""

from typing import Literal

from courseware.blocks import BlockBase
from courseware.words import Text


class Block(BlockBase):
    """`customer`: the kind of customer, never a name. Without `done` the card says that the source has no outcome."""

    kind: Literal["case"]
    customer: Text
    happened: Text
    done: Text | None = None
