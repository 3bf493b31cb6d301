"""Quizzes as they were when somebody began them. The hash is the identity: the same quiz is kept once."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, select

from courseware.content.models import Quiz
from courseware.errors import Unready
from courseware.records.database import insert_new
from courseware.records.tables import snapshot as t
from courseware.words import Text

SCHEMA = 3
"""Number of the shape written today. A change of the models that an old body does not fit adds one, and an upcaster."""

UPCASTERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda body: body,  # 2 adds the pools of exams; a quiz of 1 has none
    2: lambda body: body,  # 3 adds limits, dates, scoring and new kinds; all have defaults
}
"""From each schema number to the next: a function of the body."""

_BODY = select(t.c.body, t.c.schema_number).where(t.c.hash == bindparam("hash"))
_MOST = 500  # bodies kept in memory; they never change, and the hash says which is which
_quizzes: dict[str, Quiz] = {}
_titles: dict[str, Text] = {}


def canonical(quiz: Quiz) -> str:
    """The quiz as JSON, the same characters for the same quiz."""
    return json.dumps(quiz.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def keep(db: Connection, quiz: Quiz) -> str:
    """Keep the quiz as it is now; its hash."""
    body = canonical(quiz)
    digest = sha256(body.encode()).hexdigest()
    db.execute(insert_new(db, t).values(hash=digest, schema_number=SCHEMA, body=body))
    return digest


def of(db: Connection, digest: str) -> Quiz:
    """The quiz of that hash."""
    if digest not in _quizzes:
        body, number = db.execute(_BODY, {"hash": digest}).one()
        _remember(_quizzes, digest, read(body, number))
    return _quizzes[digest]


def title(db: Connection, digest: str) -> Text:
    """The title of that quiz, read without the questions."""
    if digest not in _titles:
        body, _ = db.execute(_BODY, {"hash": digest}).one()
        _remember(_titles, digest, Text.model_validate(json.loads(body)["title"]))
    return _titles[digest]


def read(body: str, schema_number: int) -> Quiz:
    """A quiz out of a kept body of any schema; what the models no longer know is left out."""
    if schema_number > SCHEMA:
        raise Unready(
            f"a quiz was kept in schema {schema_number}, this program reads up to {SCHEMA}: start the newer one"
        )
    raw = json.loads(body)
    for number in range(schema_number, SCHEMA):
        raw = UPCASTERS[number](raw)
    try:
        return Quiz.model_validate(raw)
    except ValidationError as error:
        unknown = [problem["loc"] for problem in error.errors() if problem["type"] == "extra_forbidden"]
        if not unknown:
            raise
        for place in unknown:
            _leave_out(raw, place)
        return Quiz.model_validate(raw)


def _leave_out(raw: Any, place: tuple[int | str, ...]) -> None:
    for step in place[:-1]:
        if isinstance(step, int) or step in raw:  # a union's tag is in the place and not in the data
            raw = raw[step]
    raw.pop(place[-1], None)


def _remember(kept: dict[str, Any], digest: str, value: object) -> None:
    if len(kept) >= _MOST:
        kept.clear()
    kept[digest] = value
