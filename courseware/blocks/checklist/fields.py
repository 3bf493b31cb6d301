"""Things to do and not to do, in groups."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from courseware.blocks import BlockBase
from courseware.questions import Fields
from courseware.words import Text


class Group(Fields):
    """One group: what its number counts stands in `label`."""

    number: Annotated[int, Field(ge=0, le=99)] | None = None
    label: Text
    tone: Literal["do", "dont"] = "do"
    items: tuple[Text, ...] = Field(min_length=1, max_length=6)


class Block(BlockBase):
    """`stairs`: each number stands on its items, so that the shape is the sum. `list`: plain groups."""

    kind: Literal["checklist"]
    layout: Literal["stairs", "list"] = "list"
    groups: tuple[Group, ...] = Field(min_length=1, max_length=5)
    sum: Text | None = None

    @model_validator(mode="after")
    def _shape_is_the_sum(self) -> "Block":
        if self.layout == "stairs":
            for group in self.groups:
                if group.number is not None and group.number != len(group.items):
                    raise ValueError(
                        f"on stairs a number counts its items: {group.label.zh!r} says {group.number} "
                        f"and has {len(group.items)}; correct it, or use layout: list"
                    )
        return self
