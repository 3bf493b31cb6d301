"""A lesson, page by page: the same pages that are slides and sheets elsewhere."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from courseware import blocks
from courseware.actions import study
from courseware.blocks.lines import claims_line, origin_line, rich
from courseware.content.models import Lesson, Page
from courseware.errors import Missing
from courseware.screens.certificates import award
from courseware.screens.frame import head, plain_link, ticks
from courseware.screens.visit import Visit
from courseware.words import LANGUAGES, Language


def show(visit: Visit) -> None:
    """Draw the page that `?lesson=…&page=…` names; without a page, the one last looked at."""
    name = st.query_params.get("lesson") or next(iter(visit.library.order()), "")
    lesson = visit.library.lessons.get(name)
    if lesson is None:
        raise Missing("no-such-lesson")
    number = _number(visit, name, lesson)
    page = lesson.pages[number - 1]
    new = study.see_page(visit.house.records, visit.person, name, page.id, visit.house.clock())
    if new and number == len(lesson.pages):
        award(visit.person)  # this may have been the last thing left
    _head(visit, name, lesson, number)
    with st.container(key=f"lesson-{name}-{page.id}"):
        if visit.both:
            _both(visit, name, page)
        else:
            _page(visit, name, page)
    _foot(visit, name, lesson, number)


def _number(visit: Visit, name: str, lesson: Lesson) -> int:
    asked = st.query_params.get("page", "")
    if asked.isdecimal() and 1 <= int(asked) <= len(lesson.pages):
        return int(asked)
    last = study.last_page(visit.house.records, visit.person, name)
    number = lesson.page_number(last) if last else 1
    st.query_params.update({"lesson": name, "page": str(number)})
    return number


def _head(visit: Visit, name: str, lesson: Lesson, number: int) -> None:
    say, total = visit.say, len(lesson.pages)
    states = ["d"] * (number - 1) + ["n"] + [""] * (total - number)
    label = visit.library.say(visit.language)("lesson.page-of", n=number, total=total)
    module = visit.library.module_of(name)
    crumb = f"{say(module)} — " if module else ""
    may = visit.person.may("present")
    link = plain_link(f"/handout/{name}?lang={visit.language}", say("handout.link"), "_blank")
    if may:
        link += " " + plain_link(f"/present/{name}#p{number}", say("lesson.present"), "_blank")
    number_of = say("lesson.number", n=visit.library.number(name))
    head(visit, crumb + number_of, ticks(states, label), f"{number} / {total}", link)


def _page(visit: Visit, name: str, page: Page) -> None:
    rest = list(page.blocks)
    if page.blocks[0].kind == "checklist":  # its stairs may leave room for the heading beside them
        stage = visit.stage(_place(name, page, rest[0]), lesson=name)
        blocks.view("checklist").show(rest.pop(0), stage, lambda: _heading(visit, name, page))
    else:
        _heading(visit, name, page)
    for column, run in runs(rest):
        if column == "wide":
            _show(visit, name, page, run)
            continue
        left, right = st.columns(2, gap="large", vertical_alignment="center")
        with left:
            _show(visit, name, page, [b for b in run if b.column == "left"])
        with right:
            _show(visit, name, page, [b for b in run if b.column == "right"])
    _origin(visit, page)


def _heading(visit: Visit, name: str, page: Page, language: Language | None = None) -> None:
    stage = visit.stage("", language, name)
    with st.container(key=f"heading-{language}" if language else "heading", gap="xsmall"):
        st.title(rich(stage.told(page.title)), anchor=False)
        if page.lead:
            st.markdown(f":gray[{rich(stage.told(page.lead))}]")


def _both(visit: Visit, name: str, page: Page) -> None:
    """Chinese left, English right, row by row; what keeps state stands once, in both languages."""
    for language, column in zip(LANGUAGES, st.columns(2, gap="large"), strict=True):
        with column, st.container(key=f"lang-{language}-title"):
            _heading(visit, name, page, language)
    for block in page.blocks:
        place = _place(name, page, block)
        if block.interactive:
            blocks.view(block.kind).show(block, visit.stage(place, lesson=name))
            continue
        for language, column in zip(LANGUAGES, st.columns(2, gap="large"), strict=True):
            with column, st.container(key=f"lang-{language}-{place}"):
                blocks.view(block.kind).show(block, visit.stage(f"{place}-{language}", language, name))
    _origin(visit, page)


def _show(visit: Visit, name: str, page: Page, run: list[Any]) -> None:
    for block in run:
        blocks.view(block.kind).show(block, visit.stage(_place(name, page, block), lesson=name))


def _place(name: str, page: Page, block: Any) -> str:
    return f"{name}-{page.id}-{next(n for n, other in enumerate(page.blocks) if other is block)}"


def runs(page_blocks: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Blocks grouped as they stand: each wide one alone, neighbouring left and right ones together."""
    found: list[tuple[str, list[Any]]] = []
    for block in page_blocks:
        if block.column != "wide" and found and found[-1][0] == "split":
            found[-1][1].append(block)
        else:
            found.append(("wide" if block.column == "wide" else "split", [block]))
    return found


def _origin(visit: Visit, page: Page) -> None:
    say = visit.library.say(visit.language)
    lines = [origin_line(page.blocks, say)]
    if known := claims_line(page.blocks, visit.library.claims, say):
        lines.append(f"[{say('lesson.known')}](/known) {rich(known)}")
    if any(lines):
        with st.container(key="origin"):
            st.markdown("\n\n".join(f":small[:gray[{line}]]" for line in lines if line))


def _foot(visit: Visit, name: str, lesson: Lesson, number: int) -> None:
    say = visit.say
    following = lesson.pages[number] if number < len(lesson.pages) else None
    with st.bottom, st.container(horizontal_alignment="center"), st.container(
        key="foot", width=1120, horizontal=True, wrap=False, horizontal_alignment="distribute",
        vertical_alignment="center",
    ):  # fmt: skip
        st.button(
            say("lesson.back"), icon=":material/arrow_back:", key="back", disabled=number == 1, on_click=_turn,
            args=(number - 1,), shortcut="Left",
        )  # fmt: skip
        with st.container(key="teaser", width="content"):
            tease = following.tease if following else None
            st.markdown(f":gray[{rich(visit.stage('', lesson=name).told(tease))}]" if tease else "")
        if following:
            st.button(
                say("lesson.next"), icon=":material/arrow_forward:", icon_position="right", type="primary",
                key="next", on_click=_turn, args=(number + 1,), shortcut="Right",
            )  # fmt: skip
        elif lesson.quiz in visit.library.quizzes:
            if st.button(say("lesson.to-quiz"), icon=":material/quiz:", type="primary", key="to-quiz"):
                st.switch_page(visit.pages["quiz"], query_params={"quiz": str(lesson.quiz)})
        elif st.button(say("lesson.to-home"), icon=":material/check:", type="primary", key="to-home"):
            st.switch_page(visit.pages["home"])


def _turn(number: int) -> None:
    st.query_params["page"] = str(number)
