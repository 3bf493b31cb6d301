"""Extra time and extra attempts for single people: a form, and what stands."""

import streamlit as st

from courseware.actions import allowances, reasons
from courseware.errors import Forbidden, Refused
from courseware.house import house
from courseware.people import Person
from courseware.progress.allowances import Allowance
from courseware.records.allowances import Granted
from courseware.screens.choices import choice
from courseware.screens.frame import head
from courseware.screens.visit import Visit, asker
from courseware.words import markdown


def show(visit: Visit) -> None:
    """Draw the form and what stands, for HR and administrators."""
    if not visit.person.may("grant-allowances"):
        raise Forbidden
    say = visit.say
    head(visit, say("hr.title"))
    st.title(say("allowances.title"), anchor=False)
    st.markdown(f":gray[{say('allowances.lead')}]")
    with st.container(key="line"):
        _form(visit)
    _said(visit)
    st.header(say("allowances.standing"), anchor=False)
    standing = allowances.standing(visit.house.records, visit.person)
    if not standing:
        st.markdown(say("allowances.none"))
    for one in standing:
        with st.container(key=f"row-allowance-{one.person_id}-{one.quiz_id}"):
            _standing(visit, one)


def _form(visit: Visit) -> None:
    say, library = visit.say, visit.library
    left, right = st.columns(2, gap="large", vertical_alignment="bottom")
    with left:
        search = st.text_input(say("allowances.who"), key="allowance-who", max_chars=80)
        found = allowances.find(visit.house.records, visit.person, search)
    if not found:
        if search.strip():
            st.markdown(say("allowances.nobody"))
        return
    people = {person.id: person for person in found}
    with right:  # one who is found alone is meant; of several, one is chosen
        chosen = choice(
            visit, "allowance-person", say("allowances.person"), list(people), lambda key: _who(visit, people[key]),
            placeholder=say("allowances.choose") if len(people) > 1 else None,
        )  # fmt: skip
    if chosen is None:
        return
    person = people[chosen]
    quizzes = ["", *library.quizzes]
    one, two, three = st.columns([2, 1, 1], vertical_alignment="bottom")
    with one:
        quiz = choice(
            visit, "allowance-quiz", say("allowances.quiz"), quizzes,
            lambda name: say(library.quizzes[name].title) if name else say("allowances.all-quizzes"),
        )  # fmt: skip
    with two:
        st.number_input(say("allowances.extra-time"), 0, allowances.MOST_TIME, step=5, key="allowance-time")
    with three:
        st.number_input(say("allowances.extra-attempts"), 0, allowances.MOST_ATTEMPTS, step=1, key="allowance-attempts")
    st.markdown(f":small[:gray[{say('allowances.one-first')}]]")
    st.text_input(say("allowances.reason"), key="allowance-reason", max_chars=reasons.LONGEST)
    st.button(say("allowances.grant"), type="primary", key="grant", on_click=_grant, args=(person, quiz or None))


def _who(visit: Visit, person: Person) -> str:
    told = visit.say("allowances.one", name=person.name, number=person.employee_number, department=person.department)
    return " ".join(told.split())


def _said(visit: Visit) -> None:
    """What the last click did, or why it did nothing."""
    say, said = visit.say, st.session_state.pop("allowance-said", None)
    if isinstance(said, Refused):
        st.markdown(f":red[:material/close: {say(f'refusals.{said.key}', **said.values)}]")
    elif said:
        name, granted = said
        told = say(f"allowances.{'withdrawn' if granted.nothing else 'granted'}", name=markdown(name))
        much = "" if granted.nothing else f" · {_what(visit, granted)}"
        st.markdown(f":green[:material/check: {told}{much}]")


def _what(visit: Visit, granted: Allowance) -> str:
    """How much, in words."""
    key = "both" if granted.extra_time and granted.extra_attempts else "time" if granted.extra_time else "attempts"
    return visit.say(f"allowances.{key}", time=granted.extra_time, attempts=granted.extra_attempts)


def _standing(visit: Visit, one: Granted) -> None:
    say, key = visit.say, f"{one.person_id}-{one.quiz_id}"
    quiz = visit.library.quizzes.get(one.quiz_id or "")
    title = say(quiz.title) if quiz else one.quiz_id or say("allowances.all-quizzes")
    when = one.at.astimezone(visit.house.settings.zone).strftime("%Y-%m-%d %H:%M")
    told, button = st.columns([5, 1], vertical_alignment="center")
    who = f"{markdown(one.employee_number)} · {markdown(one.department)}"
    told.markdown(
        f"**{markdown(one.name)}** :small[:gray[{who}]]  \n{markdown(title)} · {_what(visit, one.allowance)}  \n"
        f":small[:gray[{say('allowances.given', time=when, by=markdown(one.by), reason=markdown(one.reason))}]]"
    )
    if st.session_state.get("allowance-withdrawing") != key:
        button.button(say("allowances.withdraw"), key=f"withdraw-{key}", on_click=_ask, args=(key,))
        return
    with st.container():
        st.text_input(say("allowances.withdraw-why"), key="allowance-withdraw-why", max_chars=reasons.LONGEST)
        with st.container(horizontal=True):
            st.button(say("allowances.withdraw-sure"), type="primary", key="withdraw", on_click=_withdraw, args=(one,))
            st.button(say("allowances.keep"), key="keep", on_click=_ask, args=(None,))


def _grant(person: Person, quiz_id: str | None) -> None:
    state = st.session_state
    granted = Allowance(int(state["allowance-time"] or 0), int(state["allowance-attempts"] or 0))
    if _done(int(person.id or 0), person.name, quiz_id, granted, state.get("allowance-reason", "")):
        state.update({"allowance-time": 0, "allowance-attempts": 0, "allowance-reason": "", "allowance-who": ""})


def _withdraw(one: Granted) -> None:
    if _done(one.person_id, one.name, one.quiz_id, Allowance(), st.session_state.get("allowance-withdraw-why", "")):
        _ask(None)


def _ask(key: str | None) -> None:
    st.session_state["allowance-withdrawing"] = key
    st.session_state["allowance-withdraw-why"] = ""


def _done(person_id: int, name: str, quiz_id: str | None, granted: Allowance, reason: str) -> bool:
    held = house()
    try:
        allowances.grant(held.records, asker(), person_id, quiz_id, granted, reason, held.clock())
    except Refused as refusal:
        st.session_state["allowance-said"] = refusal
        return False
    st.session_state["allowance-said"] = (name, granted)
    return True
