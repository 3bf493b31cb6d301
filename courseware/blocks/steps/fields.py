"""Things done one after another."""

from typing import Literal

from pydantic import Field

from courseware.blocks import BlockBase
from courseware.questions import Fields
from courseware.words import Text


class Step(Fields):
    """One step; `detail` says how."""

    title: Text
    detail: Text | None = None


class Block(BlockBase):
    """Two to six steps, in order."""

    kind: Literal["steps"]
    steps: tuple[Step, ...] = Field(min_length=2, max_length=6)
