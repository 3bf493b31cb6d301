"""A statement to be judged."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from courseware.errors import Unreadable
from courseware.questions import Form, Grade, Parameters, QuestionBase, forms
from courseware.words import Say, Text

CHOICES = {"true": True, "false": False}
"""Form value to choice, in the order shown: never shuffled, people expect "true" first."""


class Question(QuestionBase):
    """`feedback` speaks to whoever chose the other answer."""

    kind: Literal["true_false"]
    answer: bool
    feedback: Text


class Response(BaseModel):
    """Held to be true, or not."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    choice: bool


def draw(question: Question, seed: int) -> Parameters:
    """Nothing is drawn."""
    return {}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: the statement. The ids of the two options are `CHOICES`; their words are captions."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "options": [{"id": name} for name in CHOICES],
    }


def read(question: Question, form: Form) -> Response:
    """The response in field `choice`: `true` or `false`. Raises Unreadable for anything else."""
    choice = forms.only(form, "choice")
    if choice not in CHOICES:
        raise Unreadable("choice: true or false expected")
    return Response(choice=CHOICES[choice])


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(choice=question.answer)


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """All points or none. The parts are the two options, as in a single choice."""
    right = response is not None and response.choice == question.answer
    return Grade(question.points if right else Fraction(0), question.points, dict.fromkeys(CHOICES, right))


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often the statement was held to be `true` and `false`."""
    counts = dict.fromkeys(CHOICES, 0)
    for response in responses:
        counts["true" if response.choice else "false"] += 1
    return counts


def say(question: Question, response: Response, say: Say) -> str:
    """True or false, in words."""
    return say("questions.true_false.is_true" if response.choice else "questions.true_false.is_false")


def feedback(question: Question, response: Response) -> list[Text]:
    """The feedback, for the wrong answer only."""
    return [] if response.choice == question.answer else [question.feedback]
