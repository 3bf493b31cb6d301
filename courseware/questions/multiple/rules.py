"""Multiple choice: three to six options, at least one right and one wrong, marks shared among the right ones."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from courseware.errors import Unreadable
from courseware.questions import Form, Grade, Id, Option, Parameters, QuestionBase, Scoring, forms, options, shuffled
from courseware.words import Say, Text


class Question(QuestionBase):
    """At least one option is right and one wrong; every wrong one says what the mistake is."""

    kind: Literal["multiple"]
    scoring: Scoring = "part_marks_with_penalty"
    options: tuple[Option, ...] = Field(min_length=3, max_length=6)

    @field_validator("options")
    @classmethod
    def _sound(cls, given: tuple[Option, ...]) -> tuple[Option, ...]:
        right = sum(option.right for option in given)
        none = [] if right else ["at least one option has right: true, here none has"]
        every = [] if right < len(given) else ["at least one option is wrong, here all are right"]
        options.require(options.faults(given) + none + every + options.unexplained(given))
        return given


class Response(BaseModel):
    """The ids of the chosen options, sorted; none chosen is a response too."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    choices: tuple[Id, ...]

    @field_validator("choices")
    @classmethod
    def _sorted(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(given)))


def draw(question: Question, seed: int) -> Parameters:
    """The order of the options."""
    return {"options": shuffled([option.id for option in question.options], seed, question.id)}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem and options in the drawn order, not how many are right."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "options": options.shown(question.options, parameters.get("options")),
    }


def read(question: Question, form: Form) -> Response:
    """The response in field `choice`, sent once for each chosen option. Raises Unreadable for any other value."""
    choices = forms.sent(form, "choice")
    if len(set(choices)) != len(choices) or not set(choices) <= {option.id for option in question.options}:
        raise Unreadable("choice: no such option, or one sent twice")
    return Response(choices=tuple(choices))


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(choices=tuple(option.id for option in question.options if option.right))


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """By the question's scoring (see `options.chosen`); a part is an option."""
    return options.chosen(question, question.options, response.choices if response else None)


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each option was chosen, in the authors' order."""
    return options.counted(question.options, (choice for one in responses for choice in one.choices))


def say(question: Question, response: Response, say: Say) -> str:
    """The texts of the chosen options; — for none."""
    return options.listed(question.options, response.choices, say.language)


def earned(question: Question, response: Response) -> list[tuple[str, Text]]:
    """Feedback with the ids of the options that earned it."""
    return options.earned(question.options, response.choices)


def feedback(question: Question, response: Response) -> list[Text]:
    """What the mistake is in each wrong option chosen."""
    return [text for _, text in earned(question, response)]
