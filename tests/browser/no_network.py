"""Runs the server and writes down, and refuses, every connection that it wants to make to anything but itself."""

import os
import runpy
import sys
from pathlib import Path
from typing import Any

LOG = Path(os.environ["NO_NETWORK_LOG"])
ASKED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}
OWN = {"127.0.0.1", "::1", "localhost", None, ""}


def watch(event: str, told: tuple[Any, ...]) -> None:
    """An audit hook: it hears of every socket that Python opens."""
    if event not in ASKED:
        return
    place = told[0] if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request") else told[1]
    host = place[0] if isinstance(place, tuple) else place
    if host not in OWN:
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"{event} {place}\n")
        raise OSError("no network here")


if __name__ == "__main__":
    sys.addaudithook(watch)
    app = Path(__file__).resolve().parents[2] / "app.py"
    sys.path.insert(0, str(app.parent))
    runpy.run_path(str(app), run_name="__main__")
