"""The real server and a real Chromium. A missing browser is a failure, never a skip."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest

from courseware.settings import ROOT

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a machine that does five things at once misses a moment now and then; a stall may last for some
    seconds. What fails three times is broken."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=3))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")  # the shell takes half the time
    assert path, "these tests need Chromium: apt-get install chromium chromium-headless-shell fonts-noto-cjk"
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "zh-CN", "viewport": {"width": 1366, "height": 768}}


ACCOUNT = re.compile(r"^  (\w+) +(\S+)  (\S+)$", re.MULTILINE)


class Server:
    """`python app.py` on a port of its own, over a data folder that survives a kill."""

    def __init__(self, data: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("COURSEWARE_")},
            "COURSEWARE_PORT": str(self.port),
            "COURSEWARE_DATA_DIR": str(data),
            **settings,
        }
        self.process: subprocess.Popen[str] | None = None
        self.accounts: dict[str, tuple[str, str]] = {}

    def start(self, command: Sequence[str] = (str(ROOT / "app.py"),)) -> "Server":
        """Start and wait until it is ready."""
        self.log = (self.data.parent / f"server-{self.port}.log").open("a", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, *command], env=self.environment, cwd=self.data.parent, stdout=self.log,
            stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process.poll() is None, Path(self.log.name).read_text("utf-8")
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=2):
                    return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"not ready: {Path(self.log.name).read_text('utf-8')}")

    def kill(self) -> None:
        """kill -9, at once."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def command(self, *words: str, **more: str) -> str:
        """Run `python -m courseware …` over the same data."""
        done = subprocess.run(
            [sys.executable, "-m", "courseware", *words], env={**self.environment, **more}, cwd=ROOT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for tests that only read or make accounts of their own, filled with invented people."""
    data = tmp_path_factory.mktemp("house") / "data"
    data.mkdir()
    made = Server(data)
    printed = made.command("demo", "--people", "12", "--attempts", "30", "--seed", "7")
    made.accounts = {role: (number, word) for role, number, word in ACCOUNT.findall(printed)}
    made.start()
    yield made
    made.kill()


@pytest.fixture
def own_server(tmp_path):
    """A server that the test may kill and start again."""
    data = tmp_path / "data"
    data.mkdir()
    made = Server(data)
    yield made
    made.kill()
