"""A moment the learner knows: a few lines, who says them, and a question."""

from typing import Literal

from pydantic import Field

from courseware.blocks import BlockBase
from courseware.questions import Fields
from courseware.words import Text


class Line(Fields):
    """What somebody says, or, without `who`, what happens."""

    who: Text | None = None
    said: Text


class Block(BlockBase):
    """One to four lines and perhaps a question."""

    kind: Literal["story"]
    lines: tuple[Line, ...] = Field(min_length=1, max_length=4)
    question: Text | None = None
