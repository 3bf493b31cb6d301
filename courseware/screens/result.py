"""The result of a quiz: the score, what to read again, and question by question what was right and why."""

from fractions import Fraction
from typing import Any

import streamlit as st

from courseware import questions
from courseware.actions import quizzes
from courseware.actions.quizzes import Result
from courseware.blocks.lines import rich
from courseware.progress import admission
from courseware.progress.confidence import calibration
from courseware.progress.scoring import shown_percent
from courseware.questions import Seat
from courseware.screens.certificates import earned_by
from courseware.screens.frame import head
from courseware.screens.others import how_others_answered
from courseware.screens.regraded import note_question, noted
from courseware.screens.visit import Visit, local
from courseware.words import Text

_MOST_PAGES = 6
"""Pages to read again: what fits ten minutes."""


def show(visit: Visit, name: str, attempt_id: int) -> None:
    """Draw the result of a submitted attempt; the answers only from when on they may be shown."""
    say, held = visit.say, visit.house
    result = quizzes.result(held.records, visit.person, attempt_id)
    zone, now = held.settings.zone, held.clock()
    head(visit, f"{say('quiz.crumb')} · {rich(say(result.quiz.title))}")
    _score(visit, result)
    earned_by(visit, result.attempt)
    regraded = noted(visit, attempt_id)
    with st.container(horizontal=True):
        again, label = {"quiz": name}, say("quiz.again")
        st.page_link(visit.pages["quiz"], label=label, query_params=again, icon=":material/replay:")
        st.page_link(visit.pages["home"], label=say("quiz.to-course"), icon=":material/arrow_back:")
    if not (admission.told_now(result.quiz, now, zone) or visit.person.may("see-scores")):
        closes = admission.closing(result.quiz, zone)
        assert closes is not None
        st.markdown(f":material/schedule: {say('quiz.later', time=admission.told(closes, zone))}")
        return
    if result.quiz.confidence:
        _calibration(visit, result)
    _review(visit, result)
    st.header(say("quiz.explained"), anchor=False)
    with st.container(key="explained"):
        for number, item in enumerate(result.attempt.paper, 1):
            with st.container(key=f"row-explained-{item['question']}"):
                note_question(visit, regraded, item)
                _explained(visit, result, number, item)


def _score(visit: Visit, result: Result) -> None:
    say, percent, mark = visit.say, result.score.percent, result.attempt.pass_mark
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
    if result.attempt.ran_out:
        st.markdown(f":small[:gray[:material/schedule: {say('quiz.ran-out')}]]")


def _level(visit: Visit, percent: Fraction, mark: int, passed: bool) -> None:
    label = visit.library.say(visit.language)("quiz.score-label", percent=shown_percent(percent), mark=mark)
    below = visit.library.say(visit.language)("quiz.mark", mark=mark)
    st.html(
        f'<div class="ws-level{"" if passed else " low"}" role="img" aria-label="{label}">'
        f'<b style="width:{float(percent):.1f}%"></b><i style="left:{mark}%"></i>'
        f'<span style="left:{mark}%">{below}</span></div>'
    )


def _calibration(visit: Visit, result: Result) -> None:
    """How sure the learner was beside how right."""
    say = visit.say
    found = calibration(
        (given.confidence, result.points[name][0] == result.points[name][1])
        for name, given in result.given.items()
        if given.confidence
    )
    if not found.given:
        return
    st.header(say("quiz.calibrated"), anchor=False)
    with st.container(key="calibration", gap="xsmall"):
        for level in (level for level in found.levels if level.given):
            told = say(f"quiz.confidence.{level.name}")
            line = say("quiz.calibrated-line", level=told, right=level.right, given=level.given)
            share = float(level.share or 0)
            st.markdown(line)
            st.html(f'<div class="ws-share" aria-hidden="true"><b style="width:{share:.1f}%"></b></div>')
        verdict = f"**{say(f'quiz.calibrated-{found.verdict}')}**"
        marks = "" if found.verdict == "none" else say("quiz.calibrated-marks", n=found.marks, most=found.most)
        st.markdown(f"{verdict} {marks}")
        st.markdown(f":small[:gray[{say('quiz.calibrated-rule')}]]")


def _review(visit: Visit, result: Result) -> None:
    """The pages that teach what was missed, those that cost most points, in the order of the course."""
    say, library = visit.say, visit.library
    lost: dict[tuple[str, str], Fraction] = {}
    for name, (points, of) in result.points.items():
        if points < of and name in library.taught:
            lost[library.taught[name]] = lost.get(library.taught[name], Fraction(0)) + of - points
    if not lost:
        return
    order = library.order()
    most = sorted(lost, key=lambda at: -lost[at])[:_MOST_PAGES]
    st.header(say("quiz.to-review"), anchor=False)
    with st.container(key="to-review", gap="xsmall"):
        for lesson, page in sorted(
            most, key=lambda at: (order.index(at[0]), library.lessons[at[0]].page_number(at[1]))
        ):
            number = library.lessons[lesson].page_number(page)
            title = library.lessons[lesson].pages[number - 1].title
            label = f"{library.number(lesson)}　{rich(say(library.lessons[lesson].title))} · {rich(say(title))}"
            where = {"lesson": lesson, "page": str(number)}
            st.page_link(visit.pages["lesson"], label=label, query_params=where, icon=":material/menu_book:")


def _explained(visit: Visit, result: Result, number: int, item: Any) -> None:
    say = visit.say
    question = result.question(item["question"])
    kind = questions.kind(question.kind)
    points, of = result.points[question.id]
    over = say("quiz.question-of", n=number, total=len(result.attempt.paper))
    parts = [over, say("quiz.part", points=points, of=of)]
    given, response = result.given.get(question.id), result.response(question.id)
    if given:
        receipt = say("quiz.receipt", n=str(given.number))
        parts.append(f"{receipt}　{local(visit, given.given_at, '%H:%M:%S')}")
    if given and given.confidence:
        parts.append(say(f"quiz.confidence.{given.confidence}"))
    st.markdown(f":small[:gray[{' · '.join(parts)}]]")
    draw_stem(visit, question.stem, question.id)
    kind.view.marked(question, item["parameters"], response, Seat(f"{result.attempt.id}-{question.id}", say))
    if response is None:
        st.markdown(f":small[:gray[:material/schedule: {say('quiz.no-answer')}]]")
    draw_reasons(visit, question)
    how_others_answered(visit, result, item)


def draw_stem(visit: Visit, stem: Text, key: str) -> None:
    """The stem of a question as a heading, side by side where both languages are on."""
    if visit.both and stem.en:
        one, two = st.columns(2, gap="large")
        one.header(rich(stem.zh), anchor=False)
        with two, st.container(key=f"lang-en-{key}"):
            st.header(rich(stem.en), anchor=False)
    else:
        st.header(rich(visit.say(stem)), anchor=False)


def draw_reasons(visit: Visit, question: Any) -> None:
    """Why the right answer is right, where that is taught, and from which items of the decks."""
    say = visit.say
    with st.container(key=f"line-{question.id}"):
        st.markdown(rich(say(question.explanation)))
        with st.container(horizontal=True, vertical_alignment="center"):
            if question.id in visit.library.taught:
                name, page = visit.library.taught[question.id]
                where = {"lesson": name, "page": str(visit.library.lessons[name].page_number(page))}
                icon = ":material/menu_book:"
                st.page_link(visit.pages["lesson"], label=say("quiz.where"), query_params=where, icon=icon)
            st.markdown(f":small[:gray[{say('quiz.source', items=', '.join(question.sources))}]]", width="content")
