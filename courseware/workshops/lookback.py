"""After a workshop: /room/<CODE>/report, for its trainers and HR, and /rooms, HR's list of them.

The report stands while the room is live, too: then it says what there is so far.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from courseware.actions import reports
from courseware.actions.reports import Report
from courseware.content.library import Library
from courseware.house import House
from courseware.progress.pace import Shown
from courseware.progress.room import read_code
from courseware.words import Say
from courseware.workshops import answered, program
from courseware.workshops.visits import Visit, trainers

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Slide:
    """A slide of the report: minutes planned and seconds shown (None: it was not)."""

    lesson: str
    page: int
    title: str
    planned: float
    seconds: float | None
    paused: float

    @property
    def over(self) -> bool:
        """Did it take much longer than planned: by half, and by a minute at least?"""
        return self.seconds is not None and self.seconds > max(self.planned * 90, self.planned * 60 + 60)


@dataclass(frozen=True)
class Lesson:
    """A lesson of the room with its slides."""

    name: str
    number: int
    title: str
    slides: list[Slide]


def routes(house: House) -> list[Route]:
    """Both pages."""
    return [
        Route("/room/{code}/report", trainers(house, _report, ("present", "see-scores"))),
        Route("/rooms", trainers(house, _rooms, ("see-scores",))),
    ]


async def _report(visit: Visit) -> Response:
    code = read_code(visit.request.path_params["code"])
    now = visit.house.clock()
    found = await visit.threaded(reports.report, visit.house.records, visit.person, code, now)
    return await visit.page("workshops/report.html", **await visit.threaded(_told, visit, found), **visit.frame())


def _told(visit: Visit, found: Report) -> dict[str, object]:
    library, say, room = visit.library, visit.say, found.room
    zone = visit.house.settings.zone
    asked = answered.lines(found.polls, library, say)
    slides = lessons(library, found, say)
    shown = [slide for lesson in slides for slide in lesson.slides if slide.seconds is not None]
    voted = sum(line.voted for line in asked)
    chances = sum(one.open for one in found.attendees)

    def at(moment: datetime | None, form: str = "%Y-%m-%d %H:%M") -> str:
        return moment.astimezone(zone).strftime(form) if moment else ""

    return {
        "room": room, "report": found, "asked": asked, "worst": answered.worst(asked), "lessons": slides,
        "shown": shown, "planned": sum(slide.planned for slide in shown),
        "spent": sum(slide.seconds or 0 for slide in shown),
        "paused": sum(slide.paused for slide in shown), "at": at, "clock": clock,
        "signed_in": sum(one.known == "signed-in" for one in found.attendees),
        "numbered": sum(one.known in ("number", "no-account", "shared") for one in found.attendees),
        "took_part": voted * 100 // chances if chances else None,
        "hr": visit.person.may("see-scores"), "leads": visit.person.may("present"), "library": library,
        "code": f"{room.code[:3]} {room.code[3:]}",
    }  # fmt: skip


def lessons(library: Library, found: Report, say: Say) -> list[Lesson]:
    """The room's lessons that there still are, with every slide, shown or not; others that were shown come last."""
    shown: dict[str, dict[str, Shown]] = {}
    for one in found.slides:
        shown.setdefault(one.lesson, {})[one.page] = one
    names = program.lessons(library, found.room.program)
    names += [name for name in shown if name in library.lessons and name not in names]
    told = []
    for name in names:
        lesson, numbers = library.lessons[name], library.numbers[name]
        slides = []
        for number, page in enumerate(lesson.pages, 1):
            was = shown.get(name, {}).get(page.id)
            seconds, paused = (was.seconds, was.paused) if was else (None, 0.0)
            slides.append(Slide(name, number, say(page.title, **numbers), page.minutes, seconds, paused))
        told.append(Lesson(name, library.number(name), say(lesson.title, **numbers), slides))
    return told


def clock(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any: 1:23, 1:02:03."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


async def _rooms(visit: Visit) -> Response:
    zone, asked = visit.house.settings.zone, visit.request.query_params
    today = visit.house.clock().astimezone(zone)
    typed = {"since": asked.get("since", f"{today - MONTH:%Y-%m-%d}"), "until": asked.get("until", "")}
    since, until = (_day(typed[name]) for name in ("since", "until"))
    wrong = [name for name, day in (("since", since), ("until", until)) if typed[name] and day is None]
    rows = await visit.threaded(
        reports.held_between, visit.house.records, visit.person, since.replace(tzinfo=zone) if since else None,
        (until + timedelta(days=1)).replace(tzinfo=zone) if until else None,
    )  # fmt: skip
    query = urlencode({name: value for name, value in {**typed, "lang": visit.language}.items() if value})
    return await visit.page(
        "workshops/rooms.html", 422 if wrong else 200, rows=rows, typed=typed, wrong=wrong, query=query,
        at=lambda moment: moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else "", **visit.frame(),
    )  # fmt: skip


def _day(typed: str) -> datetime | None:
    try:
        return datetime.strptime(typed, "%Y-%m-%d")  # noqa: DTZ007  the zone comes on top
    except ValueError:
        return None
