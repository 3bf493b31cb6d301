"""`make bench-crowd`: 200 learners answer a quiz at once while the server is killed 20 times, on both databases.

Every learner is a browser as far as the server can tell: a session of Streamlit's protocol with a device cookie. What
the screen called saved, with the number of its receipt, must be in the records; every attempt must end, and end once.
"""

import argparse
import asyncio
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import websockets
from sqlalchemy import create_engine, text
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.typing import Origin, Subprotocol

from benchmarks.load import FINISHED
from courseware.content.library import load
from courseware.settings import ROOT
from tests.records.databases import server as postgresql

QUIZ = "levels"
SAVED = re.compile(r"已保存\s+(.+?)\s+\d\d:\d\d:\d\d\s+回执 (\d+)")


class House:
    """`python app.py` that can be killed and started again."""

    def __init__(self, data: Path, database: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        more = {
            "COURSEWARE_DATA_DIR": str(data),
            "COURSEWARE_PORT": str(self.port),
            "COURSEWARE_DATABASE_URL": database,
        }
        self.environment = {**os.environ, **more}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it is ready."""
        self.process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        while True:
            with suppress(OSError), urllib.request.urlopen(self.url + "/readyz", timeout=5):
                return
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Learner:
    """One learner: begins, answers every question with options, some of them twice, and hands in."""

    url: str
    chance: Random
    device: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    receipts: dict[int, str] = field(default_factory=dict)
    begun: bool = False
    done: bool = False
    connections: int = 0

    async def live(self) -> None:
        """Until the quiz is handed in, whatever happens to the server."""
        while not self.done:
            with suppress(OSError, websockets.WebSocketException, TimeoutError):
                await self._sit()
            await asyncio.sleep(self.chance.uniform(0.1, 1))

    async def _sit(self) -> None:
        async with websockets.connect(
            self.url.replace("http", "ws") + "/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None,
            origin=Origin(self.url), open_timeout=30, additional_headers={"Cookie": f"courseware_device={self.device}"},
        ) as socket_:  # fmt: skip
            self.connections += 1
            screen = Screen(socket_)
            await screen.run()
            while not self.done:
                await self._step(screen)
                await asyncio.sleep(self.chance.uniform(0, 0.5))

    async def _step(self, screen: "Screen") -> None:
        if button := screen.button("begin"):
            if self.begun:  # handed in, and the server died before it could say so
                self.done = True
                return
            await screen.run(pressed=button)
            self.begun = True
        elif button := screen.button("sure"):
            await screen.run(pressed=button)
            self.done = True
        elif button := screen.button("next") or screen.button("hand-in"):
            self.begun = True
            for key, options in list(screen.radios.items()):
                for _ in range(self.chance.choice((1, 1, 2))):
                    screen.values[key] = self.chance.choice(options)
                    await screen.run()
                    if saved := SAVED.search(screen.said):
                        self.receipts[int(saved[2])] = saved[1]
            await screen.run(pressed=button)
        else:
            await screen.run()


class Screen:
    """What one tab shows: its buttons, radios and words."""

    def __init__(self, socket_: Any) -> None:
        self.socket, self.page, self.query = socket_, "", f"quiz={QUIZ}"
        self.buttons: list[str] = []
        self.radios: dict[str, list[str]] = {}
        self.values: dict[str, str] = {}
        self.said = ""

    def button(self, name: str) -> str:
        """The button whose key ends so."""
        return next((key for key in self.buttons if key.endswith(f"-{name}")), "")

    async def run(self, pressed: str = "") -> None:
        """One rerun with what is chosen, and with a button pressed."""
        message = BackMsg()
        script = message.rerun_script
        script.query_string, script.page_script_hash, script.page_name = self.query, self.page, "quiz"
        states = [WidgetState(id=key, string_value=value) for key, value in self.values.items()]
        states += [WidgetState(id=pressed, trigger_value=True)] if pressed else []
        script.widget_states.widgets.extend(states)
        self.buttons, self.radios, self.said = [], {}, ""
        await self.socket.send(message.SerializeToString())
        while True:
            forward = ForwardMsg()
            forward.ParseFromString(await asyncio.wait_for(self.socket.recv(), 60))
            kind = forward.WhichOneof("type")
            if kind == "navigation":
                self.page = forward.navigation.page_script_hash or self.page
            elif kind == "page_info_changed":
                self.query = forward.page_info_changed.query_string
            elif kind == "delta":
                self._note(forward.delta.new_element)
            elif kind == "script_finished" and forward.script_finished in FINISHED:
                self.values = {key: value for key, value in self.values.items() if key in self.radios}
                return

    def _note(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message[:300])
        if kind == "button" and not element.button.disabled:
            self.buttons.append(element.button.id)
        if kind == "radio":
            self.radios[element.radio.id] = list(element.radio.options)
            if element.radio.set_value:
                self.values[element.radio.id] = element.radio.raw_value
        if kind == "markdown":
            self.said += element.markdown.body + "\n"


async def _crowd(house: House, learners: list[Learner], kills: int, chance: Random) -> None:
    tasks = [asyncio.create_task(learner.live()) for learner in learners]
    for n in range(kills):
        before = sum(len(one.receipts) for one in learners)
        share = len(learners) * (n + 1) * 4 // (kills + 1)
        while sum(len(one.receipts) for one in learners) < max(before + 1, share) and not all(o.done for o in learners):
            await asyncio.sleep(0.05)
        await asyncio.sleep(chance.uniform(0, 0.3))
        await asyncio.to_thread(house.kill)
        await asyncio.to_thread(house.start)
    await asyncio.gather(*tasks)


def _check(database: str, learners: list[Learner]) -> dict[str, int]:
    """Counts of what must be 0, and of what there was."""
    by_question = {
        question.id: {option.id: option.text.zh.replace("**", "") for option in getattr(question, "options", ())}
        for question in load(ROOT).quizzes[QUIZ].questions
    }
    engine = create_engine(database)
    with engine.connect() as db:
        rows = {
            row.id: row for row in db.execute(text("SELECT id, attempt_id, question_id, response FROM answer")).all()
        }
        attempts = db.execute(text(
            "SELECT a.id, p.device, a.submitted_at, (SELECT count(*) FROM grading WHERE attempt_id = a.id) AS graded "
            "FROM attempt a JOIN participation p ON p.id = a.participation_id"
        )).all()  # fmt: skip
        asked = db.execute(text("SELECT count(DISTINCT question_id) FROM grading")).scalar_one()
    engine.dispose()
    device = {row.id: row.device for row in attempts}
    lost = wrong = 0
    for learner in learners:
        for number, said in learner.receipts.items():
            row = rows.get(number)
            if row is None or device[row.attempt_id] != learner.device:
                lost += 1
                continue
            options = by_question[row.question_id]
            wrong += bool(options) and not any(f'"{name}"' in str(row.response).replace("'", '"') and said == words
                                               for name, words in options.items())  # fmt: skip
    return {
        "receipts": sum(len(one.receipts) for one in learners),
        "connections": sum(one.connections for one in learners),
        "lost": lost,
        "different from what was said": wrong,
        "attempts": len(attempts),
        "learners without exactly one attempt": sum(
            list(device.values()).count(one.device) != 1 for one in learners
        ),
        "stuck": sum(row.submitted_at is None for row in attempts),
        "not graded exactly once": sum(row.graded != asked for row in attempts),
    }  # fmt: skip


def run(database: str, data: Path, count: int, kills: int) -> dict[str, int]:
    """One crowd over one database."""
    house, chance = House(data, database), Random(7)
    house.start()
    learners = [Learner(house.url, Random(n)) for n in range(count)]
    try:
        asyncio.run(_crowd(house, learners, kills, chance))
    finally:
        house.kill()
    return _check(database, learners)


def main() -> None:
    """Both databases, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    asked = parser.parse_args()
    found: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory() as folder, postgresql() as cluster:
        data = Path(folder)
        found["SQLite"] = run(f"sqlite:///{data / 'courseware.db'}", data, asked.learners, asked.kills)
        print(found, file=sys.stderr, flush=True)
        _, address = cluster.fresh()
        found["PostgreSQL"] = run(address, data, asked.learners, asked.kills)
    print(f"{asked.learners} learners, {asked.kills} kills\n\n| | {' | '.join(found)} |\n|---|{'---|' * len(found)}")
    for name in next(iter(found.values())):
        print(f"| {name} | {' | '.join(str(one[name]) for one in found.values())} |")


if __name__ == "__main__":
    main()
