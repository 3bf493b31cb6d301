"""Writing an export to a file: the one way there, for the address and for the command line."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import BinaryIO
from zoneinfo import ZoneInfo

from courseware.actions import regrading, scores
from courseware.exports import separated, workbook
from courseware.exports.columns import DELTA
from courseware.people import Person
from courseware.records.database import Records
from courseware.records.regraded import Delta, Done
from courseware.records.scores import Filter
from courseware.words import Say

KINDS = {
    "csv": (separated.write, None, "text/csv; charset=utf-8"),
    "xlsx": (
        workbook.write, workbook.MOST_ROWS, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}  # fmt: skip
"""By ending: what writes it, how many rows it holds, and its media type."""


def write(
    kind: str, file: BinaryIO, records: Records, asker: Person, wanted: Filter, say: Say, zone: ZoneInfo, now: datetime
) -> int:  # fmt: skip
    """Write the scores `asker` may see and note it in the audit; the number of rows.

    The same records, filter, language and zone give the same bytes. Raises Forbidden or Refused.
    """
    writer, most, _ = KINDS[kind]
    return scores.export(records, asker, wanted, kind, partial(writer, file, say=say, zone=zone), now, most)


def write_regrade(
    kind: str, file: BinaryIO, records: Records, asker: Person, regrade_id: int, say: Say, zone: ZoneInfo, now: datetime
) -> int:  # fmt: skip
    """Write what a regrade changed, before and after, and note it in the audit; the number of rows.

    The same regrade, language and zone give the same bytes. Raises Forbidden or Missing("no-such-regrade").
    """

    def table(done: Done, rows: Iterator[Delta]) -> int:
        if kind == "csv":
            names = [say(f"exports.columns.{column.key}") for column in DELTA]
            return separated.table(file, DELTA, names, rows, say, zone)
        return workbook.write_table(file, rows, say, zone, DELTA, say("exports.sheet.regrade"), done.at)

    return regrading.export(records, asker, regrade_id, kind, table, now)
