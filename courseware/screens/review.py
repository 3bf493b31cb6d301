"""Review: one question at a time, the reasons at once, and when it comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Literal

import streamlit as st

from courseware import questions
from courseware.actions import reviews
from courseware.actions.reviews import Answered, Today
from courseware.errors import Unreadable
from courseware.progress.review import AGAIN, GOOD
from courseware.questions import Form, QuestionBase, Seat
from courseware.screens.frame import head, ticks
from courseware.screens.result import draw_reasons, draw_stem
from courseware.screens.visit import Visit, asker, attempted


def today(visit: Visit, rounds: int = 1) -> Today:
    """What the visitor reviews today."""
    held, zone = visit.house, visit.house.settings.zone
    return reviews.today(held.records, visit.person, visit.library.quizzes, held.clock(), zone, rounds)


def line(visit: Visit, today: Today) -> None:
    """One line for the home page: what is due, or when something will be; nothing while nothing will come back."""
    say = visit.say
    if today.left:
        label = say("review.today", n=len(today.left), minutes=today.minutes)
        with st.container(key="review-due"):
            st.page_link(visit.pages["review"], label=label, icon=":material/schedule:")
    elif today.upcoming:
        st.markdown(f":small[:gray[:material/schedule: {_when(visit, today)}]]")


def show(visit: Visit) -> None:
    """Draw the question to review, what became of the one just answered, or that today's are done."""
    now = today(visit, 1 + st.session_state.get(f"more-{_date(visit)}", 0))
    answered = _answered(visit)
    if answered:
        _after(visit, now, answered)
    elif now.turn:
        _ask(visit, now)
    else:
        _done(visit, now)


def _answered(visit: Visit) -> Answered | None:
    """The review of `?answered=…`, if it is of today."""
    asked = st.query_params.get("answered", "")
    if not asked.isdecimal():
        return None
    held, zone = visit.house, visit.house.settings.zone
    found = reviews.look(held.records, visit.person, visit.library.quizzes, int(asked), held.clock(), zone)
    return found if found and found.reviewed_at.astimezone(zone).date() == _date(visit) else None


def _ask(visit: Visit, now: Today) -> None:
    assert now.turn
    say, question, number = visit.say, now.turn.question, now.turn.number
    kind = questions.kind(question.kind)
    key = f"review-{question.id}-{number}"
    form: Form | None = st.session_state.get(f"draft-{key}")

    def answer(form: Form) -> None:
        st.session_state[f"draft-{key}"] = form

    with _page(visit, now, question, now.done + 1):
        draw_stem(visit, question.stem, question.id)
        draft = None
        if form is not None:
            try:
                draft = kind.rules.read(question, form)
            except Unreadable:
                del st.session_state[f"draft-{key}"]
                st.session_state[f"trouble-{key}"] = say("refusals.unreadable")
        kind.view.widget(kind.asked(question, now.turn.parameters, draft), draft, Seat(key, say, answer))
        if trouble := st.session_state.pop(f"trouble-{key}", None):
            st.markdown(f":red[:material/close: {trouble}]")
    with _foot("distribute"):
        st.button(say("review.show-me"), key="show-me", on_click=_check, args=(visit, question.id, number, key, True))
        st.button(
            say("review.check"), type="primary", key="check", on_click=_check,
            args=(visit, question.id, number, key, False),
        )  # fmt: skip


def _check(visit: Visit, question_id: str, number: int, key: str, forgotten: bool) -> None:
    held = visit.house
    form = None if forgotten else st.session_state.get(f"draft-{key}")
    if form is None and not forgotten:
        st.session_state[f"trouble-{key}"] = visit.say("review.nothing")
        return

    def answer() -> None:
        made = reviews.answer(
            held.records, asker(), visit.library.quizzes, question_id, number, form, visit.language, held.clock(),
            held.settings.zone,
        )  # fmt: skip
        st.query_params["answered"] = str(made)

    try:
        if attempted(answer):
            st.session_state.pop(f"draft-{key}", None)
    except Unreadable:
        st.session_state[f"trouble-{key}"] = visit.say("refusals.unreadable")


def _after(visit: Visit, now: Today, answered: Answered) -> None:
    say, question = visit.say, answered.turn.question
    kind = questions.kind(question.kind)
    key = f"review-{question.id}-{answered.turn.number}"
    with _page(visit, now, question, max(now.done, 1)):
        draw_stem(visit, question.stem, question.id)
        st.markdown(_verdict(visit, now, answered))
        kind.view.marked(question, answered.turn.parameters, answered.response, Seat(key, say))
        draw_reasons(visit, question)
    with _foot("right"):
        label, icon = ("next", "arrow_forward") if now.left else ("finish", "check")
        st.button(
            say(f"review.{label}"), icon=f":material/{icon}:", icon_position="right", type="primary", key="next",
            on_click=_next,
        )  # fmt: skip


def _verdict(visit: Visit, now: Today, answered: Answered) -> str:
    """How it went, and when the question comes back."""
    say = visit.say
    if answered.rating == GOOD:
        told = f":green[:material/check: **{say('review.right')}**]"
    elif answered.rating == AGAIN:
        missed = say("review.forgotten" if answered.response is None else "review.missed")
        told = f":red[:material/close: **{missed}**]"
    else:
        told = f"**{say('review.partly')}**"
    card = now.cards.get(answered.turn.question.id)
    if card is None:
        return told
    days = (card.due.astimezone(visit.house.settings.zone).date() - _date(visit)).days
    back = say("review.back-tomorrow") if days <= 1 else say("review.back-in", n=days)
    return f"{told}\u2002:small[:gray[:material/schedule: {back}]]"


def _done(visit: Visit, now: Today) -> None:
    say = visit.say
    head(visit, say("review.crumb"))
    if not now.upcoming:
        st.title(say("review.empty"), anchor=False)
        st.markdown(say("review.empty-text"))
    else:
        st.title(say("review.done" if now.done else "review.none"), anchor=False)
        st.markdown(_when(visit, now))
        st.markdown(f":gray[{say('review.rule')}]")
    if now.beyond:
        st.markdown(say("review.beyond", n=len(now.beyond)))
        st.button(say("review.more"), icon=":material/replay:", key="more", on_click=_more, args=(visit,))
    st.page_link(visit.pages["home"], label=say("frame.back-home"), icon=":material/arrow_back:")
    if visit.person.guest:
        st.markdown(f":small[:gray[{say('review.guest')}]]")


def _next() -> None:
    st.query_params.pop("answered", None)


def _more(visit: Visit) -> None:
    key = f"more-{_date(visit)}"
    st.session_state[key] = st.session_state.get(key, 0) + 1


@contextmanager
def _page(visit: Visit, now: Today, question: QuestionBase, place: int) -> Iterator[None]:
    """Head and over-line of a question, at this place of today's; its parts are drawn inside."""
    say, total = visit.say, now.done + len(now.left)
    states = ["d"] * (place - 1) + ["n"] + [""] * (total - place)
    over = say("review.place", n=place, total=total)
    head(
        visit,
        say("review.crumb"),
        ticks(states, visit.library.say(visit.language)("review.place", n=place, total=total)),
    )
    with st.container(key="quiz"):
        st.title(say("review.title"), anchor=False)
        st.markdown(f":small[:gray[{over} · {_left(visit, now)}]]")
        yield


def _left(visit: Visit, now: Today) -> str:
    return visit.say("review.minutes", n=now.minutes) if now.left else visit.say("review.last")


def _when(visit: Visit, now: Today) -> str:
    assert now.upcoming
    days, count = now.upcoming
    key = "review.tomorrow" if days == 1 else "review.in-days"
    return visit.say(key, days=days, n=count)


@contextmanager
def _foot(alignment: Literal["right", "distribute"]) -> Iterator[None]:
    with st.bottom, st.container(horizontal_alignment="center"), st.container(
        key="foot", width=1120, horizontal=True, wrap=False, horizontal_alignment=alignment,
        vertical_alignment="center",
    ):  # fmt: skip
        yield


def _date(visit: Visit) -> date:
    return visit.house.clock().astimezone(visit.house.settings.zone).date()
