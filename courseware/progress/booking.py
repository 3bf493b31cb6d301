"""What of a room is booked to somebody who was in it: which questions, laid out as papers of attempts.

Booked are scored questions whose key was revealed: a vote in them can no longer change, and has been told as right or
wrong to everybody. A paper has what was asked while somebody was in the room; what they did not answer there is a
blank, as in any quiz. A paper with blanks only is none: whoever never answered attended, and nothing was measured.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from courseware.questions import Parameters, QuestionBase

MODE = "room:"
"""The id of a room's attempts begins so: no author's quiz is called that."""


@dataclass(frozen=True)
class Asked:
    """A question as a room was asked it; its poll closed and was revealed."""

    poll: int
    question: QuestionBase
    parameters: Parameters
    opened_at: datetime
    closed_at: datetime
    revealed_at: datetime


def quiz_id(code: str, part: int = 1) -> str:
    """The id of somebody's attempt in that room, and of those they get when it goes on another day."""
    return f"{MODE}{code}" if part == 1 else f"{MODE}{code}:{part}"


def from_room(quiz_id: str) -> bool:
    """Is that id of a room's attempt?"""
    return quiz_id.startswith(MODE)


def present(asked: Sequence[Asked], joined_at: datetime, voted: Collection[int]) -> list[Asked]:
    """What was asked while somebody was in the room, who has `voted` in these polls."""
    return [one for one in asked if one.poll in voted or one.closed_at > joined_at]


def papers(asked: Sequence[Asked], voted: Collection[int]) -> list[list[Asked]]:
    """What was asked of somebody, as papers on which no question stands twice: the second time it was put to the room
    is in a second paper, so that it neither mends nor spoils what was known the first time."""
    found: list[list[Asked]] = []
    times: dict[str, int] = {}
    for one in asked:
        time = times.get(one.question.id, 0)
        times[one.question.id] = time + 1
        if time == len(found):
            found.append([])
        found[time].append(one)
    return [paper for paper in found if any(one.poll in voted for one in paper)]
