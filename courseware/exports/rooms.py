"""Workshops as files: who was in a room, what identified people answered in it, and the rooms of some days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO, Literal
from zoneinfo import ZoneInfo

from courseware.actions import reports
from courseware.actions.reports import Answer, Attendee, Held, Report
from courseware.errors import Refused
from courseware.exports import filters, separated, workbook
from courseware.exports.columns import Column
from courseware.people import Person
from courseware.progress import paper
from courseware.records.database import Records
from courseware.records.rooms import Room
from courseware.words import Say

NAMES = ("since", "until", "lang")
Part = Literal["attendance", "answers"]
Days = tuple[datetime | None, datetime | None]
"""From a time up to, not including, another."""


@dataclass(frozen=True)
class Present:
    """A line of who was in a room."""

    room: Room
    who: Attendee

    @property
    def percent(self) -> Any:
        """Of the points there were to win; None without any."""
        return self.who.points * 100 / self.who.of if self.who.of else None


@dataclass(frozen=True)
class Given:
    """A line of what somebody answered, to be told in the language of `say`."""

    room: Room
    who: Attendee
    answer: Answer
    say: Say

    def stem(self) -> str:
        """What was asked, with the room's own numbers."""
        asked = self.answer.asked
        return self.say(asked.question.at(asked.parameters).stem).replace("**", "")

    def told(self) -> str:
        """What was answered; nothing for a blank."""
        asked, vote = self.answer.asked, self.answer.vote
        if vote is None:
            return ""
        question = asked.question.at(asked.parameters)
        try:
            return paper.rules(question).say(question, paper.revived(question, vote.response), self.say)
        except (ValueError, LookupError, TypeError):  # what no longer reads is graded as a blank too
            return ""


_WHO = (
    Column("employee-number", "code", lambda row: row.who.number, 14),
    Column("name", "text", lambda row: row.who.person.name if row.who.person else "", 14),
    Column("department", "text", lambda row: row.who.person.department if row.who.person else "", 18),
    Column("known", "word", lambda row: f"exports.known.{row.who.known}", 26),
)
_WHERE = (
    Column("room", "text", lambda row: row.room.title, 26),
    Column("room-code", "code", lambda row: row.room.code, 12),
)
ATTENDANCE: tuple[Column, ...] = (
    *_WHO,
    Column("nickname", "text", lambda row: row.who.member.nickname, 14),
    Column("joined", "time", lambda row: row.who.member.joined_at, 20),
    Column("voted", "number", lambda row: row.who.voted, 9),
    Column("open", "number", lambda row: row.who.open, 9),
    Column("points", "number", lambda row: row.who.points, 9),
    Column("maximum", "number", lambda row: row.who.of, 9),
    Column("percent", "percent", lambda row: row.percent, 10),
    *_WHERE,
)
"""Of who was in a room: a row is a `Present`."""

ANSWERS: tuple[Column, ...] = (
    *_WHO,
    Column("question-id", "code", lambda row: row.answer.asked.question.id, 16),
    Column("question", "text", lambda row: row.stem(), 50),
    Column("answer", "text", lambda row: row.told(), 40),
    Column("answered-at", "time", lambda row: row.answer.vote.given_at if row.answer.vote else None, 20),
    Column("language", "text", lambda row: row.answer.vote.language if row.answer.vote else "", 9),
    Column("points", "number", lambda row: row.answer.grade.points, 9),
    Column("maximum", "number", lambda row: row.answer.grade.of, 9),
    *_WHERE,
)
"""Of what people who said who they are answered: a row is a `Given`."""

HELD: tuple[Column, ...] = (
    Column("room-code", "code", lambda row: row.room.code, 12),
    Column("room", "text", lambda row: row.room.title, 30),
    Column("opened", "time", lambda row: row.room.opened_at, 20),
    Column("ended", "time", lambda row: row.room.ended_at, 20),
    Column("trainers", "text", lambda row: " · ".join(row.trainers), 20),
    Column("attended", "number", lambda row: row.attended, 9),
    Column("signed-in", "number", lambda row: row.signed_in, 12),
    Column("asked", "number", lambda row: row.asked, 9),
    Column("revealed", "number", lambda row: row.revealed, 12),
)
"""Of rooms: a row is an `actions.reports.Held`."""


def read(pairs: Iterable[tuple[str, str]], zone: ZoneInfo) -> Days:
    """The days asked for, as two times. Raises Refused with what cannot be read."""
    asked = list(pairs)
    for name, _ in asked:
        if name not in NAMES:
            raise Refused("unknown-filter", found=name[:40], known=", ".join(NAMES))
    found = filters.read(asked, zone)
    return found.since, found.until


def write(
    kind: str, part: Part, file: BinaryIO, records: Records, asker: Person, code: str, say: Say, zone: ZoneInfo,
    now: datetime,
) -> int:  # fmt: skip
    """Write a part of a room as CSV, or both parts as the sheets of a workbook, and note it in the audit; the number of
    rows. The same records, language and zone give the same bytes. Raises Forbidden or Missing("no-such-room")."""

    def written(report: Report) -> int:
        here, given = list(_present(report)), list(_given(report, say))
        if kind == "xlsx":
            sheets = [
                (say("exports.sheet.attendance"), ATTENDANCE, here),
                (say("exports.sheet.answers"), ANSWERS, given),
            ]
            made = report.room.ended_at or report.room.opened_at or report.room.made_at
            return workbook.write_sheets(file, sheets, say, zone, report.room.title, made)
        columns, rows = (ATTENDANCE, here) if part == "attendance" else (ANSWERS, given)
        return separated.table(file, columns, _named(columns, say), rows, say, zone)

    return reports.export(records, asker, code, f"{part}.csv" if kind == "csv" else kind, written, now)


def write_held(
    kind: str, file: BinaryIO, records: Records, asker: Person, days: Days, say: Say, zone: ZoneInfo, now: datetime
) -> int:
    """Write the rooms opened in that time, and note it in the audit; the number of rows. Raises Forbidden."""

    def written(rows: Sequence[Held]) -> int:
        if kind == "csv":
            return separated.table(file, HELD, _named(HELD, say), rows, say, zone)
        newest = max((row.room.opened_at for row in rows if row.room.opened_at), default=workbook.LONG_AGO)
        return workbook.write_table(file, rows, say, zone, HELD, say("exports.sheet.rooms"), newest)

    return reports.export_held(records, asker, *days, kind, written, now)


def _present(report: Report) -> Iterator[Present]:
    return (Present(report.room, who) for who in report.attendees)


def _given(report: Report, say: Say) -> Iterator[Given]:
    make = partial(Given, report.room)
    known = (who for who in report.attendees if who.known != "guest")
    return (make(who, answer, say) for who in known if who.voted for answer in who.answers)


def _named(columns: Sequence[Column], say: Say) -> list[str]:
    return [say(f"exports.columns.{column.key}") for column in columns]
