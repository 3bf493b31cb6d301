"""A number to be found, right within a tolerance; known mistakes are recognised and answered."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from courseware.questions import Exact, Fields, Form, Grade, Parameters, QuestionBase, forms, options
from courseware.questions.numeric import reading
from courseware.words import Say, Text


class Mistake(Fields):
    """A wrong answer that people really give, and what they did to get it."""

    value: Exact
    feedback: Text


class Question(QuestionBase):
    """`unit` is a key of assets/words/units.yaml; answer, tolerance and mistakes are in that unit."""

    kind: Literal["numeric"]
    answer: Exact
    tolerance: Exact = Fraction(0)
    unit: str | None = Field(None, pattern=r"^[a-z][a-z_]*$")
    mistakes: tuple[Mistake, ...] = ()

    @field_validator("tolerance")
    @classmethod
    def _not_negative(cls, tolerance: Fraction) -> Fraction:
        options.require(["the tolerance is never negative"] if tolerance < 0 else [])
        return tolerance

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        problems = []
        if self.answer < 0:
            problems.append("answer: number keys of phones have no minus sign; ask for the size of the difference")
        if not self.tolerance and not reading.decimal(self.answer):
            problems.append(f"answer: {self.answer} has no end as a decimal, so give a tolerance")
        values = [mistake.value for mistake in self.mistakes]
        problems += [f"mistakes: {v} is within the tolerance of the answer" for v in values if self.accepts(v)]
        problems += [f"mistakes: {v} stands twice" for v in sorted(set(values)) if values.count(v) > 1]
        options.require(problems)
        return self

    def accepts(self, value: Fraction) -> bool:
        """Is `value` within the tolerance, its ends included?"""
        return abs(value - self.answer) <= self.tolerance


class Response(BaseModel):
    """The number, exact, as `3/2` or `60`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    value: str = Field(pattern=r"^-?\d{1,60}(/\d{1,60})?$")

    @field_validator("value")
    @classmethod
    def _canonical(cls, value: str) -> str:
        try:
            return str(Fraction(value))
        except ZeroDivisionError as error:
            raise ValueError("division by zero") from error

    @property
    def written(self) -> str:
        """The number as people write it: a decimal where that is exact."""
        return reading.written(Fraction(self.value))


def draw(question: Question, seed: int) -> Parameters:
    """Nothing is drawn."""
    return {}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, unit, and what a number typed in that unit looks like."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "unit": question.unit,
        "pattern": reading.pattern(question.unit),
    }


def read(question: Question, form: Form) -> Response:
    """The number in field `value`, typed as `reading` knows it. Raises Unreadable for anything else."""
    return Response(value=str(reading.number(forms.only(form, "value"), question.unit)))


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(value=str(question.answer))


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """All points within the tolerance, none outside. The one part is `value`."""
    right = response is not None and question.accepts(Fraction(response.value))
    return Grade(question.points if right else Fraction(0), question.points, {"value": right})


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each value was given, from the smallest."""
    counts = Counter(response.value for response in responses)
    return {value: counts[value] for value in sorted(counts, key=Fraction)}


def say(question: Question, response: Response, say: Say) -> str:
    """The number, as a decimal where that is exact."""
    return response.written


def feedback(question: Question, response: Response) -> list[Text]:
    """What went wrong, if it is the nearest recognised mistake within the tolerance."""
    value = Fraction(response.value)
    if question.accepts(value):
        return []
    near = [m for m in question.mistakes if abs(m.value - value) <= question.tolerance]
    return [min(near, key=lambda mistake: abs(mistake.value - value)).feedback] if near else []
