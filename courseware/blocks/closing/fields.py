"""Three lines to keep, and one thing to try tomorrow."""

from typing import Literal

from pydantic import Field

from courseware.blocks import BlockBase
from courseware.words import Text


class Block(BlockBase):
    """`lines` sum the lesson up; `tomorrow` is one behaviour: when, and with whom."""

    kind: Literal["closing"]
    lines: tuple[Text, ...] = Field(min_length=1, max_length=3)
    tomorrow: Text
