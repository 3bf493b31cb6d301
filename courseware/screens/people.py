"""People: roles and accounts, for administrators."""

import streamlit as st

from courseware.actions import people
from courseware.errors import Forbidden
from courseware.house import house
from courseware.people import ROLES, Person
from courseware.screens.frame import head
from courseware.screens.visit import Visit, asker, attempted
from courseware.words import markdown

ROWS = 20


def show(visit: Visit) -> None:
    """Draw the people and their roles."""
    if not visit.person.may("manage-people"):
        raise Forbidden
    say = visit.say
    head(visit, say("people.title"))
    st.title(say("people.title"), anchor=False)
    st.markdown(f":gray[{say('people.lead')}]")
    problems = visit.library.problems
    if problems:
        with st.expander(say("people.problems", n=len(problems))):
            for problem in problems[:50]:
                st.markdown(markdown(str(problem)))
    search = st.text_input(say("people.search"), key="people-search", max_chars=80)
    number = int(st.session_state.get("people-page") or 1)
    rows, total = people.list_people(visit.house.records, visit.person, search, "", number, ROWS)
    if not rows:
        st.markdown(say("people.none"))
        return
    for row in rows:
        with st.container(key=f"row-{row.person.id}"):
            _one(visit, row.person, row.active)
    first = (number - 1) * ROWS + 1
    st.markdown(f":small[:gray[{say('people.shown', first=first, last=first + len(rows) - 1, total=total)}]]")
    if total > ROWS:
        st.pagination(-(-total // ROWS), key="people-page")


def _one(visit: Visit, person: Person, active: bool) -> None:
    say = visit.say
    who, roles, state = st.columns([2, 3, 1], vertical_alignment="center")
    who.markdown(
        f"**{markdown(person.name)}**  "
        f":small[:gray[{markdown(person.employee_number)} · {markdown(person.department)}]]"
    )
    key = f"{person.id}-{visit.language}-{visit.both}"
    st.session_state[f"roles-{key}"] = sorted(person.roles, key=ROLES.index)
    st.session_state[f"active-{key}"] = active
    with roles:
        st.pills(
            say("people.roles"), ROLES, selection_mode="multi", format_func=lambda role: say(f"people.{role}"),
            key=f"roles-{key}", label_visibility="collapsed", on_change=_roles, args=(person.id, f"roles-{key}"),
        )  # fmt: skip
    with state:
        st.toggle(say("people.active"), key=f"active-{key}", on_change=_active, args=(person.id, f"active-{key}"))


def _roles(person_id: int, key: str) -> None:
    held, roles = house(), frozenset(st.session_state[key])
    attempted(lambda: people.change_roles(held.records, asker(), person_id, roles, held.clock()))


def _active(person_id: int, key: str) -> None:
    held, active = house(), st.session_state[key]
    attempted(lambda: people.set_active(held.records, asker(), person_id, active, held.clock()))
