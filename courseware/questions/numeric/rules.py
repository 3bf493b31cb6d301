"""A number to be found, right within a tolerance; known mistakes are recognised and answered.

The numbers of the question may be drawn anew for every attempt: `draw` says what they can be.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from courseware.errors import BadSum
from courseware.questions import Fields, Form, Grade, Parameters, QuestionBase, forms, options
from courseware.questions.numeric import drawing, reading
from courseware.questions.numeric.drawing import Name, Sum, Told, Values
from courseware.questions.numeric.wanted import Wanted
from courseware.sums import compute
from courseware.words import Say, Text


class Mistake(Fields):
    """A wrong answer that people really give, and what they did to get it."""

    value: Sum
    feedback: Text


class Question(QuestionBase):
    """`unit` is a key of assets/words/units.yaml; answer, tolerance and mistakes are in that unit.

    Numbers of `draw` may be used in these three and, as `{name}`, in stem, explanation and feedback; there `numbers`
    may be placed too, computed from the drawn ones.
    """

    kind: Literal["numeric"]
    draw: dict[Name, Values] = Field(default_factory=dict, max_length=6)
    numbers: dict[Name, Told] = Field(default_factory=dict)
    answer: Sum
    tolerance: Sum = "0"
    unit: str | None = Field(None, pattern=r"^[a-z][a-z_]*$")
    mistakes: tuple[Mistake, ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        sums = tuple(mistake.value for mistake in self.mistakes)
        told = tuple(number.n for number in self.numbers.values())
        both = [f"numbers: {name!r} is drawn already" for name in self.numbers if name in self.draw]
        options.require([*both, *_faults(tuple(self.draw.items()), self.answer, self.tolerance, sums, told)])
        return self

    @property
    def places(self) -> frozenset[str]:
        """Names that its texts may place."""
        return frozenset(self.draw) | frozenset(self.numbers)

    @property
    def wanted(self) -> Wanted:
        """What is right. Raises BadSum as long as drawn numbers are not in place."""
        return _wanted(self.answer, self.tolerance, tuple(mistake.value for mistake in self.mistakes), {})

    def at(self, parameters: Parameters) -> Self:
        """The question with the numbers of an attempt in its texts and sums. Raises KeyError if one is missing."""
        if not self.places:
            return self
        values = {name: Fraction(str(parameters[name])) for name in self.draw}
        mistakes = [
            Mistake(
                value=str(compute(mistake.value, values)),
                feedback=drawing.placed(mistake.feedback, values, self.numbers),
            )
            for mistake in self.mistakes
        ]
        return self.model_copy(
            update={
                "draw": {},
                "numbers": {},
                "stem": drawing.placed(self.stem, values, self.numbers),
                "explanation": drawing.placed(self.explanation, values, self.numbers),
                "answer": str(compute(self.answer, values)),
                "tolerance": str(compute(self.tolerance, values)),
                "mistakes": tuple(mistakes),
            }
        )


def _wanted(answer: str, tolerance: str, mistakes: Iterable[str], values: dict[str, Fraction]) -> Wanted:
    return Wanted(compute(answer, values), compute(tolerance, values), [compute(one, values) for one in mistakes])


@lru_cache(1024)
def _faults(
    draw: tuple[tuple[str, tuple[Fraction, ...]], ...], answer: str, tolerance: str, mistakes: tuple[str, ...],
    told: tuple[str, ...],
) -> tuple[str, ...]:  # fmt: skip
    """What is wrong whatever is drawn, or the first thing that is wrong with what can be drawn."""
    for values in drawing.combinations(dict(draw)):
        if found := tuple(_faults_at(answer, tolerance, mistakes, told, values)):
            when = ", ".join(f"{name} = {reading.written(value)}" for name, value in values.items())
            return tuple(f"{sentence} when {when}" for sentence in found) if when else found
    return ()


def _faults_at(
    answer: str, tolerance: str, mistakes: tuple[str, ...], told: tuple[str, ...], values: dict[str, Fraction]
) -> Iterator[str]:
    try:
        for number in told:
            compute(number, values)
        yield from _wanted(answer, tolerance, mistakes, values).faults()
    except BadSum as error:
        yield str(error)


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
    """A value for each drawn number."""
    return drawing.drawn(question.draw, seed, question.id)


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, unit, and what a number typed in that unit looks like."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.at(parameters).stem,
        "unit": question.unit,
        "pattern": reading.pattern(question.unit),
    }


def read(question: Question, form: Form) -> Response:
    """The number in field `value`, typed as `reading` knows it. Raises Unreadable for anything else."""
    return Response(value=str(reading.number(forms.only(form, "value"), question.unit)))


def key(question: Question) -> Response:
    """The response that wins every point; the numbers are in place (`at`)."""
    return Response(value=str(question.wanted.key))


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """All points within the tolerance, none outside. The one part is `value`."""
    right = response is not None and question.at(parameters).wanted.accepts(Fraction(response.value))
    return Grade(question.points if right else Fraction(0), question.points, {"value": right})


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each value was given, from the smallest."""
    counts = Counter(response.value for response in responses)
    return {value: counts[value] for value in sorted(counts, key=Fraction)}


def say(question: Question, response: Response, say: Say) -> str:
    """The number, as a decimal where that is exact."""
    return response.written


def feedback(question: Question, response: Response) -> list[Text]:
    """What went wrong, if it is a recognised mistake; the numbers are in place (`at`)."""
    mistake = question.wanted.mistaken(Fraction(response.value))
    return [] if mistake is None else [question.mistakes[mistake].feedback]
