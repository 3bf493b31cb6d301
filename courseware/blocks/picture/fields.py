"""A picture of assets/pictures with its words."""

from typing import Literal

from pydantic import Field

from courseware.blocks import BlockBase
from courseware.questions import Id
from courseware.words import Text


class Block(BlockBase):
    """`alt` tells what the picture shows to whoever cannot see it; `caption` is for everybody.

    `labels` are the words in the picture, by the names of its anchors (`data-label` in the SVG).
    """

    kind: Literal["picture"]
    picture: Id
    alt: Text
    caption: Text | None = None
    labels: dict[Id, Text] = Field(default_factory=dict)
