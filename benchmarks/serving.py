"""Servers of the benchmark of rooms: processes of their own that can be killed, and nginx before them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.phones import Address
from courseware.settings import ROOT


class Server:
    """`python app.py`, perhaps with slow commits, that can be killed and started again."""

    def __init__(self, data: Path, database: str, slow: int) -> None:
        self.port = free_port()
        self.command = ["-m", "benchmarks.slow_commits", str(slow)] if slow else ["app.py"]
        more = {
            "COURSEWARE_DATA_DIR": str(data), "COURSEWARE_PORT": str(self.port), "COURSEWARE_DATABASE_URL": database,
            "COURSEWARE_SECRET": "the same in every process",
        }  # fmt: skip
        self.environment = {**os.environ, **more}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it is ready."""
        self.process = subprocess.Popen(
            [sys.executable, *self.command], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        while True:
            if self.process.poll() is not None:
                raise RuntimeError("the server did not start")
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5):
                return
            time.sleep(0.02)

    def kill(self) -> None:
        """kill -9."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def nginx(servers: list[Server], folder: Path) -> Iterator[Address]:
    """nginx before the servers, by the configuration that docs/several-processes.md gives."""
    port = free_port()
    told = (ROOT / "docs/several-processes.md").read_text("utf-8").split("```nginx\n")[1].split("```")[0]
    lines = [line for line in told.splitlines() if not line.strip().startswith("server 127.0.0.1")]
    upstream = " ".join(f"server 127.0.0.1:{one.port} max_fails=0;" for one in servers)
    told = "\n".join(lines).replace("keepalive 64;", f"{upstream} keepalive 64;")
    told = told.replace("listen 80;", f"listen 127.0.0.1:{port};")
    paths = "".join(f"{name}_temp_path {folder}/{name};" for name in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;\n"
        "events { worker_connections 8192; }\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; {paths}\n{told} }}\n",
        "utf-8",
    )
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.02)
        yield Address("127.0.0.1", port)
    finally:
        process.terminate()
        process.wait()
