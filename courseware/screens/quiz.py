"""A quiz before it is begun; what happens during and after is drawn by `sitting` and `result`."""

import secrets
from typing import Any
from urllib.parse import quote

import streamlit as st

from courseware.actions import quizzes
from courseware.actions.quizzes import Outlook
from courseware.content.models import Quiz
from courseware.errors import Missing
from courseware.house import house
from courseware.progress import admission
from courseware.progress.scoring import shown_percent
from courseware.screens import result, sitting
from courseware.screens.frame import head
from courseware.screens.visit import Visit, asker, attempted, local


def show(visit: Visit) -> None:
    """Draw the quiz that `?quiz=…` names, or the result that `&attempt=…` names."""
    name = st.query_params.get("quiz", "")
    quiz = visit.library.quizzes.get(name)
    if quiz is None:
        raise Missing("no-such-quiz")
    asked = st.query_params.get("attempt", "")
    if asked.isdecimal():
        result.show(visit, name, int(asked))
        return
    attempts = quizzes.mine(visit.house.records, visit.person, name)
    running = next((a for a in attempts if a.submitted_at is None), None)
    if running:
        sitting.show(visit, name, running.id)
    else:
        _before(visit, name, quiz, attempts)


def _before(visit: Visit, name: str, quiz: Quiz, attempts: list[Any]) -> None:
    say, held = visit.say, visit.house
    outlook = quizzes.outlook(held.records, visit.person, name, quiz, held.clock(), held.settings.zone)
    head(visit, say("quiz.crumb"))
    st.title(say(quiz.title), anchor=False)
    st.markdown("  \n".join(f":gray[{line}]" for line in _about(visit, quiz, outlook)))
    if visit.person.guest:
        if not quiz.guarded:
            st.markdown(say("quiz.guest"))
        here = quote(f"/quiz?quiz={name}", safe="")
        st.html(f'<a class="ws-button main" href="/sign-in?next={here}" target="_self">{say("quiz.sign-in")}</a>')
    if outlook.barred:
        st.markdown(f":material/info: {say(f'refusals.{outlook.barred.key}', **outlook.barred.values)}")
    else:
        label = "quiz.practise" if visit.person.guest else "quiz.again" if attempts else "quiz.start"
        kind = "secondary" if visit.person.guest else "primary"
        st.button(say(label), type=kind, key="begin", on_click=_begin, args=(name, quiz))
    done = [a for a in attempts if a.score is not None]
    if done:
        st.subheader(say("quiz.past"), anchor=False)
        for attempt in reversed(done[-5:]):
            _past(visit, name, attempt)


def _about(visit: Visit, quiz: Quiz, outlook: Outlook) -> list[str]:
    """What to know before beginning: how much, how long, how often, when, and when the answers are shown."""
    say, zone = visit.say, visit.house.settings.zone
    how = "about-one-way" if quiz.one_way else "about-now" if quiz.feedback == "now" else "about-free"
    lines = [say("quiz.about-n", n=quiz.asks, mark=quiz.pass_mark), say(f"quiz.{how}")]
    if outlook.limit:
        extra = "-extra" if outlook.limit != quiz.time_limit else ""
        lines.append(say(f"quiz.about-limit{extra}", n=outlook.limit))
    often = []
    if outlook.left:
        often.append(say("quiz.about-one-left") if outlook.left == 1 else say("quiz.about-left", n=outlook.left))
    if quiz.wait and outlook.left != 1:
        whole = quiz.wait % 60 == 0 and quiz.wait > 60  # never one hour: there is no plural to get wrong
        often.append(say("quiz.about-wait", time=_span(visit, quiz.wait // 60 if whole else quiz.wait, whole)))
    if closes := admission.closing(quiz, zone):
        often.append(say("quiz.about-closes", time=admission.told(closes, zone)))
    if quiz.feedback == "closed":
        often.append(say("quiz.about-closed-feedback"))
    return [*lines, *often, *([say("quiz.about-confidence")] if quiz.confidence else [])]


def _span(visit: Visit, n: int, hours: bool) -> Any:
    return visit.say("quiz.hours" if hours else "quiz.minutes", n=n)


def _past(visit: Visit, name: str, attempt: Any) -> None:
    say = visit.say
    with st.container(key=f"row-{attempt.id}", horizontal=True, horizontal_alignment="distribute"):
        state = say("quiz.passed" if attempt.passed else "quiz.failed")
        icon = ":green[:material/check:" if attempt.passed else ":red[:material/close:"
        percent = shown_percent(attempt.score.percent)
        line = say("quiz.past-line", time=local(visit, attempt.submitted_at), percent=percent, state=f"{icon} {state}]")
        st.markdown(line, width="content")
        st.page_link(
            visit.pages["quiz"], label=say("quiz.look"), query_params={"quiz": name, "attempt": str(attempt.id)}
        )


def _begin(name: str, quiz: Quiz) -> None:
    held = house()
    seed = secrets.randbelow(2**31)
    zone = held.settings.zone
    attempted(lambda: quizzes.begin(held.records, asker(), name, quiz, seed, held.clock(), zone))
    sitting.afresh()
