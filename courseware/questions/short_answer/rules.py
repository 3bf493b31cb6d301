"""A term to be known by heart: a word or a short phrase, typed in either language."""

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from courseware.errors import Unreadable
from courseware.questions import Form, Grade, Parameters, QuestionBase, forms, marks, typed
from courseware.words import Say, Text


class Question(typed.Typed, QuestionBase):
    """`accepted` are the right answers, `mistakes` recognised wrong ones; `typed.same` says what counts as the same."""

    kind: Literal["short_answer"]


class Response(BaseModel):
    """The text as it was typed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str = Field(min_length=1, max_length=forms.LONGEST_WORDS)


def draw(question: Question, seed: int) -> Parameters:
    """Nothing is drawn."""
    return {}


def asked(question: Question, parameters: Parameters) -> dict[str, Any]:
    """What may be shown: the stem, and how long an answer may be."""
    return {"kind": question.kind, "id": question.id, "stem": question.stem, "longest": forms.LONGEST_WORDS}


def read(question: Question, form: Form) -> Response:
    """The text in field `text`. Raises Unreadable when nothing, or nothing but punctuation, was typed."""
    text = forms.words(form, "text")
    if not typed.same(text):
        raise Unreadable("text: nothing typed")
    return Response(text=text)


def key(question: Question) -> Response:
    """The response that wins every point."""
    return Response(text=question.term.zh)


def guess(question: Question, chance: Random) -> Response:
    """One of the recognised mistakes."""
    return Response(text=question.guess(chance))


def grade(question: Question, parameters: Parameters, response: Response | None) -> Grade:
    """All points for an accepted form. The one part is `text`."""
    right = response is not None and question.accepts(response.text)
    return marks(question, {"text": right}, wrong=int(response is not None and not right))


def tally(question: Question, responses: Iterable[Response]) -> dict[str, int]:
    """How often each answer was given, those that count as one together, from the most frequent."""
    return dict(Counter(question.alike(response.text) for response in responses).most_common())


def tallied(question: Question, name: str, say: Say) -> str:
    """A name of the tally: in the language of the page where the author wrote it down."""
    return say("questions.short_answer.other") if name == typed.OTHER else question.named(name, say.language)


def shown(question: Question, name: str) -> str:
    """A name of the tally as a room may see it."""
    return name if question.knows(name) else typed.OTHER


def say(question: Question, response: Response, say: Say) -> str:
    """The text as it was typed: whoever shows it escapes it."""
    return response.text


def solution(question: Question, say: Say) -> str:
    """The term in the language of the page."""
    return question.term.told(say.language)


def feedback(question: Question, response: Response) -> list[Text]:
    """What went wrong, if it is a recognised mistake."""
    told = question.mistaken(response.text)
    return [] if told is None else [told]
