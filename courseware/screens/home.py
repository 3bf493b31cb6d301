"""Home: one next step, the course as a ruler, three facts, all lessons."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from courseware.actions import quizzes, study
from courseware.actions.reviews import Today
from courseware.blocks.lines import rich
from courseware.pictures.view import draw_picture
from courseware.progress.completion import CourseProgress, LessonProgress, course_progress
from courseware.progress.mastery import Mastery
from courseware.progress.scoring import shown_percent
from courseware.records.attempts import Attempt
from courseware.screens import mastery, review
from courseware.screens.certificates import award, offer
from courseware.screens.frame import head, plain_link
from courseware.screens.visit import Visit


def show(visit: Visit) -> None:
    """Draw the home page."""
    say, library, records = visit.say, visit.library, visit.house.records
    head(visit, say("home.crumb"))
    if not library.order():
        st.title(say("home.empty"), anchor=False)
        return
    reading = study.progress(records, visit.person)
    graded = [a for a in quizzes.mine(records, visit.person) if a.score is not None and a.pass_mark]  # no rooms
    passed = {a.quiz_id for a in graded if a.passed}
    progress = course_progress(library.course, library.lessons, reading.seen, passed)
    latest = progress.of(reading.latest[0]) if reading.latest else None
    current = latest if latest and not latest.complete else progress.of(progress.next or library.order()[0])
    assert current is not None
    today = review.today(visit)
    levels = mastery.masteries(visit, today.cards)
    standing = award(visit.person)
    if standing.certificate:
        offer(visit, standing)
    _next_step(visit, current, today, begun=latest is not None, finished=progress.complete)
    _ruler(visit, progress, current)
    _facts(visit, progress, graded, passed)
    if not standing.certificate:
        offer(visit, standing)
    mastery.summary(visit, levels)
    _lessons(visit, progress, passed, levels)
    _about(visit)


def _about(visit: Visit) -> None:
    """Where the course comes from; the course's exam stands above."""
    pages = (("/glossary", "frame.look-up"), ("/sources", "reference.sources"), ("/known", "reference.known"))
    links = "".join(plain_link(where, visit.say(key)) for where, key in pages)
    st.html(f'<nav class="ws-about">{links}</nav>')


def _next_step(visit: Visit, current: LessonProgress, today: Today, begun: bool, finished: bool) -> None:
    say, lesson = visit.say, visit.library.lessons[current.lesson_id]
    to_quiz = current.read and not current.passed and current.quiz_id in visit.library.quizzes
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="large")
    with left:
        over = say("home.finished" if finished else "home.continue-over" if begun else "home.start-over")
        st.markdown(f":small[:gray[{over} · {say('lesson.number', n=visit.library.number(current.lesson_id))}]]")
        st.title(rich(say(lesson.title)), anchor=False)
        last = study.last_page(visit.house.records, visit.person, current.lesson_id)
        number = lesson.page_number(last) if last else 0
        if to_quiz:
            line, label = say("home.quiz-left"), say("lesson.to-quiz")
        elif number and not finished:
            rest = max(1, round(sum(page.minutes for page in lesson.pages[number - 1 :])))
            line, label = say("home.at-page", n=number, minutes=rest), say("home.continue")
        else:
            line, label = rich(say(lesson.question)), say("home.again" if finished else "home.start")
        st.markdown(f":gray[{line}]")
        if st.button(label, type="primary", icon=":material/play_arrow:", key="continue", width=180):
            if to_quiz:
                st.switch_page(visit.pages["quiz"], query_params={"quiz": str(current.quiz_id)})
            st.switch_page(visit.pages["lesson"], query_params={"lesson": current.lesson_id})
        review.line(visit, today)
    with right:
        draw_picture(visit.library.pictures.get(lesson.picture or "", ""), "", key="home-picture")


def _ruler(visit: Visit, progress: CourseProgress, current: LessonProgress) -> None:
    say, parts = visit.say, []
    for module in visit.library.course.modules:
        lessons = [found for name in module.lessons if (found := progress.of(name))]
        cells = "".join(f'<b class="{"d" if one.complete else "n" if one is current else ""}"></b>' for one in lessons)
        parts.append(f'<span class="ws-module"><span>{cells}</span><i>{escape(say(module.title))}</i></span>')
    label = say("home.done-of", n=progress.done, total=len(progress.lessons))
    st.html(f'<div class="ws-ruler" role="img" aria-label="{escape(label)}">{"".join(parts)}</div>')


def _facts(visit: Visit, progress: CourseProgress, graded: list[Attempt], passed: set[str]) -> None:
    say = visit.say
    last = max(graded, key=lambda a: a.submitted_at or a.began_at, default=None)
    scored = [one.quiz_id for one in progress.lessons if one.quiz_id in visit.library.quizzes]
    facts = [
        (say("home.fact-done"), str(progress.done), say("home.of-lessons", total=len(progress.lessons))),
        (
            say("home.fact-last"),
            str(shown_percent(last.score.percent)) if last and last.score else "—",
            say("home.pass-line", mark=last.pass_mark) if last else say("home.no-quiz-yet"),
        ),
        (say("home.fact-passed"), str(len(passed & set(scored))), say("home.of-quizzes", total=len(scored))),
    ]
    with st.container(key="facts"):
        for column, (label, value, below) in zip(st.columns(3, gap="large"), facts, strict=True):
            with column, st.container(gap=None):
                st.markdown(f":small[:gray[{label}]]")
                st.markdown(f"**{value}** :small[:gray[{below}]]")


def _lessons(visit: Visit, progress: CourseProgress, passed: set[str], levels: Mapping[str, Mastery | None]) -> None:
    for module in visit.library.course.modules:
        lessons = [found for name in module.lessons if (found := progress.of(name))]
        if not lessons:
            continue
        st.header(rich(visit.say(module.title)), anchor=False)
        st.markdown(f":gray[{rich(visit.say(module.question))}]")
        for first in range(0, len(lessons), 2):
            for column, one in zip(st.columns(2, gap="large"), lessons[first : first + 2], strict=False):
                with column, st.container(key=f"row-{one.lesson_id}"):
                    _lesson(visit, one)
                    mastery.level(visit, visit.library.lessons[one.lesson_id], levels.get(one.lesson_id))
        _exam(visit, module.exam, passed)
    if visit.library.course.exam:
        st.header(visit.say("home.whole-course"), anchor=False)
        _exam(visit, visit.library.course.exam, passed)


def _exam(visit: Visit, exam: str | None, passed: set[str]) -> None:
    quiz = visit.library.quizzes.get(exam or "")
    if quiz is None:
        return
    say = visit.say
    with st.container(key=f"row-{exam}"):
        label = f"**{rich(say(quiz.title))}**"
        st.page_link(visit.pages["quiz"], label=label, query_params={"quiz": str(exam)}, icon=":material/quiz:")
        state = f":green[:material/check: {say('home.exam-passed')}]" if exam in passed else say("home.exam-open")
        about = say("home.exam-about", n=quiz.asks, mark=quiz.pass_mark)
        st.markdown(f":small[:gray[{about} · {state}]]")


def _lesson(visit: Visit, one: LessonProgress) -> None:
    say, lesson = visit.say, visit.library.lessons[one.lesson_id]
    label = f"**{visit.library.number(one.lesson_id)}**  {rich(say(lesson.title))}"
    st.page_link(visit.pages["lesson"], label=label, query_params={"lesson": one.lesson_id})
    if one.complete:
        state = f":green[:material/check: {say('home.done')}]"
    elif one.read:
        state = say("home.read")
    elif one.seen:
        state = say("home.pages", n=one.seen, total=one.pages)
    else:
        state = say("home.minutes", n=lesson.minutes)
    st.markdown(f":small[:gray[{rich(say(lesson.question))} · {state}]]")
