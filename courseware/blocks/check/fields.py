"""One question for practice: nothing is scored, and the answer comes at once."""

from functools import reduce
from operator import or_
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from courseware import questions
from courseware.blocks import BlockBase
from courseware.words import Text

AnyQuestion = Annotated[
    reduce(or_, [questions.kind(name).rules.Question for name in questions.names()]), Field(discriminator="kind")
]


class Block(BlockBase):
    """`question` is one of any kind, as in a quiz."""

    interactive: ClassVar[bool] = True

    kind: Literal["check"]
    question: AnyQuestion  # type: ignore[valid-type]

    def answer(self) -> Text:
        """The right answer in words, for slides and paper."""
        rules = questions.kind(self.question.kind).rules
        key = rules.key(self.question)
        return Text(zh=rules.say(self.question, key, "zh"), en=rules.say(self.question, key, "en"))
