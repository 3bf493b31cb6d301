"""Home: one next step, the course as a ruler, three facts, all lessons."""

import streamlit as st

from courseware.actions import quizzes, study
from courseware.blocks.picture.view import draw_picture
from courseware.progress.completion import lesson_done
from courseware.progress.scoring import shown_percent
from courseware.screens.frame import head
from courseware.screens.visit import Visit


def show(visit: Visit) -> None:
    """Draw the home page."""
    say, library, person = visit.say, visit.library, visit.person
    order = library.order()
    head(visit, say("home.crumb"))
    if not order:
        st.title(say("home.empty"), anchor=False)
        return
    progress = study.progress(visit.house.records, person)
    done = [name for name in order if lesson_done(_pages(visit, name), progress.seen.get(name, frozenset()))]
    latest = progress.latest if progress.latest and progress.latest[0] in library.lessons else None
    current = latest[0] if latest and latest[0] not in done else next((n for n in order if n not in done), order[0])
    _next_step(visit, current, latest is not None, len(done) == len(order))
    _ruler(visit, order, done, current)
    _facts(visit, order, done)
    _lessons(visit, order, done, progress.seen)


def _pages(visit: Visit, name: str) -> list[str]:
    return [page.id for page in visit.library.lessons[name].pages]


def _next_step(visit: Visit, name: str, begun: bool, finished: bool) -> None:
    say, lesson = visit.say, visit.library.lessons[name]
    last = study.last_page(visit.house.records, visit.person, name)
    number = lesson.page_number(last) if last else 0
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="large")
    with left:
        over = say("home.finished") if finished else say("home.continue-over" if begun else "home.start-over")
        st.markdown(f":small[:gray[{over} · {say('lesson.number', n=visit.library.number(name))}]]")
        st.title(say(lesson.title), anchor=False)
        rest = max(1, round(sum(p.minutes for p in lesson.pages[max(0, number - 1) :])))
        line = say("home.at-page", n=number, minutes=rest) if number else say(lesson.question)
        st.markdown(f":gray[{line}]")
        label = say("home.again" if finished else "home.continue" if number else "home.start")
        if st.button(label, type="primary", icon=":material/play_arrow:", key="continue", width=180):
            st.switch_page(visit.pages["lesson"], query_params={"lesson": name})
    with right:
        picture = lesson.picture or "expectation-loop"
        draw_picture(visit.library.pictures.get(picture, ""), "", key="home-picture")


def _ruler(visit: Visit, order: list[str], done: list[str], current: str) -> None:
    say = visit.say
    parts = []
    for module in visit.library.course.modules:
        cells = "".join(
            f'<b class="{"d" if n in done else "n" if n == current else "h"}"></b>'
            for n in module.lessons
            if n in order
        )
        parts.append(f'<span class="ws-module"><span>{cells}</span><i>{say(module.title)}</i></span>')
    label = say("home.done-of", n=len(done), total=len(order))
    st.html(f'<div class="ws-ruler" role="img" aria-label="{label}">{"".join(parts)}</div>')


def _facts(visit: Visit, order: list[str], done: list[str]) -> None:
    say = visit.say
    attempts = quizzes.mine(visit.house.records, visit.person)
    graded = [a for a in attempts if a.percent is not None]
    passed = {a.quiz_id for a in graded if a.passed}
    quizzes_there = [n for n in order if visit.library.lessons[n].quiz in visit.library.quizzes]
    with st.container(key="facts"):
        one, two, three = st.columns(3, gap="large")
    with one:
        _fact(say("home.fact-done"), f"{len(done)}", say("home.of-lessons", total=len(order)))
    with two:
        last = max(graded, key=lambda a: a.submitted_at, default=None)
        value = f"{shown_percent(last.percent)}" if last else "—"
        below = say("home.pass-line", mark=last.pass_mark) if last else say("home.no-quiz-yet")
        _fact(say("home.fact-last"), value, below)
    with three:
        _fact(say("home.fact-passed"), f"{len(passed)}", say("home.of-quizzes", total=len(quizzes_there)))


def _fact(label: str, value: str, below: str) -> None:
    st.markdown(f":small[:gray[{label}]]\n\n**{value}** :small[:gray[{below}]]")


def _lessons(visit: Visit, order: list[str], done: list[str], seen: dict[str, frozenset[str]]) -> None:
    say, library = visit.say, visit.library
    for module in library.course.modules:
        names = [n for n in module.lessons if n in order]
        if not names:
            continue
        st.header(say(module.title), anchor=False)
        st.markdown(f":gray[{say(module.question)}]")
        for pair in range(0, len(names), 2):
            for column, name in zip(st.columns(2, gap="large"), names[pair : pair + 2], strict=False):
                with column, st.container(key=f"row-{name}"):
                    lesson = library.lessons[name]
                    label = f"**{library.number(name)}**  {say(lesson.title)}"
                    st.page_link(visit.pages["lesson"], label=label, query_params={"lesson": name})
                    if name in done:
                        state = f":green[:material/check: {say('home.done')}]"
                    elif name in seen:
                        state = say("home.pages", n=len(seen[name] & set(_pages(visit, name))), total=len(lesson.pages))
                    else:
                        state = say("home.minutes", n=lesson.minutes)
                    st.markdown(f":small[:gray[{say(lesson.question)} · {state}]]")
