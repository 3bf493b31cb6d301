"""HR's table of scores: filters, totals, rows, and the exports of exactly these rows."""

from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any, get_args

import streamlit as st

from courseware.actions import scores
from courseware.errors import Forbidden
from courseware.exports import filters
from courseware.progress.scoring import shown_percent
from courseware.records.scores import Filter, Which
from courseware.screens.choices import choice
from courseware.screens.frame import head, plain_link
from courseware.screens.visit import Visit
from courseware.words import markdown

ROWS = 20
PERIODS = ("all", "7", "30", "90", "own")
ROOMS = "room:"  # among the quizzes to choose from: what was answered in workshops


def show(visit: Visit) -> None:
    """Draw the scores, for HR and administrators."""
    if not visit.person.may("see-scores"):
        raise Forbidden
    say = visit.say
    head(visit, say("hr.title"))
    titles, exports = st.columns([2, 1], vertical_alignment="bottom")
    with titles:
        st.title(say("hr.title"), anchor=False)
        sums = st.empty()
    with exports:
        links = st.empty()
    with st.container(key="line"):
        wanted, query = _filters(visit)
    page = scores.page(visit.house.records, visit.person, wanted, ROWS, _page())
    totals = page.totals
    sat = totals.attempts - totals.rooms
    told = say("hr.totals", people=totals.people, attempts=sat, passed=totals.passed, failed=totals.failed)
    more = say("hr.totals-rooms", n=totals.rooms) if totals.rooms else ""
    sums.markdown(f":gray[{told}{more}]")
    csv, xlsx = (escape(filters.address(kind, **query, lang=visit.language)) for kind in ("csv", "xlsx"))
    links.html(
        f'<div class="ws-exports"><a class="ws-button" href="{csv}">{say("hr.csv")}</a> '
        f'<a class="ws-button main" href="{xlsx}">{say("hr.xlsx")}</a></div>'
    )
    _more(visit)
    if not totals.attempts:
        st.markdown(say("hr.none"))
        return
    _table(visit, page.rows)
    first = (_page() - 1) * ROWS + 1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        last = first + len(page.rows) - 1
        st.markdown(f":small[:gray[{say('hr.shown', first=first, last=last, total=totals.attempts)}]]", width="content")
        pages = -(-totals.attempts // ROWS)
        if pages > 1:
            st.pagination(pages, key="hr-page")
    st.markdown(f":small[:gray[{say('exports.csv-note')}]]")


def _more(visit: Visit) -> None:
    """What else HR does."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        asked = st.session_state.get("hr-quiz") or ""
        quiz = {"quiz": "" if asked == ROOMS else asked}
        label = visit.say("hr.regrade")
        st.page_link(visit.pages["regrade"], label=label, icon=":material/edit_note:", query_params=quiz)
        st.page_link(visit.pages["allowances"], label=visit.say("hr.allowances"), icon=":material/schedule:")
        st.html(plain_link("/rooms", visit.say("hr.rooms")), width="content")


def _page() -> int:
    return int(st.session_state.get("hr-page") or 1)


def _filters(visit: Visit) -> tuple[Filter, dict[str, str]]:
    say = visit.say
    departments = ["", *scores.departments(visit.house.records, visit.person)]
    quizzes = ["", *visit.library.quizzes, ROOMS]
    one, two, three, four = st.columns([1, 1, 1, 2], vertical_alignment="bottom")
    with one:
        department = _choice(
            visit, "department", say("hr.department"), departments,
            lambda d: d.replace("\n", " ") or say("hr.all-departments"),
        )  # fmt: skip
    with two:
        quiz = _choice(
            visit, "quiz", say("hr.quiz"), quizzes,
            lambda q: say("hr.rooms" if q == ROOMS else visit.library.quizzes[q].title if q else "hr.all-quizzes"),
        )  # fmt: skip
    with three:
        period = _choice(visit, "period", say("hr.period"), list(PERIODS), lambda p: say(f"hr.period-{p}"))
    with four:
        which = _which(visit)
    since, until = _dates(visit, period)
    zone = visit.house.settings.zone
    wanted = Filter(
        department=department,
        quiz_id="" if quiz == ROOMS else quiz,
        mode="room" if quiz == ROOMS else "",
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(until + timedelta(1), time(), zone) if until else None,
        which=which,
    )
    query = {"department": department, "quiz": wanted.quiz_id, "mode": wanted.mode, "which": which}
    query |= {"since": since.isoformat()} if since else {}
    query |= {"until": until.isoformat()} if until else {}
    return wanted, {key: value for key, value in query.items() if value}


def _choice(visit: Visit, name: str, label: str, options: list[str], told: Any) -> str:
    return choice(visit, f"hr-{name}", label, options, told, lambda: st.session_state.pop("hr-page", None))


def _which(visit: Visit) -> Which:
    options = list(get_args(Which))
    kept = st.session_state.get("hr-which", "best")
    key = f"hr-which-{visit.language}-{visit.both}"
    st.session_state[key] = kept

    def keep() -> None:
        st.session_state["hr-which"] = st.session_state[key] or "best"
        st.session_state.pop("hr-page", None)

    st.segmented_control(
        visit.say("hr.which"), options, format_func=lambda w: visit.say(f"hr.which-{w}"), key=key, on_change=keep,
        required=True,
    )  # fmt: skip
    return kept


def _dates(visit: Visit, period: str) -> tuple[date | None, date | None]:
    today = visit.house.clock().astimezone(visit.house.settings.zone).date()
    if period == "all":
        return None, None
    if period != "own":
        return today - timedelta(int(period) - 1), None
    found: list[date | None] = []
    for name, column in zip(("since", "until"), st.columns([1, 1, 3])[:2], strict=True):
        typed = column.text_input(visit.say(f"hr.{name}"), key=f"hr-{name}").strip()
        try:
            found.append(date.fromisoformat(typed) if typed else None)
        except ValueError:
            column.markdown(f":red[:material/close: {visit.say('hr.bad-date')}]")
            found.append(None)
    return found[0], found[1]


def _table(visit: Visit, rows: list[Any]) -> None:
    say, zone = visit.say, visit.house.settings.zone
    passed, failed = (
        f":green[:material/check: {say('hr.passed')}]",
        f":red[:material/close: {say('hr.failed')}]",
    )
    columns: dict[str, list[str]] = {
        say("hr.name"): [f"**{markdown(row.name)}**" for row in rows],
        say("hr.number"): [markdown(row.employee_number) for row in rows],
        say("hr.department"): [markdown(row.department) for row in rows],
        say("hr.quiz"): [markdown(say(row.quiz)) for row in rows],
        say("hr.score"): [
            f"{shown_percent(row.percent)} / {row.pass_mark}" if row.pass_mark else f"{shown_percent(row.percent)}"
            for row in rows
        ],
        say("hr.attempt"): [str(row.number) for row in rows],
        say("hr.when"): [row.submitted_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") for row in rows],
        say("hr.result"): [
            say(f"exports.mode.{row.mode}") if row.passed is None else passed if row.passed else failed for row in rows
        ],
        say("certificates.hr.title"): [
            row.certified_at.astimezone(zone).strftime("%Y-%m-%d") if row.certified_at else "—" for row in rows
        ],
    }
    with st.container(key="hr-table"):
        st.table(columns, border="horizontal", hide_index=True)
