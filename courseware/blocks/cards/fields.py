"""Terms side by side, each with its meaning and perhaps an example."""

from typing import Literal

from pydantic import Field

from courseware.blocks import BlockBase
from courseware.questions import Fields
from courseware.words import Text


class Card(Fields):
    """One term."""

    term: Text
    meaning: Text
    example: Text | None = None


class Block(BlockBase):
    """Two to six terms of one kind."""

    kind: Literal["cards"]
    cards: tuple[Card, ...] = Field(min_length=2, max_length=6)
