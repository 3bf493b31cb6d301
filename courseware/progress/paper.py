"""The paper of an attempt: which questions, in which order, with which parameters."""

from functools import lru_cache
from random import Random
from types import ModuleType
from typing import Any, NotRequired, TypedDict

from pydantic import TypeAdapter

from courseware import questions
from courseware.content.models import Quiz
from courseware.questions import Parameters, QuestionBase


class Item(TypedDict):
    """One question of a paper; of a room's, the poll that asked it."""

    question: str
    parameters: Parameters
    poll: NotRequired[int]


def draw(quiz: Quiz, seed: int) -> list[Item]:
    """The questions of the quiz that are not retired, ordered and drawn by `seed` alone.

    Of a pool `count` questions are drawn, or all if there are fewer.
    """
    asked: list[QuestionBase] = [question for question in quiz.questions if not question.retired]
    pooled = {name for pool in quiz.pools for name in pool.ids}
    chosen: set[str] = {question.id for question in asked if question.id not in pooled}
    for number, pool in enumerate(quiz.pools):
        open_ = sorted({question.id for question in asked} & set(pool.ids) - chosen)
        chosen |= set(Random(f"{seed}:pool:{number}").sample(open_, min(pool.count, len(open_))))
    asked = [question for question in asked if question.id in chosen]
    if quiz.shuffle:
        Random(f"{seed}:order").shuffle(asked)
    return [{"question": one.id, "parameters": rules(one).draw(one, seed)} for one in asked]


def rules(question: QuestionBase) -> ModuleType:
    """The rules of a question's kind."""
    return questions.kind(question.kind).rules


def kept(question: QuestionBase, response: Any) -> Any:
    """A response as JSON, for the records."""
    return _adapter(rules(question)).dump_python(response, mode="json")


def revived(question: QuestionBase, value: Any) -> Any:
    """The response out of what `kept` made."""
    return _adapter(rules(question)).validate_python(value)


@lru_cache
def _adapter(kind: ModuleType) -> TypeAdapter[Any]:
    return TypeAdapter(kind.Response)
