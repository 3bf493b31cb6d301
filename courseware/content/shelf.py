"""The content in force while a process runs: read again when a file changes."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from courseware.content import files
from courseware.content.library import Library, load


class Shelf:
    """Keeps the library in force. A change on disk is noticed within `every` seconds and read once, by one thread."""

    def __init__(self, root: Path, every: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.root, self.every, self.clock = root, every, clock
        self._lock = threading.Lock()
        self._stamp = self._look()
        self._next = clock() + every
        self._library = load(root)

    def library(self) -> Library:
        """The library in force."""
        if self.clock() >= self._next and self._lock.acquire(blocking=False):
            try:
                stamp = self._look()
                if stamp != self._stamp:
                    self._library = load(self.root, self._library)
                    self._stamp = stamp
                self._next = self.clock() + self.every
            finally:
                self._lock.release()
        return self._library

    def _look(self) -> tuple[tuple[str, int, int], ...]:
        stamp = []
        for name, path in files.of(self.root):
            try:
                status = path.stat()
            except OSError:
                continue
            stamp.append((name, status.st_mtime_ns, status.st_size))
        for path in sorted((self.root / "assets/pictures").glob("*.svg")):
            status = path.stat()
            stamp.append((path.name, status.st_mtime_ns, status.st_size))
        return tuple(stamp)
