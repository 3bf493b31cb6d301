"""Two or three ways of doing it beside each other."""

from typing import Literal

from pydantic import Field

from courseware.blocks import BlockBase
from courseware.questions import Fields
from courseware.words import Text


class Way(Fields):
    """One way: the one to take (`good`), the one to leave (`bad`), or neither."""

    title: Text
    tone: Literal["good", "bad", "plain"] = "plain"
    points: tuple[Text, ...] = Field(min_length=1, max_length=4)


class Block(BlockBase):
    """Two or three ways."""

    kind: Literal["comparison"]
    columns: tuple[Way, ...] = Field(min_length=2, max_length=3)
