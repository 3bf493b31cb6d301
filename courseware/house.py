"""What one running process holds: settings, records, content and the clock. Opened once, by whoever starts it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from courseware.content.library import Library
from courseware.content.shelf import Shelf
from courseware.records.database import Records
from courseware.settings import Settings
from courseware.words import Text


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """Settings, records, content and the clock of this process."""

    settings: Settings
    records: Records
    shelf: Shelf
    clock: Callable[[], datetime] = _now

    @property
    def library(self) -> Library:
        """The content in force."""
        return self.shelf.library()

    def words(self) -> Mapping[str, Text]:
        """The words in force."""
        return self.shelf.library().words


_open: list[House] = []


def open_house(settings: Settings, clock: Callable[[], datetime] = _now) -> House:
    """Open (or open anew) the house of this process: reads the content, migrates the records. Raises Unready."""
    records = Records(settings.database)
    records.migrate()
    return enter(House(settings, records, Shelf(settings.content_dir), clock))


def enter(opened: House) -> House:
    """Make this the house of this process."""
    _open[:] = [opened]
    return opened


def house() -> House:
    """The house of this process; opened with the environment's settings when nobody has yet."""
    return _open[0] if _open else open_house(Settings())
