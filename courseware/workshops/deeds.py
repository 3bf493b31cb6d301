"""The trainer's deeds as the console and the projector send them, JSON to actions.

{"do": …} with

  go         lesson, page (from 1), part (0)      show that slide with so many parts uncovered; without a lesson ("")
                                                  the room's code and address, as when it opens
  on, back   lesson, page                         the slide after or before that one, over the ends of a lesson into the
                                                  next of the room's programme: pressed twice it turns once
  black      on (true or false)                   the projector black, or back
  rank       on                                   the leaderboard shown, or hidden
  countdown  seconds, or null                     count down on every screen, or stop
  ask        question (an id of the library), or lesson, page (number or id), block (from 0)
                                                  put a question, a check question or a prediction to the
                                                  room; with kind "controls" the simulator there
  close, reopen, reveal   poll                    show the distribution; take votes again; show the key
  put_away                                        back to the slide
  ask        … block, story                       lead the room through that story of a simulator, moment by moment
  take       poll, choice (none: the room's)      decide the moment and go on to the next, or to the end
  step_back  poll, steps                          vote again on the moment that follows so many steps
  resume                                          go on with the story that was put away last
  remove     member                               send somebody out
  rename     member, name                         give them another nickname
  settle     question, hide (false)               a question of the audience is answered, or hidden
  lock       on                                   let nobody new in, or again everybody
  race       on                                   speed orders those with equally many points, or no longer
  leave                                           lead the room no longer, if another trainer does
  hand_over  to (an employee number)              another trainer leads the room in one's place
  open, end                                       let the audience in (again); the workshop is over
  assist                                          lead the room too (any trainer)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courseware.actions import handing, rooms, stories, switches
from courseware.content.library import Library
from courseware.errors import Missing, Refused
from courseware.people import Person
from courseware.records.database import Records
from courseware.records.rooms import Room
from courseware.workshops import putting
from courseware.workshops.polled import path


@dataclass(frozen=True)
class Deeds:
    """What one trainer does in one room at one moment. Every method is a deed: it returns the room as it then is."""

    records: Records
    library: Library
    person: Person
    room: Room
    told: Mapping[str, Any]
    now: datetime

    def do(self) -> Room:
        """The deed that was told. Raises Refused("no-such-deed") when it cannot be read, and what actions raise."""
        deed = _DEEDS.get(str(self.told.get("do")))
        if deed is None:
            raise Refused("no-such-deed")
        return deed(self)

    def go(self) -> Room:
        return self._go(self._text("lesson"), self._number("page"), self._number("part", 0))

    def on(self) -> Room:
        return self._turn(1)

    def back(self) -> Room:
        return self._turn(-1)

    def black(self) -> Room:
        return rooms.blacken(self.records, self.person, self.room.id, self._flag("on"))

    def rank(self) -> Room:
        return rooms.rank(self.records, self.person, self.room.id, self._flag("on"))

    def countdown(self) -> Room:
        seconds = None if self.told.get("seconds") is None else self._number("seconds")
        return rooms.count_down(self.records, self.person, self.room.id, seconds, self.now)

    def ask(self) -> Room:
        if "question" in self.told:
            put = putting.by_id(self.library, self._text("question"), self.room.seed)
        else:
            lesson, page, block = self._text("lesson"), self.told.get("page"), self._number("block")
            kind, story = (self._text(name) if name in self.told else "" for name in ("kind", "story"))
            put = putting.by_place(self.library, lesson, page, block, self.room.seed, kind, story)
        return rooms.ask(self.records, self.person, self.room.id, put, self.now)

    def close(self) -> Room:
        return rooms.close_poll(self.records, self.person, self.room.id, self._number("poll"), self.now)

    def reopen(self) -> Room:
        return rooms.reopen_poll(self.records, self.person, self.room.id, self._number("poll"), self.now)

    def reveal(self) -> Room:
        return rooms.reveal(self.records, self.person, self.room.id, self._number("poll"), self.now)

    def put_away(self) -> Room:
        return rooms.put_away(self.records, self.person, self.room.id, self.now)

    def take(self) -> Room:
        choice = self._text("choice") if "choice" in self.told else None
        return stories.take(
            self.records, self.person, self.room.id, self._number("poll"),
            lambda poll, counted: path.onward(poll, counted, choice), self.now,
        )  # fmt: skip

    def step_back(self) -> Room:
        steps = self._number("steps")
        return stories.turn_back(
            self.records, self.person, self.room.id, self._number("poll"), lambda poll: path.backward(poll, steps),
            self.now,
        )  # fmt: skip

    def resume(self) -> Room:
        return stories.resume(self.records, self.person, self.room.id, self.now)

    def remove(self) -> Room:
        return rooms.remove(self.records, self.person, self.room.id, self._number("member"), self.now)

    def rename(self) -> Room:
        return rooms.rename(self.records, self.person, self.room.id, self._number("member"), self._text("name"))

    def settle(self) -> Room:
        hide = self._flag("hide") if "hide" in self.told else False
        return rooms.settle(self.records, self.person, self.room.id, self._number("question"), hide, self.now)

    def lock(self) -> Room:
        return switches.lock(self.records, self.person, self.room.id, self._flag("on"))

    def race(self) -> Room:
        return switches.race(self.records, self.person, self.room.id, self._flag("on"))

    def leave(self) -> Room:
        return handing.leave(self.records, self.person, self.room.id, self.now)

    def hand_over(self) -> Room:
        return handing.hand_over(self.records, self.person, self.room.id, self._text("to"), self.now)

    def open(self) -> Room:
        return rooms.open_(self.records, self.person, self.room.id, self.now)

    def end(self) -> Room:
        called = self.library.words["report.called"]
        return rooms.end(self.records, self.person, self.room.id, self.now, called)

    def _go(self, lesson: str, page: int, part: int = 0) -> Room:
        if not lesson:
            return rooms.go(self.records, self.person, self.room.id, "", 1, {"": 1}, self.now)
        if lesson not in self.library.lessons:
            raise Missing("no-such-lesson")
        pages = self.library.lessons[lesson].pages
        page_id = pages[min(max(1, page), len(pages)) - 1].id
        counts = putting.pages(self.library)
        return rooms.go(self.records, self.person, self.room.id, lesson, page, counts, self.now, part, page_id)

    def _turn(self, by: int) -> Room:
        lesson, page = self._text("lesson"), self._number("page") + by
        counts = putting.pages(self.library)
        order = [name for name in self.room.program.get("lessons", ()) if name in counts]
        if lesson in order and not 1 <= page <= counts[lesson]:
            place = order.index(lesson) + by
            if 0 <= place < len(order):
                lesson = order[place]
                page = 1 if by > 0 else counts[lesson]
        return self._go(lesson, page)

    def _text(self, name: str) -> str:
        value = self.told.get(name)
        if not isinstance(value, str) or len(value) > 200:
            raise Refused("no-such-deed")
        return value

    def _number(self, name: str, otherwise: int | None = None) -> int:
        value = self.told.get(name, otherwise)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**31 - 1:
            raise Refused("no-such-deed")
        return value

    def _flag(self, name: str) -> bool:
        value = self.told.get(name)
        if not isinstance(value, bool):
            raise Refused("no-such-deed")
        return value


_DEEDS: Mapping[str, Callable[[Deeds], Room]] = {
    name: getattr(Deeds, name)
    for name in (
        "go", "on", "back", "black", "rank", "countdown", "ask", "close", "reopen", "reveal", "put_away", "remove",
        "rename", "settle", "open", "end", "take", "step_back", "resume", "lock", "race",
        "leave", "hand_over",
    )
}  # fmt: skip
