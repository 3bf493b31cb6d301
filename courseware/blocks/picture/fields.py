"""A picture of assets/pictures with its words."""

from typing import Literal

from courseware.blocks import BlockBase
from courseware.questions import Id
from courseware.words import Text


class Block(BlockBase):
    """`alt` tells what the picture shows to whoever cannot see it; `caption` is for everybody."""

    kind: Literal["picture"]
    picture: Id
    alt: Text
    caption: Text | None = None
