"""`python -m benchmarks.slow_commits MILLISECONDS`: the server, with so much added to every commit."""

import runpy
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from courseware.records.database import Records

_writing = Records.writing


def slow(seconds: float) -> None:
    """From now on every transaction that writes waits so long before it commits, holding its locks."""

    @contextmanager
    def writing(self: Records) -> Iterator[Any]:
        with _writing(self) as db:
            yield db
            time.sleep(seconds)

    Records.writing = writing  # type: ignore[method-assign]


if __name__ == "__main__":
    slow(float(sys.argv[1]) / 1000)
    runpy.run_path("app.py", run_name="__main__")
