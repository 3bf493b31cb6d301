"""Categorising: three to eight items, each of which belongs into one of two to four classes."""

from collections.abc import Iterable
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from courseware.errors import Unreadable
from courseware.questions import Fields, Form, Grade, Id, Parameters, QuestionBase, forms, marks, options, shuffled
from courseware.words import Say, Text


class Class(Fields):
    """One class."""

    id: Id
    text: Text


class Item(Fields):
    """One item, the class it belongs `into`, and what the mistake is in putting it elsewhere."""

    id: Id
    text: Text
    into: Id
    feedback: Text


class Question(QuestionBase):
    """A class may stay empty, but not all classes but one."""

    kind: Literal["categorising"]
    classes: tuple[Class, ...] = Field(min_length=2, max_length=4)
    items: tuple[Item, ...] = Field(min_length=3, max_length=8)

    @field_validator("classes", "items")
    @classmethod
    def _distinct(cls, given: tuple[Any, ...]) -> tuple[Any, ...]:
        options.require(options.faults(given))
        return given

    @model_validator(mode="after")
    def _sorted(self) -> Self:
        known, used = {one.id for one in self.classes}, {item.into for item in self.items}
        options.require(
            [f"item {i.id!r}: there is no class {i.into!r}" for i in self.items if i.into not in known]
            + ([] if len(used) > 1 else ["all items go into one class: nothing is to be sorted"])
        )
        return self


class Response(BaseModel):
    """Item id to class id; an item that is missing is not placed yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    placed: dict[Id, Id]

    @field_validator("placed")
    @classmethod
    def _sorted(cls, given: dict[str, str]) -> dict[str, str]:
        return dict(sorted(given.items()))


def draw(question: Question, seed: int) -> Parameters:
    """The order of the items; the classes keep theirs, which may mean something."""
    return {"items": shuffled([item.id for item in question.items], seed, question.id)}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: stem, the items as `left` in the drawn order, and the classes as `options`."""
    return {
        "kind": question.kind,
        "id": question.id,
        "stem": question.stem,
        "left": options.shown(question.items, parameters.get("items")),
        "options": options.shown(question.classes, None),
    }


def read(question: Question, form: Form) -> Response:
    """One field for each item holds a class id, or nothing when it is not placed yet.

    Raises Unreadable for another class, for an item sent twice, and when no field belongs to the question.
    """
    classes = {one.id for one in question.classes}
    if not any(item.id in form for item in question.items):
        raise Unreadable("no field of this question")
    placed = {}
    for item in question.items:
        if not (sent := forms.sent(form, item.id)) or sent == [""]:
            continue
        if len(sent) != 1 or sent[0] not in classes:
            raise Unreadable(f"{item.id}: no such class")
        placed[item.id] = sent[0]
    return Response(placed=placed)


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(placed={item.id: item.into for item in question.items})


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """By the question's scoring; a part is an item."""
    placed = response.placed if response else {}
    parts = {item.id: placed.get(item.id) == item.into for item in question.items}
    return marks(question, parts, wrong=sum(not parts[name] for name in placed))


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each `item>class` was chosen, every possible one in the authors' order."""
    counts = {f"{item.id}>{one.id}": 0 for item in question.items for one in question.classes}
    for response in responses:
        for pair in response.placed.items():
            counts[">".join(pair)] = counts.get(">".join(pair), 0) + 1
    return counts


def say(question: Question, response: Response, say: Say) -> str:
    """Each class with what was put into it, in the authors' order; — for nothing."""
    colon, semicolon = ("：", "；") if say.language == "zh" else (": ", "; ")
    told = []
    for one in question.classes:
        inside = [item for item in question.items if response.placed.get(item.id) == one.id]
        if inside:
            texts = " · ".join(options.wording(inside, item.id, say.language) for item in inside)
            told.append(f"{options.wording([one], one.id, say.language)}{colon}{texts}")
    return semicolon.join(told) or "—"


def earned(question: Question, response: Response) -> list[tuple[str, Text]]:
    """Feedback with the items that earned it; an item not placed yet earns none."""
    return [
        (item.id, item.feedback)
        for item in question.items
        if item.id in response.placed and response.placed[item.id] != item.into
    ]


def feedback(question: Question, response: Response) -> list[Text]:
    """What the mistake is about each item in a wrong class."""
    return [text for _, text in earned(question, response)]
