"""A quiz during an attempt: every answer is saved as it is given, and the time runs."""

from typing import Any

import streamlit as st

from courseware import questions
from courseware.actions import quizzes
from courseware.actions.quizzes import Sitting
from courseware.blocks.lines import rich
from courseware.errors import Refused, Unreadable
from courseware.house import house
from courseware.progress.confidence import LEVELS
from courseware.questions import Form, Seat, view
from courseware.screens import result
from courseware.screens.certificates import award
from courseware.screens.countdown import draw_countdown
from courseware.screens.frame import head, ticks
from courseware.screens.visit import Visit, asker, attempted, local
from courseware.words import LANGUAGES, Text, markdown

LONGEST = 90
"""Characters of an answer in the line that says it is saved; the widget above shows all of it."""


def afresh() -> None:
    """Forget where the last attempt stood."""
    st.session_state.pop("number", None)
    st.session_state["handing-in"] = False


def show(visit: Visit, name: str, attempt_id: int) -> None:
    """Draw the attempt where it stands; its result once its time is over."""
    say, now = visit.say, visit.house.clock()
    sitting = quizzes.look(visit.house.records, visit.person, attempt_id, now)
    if sitting.attempt.submitted_at is not None:
        result.show(visit, name, attempt_id)
        return
    items, total = sitting.attempt.paper, len(sitting.attempt.paper)
    number = _number(sitting)
    all_on_one = st.session_state.get("all-on-one", False) and not sitting.quiz.one_way
    answered = [item["question"] in sitting.given for item in items]
    states = ["n" if n == number and not all_on_one else "d" if done else "" for n, done in enumerate(answered, 1)]
    label = visit.library.say(visit.language)("quiz.answered-of", n=sum(answered), total=total)
    head(visit, say("quiz.crumb"), ticks(states, label), f"{sum(answered)} / {total}")
    if sitting.attempt.due_at:
        draw_countdown(sitting.attempt.due_at - now, say, lambda: _submit(name, attempt_id), key="countdown")
    with st.container(key="quiz"):
        st.title(rich(say(sitting.quiz.title)), anchor=False)
        if st.session_state.get("handing-in"):
            _sure(visit, name, attempt_id, total - sum(answered))
            return
        for n in range(1, total + 1) if all_on_one else [number]:
            _question(visit, sitting, n, total)
    _foot(visit, sitting, number, all_on_one)


def _number(sitting: Sitting) -> int:
    """The question to show, from 1: where one was; else, as after a reload, the first that is open.

    One way, that is the one whose turn it is, or the one before while its feedback is looked at.
    """
    names = [item["question"] for item in sitting.attempt.paper]
    if sitting.quiz.one_way:
        turn = names.index(sitting.next) + 1 if sitting.next else len(names)
        looking = sitting.quiz.feedback == "now" and st.session_state.get("number") == turn - 1
        st.session_state.number = turn - 1 if looking else turn
    elif "number" not in st.session_state:
        open_ = [n for n, name in enumerate(names, 1) if name not in sitting.given]
        st.session_state.number = open_[0] if open_ else len(names)
    return min(max(1, st.session_state.number), len(names))


def _question(visit: Visit, sitting: Sitting, number: int, total: int) -> None:
    say, item = visit.say, sitting.attempt.paper[number - 1]
    question = sitting.question(item["question"])
    kind = questions.kind(question.kind)
    over = say("quiz.question-of", n=number, total=total)
    if question.scenario:
        over += " · " + say("quiz.editors" if question.editors else "quiz.scenario")
    st.markdown(f":small[:gray[{over}]]")
    result.draw_stem(visit, question.stem, question.id)
    given, response = sitting.given.get(question.id), sitting.response(question.id)
    key = f"{sitting.attempt.id}-{question.id}"
    st.session_state[f"revision-{key}"] = given.revision if given else 0
    if question.id in sitting.closed:
        _settled(visit, sitting, question, item, Seat(key, say))
        return

    def answer(form: Form) -> None:
        _save(visit, key, lambda next_: quizzes.answer(
            visit.house.records, asker(), sitting.attempt.id, question.id, next_, form, visit.language,
            visit.house.clock(), given.confidence if given else None,
        ))  # fmt: skip

    kind.view.widget(kind.asked(question, item["parameters"], response), response, Seat(key, say, answer))
    trouble = st.session_state.pop(f"trouble-{key}", None)
    if trouble:
        st.markdown(f":red[:material/close: {say('quiz.not-saved', why=trouble)}]")
    elif given:
        zh, en = (markdown(_short(kind.rules.say(question, response, say.in_(language)))) for language in LANGUAGES)
        line = say("quiz.saved", answer=Text(zh=zh, en=en), time=local(visit, given.given_at, "%H:%M:%S"))
        receipt = say("quiz.receipt", n=str(given.number))
        st.markdown(f":small[:gray[:material/cloud_done: {line}　{receipt}]]")
    else:
        st.markdown(f":small[:gray[{say('quiz.unanswered')}]]")
    if sitting.quiz.confidence:
        _confidence(visit, sitting, question.id, key)
    if sitting.quiz.feedback == "now":
        st.button(
            say("quiz.check" if given else "quiz.check-answer-first"), key=f"check-{key}", disabled=not given,
            on_click=_check, args=(sitting.attempt.id, question.id),
        )  # fmt: skip


def _short(told: str) -> str:
    return told if len(told) <= LONGEST else told[: LONGEST - 1].rstrip() + "…"


def _settled(visit: Visit, sitting: Sitting, question: Any, item: Any, seat: Seat) -> None:
    """A question that takes no answer any more: with its feedback where that is shown at once."""
    kind, response = questions.kind(question.kind), sitting.response(question.id)
    if sitting.quiz.feedback == "now":
        kind.view.marked(question, item["parameters"], response, seat)
        result.draw_reasons(visit, question)
    else:
        kind.view.widget(kind.asked(question, item["parameters"], response), response, seat)
    st.markdown(f":small[:gray[:material/lock: {visit.say('quiz.settled')}]]")


def _confidence(visit: Visit, sitting: Sitting, question_id: str, key: str) -> None:
    """How sure are you? It can be said as soon as there is an answer."""
    say, given = visit.say, sitting.given.get(question_id)
    held = view.widget_key(Seat(key, say), "confidence")
    view.hold(held, given.confidence if given else None)
    st.segmented_control(
        say("quiz.sure-of-it"), LEVELS, key=held, format_func=lambda level: say(f"quiz.confidence.{level}"),
        disabled=given is None, on_change=_confide, args=(visit, sitting.attempt.id, question_id, key, held),
    )  # fmt: skip


def _confide(visit: Visit, attempt_id: int, question_id: str, key: str, held: str) -> None:
    level = st.session_state[held]
    if level is None:
        return  # pressed twice: it stays what it was
    _save(visit, key, lambda next_: quizzes.confide(
        visit.house.records, asker(), attempt_id, question_id, next_, level, visit.language, visit.house.clock(),
    ))  # fmt: skip


def _save(visit: Visit, key: str, deed: Any) -> None:
    """Save as the revision after the one this tab knows, so that it cannot overwrite another tab's."""
    seen = f"revision-{key}"
    next_ = st.session_state.get(seen, 0) + 1
    try:
        deed(next_)
        st.session_state[seen] = next_
    except Unreadable:
        st.session_state[f"trouble-{key}"] = visit.say("refusals.unreadable")
    except Refused as refusal:
        st.session_state[f"trouble-{key}"] = visit.say(f"refusals.{refusal.key}", **refusal.values)


def _foot(visit: Visit, sitting: Sitting, number: int, all_on_one: bool) -> None:
    say, total = visit.say, len(sitting.attempt.paper)
    with st.bottom, st.container(horizontal_alignment="center"), st.container(
        key="foot", width=1120, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center",
    ):  # fmt: skip
        if all_on_one:
            st.button(say("quiz.one-by-one"), key="layout", type="tertiary", on_click=_layout)
            _hand_in_button(visit)
            return
        if sitting.quiz.one_way:
            _forward(visit, sitting, number)
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
            _hand_in_button(visit)


def _forward(visit: Visit, sitting: Sitting, number: int) -> None:
    """The foot of a one-way quiz: settle this question and go on, or hand in after the last."""
    name = sitting.attempt.paper[number - 1]["question"]
    st.markdown("")
    if number == len(sitting.attempt.paper):
        _hand_in_button(visit)
        return
    settled = name in sitting.closed
    label = "quiz.next" if settled else "quiz.on" if name in sitting.given else "quiz.on-blank"
    st.button(
        visit.say(label), icon=":material/arrow_forward:", icon_position="right", type="primary", key="next",
        on_click=_on, args=(sitting.attempt.id, None if settled else name, number),
    )  # fmt: skip


def _hand_in_button(visit: Visit) -> None:
    st.button(visit.say("quiz.hand-in"), key="hand-in", type="primary", on_click=_hand_in, args=(True,))


def _sure(visit: Visit, name: str, attempt_id: int, unanswered: int) -> None:
    say = visit.say
    st.header(say("quiz.hand-in"), anchor=False)
    st.markdown(say("quiz.hand-in-open", n=unanswered) if unanswered else say("quiz.hand-in-all"))
    with st.container(horizontal=True):
        st.button(say("quiz.hand-in-sure"), type="primary", key="sure", on_click=_submit, args=(name, attempt_id))
        st.button(say("quiz.hand-in-not-yet"), key="not-yet", on_click=_hand_in, args=(False,))


def _turn(number: int) -> None:
    st.session_state.number = number


def _on(attempt_id: int, open_: str | None, number: int) -> None:
    if open_ is None or _close(attempt_id, open_):
        st.session_state.number = number + 1


def _check(attempt_id: int, question_id: str) -> None:
    _close(attempt_id, question_id)


def _close(attempt_id: int, question_id: str) -> bool:
    held = house()
    return attempted(lambda: quizzes.close(held.records, asker(), attempt_id, question_id, held.clock()))


def _layout() -> None:
    st.session_state["all-on-one"] = not st.session_state.get("all-on-one", False)


def _hand_in(asked: bool) -> None:
    st.session_state["handing-in"] = asked


def _submit(name: str, attempt_id: int) -> None:
    held = house()
    if attempted(lambda: quizzes.submit(held.records, asker(), attempt_id, held.clock())):
        afresh()
        st.query_params.update({"quiz": name, "attempt": str(attempt_id)})
        attempted(lambda: award(asker()))  # this may have been the last thing left
