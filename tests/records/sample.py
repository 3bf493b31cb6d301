"""People, a quiz with a question of every kind, and answers to it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

from courseware.content.models import Quiz
from courseware.people import Person, Role
from courseware.records import people
from courseware.records.database import Records

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DEVICE = Person(device="a-device-of-a-guest")


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def _text(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": f"{zh} (en)"}


def _question(name: str, kind: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "stem": _text("题"), "explanation": _text("解"), "sources": ["D2-37"], **fields}


def _options(**right: bool) -> list[dict[str, Any]]:
    return [
        {"id": name, "text": _text(name), "right": good} | ({} if good else {"feedback": _text("错在这里")})
        for name, good in right.items()
    ]


def _raw() -> dict[str, Any]:
    matching = {
        "left": [{"id": name, "text": _text(name)} for name in ("l1", "l2", "l3")],
        "right": [{"id": name, "text": _text(name)} for name in ("r1", "r2", "r3")],
        "pairs": {"l1": "r1", "l2": "r2", "l3": "r3"},
        "feedback": {name: _text("配错了") for name in ("l1", "l2", "l3")},
    }
    return {
        "title": {"zh": "三杯水", "en": "Three bowls"},
        "lesson": "water",
        "questions": [
            _question("one", "single", options=_options(a=True, b=False, c=False)),
            _question("many", "multiple", options=_options(a=True, b=True, c=True, d=False)),
            _question("truth", "true_false", answer=True, feedback=_text("是真的")),
            _question("number", "numeric", answer="12*5"),
            _question("match", "matching", **matching),
        ],
    }


def quiz(**changes: Any) -> Quiz:
    """Five points: one for each kind."""
    return Quiz.model_validate(_raw() | changes)


def quiz_without(*retired: str) -> Quiz:
    raw = _raw()
    for question in raw["questions"]:
        question["retired"] = question["id"] in retired
    return Quiz.model_validate(raw)


def corrected(question: Any, **fields: Any) -> Any:
    """The question after it was mended: `options` as {id: right}, `left` and `right` as ids, others as they are."""
    raw = question.model_dump(mode="json")
    if "options" in fields:
        fields["options"] = _options(**fields["options"])
    if "left" in fields:
        left, right = fields.pop("left"), fields.pop("right")
        fields |= {
            "left": [{"id": name, "text": _text(name)} for name in left],
            "right": [{"id": name, "text": _text(name)} for name in right],
            "pairs": dict(zip(left, [*right, *right], strict=False)),
            "feedback": {name: _text("配错了") for name in left},
        }
    return type(question).model_validate(raw | fields)


RIGHT = {
    "one": {"choice": ["a"]},
    "many": {"choice": ["a", "b", "c"]},
    "truth": {"choice": ["true"]},
    "number": {"value": ["60"]},
    "match": {"l1": ["r1"], "l2": ["r2"], "l3": ["r3"]},
}
PARTLY = {"many": {"choice": ["a", "b"]}, "match": {"l1": ["r1"], "l2": ["r3"], "l3": ["r3"]}}
"""Two thirds of a point each."""


def add(records: Records, number: str = "00017", roles: tuple[Role, ...] = ("learner",), **fields: str) -> Any:
    """A person, for tests that know the id is there."""
    with records.writing() as db:
        name, department = fields.get("name", "王芳"), fields.get("department", "中山路店")
        return people.add(db, number, name, department, "hash", roles, NOW)


def together(deed: Any, times: int = 15) -> list[Any]:
    """What `deed(n)` returned or raised, done by so many threads at the same moment."""
    barrier = Barrier(times)

    def one(n: int) -> Any:
        barrier.wait()
        try:
            return deed(n)
        except Exception as error:
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))
