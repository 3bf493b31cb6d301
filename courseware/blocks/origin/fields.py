"""What is known of where a claim comes from."""

from typing import Literal

from courseware.blocks import BlockBase
from courseware.questions import Id


class Block(BlockBase):
    """`claim`: a claim of lessons/claims.yaml, where its words stand once for every page that shows them."""

    kind: Literal["origin"]
    claim: Id
