"""The right figure, what the deck printed, and why."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from courseware.blocks import BlockBase
from courseware.words import Text


class Block(BlockBase):
    """`erratum` is the number of the erratum in lessons/sources.yaml, as E-18."""

    kind: Literal["correction"]
    erratum: Annotated[str, StringConstraints(pattern=r"^E-\d\d$")]
    right: Text
    printed: Text
    why: Text
