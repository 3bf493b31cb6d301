"""`make bench-sliders`: a slider moved until the chart has changed, ours beside Dash and NiceGUI, in one run.

The same three sliders and the same figure (satisfaction, six visits), drawn by the same code; medians of alternating
rounds in Chromium.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from contextlib import ExitStack
from pathlib import Path

from benchmarks.__main__ import ROOT, served
from benchmarks.latency import Place, latencies

ROUNDS = 3
PAGE = "/simulators?name=satisfaction&scene=visits&guess=soon"


def main() -> None:
    """Print the table."""
    work = Path(tempfile.mkdtemp())
    try:
        peers = work / "peers"
        venv.create(peers, with_pip=True)
        wanted = [ROOT / "requirements.txt", ROOT / "benchmarks/peers/requirements.txt"]
        files = [word for path in wanted for word in ("-r", str(path))]
        subprocess.run([peers / "bin/python", "-m", "pip", "install", "-q", *files], check=True)
        _report(work, str(peers / "bin/python"))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _report(work: Path, python: str) -> None:
    os.environ["PYTHONPATH"] = str(ROOT)
    with ExitStack() as servers:
        ours, _ = servers.enter_context(served(["app.py"], work, ROOT, "/readyz"))
        dash, _ = servers.enter_context(served(["benchmarks/peers/dash_page.py", "PORT"], work, ROOT, "/", python))
        nice, _ = servers.enter_context(served(["benchmarks/peers/nicegui_page.py", "PORT"], work, ROOT, "/", python))
        places = [
            Place("ours", ours + PAGE, "input[type=range]"),
            Place("Dash", dash, "[role=slider]"),
            Place("NiceGUI", nice, '.q-slider [tabindex="0"]'),
        ]
        found = latencies(places, ROUNDS)
    print("| | from the key to the changed chart, median ms | of Dash |")
    print("|---|---|---|")
    for name, took in found.items():
        print(f"| {name} | {took:.0f} | {took / found['Dash']:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
