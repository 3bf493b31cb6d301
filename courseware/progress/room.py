"""A workshop's room: what stands on the projector, and how it moves. Values in, new value out."""

import re
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

PollKind = Literal["question", "guess", "controls", "rating", "path"]
Phase = Literal["collecting", "shown", "revealed"]


@dataclass(frozen=True)
class State:
    """What everybody in the room sees. `page` counts from 1; `part` is how many of its parts are uncovered; `poll` is
    the id of the one on the screen; `until` the end of a countdown (ISO, UTC)."""

    lesson: str = ""
    page: int = 1
    part: int = 0
    black: bool = False
    poll: int | None = None
    leaderboard: bool = False
    until: str | None = None

    def kept(self) -> dict[str, Any]:
        """As JSON, for the records."""
        return asdict(self)


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


def rank(state: State, shown: bool) -> State:
    """Show the leaderboard, or hide it."""
    return replace(state, leaderboard=shown, black=False)


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
    """The code somebody typed, in any case, with spaces or dashes; "" when it cannot be one."""
    plain = re.sub(r"[\s-]", "", typed).upper() if len(typed) < 40 else ""
    return plain if CODE.fullmatch(plain) else ""


def clean_name(typed: str) -> str:
    """A nickname as the room shows it: printable, single spaces, at most 24 characters; "" when nothing is left."""
    kept = "".join(" " if one.isspace() else one for one in typed if one.isprintable() or one.isspace())
    return " ".join(kept.split())[:LONGEST_NAME].strip()


def group(seed: int, member_id: int, groups: int = 2) -> int:
    """Which group of an experiment a member is in, from 0: by chance, and the same on every machine."""
    return Random(f"{seed}:group:{member_id}").randrange(groups)
