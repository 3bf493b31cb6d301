"""Ordering: three to seven items, each of which stands directly after the one before it."""

from collections.abc import Iterable
from itertools import count, pairwise
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from courseware.errors import Unreadable
from courseware.questions import Fields, Form, Grade, Id, Parameters, QuestionBase, forms, marks, options, shuffled
from courseware.words import Say, Text

FEW = 3
"""With so few items a draw without any right part would leave three orders to guess from."""


class Item(Fields):
    """One item. Its id is sent to the browser, so it says nothing about its place."""

    id: Id
    text: Text


class Question(QuestionBase):
    """`items` stand in the right order; `feedback` says, for each but the first, what is wrong when it does not come
    directly after the one before it."""

    kind: Literal["ordering"]
    items: tuple[Item, ...] = Field(min_length=3, max_length=7)
    feedback: dict[Id, Text]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        first, *later = (item.id for item in self.items)
        options.require(
            options.faults(self.items)
            + [f"feedback: {first!r} comes first and follows nothing" for name in self.feedback if name == first]
            + [f"feedback: there is no item {name!r}" for name in self.feedback if name not in (first, *later)]
            + [f"feedback: {name!r} in a wrong place needs one" for name in later if name not in self.feedback]
        )
        return self


class Response(BaseModel):
    """The ids of all items, in the order given."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    order: tuple[Id, ...]


def _parts(question: Question, order: Iterable[str]) -> dict[str, bool]:
    """For each item but the first: does it stand directly after its predecessor?"""
    given = set(pairwise(order))
    return {after.id: (before.id, after.id) in given for before, after in pairwise(question.items)}


def draw(question: Question, seed: int) -> Parameters:
    """An order to begin with: never the right one, and from four items on without one right part."""
    right = [item.id for item in question.items]
    orders = (shuffled(right, seed, f"{question.id}:{turn}") for turn in count())
    few = len(right) <= FEW
    return {"items": next(o for o in orders if o != right and (few or not any(_parts(question, o).values())))}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, and the items as `options` in the drawn order, never in the authors' order, which is
    the right one."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "options": options.shown(question.items, parameters.get("items") or draw(question, 0)["items"]),
    }


def read(question: Question, form: Form) -> Response:
    """One field for each item holds its place, from 1. Raises Unreadable unless every item has a place of its own."""
    places = {str(n): n for n in range(1, len(question.items) + 1)}
    given: dict[int, str] = {}
    for item in question.items:
        place = places.get(forms.only(form, item.id))
        if place is None or place in given:
            raise Unreadable(f"{item.id}: no place, or one given twice")
        given[place] = item.id
    return Response(order=tuple(given[place] for place in sorted(given)))


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(order=tuple(item.id for item in question.items))


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """By the question's scoring. A part is an item but the first, right where it stands directly after its
    predecessor: one item moved costs little, and a list turned round earns nothing."""
    parts = _parts(question, response.order if response else ())
    return marks(question, parts, wrong=sum(not right for right in parts.values()) if response else 0)


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each `before>after` was made, every possible one in the authors' order."""
    names = [item.id for item in question.items]
    counts = {f"{before}>{after}": 0 for before in names for after in names if before != after}
    for response in responses:
        for pair in pairwise(response.order):
            counts[">".join(pair)] = counts.get(">".join(pair), 0) + 1
    return counts


def say(question: Question, response: Response, say: Say) -> str:
    """The items in the order given."""
    return " → ".join(options.wording(question.items, name, say.language) for name in response.order)


def earned(question: Question, response: Response) -> list[tuple[str, Text]]:
    """Feedback with the items that do not follow their predecessor, in the right order."""
    return [(name, question.feedback[name]) for name, right in _parts(question, response.order).items() if not right]


def feedback(question: Question, response: Response) -> list[Text]:
    """What is wrong about each item that does not follow its predecessor."""
    return [text for _, text in earned(question, response)]
