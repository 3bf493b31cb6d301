"""`make bench`: in one run, the served application beside stock `streamlit run`, as a Markdown report.

Ratios matter, not milliseconds: machines differ and are noisy. Every figure is a median of `ROUNDS` alternating rounds.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import visit
from benchmarks.load import Measured, Work, measure

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 2
LESSON = Work(page="lesson", query="lesson=water&page=2", press="guess-hot", control="before")
EMPTY = 'import streamlit as st\nst.title("empty")\n'
STOCK = ["--server.fileWatcherType", "auto", "--runner.postScriptGC", "true", "--server.headless", "true"]


@contextmanager
def served(
    command: list[str], data: Path, folder: Path, ready: str, python: str = sys.executable
) -> Iterator[tuple[str, int]]:
    """A server in a process of its own: its address and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "COURSEWARE_DATA_DIR": str(data), "COURSEWARE_PORT": str(port)}
    words = [word.replace("PORT", str(port)) for word in command]
    process = subprocess.Popen(
        [python, *words], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(url + ready, timeout=1):
                    break
            except OSError:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.02)
        yield url, process.pid
    finally:
        process.kill()
        process.wait()


def memory(pid: int) -> float:
    """Proportional memory of a process, in MB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def start_seconds(data: Path) -> float:
    """From `python app.py` to the first /readyz that answers 200."""
    began = time.monotonic()
    with served(["app.py"], data, ROOT, "/readyz"):
        return time.monotonic() - began


def main() -> None:
    """Print the report."""
    work = Path(tempfile.mkdtemp())
    try:
        _report(work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _report(work: Path) -> None:
    (work / "empty").mkdir()
    (work / "empty" / "empty.py").write_text(EMPTY)
    data = work / "data"
    data.mkdir()
    first = start_seconds(data)
    starts = [start_seconds(data) for _ in range(ROUNDS)]
    full = Work(LESSON.page, LESSON.query, LESSON.press)
    ours = (["app.py"], data, ROOT, "/readyz")
    stock = (["-m", "streamlit", "run", "app.py", "--server.port", "PORT", *STOCK], work / "stock", ROOT, "/healthz")
    empty = (
        ["-m", "streamlit", "run", "empty.py", "--server.port", "PORT", *STOCK],
        work, work / "empty", "/_stcore/health",
    )  # fmt: skip
    (work / "stock").mkdir()
    results: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        results.setdefault(name, []).append(value)

    for _ in range(ROUNDS):
        for name, server, jobs in (
            ("ours", ours, (("full", full), ("control", LESSON))),
            ("stock", stock, (("full", full), ("control", LESSON))),
            ("empty", empty, (("full", Work()),)),
        ):
            with served(*server) as (url, pid):
                for job, what in jobs:
                    one = measure(url, what, 1, 30)
                    note(f"{name} {job} p50", one.p50)
                    before = memory(pid)
                    many: Measured = measure(url, what, 30, 6)
                    note(f"{name} {job} per s", many.per_second)
                    if job == "full":
                        note(f"{name} MB per session", (memory(pid) - before) / 30)
    with served(*ours) as (url, _):
        page = url + "/lesson?lesson=water&page=2"
        compressed = visit.first_visit(page, compressed=True)
        raw = visit.first_visit(page, compressed=False)

    def middle(name: str) -> float:
        return statistics.median(results[name])

    rows = [
        ("full rerun, one user, p50 ms", "full p50", "{:.1f}"),
        ("full reruns per second, 30 users", "full per s", "{:.0f}"),
        ("simulator control, one user, p50 ms", "control p50", "{:.1f}"),
        ("simulator control per second, 30 users", "control per s", "{:.0f}"),
        ("memory per open session, MB", "MB per session", "{:.2f}"),
    ]
    print("| lesson page with a simulator | `python app.py` | stock `streamlit run` | ours / stock | stock empty |")
    print("|---|---|---|---|---|")
    for label, key, form in rows:
        mine, theirs = middle(f"ours {key}"), middle(f"stock {key}")
        nothing = form.format(middle(f"empty {key}")) if f"empty {key}" in results else "—"
        print(f"| {label} | {form.format(mine)} | {form.format(theirs)} | {mine / theirs:.2f} | {nothing} |")
    ratio = middle("ours full per s") / middle("empty full per s")
    print(f"\nReruns per second of our lesson page: {ratio:.1f} times those of the stock empty page.")
    print("\n| first visit, 1.6 Mbit/s, 150 ms | compressed | compression off | ratio |")
    print("|---|---|---|---|")
    for label, value in (("bytes", 0), ("requests", 1), ("seconds to readable text", 2)):
        print(f"| {label} | {compressed[value]:,.1f} | {raw[value]:,.1f} | {compressed[value] / raw[value]:.2f} |")
    print(f"\nStart to /readyz: first ever {first:.1f} s (compresses static files when absent), "
          f"then {statistics.median(starts):.1f} s.")  # fmt: skip


if __name__ == "__main__":
    main()
