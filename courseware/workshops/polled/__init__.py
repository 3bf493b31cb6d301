"""What is put to a room, by its kind of poll: one module each, with a class `Polled` over the poll of the records.

A new kind needs a module of its name here, and `<kind>.html`, its form on a phone without `<form>` and button: a
template that sees `polled`, `say`, `own` (one's own response as JSON, or None) and `name`, what the name of every field
begins with; `group` and `saved` (when, as text) too.

Besides the methods of `Polled` a kind may have
- `groups`: into so many groups the room is drawn (`group_of`), each with a form of its own;
- `stepwise`: the form is a step of several, with its own buttons, and what is saved is followed by the next one;
- `private`: no one response is shown to anybody but whoever gave it, nor exported;
- `listed`: False for a poll that is no line of somebody's own results;
- `own(response, say)`: what a phone is told about its own saved response before the reveal;
- `told(counted, library, role)`: more fields, or other ones, for the poll of the trainers' event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Protocol

from courseware.errors import Missing
from courseware.progress.room import group
from courseware.questions import Form
from courseware.records.polls import Poll
from courseware.words import Say, Text

Verdict = Literal["right", "partly", "wrong", "hit", "missed", "told", "placed", "rated", "apart", "went", "none"]
"""What a response came to; a guess hit the truth or missed it, or is `told` where there is none; `placed`: a point in a
picture; an experiment's stories were `rated`, or somebody stood `apart`; `went`: it helped to lead through a story;
`none`: no answer."""
Counted = Sequence[tuple[Any, int]]
"""Every response as JSON, and how often it was given."""


@dataclass(frozen=True)
class Result:
    """What one response came to, after the reveal: points won `of` so many, and what there is to say about it."""

    verdict: Verdict
    points: Fraction
    of: Fraction
    mine: str
    key: str
    told: Sequence[str]


@dataclass(frozen=True)
class Bar:
    """One bar of the distribution: its name in `tally`, and its label in both languages."""

    name: str
    label: Text


class Polled(Protocol):
    """A poll with its content, ready to be answered and counted."""

    poll: Poll

    @property
    def stem(self) -> Text:
        """What is asked."""
        ...

    @property
    def explanation(self) -> Text | None:
        """Why, where there is a why; not before the reveal."""
        ...

    def read(self, form: Form) -> Any:
        """The response that a form holds, as JSON for the records. Raises Unreadable."""
        ...

    def tally(self, counted: Counted) -> dict[str, int]:
        """How often what was answered."""
        ...

    def bars(self, counted: Counted, zh: Say, en: Say) -> list[Bar]:
        """What the names in the tally stand for, in the order of the slide."""
        ...

    def key(self) -> list[str]:
        """The names in the tally that are right; not before the reveal."""
        ...

    def said(self, response: Any, say: Say) -> str:
        """A response in words."""
        ...

    def result(self, response: Any, say: Say) -> Result:
        """What a response came to; not before the reveal."""
        ...


@lru_cache(1)
def kinds() -> tuple[str, ...]:
    """The kinds of polls that there are."""
    return tuple(sorted(p.stem for p in Path(__file__).parent.glob("*.py") if p.stem != "__init__"))


def revive(poll: Poll) -> Polled:
    """The poll with its content. Raises Missing("no-such-poll") for a kind that this version does not know."""
    if poll.kind not in kinds():
        raise Missing("no-such-poll")
    return import_module(f"courseware.workshops.polled.{poll.kind}").Polled(poll)


def group_of(polled: Polled | None, seed: int, place: int) -> int:
    """The group of whoever came into the room as number `place` (from 0), where the kind of poll has groups."""
    groups = getattr(polled, "groups", 1)
    return group(seed, place, groups, polled.poll.question_id) if polled and groups > 1 else 0


def opened(form: Form, name: str) -> dict[str, Sequence[str]]:
    """The fields whose names begin with `name`, without it."""
    return {field.removeprefix(name): values for field, values in form.items() if field.startswith(name)}


def label(words: Iterable[str]) -> str:
    """Labels in one line."""
    return " → ".join(words)
