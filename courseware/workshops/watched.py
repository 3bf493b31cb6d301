"""A room that somebody watches: when it is read again, and who is told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import Any

from courseware.errors import Refused
from courseware.house import House
from courseware.workshops.picture import Frame, Picture, look
from courseware.workshops.subscribers import Subscriber

log = logging.getLogger(__name__)
QUICK, SLOW, STEADY = 0.05, 0.2, 1.0
PACE = {"room": QUICK, "votes": SLOW, "people": STEADY, "asked": STEADY}
"""What may be news, and how many seconds lie between two readings of it at least. Votes and people are for trainers."""
MOST_LINES = 4  # of one member: tabs, and lines that the server has not yet missed
AGAIN = 1.0  # seconds until a database that did not answer is asked again
Threaded = Callable[..., Awaitable[Any]]


class Watched:
    """One room of the hub."""

    def __init__(self, house: House, room_id: int, threaded: Threaded) -> None:
        self.house, self.room_id, self._threaded = house, room_id, threaded
        self.subscribers: dict[Subscriber, None] = {}  # in the order they came
        self.picture: Picture | None = None
        self._elsewhere: dict[str, tuple[float, frozenset[int]]] = {}  # by process: told when, and whose phones
        self._clock = asyncio.get_running_loop().time
        self._news: set[str] = set()
        self._read = dict.fromkeys(PACE, self._clock() - STEADY)
        self._woken = asyncio.Event()
        self._reading = asyncio.Lock()
        self.task = asyncio.create_task(self._watch())

    async def admit(self, subscriber: Subscriber) -> None:
        """One more, told at once. Raises Refused("database-away")."""
        theirs = [one for one in self.subscribers if one.member and one.member == subscriber.member]
        for one in theirs[: len(theirs) + 1 - MOST_LINES]:
            one.leave()
        self.subscribers[subscriber] = None
        if self.picture is None or subscriber.role != "phone":
            await self._draw(PACE)
        if picture := self.picture:
            own = subscriber.own if picture.on_screen and picture.on_screen[0] == subscriber.voted_in else None
            here = self.here
            subscriber.offer(await self._threaded(self._frame, picture, subscriber, here, own))
        self._note("people")

    def dismiss(self, subscriber: Subscriber) -> int:
        """One less; how many are left."""
        self.subscribers.pop(subscriber, None)
        self._note("people")
        return len(self.subscribers)

    @property
    def own(self) -> set[int]:
        """The members whose phones are connected to this process."""
        return {one.member for one in self.subscribers if one.member}

    @property
    def here(self) -> set[int]:
        """The members whose phones are connected to any process."""
        return self.own.union(*(members for _, members in self._elsewhere.values()))

    def meet(self, source: str, members: frozenset[int]) -> None:
        """Another process says whose phones are connected to it."""
        _, known = self._elsewhere.get(source, (0.0, frozenset[int]()))
        self._elsewhere[source] = self._clock(), members
        if known != members:
            self._note("people")

    def forget(self, seconds: float) -> None:
        """Count no phones of processes that said nothing for so long: they are gone."""
        past = self._clock() - seconds
        gone = [source for source, (told, _) in self._elsewhere.items() if told < past]
        for source in gone:
            del self._elsewhere[source]
        if gone:
            self._note("people")

    def hear(self, version: int | None, everything: bool = False) -> None:
        """There is a new version of the room, or (None) a new vote, or there may be anything."""
        if everything:
            self._note(*PACE)
        elif version is None:
            self._note("votes")
        elif self.picture is None or version > self.picture.version:
            self._note("room", "people")

    def refresh(self) -> None:
        """Read the room anew, whatever its version."""
        self._note("room", "people")

    def _note(self, *news: str) -> None:
        led = {one.role for one in self.subscribers} - {"phone"}
        wanted = {"room": True, "asked": True, "votes": bool(led), "people": "console" in led}
        self._news |= {one for one in news if wanted[one]}
        if self._news:
            self._woken.set()

    async def _watch(self) -> None:
        while True:
            await self._woken.wait()
            if not self._news:
                self._woken.clear()
                continue
            while (pause := min(self._read[one] + PACE[one] for one in self._news) - self._clock()) > 0:
                self._woken.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), pause)
            self._woken.clear()
            due = {one for one in self._news if self._read[one] + PACE[one] <= self._clock()}
            self._news -= due
            try:
                await self._draw(due)
                await self._tell()
            except Exception as error:  # whatever it is, the room goes on
                if isinstance(error, Refused):
                    log.warning("room %s cannot be read: the database does not answer", self.room_id)
                else:
                    log.exception("room %s cannot be drawn", self.room_id)
                await asyncio.sleep(AGAIN)
                self._news |= due
            if self._news:
                self._woken.set()

    async def _draw(self, due: Collection[str]) -> None:
        async with self._reading:
            self._read |= dict.fromkeys({*due, "room"}, self._clock())
            led = any(one.role != "phone" for one in self.subscribers)
            picture = await self._threaded(look, self.house.records, self.room_id, self.picture, due, led)
            if picture is None:
                return
            if picture.late:
                self._news.add("asked")
                self._woken.set()
            self.picture = picture

    async def _tell(self) -> None:
        picture = self.picture
        if picture is None:
            return
        told, here = list(self.subscribers), self.here
        for subscriber, frame in zip(told, await self._threaded(self._frames, picture, told, here), strict=True):
            if subscriber.role == "phone" and not subscriber.member and picture.overview.room.live:
                subscriber.reload()  # waited at the door
            else:
                subscriber.offer(frame)

    def _frames(self, picture: Picture, told: Collection[Subscriber], here: Collection[int]) -> list[Frame]:
        return [self._frame(picture, one, here, picture.votes.get(one.member)) for one in told]

    def _frame(self, picture: Picture, subscriber: Subscriber, here: Collection[int], response: str | None) -> Frame:
        library = self.house.library
        if subscriber.role == "phone":
            return picture.for_phone(library, subscriber.language, response, subscriber.place)
        return picture.for_trainer(library, subscriber.role, here)
