"""Statistics of quizzes and questions, for trainers and HR: aggregates, no names."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from courseware.actions import statistics
from courseware.actions.statistics import Report, Row
from courseware.blocks.lines import rich
from courseware.content.gathered import quizzes
from courseware.errors import Forbidden
from courseware.progress.booking import from_room
from courseware.progress.hints import THRESHOLDS
from courseware.progress.statistics import FEWEST
from courseware.screens import items
from courseware.screens.frame import head
from courseware.screens.visit import Visit
from courseware.words import Say

ROWS = 40
ORDERS = ("quiz", "look", "hard", "flat", "slow")
READ = ("who", "difficulty", "discrimination", "ahead", "time", "alpha", "error")


def show(visit: Visit) -> None:
    """Draw the statistics of the quiz that `?quiz=…` names, or the list of quizzes."""
    if not visit.person.may("see-statistics"):
        raise Forbidden
    name = st.query_params.get("quiz", "")
    head(visit, visit.say("statistics.title"))
    if name:
        _quiz(visit, name)
    else:
        _list(visit)
    with st.expander(visit.say("statistics.read")):
        st.markdown("\n\n".join(rich(visit.say(f"statistics.read-{key}", **THRESHOLDS)) for key in READ))


def _list(visit: Visit) -> None:
    say = visit.say.within("statistics")
    _title(visit, say("title"), "")
    st.markdown(f":gray[{rich(say('lead'))}]")
    rows = statistics.overview(visit.house.records, visit.person, quizzes(visit.library), visit.house.clock())
    if not rows:
        st.markdown(say("none"))
        return
    groups: dict[str, list[Row]] = {"look": [], "fine": [], "waiting": [], "few": []}
    for row in rows:
        groups[_state(row)].append(row)
    with st.container(key="quizzes"):
        for group, some in groups.items():
            if some:
                st.header(say(f"group-{group}", few=FEWEST), anchor=False)
                _group(visit, some)
            if some and group == "waiting":
                st.button(say("compute"), key="compute")  # the next rerun reads the next ones


def _state(row: Row) -> str:
    if row.people < FEWEST or (row.report and not row.report.measured):
        return "few"
    return "waiting" if row.report is None else "look" if row.report.look else "fine"


def _group(visit: Visit, rows: list[Row]) -> None:
    for first in range(0, len(rows), 2):
        for column, row in zip(st.columns(2, gap="large"), rows[first : first + 2], strict=False):
            with column, st.container(key=f"row-{row.quiz_id}"):
                _row(visit, row)


def _row(visit: Visit, row: Row) -> None:
    say = visit.say.within("statistics")
    label = f"**{rich(visit.say(row.title))}**"
    st.button(label, key=f"open-{row.quiz_id}", type="tertiary", on_click=_open, args=(row.quiz_id,))
    parts = [say("person" if row.people == 1 else "people", people=row.people)]
    if row.people >= FEWEST and not from_room(row.quiz_id):  # rooms have no pass mark
        parts.append(say("passed-first", percent=row.passed * 100 // row.people))
    if row.report and row.report.look:
        parts.append(say.composed(partial(_looks, row.report)))
    st.markdown(f":small[:gray[{' · '.join(rich(part) for part in parts)}]]")


def _looks(report: Report, say: Say) -> str:
    look, grave = len(report.look), len(report.grave)
    told = say("look-one" if look == 1 else "look", n=look)
    return say("grave", look=told, n=grave) if grave else told


def _quiz(visit: Visit, name: str) -> None:
    say = visit.say.within("statistics")
    current = visit.library.quizzes.get(name)
    report = statistics.report(visit.house.records, visit.person, name, current, visit.house.clock())
    _title(visit, visit.say(report.title), name)
    st.button(say("back"), key="all-quizzes", type="tertiary", icon=":material/arrow_back:", on_click=_open)
    if not report.statistics.people:
        st.markdown(say("nobody"))
        return
    if report.statistics.people < FEWEST:
        st.markdown(rich(say("too-few", n=report.statistics.people, few=FEWEST)))
    else:
        st.html(items.figures(report.statistics, visit.say, marked=not from_room(name)))
    above = st.container(key="line")
    st.header(say("questions"), anchor=False)
    ordered = _ordered(report, _order(visit))
    number = min(int(st.session_state.get("statistics-page") or 1), -(-len(ordered) // ROWS))
    first = (number - 1) * ROWS
    shown = ordered[first : first + ROWS]
    with above:
        _looking(visit, report, shown)
    st.html(items.rows(report, shown, visit.say))
    if len(ordered) > ROWS:
        st.markdown(f":small[:gray[{say('shown', first=first + 1, last=first + len(shown), total=len(ordered))}]]")
        st.pagination(-(-len(ordered) // ROWS), key="statistics-page")


def _looking(visit: Visit, report: Report, shown: Sequence[str]) -> None:
    say = visit.say.within("statistics")
    if report.look:
        st.header(say("look-one" if len(report.look) == 1 else "look", n=len(report.look)), anchor=False)
        st.html(items.looks(report, shown, visit.say))
    elif report.measured:
        st.markdown(f":green[:material/check:] {say('nothing')}")
    elif report.statistics.people >= FEWEST:
        st.markdown(say("questions-few", few=FEWEST))


def _open(quiz_id: str = "") -> None:
    """A page_link to the page it stands on would leave the address as it is: a reload would lose the quiz."""
    if quiz_id:
        st.query_params["quiz"] = quiz_id
    else:
        st.query_params.clear()
    st.session_state.pop("statistics-page", None)


def _title(visit: Visit, title: str, quiz_id: str) -> None:
    titles, exports = st.columns([3, 1], vertical_alignment="bottom")
    with titles:
        st.title(rich(title), anchor=False)
    with exports:
        where = f"/export/items.csv?quiz={quiz_id}&lang={visit.language}"
        label = visit.say("statistics.csv")
        st.html(f'<div class="ws-exports"><a class="ws-button" href="{escape(where)}">{label}</a></div>')


def _order(visit: Visit) -> str:
    """Which order is chosen, kept under a name of its own so that switching languages does not lose it."""
    say = visit.say.within("statistics")
    kept = st.session_state.get("statistics-order", "quiz")
    key = f"statistics-order-{visit.language}-{visit.both}"
    st.session_state[key] = kept

    def keep() -> None:
        st.session_state["statistics-order"] = st.session_state[key] or "quiz"
        st.session_state.pop("statistics-page", None)

    st.segmented_control(
        say("order"), ORDERS, format_func=lambda order: say(f"order-{order}"), key=key, on_change=keep, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return kept


def _ordered(report: Report, order: str) -> Sequence[str]:
    """The questions in that order; those without the figure it goes by come last."""
    names = list(report.questions)
    if order == "look":
        return [*report.look, *(name for name in names if name not in report.look)]
    figure = {"hard": "difficulty", "flat": "discrimination", "slow": "seconds"}.get(order)
    if figure is None:
        return names
    known = {name: value for name in names if (value := getattr(report.item(name), figure)) is not None}
    return [
        *sorted(known, key=lambda name: known[name], reverse=order == "slow"),
        *(n for n in names if n not in known),
    ]
