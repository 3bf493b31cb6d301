"""Matching: every item on the left is given one on the right; sorting into classes is the same with shared classes."""

from collections.abc import Iterable
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from courseware.errors import Unreadable
from courseware.questions import Fields, Form, Grade, Id, Parameters, QuestionBase, forms, marks, options, shuffled
from courseware.words import Say, Text


class Side(Fields):
    """One item of a column."""

    id: Id
    text: Text


class Question(QuestionBase):
    """`pairs` gives every left id a right id (one right may serve several lefts, or none); `feedback` goes with a
    wrong match of that left id."""

    kind: Literal["matching"]
    left: tuple[Side, ...] = Field(min_length=2, max_length=5)
    right: tuple[Side, ...] = Field(min_length=2, max_length=6)
    pairs: dict[Id, Id]
    feedback: dict[Id, Text]

    @field_validator("left", "right")
    @classmethod
    def _distinct(cls, column: tuple[Side, ...]) -> tuple[Side, ...]:
        options.require(options.faults(column))
        return column

    @model_validator(mode="after")
    def _total(self) -> Self:
        left, right = {item.id for item in self.left}, {item.id for item in self.right}
        options.require(
            [f"pairs: there is no {name!r} on the left" for name in self.pairs if name not in left]
            + [f"pairs: {name!r} on the left has no pair" for name in sorted(left - set(self.pairs))]
            + [f"pairs: there is no {name!r} on the right" for name in self.pairs.values() if name not in right]
            + [f"feedback: there is no {name!r} on the left" for name in self.feedback if name not in left]
            + [f"feedback: a wrong match of {name!r} needs one" for name in sorted(left - set(self.feedback))]
        )
        return self


class Response(BaseModel):
    """Left id to right id; a left id that is missing is not matched yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    pairs: dict[Id, Id]

    @field_validator("pairs")
    @classmethod
    def _sorted(cls, given: dict[str, str]) -> dict[str, str]:
        return dict(sorted(given.items()))


def draw(question: Question, seed: int) -> Parameters:
    """The order of both columns."""
    return {
        "left": shuffled([item.id for item in question.left], seed, question.id),
        "right": shuffled([item.id for item in question.right], seed, f"{question.id}>"),
    }


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, the left column, and the right one as `options`, both in the drawn order."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "left": options.shown(question.left, parameters.get("left")),
        "options": options.shown(question.right, parameters.get("right")),
    }


def read(question: Question, form: Form) -> Response:
    """One field for each left id holds a right id, or nothing when it is not matched yet.

    Raises Unreadable for another right id, for a left id sent twice, and when no field belongs to the question.
    """
    right = {item.id for item in question.right}
    if not any(item.id in form for item in question.left):
        raise Unreadable("no field of this question")
    pairs = {}
    for item in question.left:
        if not (sent := forms.sent(form, item.id)) or sent == [""]:
            continue
        if len(sent) != 1 or sent[0] not in right:
            raise Unreadable(f"{item.id}: no such item on the right")
        pairs[item.id] = sent[0]
    return Response(pairs=pairs)


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(pairs=question.pairs)


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """By the question's scoring; a part is a left id."""
    pairs = response.pairs if response else {}
    parts = {item.id: pairs.get(item.id) == question.pairs[item.id] for item in question.left}
    return marks(question, parts, wrong=sum(not parts[name] for name in pairs))


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each `left>right` was made, every possible one in the authors' order."""
    counts = {f"{left.id}>{right.id}": 0 for left in question.left for right in question.right}
    for response in responses:
        for pair in response.pairs.items():
            counts[">".join(pair)] = counts.get(">".join(pair), 0) + 1
    return counts


def say(question: Question, response: Response, say: Say) -> str:
    """`left → right` for each match made, in the authors' order; — for none."""
    told = [
        f"{options.wording(question.left, item.id, say.language)} → "
        f"{options.wording(question.right, response.pairs[item.id], say.language)}"
        for item in question.left
        if item.id in response.pairs
    ]
    return ("；" if say.language == "zh" else "; ").join(told) or "—"


def earned(question: Question, response: Response) -> list[tuple[str, Text]]:
    """Feedback with the left ids that earned it; a left id not matched yet earns none."""
    return [
        (item.id, question.feedback[item.id])
        for item in question.left
        if item.id in response.pairs and response.pairs[item.id] != question.pairs[item.id]
    ]


def feedback(question: Question, response: Response) -> list[Text]:
    """What the mistake is in each wrong match."""
    return [text for _, text in earned(question, response)]
