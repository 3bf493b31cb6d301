"""Gaps in a text: a formula, a rule or a row of numbers to be completed. A part is a gap."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from random import Random
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from courseware.errors import Unreadable
from courseware.questions import Form, Grade, Id, Parameters, QuestionBase, marks, options, shuffled
from courseware.questions.gaps.fields import ChoiceGap, Gap, WordsGap
from courseware.questions.typed import OTHER
from courseware.words import LANGUAGES, Language, Say, Text

GAP = re.compile(r"\[\[(.*?)\]\]")
"""How a gap stands in a text: `[[times]]`."""


class Question(QuestionBase):
    """`text` has every gap of `gaps` once in each language, as `[[id]]`; their order may differ."""

    kind: Literal["gaps"]
    text: Text
    gaps: dict[Id, Gap] = Field(min_length=1, max_length=6)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        problems = []
        for language in LANGUAGES if self.text.en else LANGUAGES[:1]:
            told = self.text.told(language)
            found = Counter(GAP.findall(told))
            problems += [f"text: {name!r} is no gap below `gaps`" for name in found if name not in self.gaps]
            problems += [f"text: the {language} text has no [[{name}]]" for name in self.gaps if name not in found]
            problems += [f"text: the {language} text has [[{name}]] {n} times" for name, n in found.items() if n > 1]
            if any(piece.count("**") % 2 for piece in GAP.split(told)[::2]):
                problems.append(f"text: bold in the {language} text ends before a gap and begins anew behind it")
        options.require(problems)
        return self

    def order(self, language: Language) -> list[str]:
        """The ids of the gaps as they follow each other in the text."""
        return in_order(self.text, language)


def in_order(text: Text, language: Language) -> list[str]:
    """The ids of the gaps in a text."""
    return GAP.findall(text.told(language))


class Response(BaseModel):
    """Gap id to its value; a gap that is missing is blank."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    values: dict[Id, Annotated[str, StringConstraints(min_length=1, max_length=130)]]

    @field_validator("values")
    @classmethod
    def _sorted(cls, given: dict[str, str]) -> dict[str, str]:
        return dict(sorted(given.items()))


def draw(question: Question, seed: int) -> Parameters:
    """The order of the options of each gap that has some."""
    return {
        name: shuffled([option.id for option in gap.options], seed, f"{question.id}>{name}")
        for name, gap in question.gaps.items()
        if isinstance(gap, ChoiceGap)
    }


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, text, and of each gap what it takes."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "text": question.text,
        "gaps": [{"id": name, **gap.asked(parameters.get(name))} for name, gap in question.gaps.items()],
    }


def read(question: Question, form: Form) -> Response:
    """One field for each gap, empty or absent where it is blank.

    Raises Unreadable for a value that the gap cannot take, and when no field belongs to the question.
    """
    if not any(name in form for name in question.gaps):
        raise Unreadable("no field of this question")
    values = {name: gap.read(form, name) for name, gap in question.gaps.items()}
    return Response(values={name: value for name, value in values.items() if value})


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(values={name: gap.key for name, gap in question.gaps.items()})


def guess(question: Question, chance: Random) -> Response:
    """Every gap filled as somebody might who does not know."""
    return Response(values={name: gap.guess(chance) for name, gap in question.gaps.items()})


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """By the question's scoring; a blank costs nothing, even with penalty."""
    values = response.values if response else {}
    parts = {name: name in values and gap.right(values[name]) for name, gap in question.gaps.items()}
    return marks(question, parts, wrong=sum(name in values and not right for name, right in parts.items()))


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each `gap>value` was given; every option of a choice is there."""
    counts: Counter[str] = Counter()
    for name, gap in question.gaps.items():
        counts.update({f"{name}>{option.id}": 0 for option in gap.options} if isinstance(gap, ChoiceGap) else {})
    for response in responses:
        counts.update(f"{name}>{question.gaps[name].alike(value)}" for name, value in response.values.items())
    return dict(counts)


def tallied(question: Question, name: str, say: Say) -> str:
    """A name of the tally: the number of the gap and the value in words."""
    place, _, value = name.partition(">")
    if place not in question.gaps:
        return name
    gap = question.gaps[place]
    told = gap.named(value, say.language) if isinstance(gap, WordsGap) else gap.told(value, say.language)
    told = say("questions.gaps.other") if value == OTHER else told
    return f"({question.order(say.language).index(place) + 1}) {told}"


def shown(question: Question, name: str) -> str:
    """A name of the tally as a room may see it."""
    place, _, value = name.partition(">")
    gap = question.gaps.get(place)
    return f"{place}>{OTHER}" if isinstance(gap, WordsGap) and not gap.knows(value) else name


def say(question: Question, response: Response, say: Say) -> str:
    """The values, numbered as the gaps follow each other in the text; — for a blank."""
    values = response.values.items()
    return _listed(question, {name: question.gaps[name].told(value, say.language) for name, value in values}, say)


def solution(question: Question, say: Say) -> str:
    """The right values, words in the language of the page."""
    return _listed(question, {name: gap.solution(say.language) for name, gap in question.gaps.items()}, say)


def _listed(question: Question, told: Mapping[str, str], say: Say) -> str:
    listed = [f"({n}) {told.get(name, '—')}" for n, name in enumerate(question.order(say.language), 1)]
    return ("；" if say.language == "zh" else "; ").join(listed)


def earned(question: Question, response: Response) -> list[tuple[str, Text]]:
    """Feedback with the gaps that earned it."""
    found = [(name, question.gaps[name].feedback(value)) for name, value in response.values.items()]
    return [(name, text) for name, text in found if text]


def feedback(question: Question, response: Response) -> list[Text]:
    """What the mistake is in each wrong value that is recognised."""
    return [text for _, text in earned(question, response)]
