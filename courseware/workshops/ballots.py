"""The ballot box: votes that come at the same time are saved in one transaction, and answered when it is committed."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from anyio import CapacityLimiter, to_thread

from courseware.actions import audience
from courseware.actions.audience import Ballot, Fate
from courseware.errors import Refused
from courseware.records.database import Records

log = logging.getLogger(__name__)
GATHER = 0.004  # seconds that votes are waited for; a commit costs as much
MOST = 1000  # votes in one transaction
_REMEMBERED = 20_000


class BallotBox:
    """The votes of one process, on a thread of their own. Belongs to the event loop."""

    def __init__(self, records: Records, saved: Callable[[int], None]) -> None:
        """`saved` is called with every room that got votes, when they are committed."""
        self._records, self._saved = records, saved
        self._thread = CapacityLimiter(1)
        self._waiting: list[tuple[Ballot, asyncio.Future[Fate]]] = []
        self._task: asyncio.Task[None] | None = None
        self._turns: dict[tuple[str, int], int] = {}

    async def cast(self, ballot: Ballot, turn: int | None) -> Fate:
        """Save it; what became of it. Raises Refused("database-away"); then it may be sent again.

        A phone counts its `turn`s: what comes after a newer vote of the same phone changes nothing and counts as saved.
        """
        if turn is not None:
            key = (ballot.token, ballot.poll_id)
            if turn < self._turns.get(key, 0):
                return "saved"
            if len(self._turns) >= _REMEMBERED:
                self._turns.clear()
            self._turns[key] = turn
        future: asyncio.Future[Fate] = asyncio.get_running_loop().create_future()
        self._waiting.append((ballot, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._empty())
        return await future

    async def _empty(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHER)
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            ballots = [ballot for ballot, _ in batch]
            try:
                fates = await to_thread.run_sync(audience.cast, self._records, ballots, limiter=self._thread)
            except Exception as error:  # every vote of the batch is answered, whatever happened
                if not isinstance(error, Refused):
                    log.exception("votes could not be saved")
                _refuse(batch, error if isinstance(error, Refused) else Refused("database-away"))
                continue
            for (_, future), fate in zip(batch, fates, strict=True):
                if not future.done():
                    future.set_result(fate)
            for room_id in {ballot.room_id for ballot, fate in zip(ballots, fates, strict=True) if fate == "saved"}:
                self._saved(room_id)


def _refuse(batch: list[tuple[Ballot, Any]], error: Refused) -> None:
    """Tell everybody who waits that nothing is known to be saved."""
    for _, future in batch:
        if not future.done():
            future.set_exception(error)
