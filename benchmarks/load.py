"""Load that speaks Streamlit's own websocket protocol: many sessions, each asking for one rerun after another."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import DoubleArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.typing import Origin, Subprotocol

FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Work:
    """What one session does: open `page` with `query`, press `press` (part of a button's key) if named, then rerun.

    `control` (part of a slider's key) makes every rerun a move of that slider, which reruns its fragment only.
    """

    page: str = ""
    query: str = ""
    press: str = ""
    control: str = ""


@dataclass
class Session:
    """One browser tab, as far as the server can tell."""

    socket: Any
    work: Work
    page_hash: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    sliders: dict[str, tuple[str, float, float, float]] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)

    async def run(self, fragment: str = "", pressed: str = "") -> tuple[float, int]:
        """One rerun: seconds and bytes. Raises when the page failed."""
        message = BackMsg()
        script = message.rerun_script
        script.query_string, script.page_script_hash, script.page_name = self.work.query, self.page_hash, self.work.page
        if fragment:
            script.fragment_id = fragment
        states = [WidgetState(id=key, double_array_value=DoubleArray(data=[v])) for key, v in self.values.items()]
        if pressed:
            states.append(WidgetState(id=pressed, trigger_value=True))
        script.widget_states.CopyFrom(WidgetStates(widgets=states))
        began, size = time.perf_counter(), 0
        await self.socket.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.socket.recv(), 60)
            size += len(raw)
            forward = ForwardMsg()
            forward.ParseFromString(raw)
            kind = forward.WhichOneof("type")
            if kind == "navigation":
                self.page_hash = forward.navigation.page_script_hash or self.page_hash
            elif kind == "delta":
                self._note(forward)
            elif kind == "script_finished" and forward.script_finished in FINISHED:
                return time.perf_counter() - began, size

    def _note(self, forward: ForwardMsg) -> None:
        element = forward.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message[:300])
        if kind == "button":
            self.buttons[element.button.id] = forward.delta.fragment_id
        if kind == "slider":
            slider = element.slider
            self.sliders[slider.id] = (forward.delta.fragment_id, slider.min, slider.max, slider.step)


@dataclass(frozen=True)
class Measured:
    """Milliseconds and counts of one load."""

    sessions: int
    p50: float
    p95: float
    per_second: float
    bytes_each: float


async def _open(url: str, work: Work) -> Session:
    socket = await websockets.connect(
        url.replace("http", "ws") + "/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None,
        origin=Origin(url), open_timeout=60,
    )  # fmt: skip
    session = Session(socket, work)
    await session.run()
    if work.press:
        found = [key for key in session.buttons if work.press in key]
        if not found:
            raise RuntimeError(f"no button {work.press} among {list(session.buttons)}")
        await session.run(session.buttons[found[0]], found[0])
    if work.control and not any(work.control in key for key in session.sliders):
        raise RuntimeError(f"no slider {work.control} among {list(session.sliders)}")
    return session


async def _measure(url: str, work: Work, sessions: int, reruns: int) -> Measured:
    opened = await asyncio.gather(*[_open(url, work) for _ in range(sessions)])
    times: list[float] = []
    sizes: list[int] = []

    async def one(session: Session) -> None:
        slider = next((key for key in session.sliders if work.control and work.control in key), "")
        for n in range(reruns):
            fragment = ""
            if slider:
                fragment, low, high, step = session.sliders[slider]
                steps = int((high - low) / step)
                session.values[slider] = low + step * ((n * 7 + 3) % (steps + 1))
            took, size = await session.run(fragment)
            times.append(took)
            sizes.append(size)

    await asyncio.gather(*[one(session) for session in opened[:1]])  # warm, not counted
    times.clear()
    sizes.clear()
    began = time.perf_counter()
    await asyncio.gather(*[one(session) for session in opened])
    wall = time.perf_counter() - began
    for session in opened:
        await session.socket.close()
    ordered = sorted(times)
    return Measured(
        sessions, 1000 * statistics.median(times), 1000 * ordered[int(0.95 * (len(ordered) - 1))], len(times) / wall,
        statistics.median(sizes),
    )  # fmt: skip


def measure(url: str, work: Work, sessions: int, reruns: int) -> Measured:
    """`sessions` tabs side by side, each asking for `reruns` reruns with no time to think."""
    return asyncio.run(_measure(url, work, sessions, reruns))
