"""What the tests of question kinds sit at: the sample questions, and the captions to say them with."""

import json
from functools import lru_cache
from typing import Any

import yaml

import simulations
from courseware import questions
from courseware.questions import Kind
from courseware.settings import ROOT
from courseware.words import Language, Say, Text

SLOTS = ("rules.py", "view.py", "page.html", "words.yaml", "samples.yaml", "__init__.py")
RULES = ("Question", "Response", "draw", "asked", "read", "key", "grade", "tally", "say", "feedback")
VIEW = ("widget", "marked")

COMMON = {"stem": {"zh": "题"}, "explanation": {"zh": "解"}, "sources": ["D0-01"]}
"""Fields that no law depends on."""


def text(name: str) -> dict[str, str]:
    """Some text that differs with its name."""
    return {"zh": f"文{name}", "en": f"text {name}"}


def options(right: list[bool]) -> list[dict[str, Any]]:
    """Options o0, o1, … as authors write them."""
    return [{"id": f"o{n}", "text": text(str(n)), "right": r, "feedback": text(f"f{n}")} for n, r in enumerate(right)]


@lru_cache
def written(kind: str) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The sample questions of a kind as authors write them, each with its answers."""
    raw = yaml.safe_load((questions.FOLDER / kind / "samples.yaml").read_text("utf-8"))
    made = questions.kind(kind).rules.Question
    return [(made.model_validate(one["question"]), one["answers"]) for one in raw]


@lru_cache
def samples(kind: str) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The sample questions of a kind as they are asked, each with its answers: those that name the same `parameters`,
    or none, belong together."""
    found = []
    for question, answers in written(kind):
        together: dict[str, list[dict[str, Any]]] = {}
        for answer in answers:
            together.setdefault(json.dumps(parameters(question, answer)), []).append(answer)
        found += [(question.at(json.loads(drawn)), some) for drawn, some in together.items()]
    return found


def parameters(question: Any, answer: dict[str, Any]) -> dict[str, Any]:
    """The parameters of the attempt that a sample answer belongs to."""
    return answer.get("parameters") or questions.kind(question.kind).rules.draw(question, 7)


def readable(kind: Kind) -> list[tuple[Any, Any]]:
    """Every sample question with every response that its forms read as."""
    return [
        (question, kind.rules.read(question, answer["form"]))
        for question, answers in samples(kind.name)
        for answer in answers
        if not answer.get("unreadable")
    ]


@lru_cache
def words() -> dict[str, Text]:
    """The captions of all kinds, the units, and the words of the simulators."""
    files = {f"questions.{name}": questions.FOLDER / name / "words.yaml" for name in questions.names()}
    files["units"] = ROOT / "assets/words/units.yaml"
    files |= {f"simulations.{name}": simulations.FOLDER / name / "words.yaml" for name in simulations.names()}
    found: dict[str, Text] = {}
    for prefix, path in files.items():
        found |= _texts(prefix, yaml.load(path.read_text("utf-8"), yaml.BaseLoader))
    return found


def _texts(prefix: str, told: dict[str, Any]) -> dict[str, Text]:
    if "zh" in told:
        return {prefix: Text.model_validate(told)}
    return {key: text for name, inner in told.items() for key, text in _texts(f"{prefix}.{name}", inner).items()}


def say(language: Language, both: bool = False) -> Say:
    """Says them."""
    return Say(language, words(), both)


def plain(value: Any) -> Any:
    """`value` as JSON would keep it."""
    return json.loads(json.dumps(value, default=lambda text: text.model_dump()))
