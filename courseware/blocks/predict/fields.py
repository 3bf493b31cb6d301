"""A commitment before the explanation: choose, then read what happens."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from courseware.blocks import BlockBase
from courseware.questions import Fields, Id
from courseware.words import Text


class Guess(Fields):
    """One option, and what whoever chose it is told: kindly."""

    id: Id
    text: Text
    reply: Text


class Block(BlockBase):
    """`right` names the option that comes true, if one does; everybody reads `truth` after committing."""

    interactive: ClassVar[bool] = True

    kind: Literal["predict"]
    ask: Text
    options: tuple[Guess, ...] = Field(min_length=2, max_length=4)
    right: Id | None = None
    truth: Text

    @model_validator(mode="after")
    def _ids_are_sound(self) -> "Block":
        ids = [option.id for option in self.options]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"an option id is used once; used more often: {', '.join(twice)}")
        if self.right is not None and self.right not in ids:
            raise ValueError(f"right: there is no option {self.right!r}; the options are {', '.join(ids)}")
        return self
