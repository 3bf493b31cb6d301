"""Single choice: three or four options, one of them right."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from courseware.errors import Unreadable
from courseware.questions import Form, Grade, Id, Option, Parameters, QuestionBase, forms, options, shuffled
from courseware.words import Say, Text


class Question(QuestionBase):
    """Exactly one option is right; every wrong one says what the mistake is."""

    kind: Literal["single"]
    options: tuple[Option, ...] = Field(min_length=3, max_length=4)

    @field_validator("options")
    @classmethod
    def _sound(cls, given: tuple[Option, ...]) -> tuple[Option, ...]:
        right = sum(option.right for option in given)
        one = [] if right == 1 else [f"exactly one option has right: true, here {right} have"]
        options.require(options.faults(given) + one + options.unexplained(given))
        return given


class Response(BaseModel):
    """The id of the chosen option."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    choice: Id


def draw(question: Question, seed: int) -> Parameters:
    """The order of the options."""
    return {"options": shuffled([option.id for option in question.options], seed, question.id)}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem and options in the drawn order."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "options": options.shown(question.options, parameters.get("options")),
    }


def read(question: Question, form: Form) -> Response:
    """The response in field `choice`. Raises Unreadable unless it is one of the option ids."""
    choice = forms.only(form, "choice")
    if choice not in {option.id for option in question.options}:
        raise Unreadable("choice: no such option")
    return Response(choice=choice)


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(choice=next(option.id for option in question.options if option.right))


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """All points or none. A part is an option: True where the choice (or leaving it) was right."""
    right = key(question).choice
    chosen = response.choice if response else None
    parts = {o.id: chosen is not None and (o.id == chosen) == (o.id == right) for o in question.options}
    return Grade(question.points if chosen == right else Fraction(0), question.points, parts)


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each option was chosen, in the authors' order."""
    return options.counted(question.options, (response.choice for response in responses))


def say(question: Question, response: Response, say: Say) -> str:
    """The text of the chosen option."""
    return options.wording(question.options, response.choice, say.language)


def earned(question: Question, response: Response) -> list[tuple[str, Text]]:
    """Feedback with the id of the option that earned it."""
    return [(o.id, o.feedback) for o in question.options if o.id == response.choice and not o.right and o.feedback]


def feedback(question: Question, response: Response) -> list[Text]:
    """What the chosen option's mistake is; nothing for the right one."""
    return [text for _, text in earned(question, response)]
