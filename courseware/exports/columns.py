"""HR's columns: the ordered lists that files of scores and of regrades, and their documentation, follow; those of
questions stand in items.py."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "word", "code", "number", "percent", "time", "passed"]


@dataclass(frozen=True)
class Column:
    """A column: its name is `say("exports.columns.<key>")`.

    Kinds: text (a str or a Text), word (the key of a word), code (a str that a spreadsheet might take for a number or a
    date), number, percent (0 to 100), time (aware), passed (a bool). `width` is in characters.
    """

    key: str
    kind: Kind
    value: Callable[[Any], Any]
    width: int


_ATTEMPT = (
    Column("employee-number", "code", lambda row: row.employee_number, 14),
    Column("name", "text", lambda row: row.name, 14),
    Column("department", "text", lambda row: row.department, 18),
    Column("quiz", "text", lambda row: row.quiz, 26),
    Column("attempt", "number", lambda row: row.number, 9),
    Column("began", "time", lambda row: row.began_at, 20),
    Column("submitted", "time", lambda row: row.submitted_at, 20),
)

COLUMNS: tuple[Column, ...] = (
    *_ATTEMPT,
    Column("points", "number", lambda row: row.points, 9),
    Column("maximum", "number", lambda row: row.maximum, 9),
    Column("percent", "percent", lambda row: row.percent, 10),
    Column("pass-mark", "percent", lambda row: row.pass_mark or None, 10),
    Column("result", "passed", lambda row: row.passed, 10),
    Column("quiz-id", "code", lambda row: row.quiz_id, 16),
    Column("attempt-id", "number", lambda row: row.attempt_id, 12),
    Column("certified", "time", lambda row: row.certified_at, 20),
    Column("mode", "word", lambda row: f"exports.mode.{row.mode}", 22),
)
"""Of scores: a row is a `records.scores.ScoreRow`."""

DELTA: tuple[Column, ...] = (
    *_ATTEMPT,
    Column("points-before", "number", lambda row: row.before.points, 9),
    Column("points-after", "number", lambda row: row.after.points, 9),
    Column("percent-before", "percent", lambda row: row.before.percent, 10),
    Column("percent-after", "percent", lambda row: row.after.percent, 10),
    Column("result-before", "passed", lambda row: row.before.passed(row.pass_mark) if row.pass_mark else None, 10),
    Column("result-after", "passed", lambda row: row.after.passed(row.pass_mark) if row.pass_mark else None, 10),
    Column("reason", "text", lambda row: row.reason, 40),
    Column("regraded-by", "text", lambda row: row.by, 14),
    Column("regraded-at", "time", lambda row: row.at, 20),
)
"""Of what a regrade changed: a row is a `records.regraded.Delta`."""
