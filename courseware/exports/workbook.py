"""Rows as an Excel workbook: a sheet of them, and for scores a summary for each department and quiz.

Numbers are numbers, times are dates in the zone their column names, employee numbers are text. Equal rows give equal
bytes: the only time inside the file is that of the newest row.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from courseware.exports.columns import COLUMNS, Column
from courseware.records.scores import ScoreRow
from courseware.words import Say, Text

MOST_ROWS = 1_048_575
"""A sheet has 1,048,576 rows, and one is the header."""

LONGEST_CELL = 32_767
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When a workbook without rows was made."""

_SUMMARY = (
    ("department", 18, ""), ("quiz", 26, ""), ("people", 9, ""), ("attempts", 9, ""), ("passed", 12, ""),
    ("pass-rate", 12, "percent"), ("average", 14, "percent"), ("best", 14, "percent"),
)  # fmt: skip


@dataclass
class _Group:
    """What one department made of one quiz."""

    title: Text
    people: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    attempts: int = 0
    marked: bool = True
    sum: Fraction = Fraction(0)
    best: Fraction = Fraction(0)

    def add(self, row: ScoreRow) -> None:
        self.people.add(row.employee_number)
        if row.passed:
            self.passed.add(row.employee_number)
        self.attempts += 1
        self.marked = row.passed is not None
        self.sum += row.percent
        self.best = max(self.best, row.percent)


def write(file: BinaryIO, rows: Iterable[ScoreRow], say: Say, zone: ZoneInfo) -> int:
    """Write scores and their summary, one row at a time; how many rows of scores there were."""
    groups: dict[tuple[str, str], _Group] = {}
    newest = [LONG_AGO]

    def counted() -> Iterator[ScoreRow]:
        for row in rows:
            yield row
            newest[0] = max(newest[0], row.submitted_at)
            groups.setdefault((row.department, row.quiz_id), _Group(row.quiz)).add(row)

    with _book(file) as (book, formats):
        title = say("exports.sheet.scores")
        written = _rows(book.add_worksheet(title), formats, counted(), say, zone, COLUMNS)
        _summary(book.add_worksheet(say("exports.sheet.summary")), formats, say, groups)
        _sign(book, title, newest[0])
    return written


def write_table(
    file: BinaryIO, rows: Iterable[Any], say: Say, zone: ZoneInfo, columns: Sequence[Column], title: str, made: datetime
) -> int:  # fmt: skip
    """Write one sheet of any rows, called `title` and made at a time that equal rows share; how many there were."""
    with _book(file) as (book, formats):
        written = _rows(book.add_worksheet(title), formats, rows, say, zone, columns)
        _sign(book, title, made)
    return written


def write_sheets(
    file: BinaryIO, sheets: Sequence[tuple[str, Sequence[Column], Iterable[Any]]], say: Say, zone: ZoneInfo, title: str,
    made: datetime,
) -> int:  # fmt: skip
    """Write sheets of any rows, each with its name and columns; how many rows there were."""
    with _book(file) as (book, formats):
        written = sum(_rows(book.add_worksheet(name), formats, rows, say, zone, of) for name, of, rows in sheets)
        _sign(book, title, made)
    return written


@contextmanager
def _book(file: BinaryIO) -> Iterator[tuple[Any, dict[str, Any]]]:
    from xlsxwriter import Workbook

    book = Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    yield (
        book,
        {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
            "code": book.add_format({"num_format": "@"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "percent": book.add_format({"num_format": "0.0%"}),
        },
    )
    book.close()


def _sign(book: Any, title: str, made: datetime) -> None:
    book.set_properties({"title": title, "created": made.astimezone(UTC).replace(tzinfo=None)})


def _rows(
    sheet: Any, formats: dict[str, Any], rows: Iterable[Any], say: Say, zone: ZoneInfo, columns: Sequence[Column]
) -> int:  # fmt: skip
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats.get(column.kind))
    sheet.set_row(0, 32)
    for place, column in enumerate(columns):
        name = say(f"exports.columns.{column.key}")
        with_zone = say("exports.with-zone", name=name, zone=zone.key) if column.kind == "time" else name
        sheet.write_string(0, place, with_zone, formats["head"])
    result = {True: say("exports.passed"), False: say("exports.failed")}
    written = 0
    for row in rows:
        written += 1
        for place, column in enumerate(columns):
            value = _value(column, column.value(row), say, zone, result)
            if isinstance(value, str):
                sheet.write_string(written, place, value[:LONGEST_CELL], formats.get(column.kind))
            elif isinstance(value, datetime):
                sheet.write_datetime(written, place, value, formats["time"])
            elif value is not None:
                sheet.write_number(written, place, value, formats.get(column.kind))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, written, len(columns) - 1)
    letters = [chr(ord("A") + place) for place, column in enumerate(columns) if column.kind == "code"]
    sheet.ignore_errors({"number_stored_as_text": " ".join(f"{at}2:{at}{written + 1}" for at in letters)})
    return written


def _value(column: Column, value: Any, say: Say, zone: ZoneInfo, result: dict[bool, str]) -> Any:
    """What is written: text, a number, or a naive time of the zone."""
    if column.kind == "word" and value is not None:
        return say(value)
    if value is None or isinstance(value, str):
        return value
    if column.kind == "text":
        return say(value)
    if column.kind == "time":
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if column.kind == "passed":
        return result[value]
    return float(value / Fraction(100)) if column.kind == "percent" else float(value)


def _summary(sheet: Any, formats: dict[str, Any], say: Say, groups: dict[tuple[str, str], _Group]) -> None:
    sheet.set_row(0, 32)
    for place, (key, width, kind) in enumerate(_SUMMARY):
        sheet.set_column(place, place, width, formats.get(kind))
        sheet.write_string(0, place, say(f"exports.summary.{key}"), formats["head"])
    for line, ((department, _), group) in enumerate(sorted(groups.items()), 1):
        sheet.write_string(line, 0, department)
        sheet.write_string(line, 1, say(group.title)[:LONGEST_CELL])
        rate = Fraction(len(group.passed), len(group.people))
        numbers = (
            len(group.people), group.attempts, *((len(group.passed), rate) if group.marked else (None, None)),
            group.sum / group.attempts / 100, group.best / 100,
        )  # fmt: skip
        for place, number in enumerate(numbers, 2):
            if number is not None:
                sheet.write_number(line, place, float(number), formats.get(_SUMMARY[place][2]))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(groups), len(_SUMMARY) - 1)
