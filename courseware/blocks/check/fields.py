"""One question for practice: nothing is scored, and the answer comes at once."""

from functools import reduce
from operator import or_
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from courseware import questions
from courseware.blocks import BlockBase
from courseware.questions import Parameters
from courseware.words import Say

AnyQuestion = Annotated[
    reduce(or_, [questions.kind(name).rules.Question for name in questions.names()]), Field(discriminator="kind")
]


class Block(BlockBase):
    """`question` is one of any kind, as in a quiz."""

    interactive: ClassVar[bool] = True

    kind: Literal["check"]
    question: AnyQuestion  # type: ignore[valid-type]

    @property
    def parameters(self) -> Parameters:
        """Order and numbers of the question: the same in both languages, on pages and slides."""
        return questions.kind(self.question.kind).rules.draw(self.question, 0)

    @property
    def put(self) -> Any:
        """The question as it is put to learners, with its numbers in place."""
        return self.question.at(self.parameters)

    @property
    def asked(self) -> dict[str, Any]:
        """What may be shown of it before the answer."""
        return questions.kind(self.question.kind).asked(self.question, self.parameters)

    def answer(self, say: Say) -> str:
        """The right answer in words, for slides and paper."""
        return questions.kind(self.question.kind).solution(self.put, say)
