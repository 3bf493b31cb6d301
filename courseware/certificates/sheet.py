"""What stands on a certificate: sizes, dates, the QR code, and the lines of who has none yet."""

import unicodedata
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from markupsafe import Markup

from courseware.content.library import Library
from courseware.progress.certificate import Left
from courseware.words import Say


def size(name: str) -> Literal["short", "middle", "long"]:
    """How large a name is set; a Han character is as wide as two letters."""
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in name)
    return "short" if width <= 16 else "middle" if width <= 28 else "long"


def date(at: datetime, zone: ZoneInfo, say: Say) -> str:
    """The day in that zone: 12 June 2026."""
    from babel.dates import format_date  # heavy

    locale = "zh_Hans_CN" if say.language == "zh" else "en_GB"
    return format_date(at.astimezone(zone).date(), say("certificates.date"), locale=locale)


def qr(address: str) -> Markup:
    """A QR code of the address, as SVG that fills its place; it needs four of its dots of paper around it."""
    import segno

    made = segno.make_qr(address, error="m")
    return Markup(made.svg_inline(omitsize=True, svgclass=None, lineclass=None, border=0))


def line(library: Library, say: Say, one: Left) -> tuple[str, str, str]:
    """Something left to do: its title, what of it is left, and the address where it is done."""
    state, lesson = say(f"certificates.left.{one.what}"), library.lessons.get(one.id)
    if one.what == "exam":
        quiz = library.quizzes.get(one.id)
        return say(quiz.title) if quiz else one.id, state, _address("quiz", one.id)
    if lesson is None:
        return one.id, state, "/"
    title = say("certificates.left.lesson", n=library.number(one.id), title=say(lesson.title))
    return title, state, _address("quiz", lesson.quiz or "") if one.what == "quiz" else _address("lesson", one.id)


def _address(page: str, name: str) -> str:
    return f"/{page}?" + urlencode({page: name})
