"""Hotspot: three to eight lettered places in a picture, one or more of them right."""

from collections.abc import Iterable
from itertools import combinations
from math import dist
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from courseware.errors import Unreadable
from courseware.pictures import HEIGHT, WIDTH, anchors, pieces
from courseware.questions import (
    Form,
    Grade,
    Id,
    Misfit,
    Option,
    Parameters,
    QuestionBase,
    Scoring,
    Stock,
    forms,
    options,
)
from courseware.words import Say, Text

APART = 60
"""Units from one spot to the next, at least: on a phone a picture is 350 px wide, and a finger needs 44 of them."""

EDGE = 12
"""Units from a spot to the edge of its picture, at least: half a marker."""


class Spot(Option):
    """A place in the picture. `text` says what is to be seen there, no more than the picture does."""

    x: int = Field(ge=EDGE, le=WIDTH - EDGE)
    y: int = Field(ge=EDGE, le=HEIGHT - EDGE)


class Question(QuestionBase):
    """`alt` tells what the picture shows to whoever cannot see it; `labels` are words in it, by its anchors.

    Letters run in the order of `spots`: put them as one reads the picture.
    """

    kind: Literal["hotspot"]
    scoring: Scoring = "part_marks_with_penalty"
    picture: Id = Field(description="a name of assets/pictures")
    alt: Text
    labels: dict[Id, Text] = Field(default_factory=dict)
    spots: tuple[Spot, ...] = Field(min_length=3, max_length=8)
    drawing: str = Field("", description="the SVG of the picture: filled in by the course, not by authors")

    @field_validator("spots")
    @classmethod
    def _sound(cls, given: tuple[Spot, ...]) -> tuple[Spot, ...]:
        right = sum(spot.right for spot in given)
        none = [] if right else ["at least one spot has right: true, here none has"]
        every = [] if right < len(given) else ["at least one spot is wrong, here all are right"]
        near = [
            f"{one.id!r} and {other.id!r} are nearer than {APART} units: a finger would hit both"
            for one, other in combinations(given, 2)
            if dist((one.x, one.y), (other.x, other.y)) < APART
        ]
        options.require(options.faults(given) + none + every + near + options.unexplained(given))
        return given

    @property
    def several(self) -> bool:
        """Is more than one spot right?"""
        return sum(spot.right for spot in self.spots) > 1


class Response(BaseModel):
    """The ids of the chosen spots, sorted; none chosen is a response too, where several may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    choices: tuple[Id, ...]

    @field_validator("choices")
    @classmethod
    def _sorted(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(given)))


def fit(question: Question, stock: Stock) -> tuple[Question, list[Misfit]]:
    """The question with the drawing of its picture; a picture, or an anchor of a label, that is not there."""
    svg = stock.pictures.get(question.picture)
    if svg is None:
        return question, [Misfit(("picture",), options.no_such("picture", question.picture, stock.pictures))]
    known = anchors(svg)
    lost = [
        Misfit(("labels", name), options.no_such("label of this picture", name, known))
        for name in question.labels
        if name not in known
    ]
    return question.model_copy(update={"drawing": svg}), lost


def draw(question: Question, seed: int) -> Parameters:
    """Nothing is drawn: a place in a picture stays where it is, and so does its letter."""
    return {}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, picture and spots, and whether several may be chosen."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "alt": question.alt,
        "drawing": pieces(question.drawing, question.labels),
        "several": question.several,
        "options": [{"id": spot.id, "text": spot.text, "x": spot.x, "y": spot.y} for spot in question.spots],
    }


def read(question: Question, form: Form) -> Response:
    """The response in field `choice`: one spot, or each of several. Raises Unreadable for any other value."""
    choices = forms.sent(form, "choice") if question.several else [forms.only(form, "choice")]
    if len(set(choices)) != len(choices) or not set(choices) <= {spot.id for spot in question.spots}:
        raise Unreadable("choice: no such spot, or one sent twice")
    return Response(choices=tuple(choices))


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(choices=tuple(spot.id for spot in question.spots if spot.right))


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """By the question's scoring (see `options.chosen`); a part is a spot."""
    return options.chosen(question, question.spots, response.choices if response else None)


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each spot was chosen, in the authors' order."""
    return options.counted(question.spots, (choice for one in responses for choice in one.choices))


def say(question: Question, response: Response, say: Say) -> str:
    """What is to be seen at the chosen spots; — for none."""
    return options.listed(question.spots, response.choices, say.language)


def earned(question: Question, response: Response) -> list[tuple[str, Text]]:
    """Feedback with the ids of the spots that earned it."""
    return options.earned(question.spots, response.choices)


def feedback(question: Question, response: Response) -> list[Text]:
    """What the mistake is in each wrong spot chosen."""
    return [text for _, text in earned(question, response)]
