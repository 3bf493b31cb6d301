"""Scores and questions as CSV: UTF-8 with a byte order mark, comma, CRLF, as spreadsheets of Chinese offices open it.

Numbers are plain, times are ISO 8601 with their zone, every other cell is quoted. Two things are not as stored:

- text that a spreadsheet would run as a formula gets an apostrophe in front (`defused`);
- an employee number that a spreadsheet would turn into another number or a date (00123, 1E5, 3-4) gets a tab in front,
  which keeps it as text and is not seen. A program that reads the file strips it.
"""

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from courseware.exports.columns import COLUMNS, Column
from courseware.records.scores import ScoreRow
from courseware.words import Say

DECIMALS = 4
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_MISREAD = re.compile(
    r"0\d+|\d{12,}|\d+e-?\d+|true|false"  # 00123, 202612345678, 1E5
    rf"|\d{{1,4}}-\d{{1,2}}(-\d{{1,4}})?|{_MONTH}-?\d{{1,4}}|\d{{1,4}}-?{_MONTH}(-?\d+)?",  # 3-4, MAR1, 1-MAR
    re.IGNORECASE | re.ASCII,
)


def write(file: BinaryIO, rows: Iterable[ScoreRow], say: Say, zone: ZoneInfo) -> int:
    """Write the scores, one at a time; how many there were."""
    return table(file, COLUMNS, [say(f"exports.columns.{column.key}") for column in COLUMNS], rows, say, zone)


def table(
    file: BinaryIO, columns: Sequence[Column], names: Sequence[str], rows: Iterable[Any], say: Say, zone: ZoneInfo
) -> int:
    """Write a line of names, then the rows; how many there were."""
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=False)
    text.write("\ufeff")
    lines = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    lines.writerow(names)
    result = {True: say("exports.passed"), False: say("exports.failed")}
    written = 0
    for row in rows:
        lines.writerow([_cell(column, column.value(row), say, zone, result) for column in columns])
        written += 1
    text.flush()
    text.detach()
    return written


def _cell(column: Column, value: Any, say: Say, zone: ZoneInfo, result: dict[bool, str]) -> Any:
    if value is None:
        return ""
    if column.kind == "text":
        return defused(value if isinstance(value, str) else say(value))
    if column.kind == "word":
        return say(value)
    if column.kind == "code":
        return kept_as_text(value)
    if column.kind == "time":
        return _time(value, zone)
    return result[value] if column.kind == "passed" else decimal(value)


def _time(value: datetime, zone: ZoneInfo) -> str:
    return value.astimezone(zone).isoformat(timespec="seconds")


def decimal(value: Fraction | int) -> int | Decimal:
    """The exact number, or its first four decimals, rounded down so that 79.99999 never reads as 80."""
    if value.denominator == 1:
        return value.numerator
    return Decimal(math.floor(value * 10**DECIMALS)).scaleb(-DECIMALS).normalize()


def defused(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet might run it.

    It might when the first character that is no space and no control is = + - or @, in any width (＝, ﹢, ⁻), and when
    it starts with a tab or a line end, which some programs drop.
    """
    seen = next((c for c in text if unicodedata.category(c)[0] not in "ZC"), "")
    runs = unicodedata.normalize("NFKC", seen)[:1] in ("=", "+", "-", "@", "\u2212")
    return f"'{text}" if runs or text.startswith(("\t", "\r", "\n")) else text


def kept_as_text(code: str) -> str:
    """The employee number or id, with a tab in front if a spreadsheet would read something else into it."""
    return f"\t{code}" if _MISREAD.fullmatch(code) else defused(code)
