"""Pages opened without a browser, over Streamlit's own protocol: what would be sent to one, byte by byte."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Origin, Subprotocol


def opened(url: str, page: str, queries: list[str]) -> list[bytes]:
    """Everything that each query of the page brings, each in a session of its own."""
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop may run in this one
        return thread.submit(asyncio.run, _all(url, page, queries)).result()


async def _all(url: str, page: str, queries: list[str]) -> list[bytes]:
    return [await _one(url, page, query) for query in queries]


async def _one(url: str, page: str, query: str) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string, message.rerun_script.page_name = query, page
    received = b""
    async with websockets.connect(
        url.replace("http", "ws") + "/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None,
        origin=Origin(url),
    ) as socket:  # fmt: skip
        await socket.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(socket.recv(), 30)
            assert isinstance(raw, bytes)
            received += raw
            forward = ForwardMsg()
            forward.ParseFromString(raw)
            if forward.WhichOneof("type") == "script_finished":
                assert forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return received
