"""What a kind's `tally` counts, one by one: an option's id, `left>right` of a matching, a number.

Written for any kind, out of what every kind offers: `tally`, `key` and `asked`; a kind may name what it counts itself.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from courseware.questions import QuestionBase, kind
from courseware.words import Say, Text

_NUMBER = re.compile(r"-?\d{1,60}(/[1-9]\d{0,59})?")


def example(question: QuestionBase) -> QuestionBase:
    """The question as some attempt asks it: one that draws numbers has some in place."""
    return question.at(kind(question.kind).rules.draw(question, 0))


def counted(question: QuestionBase, response: Any) -> tuple[str, ...]:
    """What one response adds to the tally; where every attempt asks for another number, only options compare."""
    tally = kind(question.kind).rules.tally(question, [response])
    names = tuple(name for name, count in tally.items() if count)
    return names if example(question) == question else tuple(name for name in names if name in choices(question))


def right(question: QuestionBase) -> frozenset[str]:
    """What the key adds to the tally."""
    return frozenset(counted(question, kind(question.kind).rules.key(question)))


def names(question: QuestionBase) -> tuple[str, ...]:
    """All names of the tally that are known before anybody answers, in the authors' order."""
    return tuple(kind(question.kind).rules.tally(question, ()))


def choices(question: QuestionBase) -> tuple[str, ...]:
    """The ids of the options, in the authors' order, where the tally counts options; else nothing."""
    options = kind(question.kind).rules.asked(example(question), {}).get("options", ())
    known = names(question)
    return tuple(option["id"] for option in options if option["id"] in known)


def listed(question: QuestionBase, given: Mapping[str, int]) -> list[str]:
    """Answers worth telling out of those `given` so often: all options, else what was answered and the key; in the
    authors' order where they wrote them down, and the commonest first where people did."""
    if options := choices(question):
        return list(options)
    written = {name: place for place, name in enumerate(names(question))}
    all_ = {*given, *right(question)}
    return sorted(all_, key=lambda name: (written.get(name, len(written)), -given.get(name, 0), name))


def told(question: QuestionBase, name: str, say: Say) -> str:
    """A name of the tally in words; what has no words stands for itself. Not escaped."""
    if tallied := getattr(kind(question.kind).rules, "tallied", None):
        return tallied(question, name, say)
    left, options = _texts(question)
    pieces = name.split(">")
    places = [(left, options)] + [(options, left)] * (len(pieces) - 1)
    texts = [first.get(piece) or second.get(piece) for piece, (first, second) in zip(pieces, places, strict=True)]
    if any(texts):
        shown = (say(text) if text else piece for text, piece in zip(texts, pieces, strict=True))
        return " → ".join(shown).replace("**", "")
    if say.has(caption := f"questions.{question.kind}.is_{name}"):
        return say(caption)
    if "unit" in type(question).model_fields and _NUMBER.fullmatch(name):
        return say.quantity(Fraction(name), getattr(question, "unit", None) or "plain", 4)
    return name


def shown(question: QuestionBase, name: str) -> str:
    """The name under which a room's screen counts a name of the tally: words that people type are not shown to all,
    unless the author wrote them down."""
    rules = kind(question.kind).rules
    return rules.shown(question, name) if hasattr(rules, "shown") else name


def _texts(question: QuestionBase) -> tuple[Mapping[str, Text], Mapping[str, Text]]:
    """The texts of a column on the left, by id, and those of the options."""
    left: dict[str, Text] = {}
    options: dict[str, Text] = {}
    for field, items in kind(question.kind).rules.asked(example(question), {}).items():
        if isinstance(items, (list, tuple)):
            found = {item["id"]: item["text"] for item in items if isinstance(item, dict) and "text" in item}
            (options if field == "options" else left).update(found)
    return left, options
