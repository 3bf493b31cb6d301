"""What the projector and the trainer's console are told of their room. The fields are listed in hub.py."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal

from courseware.actions.watching import Company, Overview
from courseware.content.library import Library
from courseware.plain import markdown_line
from courseware.records.polls import Poll
from courseware.words import Text
from courseware.workshops.polled import Counted, Polled

Role = Literal["projector", "console"]


def event(
    seen: Overview, polled: Polled | None, counted: Counted, company: Company, library: Library, role: Role,
    here: Collection[int],
) -> dict[str, Any]:  # fmt: skip
    """The event as JSON."""
    room, state = seen.room, seen.room.state
    lesson = library.lessons.get(state.lesson)
    said: dict[str, Any] = {
        "code": room.code, "title": room.title, "live": room.live, "over": room.ended_at is not None,
        "lesson": state.lesson, "page": state.page, "pages": len(lesson.pages) if lesson else 0, "part": state.part,
        "black": state.black, "leaderboard": state.leaderboard, "until": state.until, "speed": state.speed,
        "joined": seen.joined,
        "poll": _poll(polled, counted, library, role) if polled else None,
    }  # fmt: skip
    if role == "console":
        said |= {
            "here": len(here), "locked": state.locked,
            "leaders": [{"id": one.id, "name": one.name} for one in company.leaders],
            "members": _members(company, here),
            "asked": [
                {"id": one.id, "name": one.nickname, "body": one.body, "votes": one.votes, "at": _time(one.asked_at),
                 "answered": one.answered_at is not None}
                for one in seen.asked
            ],
            "polls": [{**_about(poll), "voted": n} for poll, n in company.polls],
        }  # fmt: skip
    return said


def _poll(polled: Polled, counted: Counted, library: Library, role: Role) -> dict[str, Any]:
    poll = polled.poll
    said = {
        **_about(poll),
        "form": poll.body.get("kind", poll.kind),
        "voted": sum(n for _, n in counted),
        "stem": _html(polled.stem),
        "bars": [
            {"name": bar.name, **_html(bar.label)} for bar in polled.bars(counted, library.say("zh"), library.say("en"))
        ],
        "tally": polled.tally(counted),
    }
    if told := getattr(polled, "told", None):
        said |= told(counted, library, role)
    if role == "console" or poll.revealed_at:
        why = polled.explanation
        said |= {"key": polled.key(), "explanation": _html(why) if why else None}
    return said


def _about(poll: Poll) -> dict[str, Any]:
    return {
        "id": poll.id, "kind": poll.kind, "question": poll.question_id, "lesson": poll.lesson_id, "page": poll.page_id,
        "phase": poll.phase, "opened": _time(poll.opened_at), "closed": _time(poll.closed_at),
        "revealed": _time(poll.revealed_at),
    }  # fmt: skip


def _members(company: Company, here: Collection[int]) -> list[dict[str, Any]]:
    connected = set(here)
    return [
        {"id": one.id, "name": one.nickname, "number": one.employee_number, "known": one.person_id is not None,
         "here": one.id in connected}
        for one in company.present
    ]  # fmt: skip


def _html(text: Text) -> dict[str, str]:
    return {"zh": markdown_line(text.told("zh")), "en": markdown_line(text.told("en"))}


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment else None
