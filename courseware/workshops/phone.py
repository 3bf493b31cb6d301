"""What a phone in the audience shows: one scene at a time, and no key, explanation or feedback before the reveal."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from courseware import plain
from courseware.actions.watching import Overview
from courseware.content.library import Library
from courseware.records.polls import Poll
from courseware.words import Language, Say, Text
from courseware.workshops.polled import Polled, kinds, revive


def scene(seen: Overview) -> str:
    """Its name: door, over, collecting, shown, revealed, black, ranking or waiting."""
    room = seen.room
    if room.ended_at:
        return "over"
    if not room.live:
        return "door"
    if seen.poll and seen.poll.kind in kinds():
        return seen.poll.phase
    return "black" if room.state.black else "ranking" if room.state.leaderboard else "waiting"


def key(seen: Overview) -> str:
    """What tells one scene from another: who has this one on the screen needs no new one."""
    name, state = scene(seen), seen.room.state
    if seen.poll and name == seen.poll.phase:
        return f"{name}-{seen.poll.id}"
    return f"{name}-{state.lesson}-{state.page}" if name == "waiting" else name


def html(seen: Overview, polled: Polled | None, library: Library, language: Language, own: Any, **more: Any) -> str:
    """The scene for whoever gave the response `own`, or none; `more`: their `group`, when their vote was
    `saved`, and, when it is over, their `results`."""
    name, state = scene(seen), seen.room.state
    say = library.say(language)
    values: dict[str, Any] = {"name": "", "kind": "", "own": own, "saved": "", "results": None, "group": 0, **more}
    if polled and seen.poll and name == seen.poll.phase:
        values |= {"kind": polled.poll.kind, "name": prefix(polled.poll.id)}
        if name == "revealed":
            values["result"] = polled.result(own, say)
    return plain.page(
        "workshops/scene.html", say, scene=name, room=seen.room, polled=polled, heading=_heading(library, state),
        told=lambda text: say(text, **library.numbers.get(state.lesson, {})), **values,
    )  # fmt: skip


def prefix(poll_id: int) -> str:
    """What the names of a poll's fields begin with."""
    return f"p{poll_id}-"


def _heading(library: Library, state: Any) -> Any:
    lesson = library.lessons.get(state.lesson)
    if lesson is None:
        return None
    return lesson.pages[min(state.page, len(lesson.pages)) - 1].title


@dataclass(frozen=True)
class Line:
    """One question of the room and what somebody won with it; verdict "hidden" where no key was revealed."""

    stem: Text
    verdict: str
    points: Fraction
    of: Fraction


@dataclass(frozen=True)
class Results:
    """Somebody's questions, and their sum."""

    lines: Sequence[Line]

    @property
    def _scored(self) -> list[Line]:
        return [one for one in self.lines if one.of]

    @property
    def n(self) -> int:
        """How many questions had a key that was revealed."""
        return len(self._scored)

    @property
    def right(self) -> int:
        """How many of them were right."""
        return sum(one.verdict == "right" for one in self._scored)

    @property
    def points(self) -> Fraction:
        """Points won."""
        return sum((one.points for one in self._scored), Fraction(0))

    @property
    def of(self) -> Fraction:
        """Of so many."""
        return sum((one.of for one in self._scored), Fraction(0))


def results(given: Sequence[tuple[Poll, Any]], say: Say) -> Results:
    """What came of the polls and of somebody's responses to them."""
    lines = []
    for poll, response in given:
        if poll.kind not in kinds():
            continue
        polled = revive(poll)
        if not getattr(polled, "listed", True):
            continue  # of a story's moments one counts
        if poll.revealed_at:
            result = polled.result(response, say)
            lines.append(Line(polled.stem, result.verdict, result.points, result.of))
        else:
            lines.append(Line(polled.stem, "hidden", Fraction(0), Fraction(0)))
    return Results(lines)
