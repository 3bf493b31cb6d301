"""One question for practice: nothing is scored, and the answer comes at once."""

from functools import reduce
from operator import or_
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from courseware import questions
from courseware.blocks import BlockBase
from courseware.words import Say

AnyQuestion = Annotated[
    reduce(or_, [questions.kind(name).rules.Question for name in questions.names()]), Field(discriminator="kind")
]


class Block(BlockBase):
    """`question` is one of any kind, as in a quiz."""

    interactive: ClassVar[bool] = True

    kind: Literal["check"]
    question: AnyQuestion  # type: ignore[valid-type]

    def answer(self, say: Say) -> str:
        """The right answer in words, for slides and paper."""
        rules = questions.kind(self.question.kind).rules
        return rules.say(self.question, rules.key(self.question), say)
