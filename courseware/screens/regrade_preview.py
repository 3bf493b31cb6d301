"""What a regrade would change, drawn: the keys then and now, the sums, and a table of papers."""

from typing import Any

import streamlit as st

from courseware import questions
from courseware.actions.regrading import Preview
from courseware.progress.regrading import grades_alike
from courseware.progress.scoring import shown_percent
from courseware.questions import QuestionBase
from courseware.screens.choices import segments
from courseware.screens.regraded import key_of
from courseware.screens.visit import Visit
from courseware.words import markdown

ROWS = 20


def difference(visit: Visit, then: QuestionBase, now: QuestionBase | None) -> None:
    """What of the question was changed since, as far as words can say it."""
    if now is None or grades_alike(then, now):
        return
    say, lines = visit.say, []
    before, after = (None if _draws(one) else key_of(visit, one) for one in (then, now))
    if before and after and before != after:
        lines += [say("regrade.key-then", answer=before), say("regrade.key-now", answer=after)]
    if then.points != now.points:
        lines.append(say("regrade.points", then=then.points, now=now.points))
    st.markdown("  \n".join(lines or [say("regrade.other-rules")]))


def _draws(question: QuestionBase) -> bool:
    """Has every paper numbers of its own, and so a key of its own?"""
    return question.at(questions.kind(question.kind).rules.draw(question, 0)) != question


def previewed(visit: Visit, seen: Preview) -> None:
    say = visit.say
    if not seen.lines:
        st.markdown(say("regrade.sum-none", papers=seen.papers))
    else:
        moves = say("regrade.no-moves")
        if seen.risen or seen.fallen:
            moves = say("regrade.moves", risen=len(seen.risen), fallen=len(seen.fallen))
        total = say("regrade.sum", papers=seen.papers, changed=len(seen.lines))
        st.markdown(f"**{total}** {moves}")
    groups = {
        "fallen": (len(seen.fallen), [line for line in seen.lines if line.attempt.person_id in seen.fallen]),
        "risen": (len(seen.risen), [line for line in seen.lines if line.attempt.person_id in seen.risen]),
        "changed": (len(seen.lines), list(seen.lines)),
        "unread": (len(seen.unread), list(seen.unread)),
    }
    names = [name for name, (count, _) in groups.items() if count]
    if not names:
        return
    name = segments(
        visit, "regrade-show", say("regrade.show"), names, lambda n: say(f"regrade.show-{n}", n=groups[n][0]),
        _first_page, hidden=True,
    )  # fmt: skip
    if name == "unread":
        st.markdown(f":gray[{say('regrade.about-unread')}]")
    rows = groups[name][1]
    pages = -(-len(rows) // ROWS)
    number = min(int(st.session_state.get("regrade-page") or 1), pages)
    some = rows[(number - 1) * ROWS : number * ROWS]
    _table(visit, some, name == "unread")
    if pages > 1:
        first = (number - 1) * ROWS + 1
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            shown = say("regrade.shown", first=first, last=first + len(some) - 1, total=len(rows))
            st.markdown(f":small[:gray[{shown}]]", width="content")
            st.pagination(pages, key="regrade-page")


def _table(visit: Visit, rows: list[Any], unread: bool) -> None:
    say = visit.say
    attempts = rows if unread else [line.attempt for line in rows]
    columns = {
        say("regrade.name"): [f"**{markdown(one.name)}**" for one in attempts],
        say("regrade.number"): [markdown(one.employee_number) for one in attempts],
        say("regrade.department"): [markdown(one.department) for one in attempts],
        say("regrade.attempt"): [str(one.number) for one in attempts],
    }
    if unread:
        columns[say("regrade.change")] = [str(shown_percent(one.score.percent)) for one in attempts]
    else:
        passed, failed = (f":green[:material/check: {say('hr.passed')}]", f":red[:material/close: {say('hr.failed')}]")
        columns[say("regrade.change")] = [
            say("regrade.from-to", before=shown_percent(one.before.percent), after=shown_percent(one.after.percent))
            for one in rows
        ]
        columns[say("regrade.mark")] = [str(one.pass_mark) for one in attempts]
        columns[say("regrade.result")] = [
            passed if line.after.passed(line.attempt.pass_mark) else failed for line in rows
        ]
    with st.container(key="hr-table"):
        st.table(columns, border="horizontal", hide_index=True)


def _first_page() -> None:
    st.session_state.pop("regrade-page", None)
