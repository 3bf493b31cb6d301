"""What is known of where a claim comes from."""

from typing import Literal

from courseware.blocks import BlockBase
from courseware.words import Text


class Block(BlockBase):
    """`status`: a source says so, or says it in part, or is contradicted, or none was found."""

    kind: Literal["origin"]
    status: Literal["established", "partly", "contested", "unknown"]
    body: Text
