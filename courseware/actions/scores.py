"""Reading scores and taking them away: for HR and administrators."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from courseware.errors import Forbidden, Refused
from courseware.people import Person
from courseware.records import audit, people, scores
from courseware.records.database import Records
from courseware.records.scores import Filter, ScoreRow, Totals
from courseware.words import Text

OPERATOR = Person(roles=frozenset({"hr"}))
"""The command line: whoever may run it can read the database anyway. The audit has no person for it."""


@dataclass(frozen=True)
class Page:
    """Rows of one page, and the totals of all."""

    rows: list[ScoreRow]
    totals: Totals


def page(records: Records, asker: Person, wanted: Filter, size: int, number: int = 1) -> Page:
    """One page of scores, the newest first; pages count from 1. Raises Forbidden."""
    _must_see(asker)
    with records.reading() as db:
        rows = list(scores.rows(db, wanted, size, (max(number, 1) - 1) * size))
        return Page(rows, scores.totals(db, wanted))


def departments(records: Records, asker: Person) -> list[str]:
    """Every department somebody belongs to. Raises Forbidden."""
    _must_see(asker)
    with records.reading() as db:
        return people.departments(db)


def quizzes(records: Records, asker: Person) -> Mapping[str, Text]:
    """Titles of all quizzes that have scores, by id, retired ones too. Raises Forbidden."""
    _must_see(asker)
    with records.reading() as db:
        return scores.quizzes(db)


def export(
    records: Records, asker: Person, wanted: Filter, kind: str, write: Callable[[Iterator[ScoreRow]], int],
    now: datetime, most: int | None = None,
) -> int:  # fmt: skip
    """Hand all rows to `write` one by one, then note the export in the audit; how many rows `write` says there were.

    The rows are of one moment. The audit is written in a transaction of its own: in that of the reading, SQLite would
    let nobody save an answer until a large file is written. Give the file away only after this returns. Raises
    Forbidden, and Refused("too-many-rows") when there are more than `most`.
    """
    _must_see(asker)
    with records.reading() as db:
        if most is not None and (rows := scores.totals(db, wanted).attempts) > most:
            raise Refused("too-many-rows", rows=rows, most=most)
        written = write(scores.rows(db, wanted))
    with records.writing() as db:
        audit.note(db, asker.id, "export-scores", kind, {**_plain(wanted), "rows": written}, now)
    return written


def _must_see(asker: Person) -> None:
    if not asker.may("see-scores"):
        raise Forbidden


def _plain(wanted: Filter) -> dict[str, Any]:
    given = {key: value for key, value in asdict(wanted).items() if value}
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in given.items()}
