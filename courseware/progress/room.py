"""A workshop's room: what stands on the projector, and how it moves. Values in, new value out."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O, 1 I L: what people read aloud and type from ten metres."""
CODE = re.compile(f"[{ALPHABET}]{{6}}")
LONGEST_COUNTDOWN = 3600  # seconds
LONGEST_NAME = 24
_MOST_MARKS = 2  # accents on one letter; more of them run over the lines above

PollKind = Literal["question", "guess", "controls", "rating", "path"]
Phase = Literal["collecting", "shown", "revealed"]


@dataclass(frozen=True)
class State:
    """What everybody in the room sees. `page` counts from 1; `part` is how many of its parts are uncovered; `poll` is
    the id of the one on the screen; `until` the end of a countdown (ISO, UTC); `locked` lets nobody new in;
    with `speed` the faster of two with as many points is before the other."""

    lesson: str = ""
    page: int = 1
    part: int = 0
    black: bool = False
    poll: int | None = None
    leaderboard: bool = False
    until: str | None = None
    locked: bool = False
    speed: bool = False

    def kept(self) -> dict[str, Any]:
        """As JSON, for the records."""
        return asdict(self)


@dataclass(frozen=True)
class Put:
    """What to put to a room: `body` is a question as JSON, or what its kind of poll needs."""

    kind: PollKind
    question_id: str
    body: Mapping[str, Any]
    parameters: Mapping[str, Any]
    lesson_id: str | None = None
    page_id: str | None = None


def revived(value: Mapping[str, Any]) -> State:
    """The state out of what `kept` made; what this version does not know is left out."""
    known = State.__dataclass_fields__
    return State(**{name: one for name, one in value.items() if name in known})


def start(lesson: str) -> State:
    """A room that opens: the first slide of its first lesson."""
    return State(lesson=lesson)


def go(state: State, lesson: str, page: int, pages: int, part: int = 0) -> State:
    """Show that slide, out of `pages` of its lesson, so far uncovered; a poll of another slide leaves the screen."""
    page = min(max(1, page), pages)
    moved = (lesson, page) != (state.lesson, state.page)
    return replace(
        state, lesson=lesson, page=page, part=max(0, part), black=False,
        poll=None if moved else state.poll, leaderboard=False if moved else state.leaderboard,
    )  # fmt: skip


def blacken(state: State, black: bool) -> State:
    """Turn the screen black, or back."""
    return replace(state, black=black)


def put(state: State, poll: int | None) -> State:
    """Put a poll on the screen, or take it away."""
    return replace(state, poll=poll, black=False, leaderboard=False, until=None)


def closed(state: State, poll: int) -> State:
    """That poll takes no more votes: what was counted down to has come."""
    return replace(state, until=None) if state.poll == poll else state


def rank(state: State, shown: bool) -> State:
    """Show the leaderboard, or hide it."""
    return replace(state, leaderboard=shown, black=False)


def lock(state: State, locked: bool) -> State:
    """Let nobody new in, or again everybody."""
    return replace(state, locked=locked)


def race(state: State, speed: bool) -> State:
    """Let speed order those who have equally many points, or no longer."""
    return replace(state, speed=speed)


def count_down(state: State, seconds: int | None, now: datetime) -> State:
    """Count down from so many seconds, or stop counting."""
    if not seconds:
        return replace(state, until=None)
    end = now + timedelta(seconds=min(max(1, seconds), LONGEST_COUNTDOWN))
    return replace(state, until=end.isoformat(timespec="milliseconds"))


def code(chance: Random) -> str:
    """Six characters that nobody mistakes for others: 887 million of them."""
    return "".join(chance.choice(ALPHABET) for _ in range(6))


def read_code(typed: str) -> str:
    """The code somebody typed, in any case or width, with spaces or dashes; "" when it cannot be one."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).upper() if len(typed) < 40 else ""
    return plain if CODE.fullmatch(plain) else ""


def clean_name(typed: str) -> str:
    """A nickname as the room shows it: printable, single spaces, at most 24 characters; "" when nothing is left."""
    kept, marks = [], 0
    for one in unicodedata.normalize("NFC", typed[: 20 * LONGEST_NAME]):
        marks = marks + 1 if unicodedata.combining(one) else 0
        if one.isspace():
            kept.append(" ")
        elif one.isprintable() and marks <= _MOST_MARKS:
            kept.append(one)
    return " ".join("".join(kept).split())[:LONGEST_NAME].strip()


def group(seed: int, place: int, groups: int = 2, what: str = "") -> int:
    """Which group of an experiment (`what`) somebody is in, from 0: by chance, and the same on every machine.

    `place` is how many came into the room before them. Of every four that come one after the other two are in each of
    two groups (randomised blocks), so that the groups are even whenever the experiment begins.
    """
    block, within = divmod(place, 2 * groups)
    drawn = [one for one in range(groups) for _ in range(2)]
    Random(f"{seed}:group:{what}:{block}").shuffle(drawn)
    return drawn[within]
