"""How well the objectives of lessons are met, on the home page: a small level with its words, and the rule."""

from collections import Counter
from collections.abc import Mapping
from html import escape

import streamlit as st

from courseware.content.models import Lesson
from courseware.progress.mastery import Mastery, lesson_questions, mastery
from courseware.progress.review import Card
from courseware.screens.visit import Visit
from courseware.words import Text

ORDER = ("solid", "fading", "learning", "none")


def masteries(visit: Visit, cards: Mapping[str, Card]) -> dict[str, Mastery | None]:
    """Lesson id → its mastery, for every lesson of the course that has questions; None if not begun."""
    library, held = visit.library, visit.house
    day = held.clock().astimezone(held.settings.zone).date()
    about = lesson_questions(library.quizzes)
    return {name: mastery(about[name], cards, day) for name in library.order() if name in about}


def summary(visit: Visit, levels: Mapping[str, Mastery | None]) -> None:
    """How many lessons are on which level, with the rule below a fold; nothing before the first one is begun."""
    if not any(levels.values()):
        return
    say = visit.say
    counts = Counter(one.level if one else "none" for one in levels.values())
    told = " · ".join(
        say("mastery.count", level=_name(visit, level), n=counts[level]) for level in ORDER if counts[level]
    )
    rules = "".join(f"<p>{escape(say(f'mastery.rule-{level}'))}</p>" for level in ("solid", "fading", "learning"))
    st.html(
        f'<details class="ws-mastery"><summary><strong>{escape(say("mastery.title"))}</strong> {escape(told)} '
        f"<u>{escape(say('mastery.how'))}</u></summary>{rules}</details>"
    )


def level(visit: Visit, lesson: Lesson, found: Mastery | None) -> None:
    """The level of a lesson, with its objective below a fold; nothing while it is not begun."""
    if found is None:
        return
    say = visit.say
    told = say("mastery.line", level=_name(visit, found.level), right=found.right, total=found.total)
    share = found.right * 100 / found.total
    st.html(
        f'<details class="ws-mastery"><summary><span class="ws-mini {found.level}" aria-hidden="true">'
        f'<b style="width:{share:.0f}%"></b><i></i></span>{escape(told)}</summary>'
        f"<p>{escape(say('mastery.objective', objective=lesson.objective))}</p></details>"
    )


def _name(visit: Visit, level: str) -> Text:
    return visit.library.words[f"mastery.{level}"]
