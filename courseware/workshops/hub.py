"""Who is told what, when a room changes: one hub a process, which pushes and never polls.

`Notices` says which room changed; the hub reads it once (at most every QUICK seconds), draws every frame once and
gives it to every subscriber whose last frame differs. Votes alone reach the trainers at most every SLOW seconds, phones
never. Every event is `id: <version>` and `data: <JSON>`; whoever comes (back) gets the newest state at once. Every BEAT
seconds an event called `beat` keeps proxies awake and lets the page notice a dead line; with it the rights of
trainers and phones are asked again, and whoever has lost theirs is told to reload.

**Phones**, `/live/<CODE>/events?lang=zh|en`, by the cookie of the room:
  version, now    the room's version; the server's time, ISO in UTC
  scene           {key, html}: the main part of the page; without html when the phone has that scene already.
                  key is waiting-<lesson>-<page>, collecting-<poll>, shown-<poll>, revealed-<poll>, black, ranking, door
                  (not open yet) or over
  until           end of the countdown, ISO in UTC, or null
  asked           a number that changes when the audience's questions have changed: GET /live/<CODE>/asked is newer
  go              "reload", alone: the phone is not in the room (any more), the page says why

**Projector and console**, `/room/<CODE>/events?as=projector|console`, for the room's trainers:
  version, now, code, title
  live, over      open and not over; over
  lesson, page, pages, part      what is shown: lesson id, page from 1 of so many, how many of its parts are uncovered
  black, leaderboard, until, speed    as `progress.room.State`
  joined          how many are in the room
  poll            null, or the poll on the screen:
    id, kind, question, lesson, page (ids), phase (collecting, shown, revealed), opened, closed, revealed (ISO or null)
    form          the kind of question (single, numeric, …), or the kind of poll
    voted         how many votes there are
    stem          {zh, en}, HTML
    bars          [{name, zh, en}]: what may be answered, HTML, in the order of the slide; numbers and typed answers as
                  they come in
    tally         {name: count}; while collecting, whether the projector shows more than `voted` is its own matter
    cloud         of a simulator on the phones: the picture of all points, see cloud.py
    began, how, told, figure    of an experiment: how many began (`voted`: finished), and {zh, en}, HTML: what goes on;
                  to the console how many, and who met what first once it is closed; to both, revealed, the result in
                  words and drawn
    key, explanation     the right names, and {zh, en} HTML or null; to the projector only when revealed, to the console
                  always
    story         of kind path: see `telling.staged`
The console besides:
  locked          nobody new is let in
  leaders         [{id, name}] of the trainers who lead the room
  here            how many phones are connected; those of other processes are known within a beat
  members         [{id, name, number (employee number or null), known (an account), here}]; renewed at most every STEADY
  asked           [{id, name, body, votes, at, answered}] without hidden ones, open and most wanted first
  polls           every poll so far, [{id, kind, question, lesson, page, phase, opened, closed, revealed, voted}]

**Deeds**, POST `/room/<CODE>/do`: see leading.py.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from courseware.actions import handing, watching
from courseware.errors import Refused
from courseware.house import House
from courseware.records.notices import Notices
from courseware.workshops.subscribers import Subscriber
from courseware.workshops.watched import STEADY, Watched

log = logging.getLogger(__name__)
BEAT = 15.0  # seconds
THREADS = 6  # reading rooms and saving votes; neither Streamlit's threads nor sign-in's are touched
T = TypeVar("T")


class Hub:
    """The rooms that somebody watches in this process. All methods belong to the event loop, but `_hear`."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.threads = CapacityLimiter(THREADS)
        self.watched: dict[int, Watched] = {}
        self._notices = Notices(house.records, self._hear, self._met)
        self._moved: set[int] = set()  # rooms whose phones came or went, which other processes do not know yet
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to listen to other processes, in the loop that runs now; again changes nothing."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self.watched = loop, {}
            self._tasks = [loop.create_task(self._beat()), loop.create_task(self._share())]
            self._notices.start()

    async def stop(self) -> None:
        """Tell nobody anything any more."""
        for task in [*self._tasks, *(one.task for one in self.watched.values())]:
            task.cancel()
        for watched in self.watched.values():
            for subscriber in watched.subscribers:
                subscriber.leave()
        await to_thread.run_sync(self._notices.stop)

    def changed(self, room_id: int, version: int | None) -> None:
        """A deed of this process is committed: a new version, or (None) votes."""
        self._notices.tell(room_id, version)

    def touched(self, room_id: int) -> None:
        """Somebody in the audience came, or asked something, in this process; the version does not matter."""
        if watched := self.watched.get(room_id):
            watched.refresh()

    async def subscribe(self, room_id: int, subscriber: Subscriber) -> None:
        """Tell the subscriber the newest state, and every one to come. Raises Refused("database-away")."""
        self.start()
        watched = self.watched.get(room_id)
        if watched is None:
            watched = self.watched[room_id] = Watched(self.house, room_id, self.threaded)
        self._moved.add(room_id)
        try:
            await watched.admit(subscriber)
        except BaseException:
            self.leave(room_id, subscriber)
            raise

    def leave(self, room_id: int, subscriber: Subscriber) -> None:
        """The subscriber is gone."""
        self._moved.add(room_id)
        watched = self.watched.get(room_id)
        if watched and not watched.dismiss(subscriber):
            watched.task.cancel()
            del self.watched[room_id]

    async def check(self, room_id: int) -> None:
        """Tell pages that show what is no longer theirs to load themselves anew: phones whose member was sent out or
        went on with another phone, windows of trainers who signed out, left the room or are no trainers any more."""
        watched = self.watched.get(room_id)
        trainers = {one.token for one in watched.subscribers if one.role != "phone"} if watched else set()
        if watched and trainers:
            now = self.house.clock()
            lead = await self.threaded(handing.leading, self.house.records, room_id, trainers, now)
            for one in list(watched.subscribers):
                if one.role != "phone" and one.token in trainers - lead:
                    one.reload()
        if watched and any(one.member for one in watched.subscribers):
            roster = await self.threaded(watching.roster, self.house.records, room_id)
            for one in list(watched.subscribers):
                if one.member and roster.get(one.member) != one.token:
                    one.reload()

    async def threaded(self, deed: Callable[..., T], *arguments: Any) -> T:
        """Work of the database, outside the loop."""
        return await to_thread.run_sync(partial(deed, *arguments), limiter=self.threads)

    def _met(self, room_id: int, source: str, members: frozenset[int]) -> None:
        def meet() -> None:
            if watched := self.watched.get(room_id):
                watched.meet(source, members)

        self._later(meet)

    def _hear(self, room_id: int | None, version: int | None) -> None:
        self._later(self._tell, room_id, version)

    def _later(self, deed: Callable[..., None], *arguments: Any) -> None:
        """Do it in the loop; called from any thread."""
        if self._loop and not self._loop.is_closed():
            with suppress(RuntimeError):  # the loop closed meanwhile: the process ends
                self._loop.call_soon_threadsafe(deed, *arguments)

    def _tell(self, room_id: int | None, version: int | None) -> None:
        rooms: Sequence[Watched] = (
            list(self.watched.values()) if room_id is None else [w for w in [self.watched.get(room_id)] if w]
        )
        for watched in rooms:
            watched.hear(version, everything=room_id is None)

    async def _share(self) -> None:
        """Tell other processes whose phones are connected here, soon after some came or went and with every beat."""
        while not self._notices.alone:
            await asyncio.sleep(STEADY)
            moved, self._moved = self._moved, set()
            for room_id in moved:
                watched = self.watched.get(room_id)
                try:
                    await self.threaded(self._notices.connected, room_id, watched.own if watched else ())
                except Refused:
                    self._moved.add(room_id)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            self._moved |= set(self.watched)
            for room_id, watched in list(self.watched.items()):
                watched.forget(2.5 * BEAT)
                for subscriber in list(watched.subscribers):
                    subscriber.beat()
                try:
                    await self.check(room_id)
                except Refused:
                    log.warning("room %s cannot be checked: the database does not answer", room_id)
