"""A quiz: before, during (every answer saved as it is given) and after, with the reasons."""

import secrets
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import quote

import streamlit as st

from courseware import questions
from courseware.actions import quizzes
from courseware.blocks.lines import rich
from courseware.content.models import Quiz
from courseware.errors import Missing, Refused, Unreadable
from courseware.house import house
from courseware.progress.scoring import shown_percent
from courseware.questions import Form, Seat
from courseware.screens.frame import head, ticks
from courseware.screens.visit import Visit, asker, attempted
from courseware.words import LANGUAGES, Text, markdown


def show(visit: Visit) -> None:
    """Draw the quiz that `?quiz=…` names, or the result that `&attempt=…` names."""
    name = st.query_params.get("quiz", "")
    quiz = visit.library.quizzes.get(name)
    if quiz is None:
        raise Missing("no-such-quiz")
    asked = st.query_params.get("attempt", "")
    if asked.isdecimal():
        _after(visit, name, int(asked))
        return
    attempts = quizzes.mine(visit.house.records, visit.person, name)
    running = next((a for a in attempts if a.submitted_at is None), None)
    if running:
        _during(visit, name, running.id)
    else:
        _before(visit, name, quiz, attempts)


def _before(visit: Visit, name: str, quiz: Quiz, attempts: list[Any]) -> None:
    say = visit.say
    head(visit, say("quiz.crumb"))
    st.title(say(quiz.title), anchor=False)
    st.markdown(f":gray[{say('quiz.about', n=quiz.asks, mark=quiz.pass_mark)}]")
    if visit.person.guest:
        st.markdown(say("quiz.guest"))
        here = quote(f"/quiz?quiz={name}", safe="")
        st.html(f'<a class="ws-button main" href="/sign-in?next={here}" target="_self">{say("quiz.sign-in")}</a>')
    label = "quiz.practise" if visit.person.guest else "quiz.again" if attempts else "quiz.start"
    kind = "secondary" if visit.person.guest else "primary"
    st.button(say(label), type=kind, key="begin", on_click=_begin, args=(name, quiz))
    done = [a for a in attempts if a.score is not None]
    if done:
        st.subheader(say("quiz.past"), anchor=False)
        for attempt in reversed(done[-5:]):
            with st.container(key=f"row-{attempt.id}", horizontal=True, horizontal_alignment="distribute"):
                state = say("quiz.passed" if attempt.passed else "quiz.failed")
                icon = ":green[:material/check:" if attempt.passed else ":red[:material/close:"
                percent = shown_percent(attempt.score.percent)
                when = _time(visit, attempt.submitted_at)
                line = say("quiz.past-line", time=when, percent=percent, state=f"{icon} {state}]")
                st.markdown(line, width="content")
                st.page_link(
                    visit.pages["quiz"], label=say("quiz.look"), query_params={"quiz": name, "attempt": str(attempt.id)}
                )


def _begin(name: str, quiz: Quiz) -> None:
    held = house()
    seed = secrets.randbelow(2**31)
    attempted(lambda: quizzes.begin(held.records, asker(), name, quiz, seed, held.clock()))
    st.session_state.pop("number", None)
    st.session_state["handing-in"] = False


def _during(visit: Visit, name: str, attempt_id: int) -> None:
    say = visit.say
    sitting = quizzes.look(visit.house.records, visit.person, attempt_id)
    items, total = sitting.attempt.paper, len(sitting.attempt.paper)
    if "number" not in st.session_state:  # a new attempt, or one resumed after a reload: the first that is open
        open_ = [n for n, item in enumerate(items, 1) if item["question"] not in sitting.given]
        st.session_state.number = open_[0] if open_ else total
    number = min(max(1, st.session_state.number), total)
    all_on_one = st.session_state.get("all-on-one", False)
    answered = [item["question"] in sitting.given for item in items]
    states = ["n" if n == number and not all_on_one else "d" if done else "" for n, done in enumerate(answered, 1)]
    label = visit.library.say(visit.language)("quiz.answered-of", n=sum(answered), total=total)
    head(visit, say("quiz.crumb"), ticks(states, label), f"{sum(answered)} / {total}")
    with st.container(key="quiz"):
        st.title(rich(say(sitting.quiz.title)), anchor=False)
        if st.session_state.get("handing-in"):
            _sure(visit, name, attempt_id, total - sum(answered))
            return
        for n in range(1, total + 1) if all_on_one else [number]:
            _question(visit, sitting, n, total)
    _foot(visit, number, total, all_on_one)


def _question(visit: Visit, sitting: Any, number: int, total: int) -> None:
    say, item = visit.say, sitting.attempt.paper[number - 1]
    question = sitting.question(item["question"])
    kind = questions.kind(question.kind)
    over = say("quiz.question-of", n=number, total=total)
    if question.scenario:
        over += " · " + say("quiz.editors" if question.editors else "quiz.scenario")
    st.markdown(f":small[:gray[{over}]]")
    _stem(visit, question.stem, question.id)
    given = sitting.given.get(question.id)
    key = f"{sitting.attempt.id}-{question.id}"
    st.session_state[f"revision-{key}"] = given.revision if given else 0

    def answer(form: Form) -> None:
        _save(visit, sitting.attempt.id, question.id, form, key)

    seat = Seat(key, say, answer)
    response = sitting.response(question.id)
    kind.view.widget(kind.rules.asked(question, item["parameters"]), response, seat)
    trouble = st.session_state.pop(f"trouble-{key}", None)
    if trouble:
        st.markdown(f":red[:material/close: {say('quiz.not-saved', why=trouble)}]")
    elif given:
        zh, en = (markdown(kind.rules.say(question, response, say.in_(language))) for language in LANGUAGES)
        told = Text(zh=zh, en=en)
        line = say("quiz.saved", answer=told, time=_time(visit, given.given_at, "%H:%M:%S"))
        st.markdown(f":small[:gray[:material/cloud_done: {line}]]")
    else:
        st.markdown(f":small[:gray[{say('quiz.unanswered')}]]")


def _stem(visit: Visit, stem: Text, key: str) -> None:
    if visit.both and stem.en:
        one, two = st.columns(2, gap="large")
        one.header(rich(stem.zh), anchor=False)
        with two, st.container(key=f"lang-en-{key}"):
            st.header(rich(stem.en), anchor=False)
    else:
        st.header(rich(visit.say(stem)), anchor=False)


def _save(visit: Visit, attempt_id: int, question_id: str, form: Form, key: str) -> None:
    """Save what was given as the revision after the one this tab knows, so that it cannot overwrite another tab's."""
    held, seen = visit.house, f"revision-{key}"
    next_ = st.session_state.get(seen, 0) + 1
    try:
        quizzes.answer(held.records, asker(), attempt_id, question_id, next_, form, visit.language, held.clock())
        st.session_state[seen] = next_
    except Unreadable:
        st.session_state[f"trouble-{key}"] = visit.say("refusals.unreadable")
    except Refused as refusal:
        st.session_state[f"trouble-{key}"] = visit.say(f"refusals.{refusal.key}", **refusal.values)


def _foot(visit: Visit, number: int, total: int, all_on_one: bool) -> None:
    say = visit.say
    with st.bottom, st.container(horizontal_alignment="center"), st.container(
        key="foot", width=1120, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center",
    ):  # fmt: skip
        if all_on_one:
            st.button(say("quiz.one-by-one"), key="layout", type="tertiary", on_click=_layout)
            st.button(say("quiz.hand-in"), key="hand-in", type="primary", on_click=_hand_in, args=(True,))
            return
        st.button(
            say("quiz.back"), icon=":material/arrow_back:", key="back", disabled=number == 1, on_click=_turn,
            args=(number - 1,),
        )  # fmt: skip
        st.button(say("quiz.all-on-one"), key="layout", type="tertiary", on_click=_layout)
        if number < total:
            st.button(
                say("quiz.next"), icon=":material/arrow_forward:", icon_position="right", type="primary", key="next",
                on_click=_turn, args=(number + 1,),
            )  # fmt: skip
        else:
            st.button(say("quiz.hand-in"), key="hand-in", type="primary", on_click=_hand_in, args=(True,))


def _sure(visit: Visit, name: str, attempt_id: int, unanswered: int) -> None:
    say = visit.say
    st.header(say("quiz.hand-in"), anchor=False)
    st.markdown(say("quiz.hand-in-open", n=unanswered) if unanswered else say("quiz.hand-in-all"))
    with st.container(horizontal=True):
        st.button(say("quiz.hand-in-sure"), type="primary", key="sure", on_click=_submit, args=(name, attempt_id))
        st.button(say("quiz.hand-in-not-yet"), key="not-yet", on_click=_hand_in, args=(False,))


def _turn(number: int) -> None:
    st.session_state.number = number


def _layout() -> None:
    st.session_state["all-on-one"] = not st.session_state.get("all-on-one", False)


def _hand_in(asked: bool) -> None:
    st.session_state["handing-in"] = asked


def _submit(name: str, attempt_id: int) -> None:
    held = house()
    if attempted(lambda: quizzes.submit(held.records, asker(), attempt_id, held.clock())):
        st.session_state["handing-in"] = False
        st.session_state.pop("number", None)
        st.query_params.update({"quiz": name, "attempt": str(attempt_id)})


def _after(visit: Visit, name: str, attempt_id: int) -> None:
    say = visit.say
    result = quizzes.result(visit.house.records, visit.person, attempt_id)
    percent, mark = result.score.percent, result.attempt.pass_mark
    head(visit, f"{say('quiz.crumb')} · {rich(say(result.quiz.title))}")
    passed = result.score.passed(mark)
    with st.container(key="score"):
        st.title(f"{shown_percent(percent)} {say('quiz.unit')}", anchor=False)
    _level(visit, percent, mark, passed)
    above = shown_percent(percent) - mark
    if passed:
        sentence = say("quiz.score-passed", n=above) if above else say("quiz.score-just")
    else:
        sentence = say("quiz.score-failed", n=mark - shown_percent(percent))
    icon = ":green[:material/check:]" if passed else ":red[:material/close:]"
    st.markdown(f"{icon} **{sentence}**")
    with st.container(horizontal=True):
        again = {"quiz": name}
        st.page_link(visit.pages["quiz"], label=say("quiz.again"), query_params=again, icon=":material/replay:")
        st.page_link(visit.pages["home"], label=say("quiz.to-course"), icon=":material/arrow_back:")
    st.header(say("quiz.explained"), anchor=False)
    with st.container(key="explained"):
        for number, item in enumerate(result.attempt.paper, 1):
            with st.container(key=f"row-explained-{item['question']}"):
                _explained(visit, result, number, item)


def _level(visit: Visit, percent: Fraction, mark: int, passed: bool) -> None:
    label = visit.library.say(visit.language)("quiz.score-label", percent=shown_percent(percent), mark=mark)
    below = visit.library.say(visit.language)("quiz.mark", mark=mark)
    st.html(
        f'<div class="ws-level{"" if passed else " low"}" role="img" aria-label="{label}">'
        f'<b style="width:{float(percent):.1f}%"></b><i style="left:{mark}%"></i>'
        f'<span style="left:{mark}%">{below}</span></div>'
    )


def _explained(visit: Visit, result: Any, number: int, item: Any) -> None:
    say = visit.say
    question = result.question(item["question"])
    kind = questions.kind(question.kind)
    points, of = result.points[question.id]
    over = say("quiz.question-of", n=number, total=len(result.attempt.paper))
    st.markdown(f":small[:gray[{over} · {say('quiz.part', points=points, of=of)}]]")
    _stem(visit, question.stem, question.id)
    response = result.response(question.id)
    kind.view.marked(question, item["parameters"], response, Seat(f"{result.attempt.id}-{question.id}", say))
    if response is None:
        st.markdown(f":small[:gray[:material/schedule: {say('quiz.no-answer')}]]")
    with st.container(key=f"line-{question.id}"):
        st.markdown(rich(say(question.explanation)))
        with st.container(horizontal=True, vertical_alignment="center"):
            if question.id in visit.library.taught:
                name, page = visit.library.taught[question.id]
                where = {"lesson": name, "page": str(visit.library.lessons[name].page_number(page))}
                icon = ":material/menu_book:"
                st.page_link(visit.pages["lesson"], label=say("quiz.where"), query_params=where, icon=icon)
            st.markdown(f":small[:gray[{say('quiz.source', items=', '.join(question.sources))}]]", width="content")


def _time(visit: Visit, at: datetime, pattern: str = "%Y-%m-%d %H:%M") -> str:
    return at.astimezone(visit.house.settings.zone).strftime(pattern)
