"""Filters as an address or the command line writes them: department=…, since=2026-06-01, which=best."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import cast, get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from courseware.errors import Refused
from courseware.records.scores import Filter, Mode, Status, Which

NAMES = ("department", "quiz", "since", "until", "which", "status", "mode", "lang")


def read(pairs: Iterable[tuple[str, str]], zone: ZoneInfo) -> Filter:
    """The filter; days are whole days of `zone`, the last one included.

    Raises Refused with what cannot be read. A misspelt filter is refused too: without it, everybody would be exported.
    """
    asked: dict[str, str] = {}
    for name, value in pairs:
        if name not in NAMES:
            raise Refused("unknown-filter", found=name[:40], known=", ".join(NAMES))
        if name in asked or "\x00" in value:
            raise Refused("bad-filter", found=name)
        asked[name] = value
    since, until = _day(asked.get("since", ""), zone), _day(asked.get("until", ""), zone)
    if since and until and since > until:
        raise Refused("dates-crossed", since=asked["since"], until=asked["until"])
    which, status = asked.get("which") or "best", asked.get("status") or ""
    if which not in get_args(Which):
        raise Refused("bad-which", found=which[:40])
    if status not in get_args(Status):
        raise Refused("bad-status", found=status[:40])
    mode = asked.get("mode") or ""
    if mode not in get_args(Mode):
        raise Refused("bad-mode", found=mode[:40])
    return Filter(
        department=asked.get("department", ""), quiz_id=asked.get("quiz", ""), since=since,
        until=_next_day(until) if until else None, which=cast(Which, which), status=cast(Status, status),
        mode=cast(Mode, mode),
    )  # fmt: skip


def address(kind: str, **asked: str) -> str:
    """The address of an export with these filters: address("csv", department="南京路店", lang="zh")."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/export/scores.{kind}" + (f"?{query}" if query else "")


def _day(written: str, zone: ZoneInfo) -> datetime | None:
    if not written:
        return None
    try:
        if len(written) != len("2026-06-12"):
            raise ValueError
        return datetime.combine(datetime.fromisoformat(written).date(), time(), zone)
    except ValueError as error:
        raise Refused("bad-date", found=written[:40]) from error


def _next_day(day: datetime) -> datetime:
    try:
        return datetime.combine(day.date() + timedelta(1), time(), day.tzinfo)
    except OverflowError:  # 9999-12-31
        return day
