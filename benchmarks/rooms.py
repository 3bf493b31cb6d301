"""`make bench-rooms`: a thousand phones in one room; votes over ten seconds and within one, page turns, a kill.

Each round also with 5 ms added to every commit (slow_commits.py). On one process with SQLite, and on two with
PostgreSQL behind nginx, if the machine has nginx. Every vote that a phone was told is saved must be in the records,
once.
"""

import argparse
import asyncio
import os
import re
import resource
import shutil
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import uvloop

from benchmarks import visit
from benchmarks.leading import LESSON, QUESTION, Trainer
from benchmarks.phones import Address, Phone, ask
from benchmarks.serving import Server, nginx
from courseware.content.library import load
from courseware.records import polls
from courseware.records.database import Records
from courseware.settings import ROOT
from tests.records.databases import server as postgresql

TURNS = 10
OPTIONS = [o.id for o in next(q for q in load(ROOT).quizzes[LESSON].questions if q.id == QUESTION).options]


@dataclass
class Round:
    """What was measured in one room, milliseconds."""

    phones: list[Phone]
    trainer: Trainer

    async def turns(self) -> list[float]:
        """Page turns: from the trainer's press to each phone."""
        times = []
        for n in range(TURNS):
            page, began = 2 + n % 5, time.perf_counter()
            for phone in self.phones:
                phone.seen.pop(f"waiting-{LESSON}-{page}", None)
            await self.trainer.do(do="go", lesson=LESSON, page=page)
            times += [at - began for at in await self._all_see(f"waiting-{LESSON}-{page}")]
            await asyncio.sleep(0.5)
        return times

    async def votes(self, seconds: float, kill: Any = None) -> tuple[list[float], int]:
        """Every phone votes once, evenly over so many seconds; the times until saved, and how many votes are wrong."""
        await self.trainer.do(do="put_away")
        state = await self.trainer.do(do="ask", question=QUESTION)
        poll, count = state["poll"], len(self.phones)
        await self._all_see(f"collecting-{poll}")
        order = Random(1).sample(range(count), count)
        began = time.perf_counter()

        async def one(phone: Phone, place: int) -> float:
            await asyncio.sleep(max(0.0, began + seconds * place / count - time.perf_counter()))
            return await phone.vote(poll, phone.chance.choice(OPTIONS))

        asked = [asyncio.create_task(one(phone, place)) for phone, place in zip(self.phones, order, strict=True)]
        if kill:
            await kill()
        times = await asyncio.gather(*asked)
        await self.trainer.do(do="close", poll=poll)
        with self.trainer.records.reading() as db:
            given = sorted(vote.response["choice"] for vote in polls.given(db, poll))
        return list(times), abs(len(given) - count) + (given != sorted(phone.saved[poll] for phone in self.phones))

    async def _all_see(self, key: str, seconds: float = 60) -> list[float]:
        until = time.perf_counter() + seconds
        while missing := [phone for phone in self.phones if key not in phone.seen]:
            if time.perf_counter() > until:
                raise RuntimeError(f"{len(missing)} phones never saw {key}")
            await asyncio.sleep(0.02)
        return [phone.seen[key] for phone in self.phones]


def _at(times: list[float], share: float) -> float:
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


async def _join(trainer: Trainer, count: int) -> list[Phone]:
    phones = [Phone(trainer.address, trainer.code, n, Random(n)) for n in range(count)]
    gate = asyncio.Semaphore(40)

    async def one(phone: Phone) -> None:
        async with gate:
            await phone.enter()

    await asyncio.gather(*[one(phone) for phone in phones])
    return phones


async def measure(trainer: Trainer, count: int, servers: list[Server], killing: bool) -> dict[str, str]:
    """One setting, all measurements."""
    trainer.open_room()
    began = time.perf_counter()
    phones = await _join(trainer, count)
    joined = time.perf_counter() - began
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    await asyncio.gather(*[phone.connected.wait() for phone in phones])
    told, room = {"came in, s": f"{joined:.0f}"}, Round(phones, trainer)
    turns = await room.turns()
    told["page turn p50 / p95"] = f"{_at(turns, 0.5):.0f} / {_at(turns, 0.95):.0f}"
    for name, seconds in (("over 10 s", 10.0), ("within 1 s", 1.0)):
        times, wrong = await room.votes(seconds)
        told[f"{name} p50 / p95 / most"] = f"{_at(times, 0.5):.0f} / {_at(times, 0.95):.0f} / {1000 * max(times):.0f}"
        told[f"{name}: lost or doubled"] = str(wrong)
    if killing:
        told |= await _killed(room, servers)
    for phone in phones:
        phone.over = True
    for task in listening:
        task.cancel()
    return told


async def _killed(room: Round, servers: list[Server]) -> dict[str, str]:
    back = 0.0

    async def kill() -> None:
        nonlocal back
        await asyncio.sleep(3)
        for server in servers:
            server.kill()
        for phone in room.phones:
            phone.connected.clear()
        await asyncio.sleep(0.2)
        await asyncio.gather(*[asyncio.to_thread(server.start) for server in servers])
        ready = time.perf_counter()
        await asyncio.gather(*[phone.connected.wait() for phone in room.phones])
        back = time.perf_counter() - ready

    times, wrong = await room.votes(10.0, kill)
    tries = sum(phone.tries for phone in room.phones)
    return {
        "killed: all back after, s": f"{back:.1f}", "killed: slowest vote, s": f"{max(times):.1f}",
        "killed: lost or doubled": str(wrong), "votes sent in all": str(tries),
    }  # fmt: skip


async def _bytes(trainer: Trainer) -> tuple[int, int]:
    """What a phone loads for its page with a question on it, as it is sent, and in how many requests."""
    trainer.open_room()
    phone = Phone(trainer.address, trainer.code, 1, Random(1))
    await phone.enter()
    await trainer.do(do="ask", question=QUESTION)
    page, packed = f"/live/{trainer.code}", "gzip, br"
    _, head, body = await ask(trainer.address, "GET", page, Cookie=phone.cookie, Accept_Encoding=packed)
    _, _, text = await ask(trainer.address, "GET", page, Cookie=phone.cookie)
    sizes = [len(body)]
    assert "content-encoding" in head
    for path in sorted(set(re.findall(r"/assets/[^\"]+", text.decode()))):
        _, _, part = await ask(trainer.address, "GET", path, Accept_Encoding=packed)
        sizes.append(len(part))
    return sum(sizes), len(sizes)


def _page_sizes() -> None:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="courseware-rooms-"))
        stack.callback(shutil.rmtree, folder, True)
        server = Server(folder, f"sqlite:///{folder / 'courseware.db'}", 0)
        stack.callback(server.kill)
        server.start()
        address = Address("127.0.0.1", server.port)
        records = Records(f"sqlite:///{folder / 'courseware.db'}")
        stack.callback(records.close)
        ours, requests = uvloop.run(_bytes(Trainer(address, records)))
        theirs, loads, _ = visit.first_visit(f"{address.origin}/quiz?quiz={LESSON}", compressed=True)
    print("\n| first visit, compressed | bytes | requests |\n|---|---|---|")
    print(f"| the audience's page, with a question | {ours:,} | {requests} |")
    print(f"| a quiz page in Streamlit | {theirs:,.0f} | {loads:.0f} |")
    print(f"| ratio | {theirs / ours:.0f} | {loads / requests:.0f} |")


def main() -> None:
    """Print the report."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--phones", type=int, default=1000)
    told.add_argument("--settings", nargs="*", default=["sqlite", "nginx"])
    told.add_argument("--slow", nargs="*", type=int, default=[0, 5], help="ms added to every commit")
    given = told.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(f"{given.phones} phones; load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    columns: dict[str, dict[str, str]] = {}
    for setting in given.settings:
        if setting == "nginx" and not shutil.which("nginx"):
            print("no nginx on this machine: left out")
            continue
        for slow in given.slow:
            name = f"{'two processes, PostgreSQL, nginx' if setting == 'nginx' else 'one process, SQLite'}, +{slow} ms"
            columns[name] = _run(setting, slow, given.phones)
            print(name, columns[name], flush=True)
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    print("\n| ms | " + " | ".join(columns) + " |\n|---" + "|---" * len(columns) + "|")
    for row in rows:
        print(f"| {row} | " + " | ".join(column.get(row, "") for column in columns.values()) + " |")
    _page_sizes()


def _run(setting: str, slow: int, count: int) -> dict[str, str]:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="courseware-rooms-"))
        folder.chmod(0o755)
        stack.callback(shutil.rmtree, folder, True)
        if setting == "nginx":
            _, database = stack.enter_context(postgresql()).fresh()
            servers = [Server(folder / str(n), database, slow) for n in range(2)]
        else:
            database = f"sqlite:///{folder / 'courseware.db'}"
            servers = [Server(folder, database, slow)]
        for server in servers:
            stack.callback(server.kill)
            server.start()
        address = Address("127.0.0.1", servers[0].port)
        if setting == "nginx":
            address = stack.enter_context(nginx(servers, folder))
        records = Records(database)
        stack.callback(records.close)
        return uvloop.run(measure(Trainer(address, records), count, servers, killing=not slow))


if __name__ == "__main__":
    main()
