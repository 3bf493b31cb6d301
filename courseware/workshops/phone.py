"""What a phone in the audience shows: one scene at a time, and no key, explanation or feedback before the reveal."""

from typing import Any

from courseware import plain
from courseware.actions.watching import Overview
from courseware.content.library import Library
from courseware.words import Language
from courseware.workshops.polled import Polled, kinds


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
    """The scene for whoever gave the response `own`, or none; over, `more` has their results."""
    name, state = scene(seen), seen.room.state
    say = library.say(language)
    values: dict[str, Any] = {"name": "", "kind": "", "response": own, "saved": "", "results": None, **more}
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
