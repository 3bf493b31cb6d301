"""A room at one moment, drawn for whoever looks at it; every frame is made once and shared by all who get it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zlib import crc32

from courseware.actions import watching
from courseware.actions.watching import Company, Overview
from courseware.content.library import Library
from courseware.errors import Missing
from courseware.records.database import Records
from courseware.words import Language
from courseware.workshops import phone, stage
from courseware.workshops.polled import Counted, Polled, group_of, revive
from courseware.workshops.stage import Role


class Frame(NamedTuple):
    """The inside of an event's JSON. It is not sent twice with the same `mark`; `light` goes where `scene` is on the
    screen already."""

    version: int
    mark: bytes
    scene: str
    full: bytes
    light: bytes


@dataclass(frozen=True)
class Picture:
    """What frames are made of. `votes` has everybody's response as JSON text by member, as of the last change of the
    poll's phase; `asked` tells one state of the audience's questions from another, `late` that there is a newer one."""

    overview: Overview
    polled: Polled | None
    votes: Mapping[int, str]
    counted: Counted
    company: Company
    asked: int
    late: bool
    sketches: dict[tuple[str, str, str | None, int], str] = field(default_factory=dict, repr=False)
    frames: dict[tuple[str, str, str | None, int], Frame] = field(default_factory=dict, repr=False)

    @property
    def version(self) -> int:
        """The version of the room."""
        return self.overview.room.version

    @property
    def on_screen(self) -> tuple[int, str] | None:
        """The poll and its phase."""
        return (self.polled.poll.id, self.polled.poll.phase) if self.polled else None

    def for_phone(self, library: Library, language: Language, response: str | None, place: int = 0) -> Frame:
        """The event for phones in that language whose own vote, if any, is `response`; `place`: so many came before."""
        group = group_of(self.polled, self.overview.room.seed, place)
        key = ("phone", language, response, group)
        if key not in self.frames:
            scene = phone.key(self.overview)
            drawn = (scene, language, response, group)
            if drawn not in self.sketches:
                own = None if response is None else json.loads(response)
                self.sketches[drawn] = phone.html(self.overview, self.polled, library, language, own, group=group)
            state = self.overview.room.state
            rest = {"until": state.until if self.overview.room.live else None, "asked": self.asked}
            light = _inside({"scene": {"key": scene}, **rest})
            full = _inside({"scene": {"key": scene, "html": self.sketches[drawn]}, **rest})
            self.frames[key] = Frame(self.version, light, scene, full, light)
        return self.frames[key]

    def for_trainer(self, library: Library, role: Role, here: Collection[int]) -> Frame:
        """The event for the projector or the console; `here` are the members whose phones are connected."""
        key = (role, "", str(sorted(here)) if role == "console" else None, 0)
        if key not in self.frames:
            told = _inside(stage.event(self.overview, self.polled, self.counted, self.company, library, role, here))
            self.frames[key] = Frame(self.version, told, "", told, told)
        return self.frames[key]


def look(
    records: Records, room_id: int, before: Picture | None, due: Collection[str], led: bool
) -> Picture | None:  # fmt: skip
    """The room now; None if there is none. What is costly is read anew only when it is `due`: votes (for trainers, if
    the room is `led`; always when the poll's phase has changed), people, asked."""
    seen = watching.overview(records, room_id)
    if seen is None:
        return None
    polled = _polled(seen, before)
    screen = (polled.poll.id, polled.poll.phase) if polled else None
    same = before is not None and before.on_screen == screen
    poll_id = screen[0] if screen else None
    votes: Mapping[int, str] = {}
    counted: Counted = ()
    if poll_id is not None:
        votes = before.votes if before and same else _votes(records, poll_id)
        if led:
            carried = before is not None and same and "votes" not in due
            # A mean that moves when somebody is sent out would show what they gave.
            fixed = polled.poll.revealed_at if polled and getattr(polled, "private", False) else None
            counted = before.counted if before and carried else watching.counted(records, poll_id, fixed)
    carried = before is not None and "people" not in due
    company = before.company if before and carried else watching.company(records, room_id) if led else Company()
    asked = crc32(repr([(one.id, one.votes, one.answered_at) for one in seen.asked]).encode())
    late = before is not None and "asked" not in due and asked != before.asked
    sketches = before.sketches if before and phone.key(before.overview) == phone.key(seen) else {}
    return Picture(seen, polled, votes, counted, company, before.asked if before and late else asked, late, sketches)


def _polled(seen: Overview, before: Picture | None) -> Polled | None:
    if seen.poll is None:
        return None
    if before and before.polled and before.polled.poll == seen.poll:
        return before.polled
    try:
        return revive(seen.poll)
    except Missing:
        return None


def _votes(records: Records, poll_id: int) -> dict[int, str]:
    return {vote.member_id: as_text(vote.response) for vote in watching.votes(records, poll_id)}


def as_text(response: Any) -> str:
    """A response as JSON text: the same text for the same response."""
    return json.dumps(response, sort_keys=True, separators=(",", ":"))


def _inside(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))[1:].encode()
