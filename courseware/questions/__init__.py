"""Question kinds: one folder each.

`questions/<kind>/` offers

- `rules.py`: `Question` (fields), `Response`, `draw(question, seed) -> parameters`,
  `asked(question, parameters) -> dict` (what may be shown: no key, no explanation),
  `read(question, form) -> Response` (raises Unreadable), `grade(question, parameters, response) -> Grade`,
  `key(question) -> Response` (full marks), `feedback(question, response) -> [Text]` (what the response earned),
  `tally(question, responses) -> {option id: count}`, `say(question, response, say) -> str` (in words, for HR).
  Where needed: `fit(question, stock) -> (question, [Misfit])`, which puts in what the course keeps elsewhere (a
  picture, a story), `told(question, response) -> dict`, which adds to what is asked what the response has opened,
  `guess(question, chance) -> Response`, as somebody might who does not know (for invented attempts),
  `solution(question, say) -> str` (the right answer in words, where that is not what the key says in every language),
  `tallied(question, name, say) -> str` (a name of the tally in words, where `tallies` cannot know),
  `shown(question, name) -> str` (the name under which a room's screen counts it, where people type words).
  Where no parameters are given, the question is the one that was asked: `question.at(parameters)`;
- `view.py`: `widget(asked, response, seat)` its Streamlit widget and
  `marked(question, parameters, response, seat)` the question with the right answer and feedback, after grading;
- `page.html`: its phone and print form (Jinja, `asked`, `say`, `name`);
- `words.yaml`: captions below `questions.<kind>.`;
- `samples.yaml`: questions with right, partly right, wrong and unreadable answers and their grades.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints, model_validator

from courseware.errors import BadSum
from courseware.sums import compute
from courseware.words import Say, Text
from simulations.stories import Story

FOLDER = Path(__file__).parent

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^D[0-3]-\d\d\d?$")]
Form = Mapping[str, Sequence[str]]
Parameters = dict[str, Any]
Difficulty = Literal["easy", "medium", "hard"]
Scoring = Literal["all_or_nothing", "part_marks", "part_marks_with_penalty"]
"""What a response that is partly right earns: see `marks`."""


def _fraction(value: object) -> object:
    if isinstance(value, Fraction):
        return value
    try:
        return compute(str(value))
    except BadSum as error:
        raise ValueError(str(error)) from error


Exact = Annotated[
    Fraction,
    BeforeValidator(_fraction),
    PlainSerializer(str, return_type=str),
    Field(json_schema_extra={"type": "string"}),
]
"""An exact number, written as an expression of `sums`."""


class Fields(BaseModel):
    """Base of everything authors write: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Option(Fields):
    """One option. A wrong one explains the mistake in `feedback`."""

    id: Id
    text: Text
    right: bool = False
    feedback: Text | None = None


class QuestionBase(Fields):
    """What every question has. `page` is the id of the lesson page that teaches it; each kind narrows `kind`."""

    kind: str

    id: Id
    stem: Text
    explanation: Text
    sources: tuple[ItemId, ...] = Field(min_length=1)
    page: Id | None = None
    points: Exact = Field(Fraction(1), description="default 1, and 2 for a situation")
    scoring: Scoring = Field("part_marks", description="what a partly right response earns")
    tags: tuple[Id, ...] = Field((), description="what a pool may draw by")
    scenario: bool = False
    editors: bool = False
    difficulty: Difficulty = "medium"
    retired: bool = False
    in_exams: bool = Field(True, description="may an exam draw it from this quiz")

    @model_validator(mode="before")
    @classmethod
    def _a_situation_weighs_more(cls, data: Any) -> Any:
        if isinstance(data, dict) and "points" not in data and str(data.get("scenario", "")).lower() == "true":
            return {**data, "points": "2"}
        return data

    @property
    def places(self) -> frozenset[str]:
        """Names of drawn numbers, which the texts of this question may place."""
        return frozenset()

    def at(self, parameters: Parameters) -> Self:
        """The question as an attempt with these parameters asks it: a kind that draws numbers puts them in place."""
        return self


@dataclass(frozen=True)
class Grade:
    """Points won `of` so many, exact; `parts` says right (True) or wrong (False) part by part."""

    points: Fraction
    of: Fraction
    parts: Mapping[str, bool]

    @property
    def full(self) -> bool:
        """Every point won."""
        return self.points == self.of


def marks(question: QuestionBase, parts: Mapping[str, bool], wrong: int = 0) -> Grade:
    """The grade of a response by the scoring of its question.

    all_or_nothing: every part right, or nothing. part_marks: right parts ÷ parts. part_marks_with_penalty: (right parts
    − `wrong`) ÷ parts, never below 0; `wrong` counts the parts answered wrongly, so that a blank one costs nothing.
    """
    right = sum(parts.values())
    if question.scoring == "all_or_nothing":
        share = Fraction(right == len(parts))
    elif question.scoring == "part_marks":
        share = Fraction(right, len(parts))
    else:
        share = Fraction(max(0, right - wrong), len(parts))
    return Grade(question.points * share, question.points, dict(parts))


@dataclass(frozen=True)
class Seat:
    """Where a question stands on a page: its words, a key of its own, and what to do when it is answered.

    `key` is attempt and question; `answer(form)` saves, and is None where answering is over.
    """

    key: str
    say: Say
    answer: Callable[[Form], None] | None = None


@dataclass(frozen=True)
class Stock:
    """What the course keeps beside its questions: pictures by name, stories by simulator and name."""

    pictures: Mapping[str, str]
    stories: Mapping[str, Mapping[str, Story]]


@dataclass(frozen=True)
class Misfit:
    """Something that a question names and the course does not have, or that cannot be done: where, and why."""

    place: tuple[str | int, ...]
    message: str


class Kind:
    """One question kind, ready to use: `rules` at once, `view` (Streamlit) when first needed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rules: ModuleType = import_module(f"courseware.questions.{name}.rules")

    @property
    def view(self) -> ModuleType:
        """The Streamlit side."""
        return import_module(f"courseware.questions.{self.name}.view")

    def solution(self, question: Any, say: Say) -> str:
        """The right answer in words, as slides and paper show it."""
        told = getattr(self.rules, "solution", None)
        return told(question, say) if told else self.rules.say(question, self.rules.key(question), say)

    @property
    def page(self) -> str:
        """Template name of the phone and print form."""
        return f"questions/{self.name}/page.html"

    def asked(self, question: Any, parameters: Parameters, response: Any = None) -> dict[str, Any]:
        """What may be shown to whoever has answered so much: see `rules`."""
        told = self.rules.told(question, response) if hasattr(self.rules, "told") else {}
        return self.rules.asked(question, parameters) | told

    def fit(self, question: Any, stock: Stock) -> tuple[Any, list[Misfit]]:
        """The question with what it takes from the stock, and what does not fit; then it is retired: nobody is to be
        asked what cannot be answered."""
        if not hasattr(self.rules, "fit"):
            return question, []
        found, misfits = self.rules.fit(question, stock)
        return (found.model_copy(update={"retired": True}) if misfits else found), misfits


@lru_cache(1)
def names() -> tuple[str, ...]:
    """All question kinds, by folder."""
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/rules.py")))


@lru_cache
def kind(name: str) -> Kind:
    """The kind of that name; raises KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    return Kind(name)


def shuffled(ids: Sequence[str], seed: int, question_id: str) -> list[str]:
    """`ids` in an order that depends on the seed and the question only, the same on every machine."""
    order = list(ids)
    Random(f"{seed}:{question_id}").shuffle(order)
    return order
