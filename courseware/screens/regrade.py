"""Regrading: choose a question of a quiz, see what would change, say why, apply; and what was regraded before."""

from html import escape

import streamlit as st

from courseware.actions import reasons, regrading
from courseware.actions import scores as score_deeds
from courseware.actions.regrading import Asked, Preview
from courseware.blocks.lines import rich
from courseware.errors import Forbidden, Missing, Refused
from courseware.house import house
from courseware.progress.regrading import POLICIES, Policy
from courseware.questions import tallies
from courseware.screens.choices import choice, segments
from courseware.screens.frame import head
from courseware.screens.regrade_preview import difference, previewed
from courseware.screens.visit import Visit, asker
from courseware.words import Text, markdown

LONGEST_STEM = 80


def show(visit: Visit) -> None:
    """Draw the page; `?quiz=…` and `&question=…` choose."""
    if not visit.person.may("regrade"):
        raise Forbidden
    say, titles = visit.say, _titles(visit, st.query_params.get("quiz", ""))
    head(visit, say("hr.title"))
    st.title(say("regrade.title"), anchor=False)
    st.markdown(f":gray[{say('regrade.lead')}]")
    quiz_id = _quiz(visit, titles)
    if quiz_id is None:
        return
    asked = regrading.asked(visit.house.records, visit.person, quiz_id, visit.library.questions)
    if not asked:
        st.markdown(say("regrade.no-attempts"))
        return
    with st.container(key="line"):
        chosen = _question(visit, quiz_id, asked)
        if chosen:
            _chosen(visit, quiz_id, chosen)
    _history(visit, quiz_id, asked)


def _titles(visit: Visit, asked: str) -> dict[str, Text]:
    """Titles of the quizzes to choose from, with the one asked for, which may be retired."""
    titles: dict[str, Text] = {name: quiz.title for name, quiz in visit.library.quizzes.items()}
    if asked and asked not in titles:
        titles |= score_deeds.quizzes(visit.house.records, visit.person)
        if asked not in titles:
            raise Missing("no-such-quiz")
    return titles


def _quiz(visit: Visit, titles: dict[str, Text]) -> str | None:
    say = visit.say
    st.session_state["regrade-quiz"] = st.query_params.get("quiz") or None

    def changed() -> None:
        st.query_params.from_dict({"quiz": st.session_state["regrade-quiz"]})
        _afresh()

    return choice(
        visit, "regrade-quiz", say("regrade.quiz"), list(titles), lambda name: say(titles[name]), changed,
        say("regrade.choose-quiz"),
    )  # fmt: skip


def _question(visit: Visit, quiz_id: str, asked: list[Asked]) -> Asked | None:
    say, by_id = visit.say, {one.then.id: one for one in asked}
    first = visit.library.say(visit.language)  # an option has no room for two languages
    differing = [one for one in asked if one.differs]
    st.markdown(say("regrade.differ", n=len(differing)) if differing else say("regrade.none-differ"))
    named = st.query_params.get("question", "")
    if named not in by_id:
        named = differing[0].then.id if differing else None
    st.session_state["regrade-question"] = named

    def told(name: str) -> str:
        one = by_id[name]
        stem = " ".join(first(_stem(one)).split())
        stem = stem if len(stem) <= LONGEST_STEM else f"{stem[:LONGEST_STEM]}…"
        if one.differs:
            key = "regrade.option-further" if one.settled else "regrade.option-differs"
            return first(key, n=one.differs, stem=stem)
        if one.unread:
            return first("regrade.option-unread", n=one.unread, stem=stem)
        return first("regrade.option-settled", stem=stem) if one.settled else stem

    def changed() -> None:
        st.query_params.from_dict({"quiz": quiz_id, "question": st.session_state["regrade-question"]})
        _afresh()

    name = choice(
        visit, "regrade-question", say("regrade.question"), list(by_id), told, changed, say("regrade.choose-question")
    )
    return by_id.get(name)


def _stem(one: Asked) -> Text:
    """What is asked, with some numbers in place where it draws them."""
    return tallies.example(one.now or one.then).stem


def _chosen(visit: Visit, quiz_id: str, one: Asked) -> None:
    say, name = visit.say, one.then.id
    st.markdown(f"**{rich(say(_stem(one)))}**")
    if one.settled and one.differs:
        st.markdown(say("regrade.further", n=one.differs))
    if one.now is None:
        st.markdown(say("regrade.gone"))
    policies = POLICIES if one.now else ("full-marks",)
    if st.session_state.get("regrade-policy-of") != (quiz_id, name):  # a question settled before keeps its policy
        st.session_state["regrade-policy-of"] = (quiz_id, name)
        st.session_state["regrade-policy"] = one.settled or policies[0]
    policy: Policy = segments(
        visit, "regrade-policy", say("regrade.policy"), policies, lambda p: say(f"regrade.{p}"), _afresh
    )
    st.markdown(f":gray[{say(f'regrade.about-{policy}')}]")
    seen = regrading.preview(visit.house.records, visit.person, quiz_id, name, one.now, policy)
    if policy == "new-key":
        for then in seen.thens:
            difference(visit, then, one.now)
    applied = st.session_state.pop("regrade-applied", None)
    if applied is not None:
        st.markdown(f":green[:material/check: {say('regrade.applied', n=applied)}]")
    previewed(visit, seen)
    if seen.lines:
        _apply(visit, quiz_id, name, policy, seen)
    elsewhere = [
        other for other, quiz in visit.library.quizzes.items()
        if other != quiz_id and any(question.id == name for question in quiz.questions)
    ]  # fmt: skip
    if elsewhere:
        st.markdown(f":gray[{say('regrade.elsewhere')}]")
        with st.container(key="row-elsewhere", horizontal=True, gap="small"):
            for other in elsewhere:
                label, query = rich(say(visit.library.quizzes[other].title)), {"quiz": other, "question": name}
                st.page_link(visit.pages["regrade"], label=label, query_params=query, icon=":material/arrow_forward:")


def _apply(visit: Visit, quiz_id: str, question_id: str, policy: Policy, seen: Preview) -> None:
    say = visit.say
    st.text_input(say("regrade.reason"), key="regrade-reason", max_chars=reasons.LONGEST)
    trouble = st.session_state.pop("regrade-trouble", None)
    if trouble is not None:
        st.markdown(f":red[:material/close: {say(f'refusals.{trouble.key}', **trouble.values)}]")
    st.button(
        say("regrade.apply", n=len(seen.lines)), type="primary", key="apply", on_click=_do,
        args=(quiz_id, question_id, policy, seen.token, len(seen.lines)),
    )  # fmt: skip


def _do(quiz_id: str, question_id: str, policy: Policy, token: str, count: int) -> None:
    """Apply what was seen. If the question has been edited since, the action knows by the token."""
    held, reason = house(), st.session_state.get("regrade-reason", "")
    current = held.library.questions.get(question_id)
    try:
        regrading.apply(held.records, asker(), quiz_id, question_id, current, policy, reason, token, held.clock())
    except Refused as refusal:
        st.session_state["regrade-trouble"] = refusal
        return
    _afresh()
    st.session_state["regrade-applied"] = count
    st.session_state["regrade-reason"] = ""
    st.query_params["question"] = question_id  # and not the next that differs


def _history(visit: Visit, quiz_id: str, asked: list[Asked]) -> None:
    say, zone = visit.say, visit.house.settings.zone
    done = regrading.done(visit.house.records, visit.person, quiz_id)
    trouble = st.session_state.pop("regrade-trouble", None)
    if trouble is not None:  # nothing is left to apply, so the place beside the button is gone
        st.markdown(f":red[:material/close: {say(f'refusals.{trouble.key}', **trouble.values)}]")
    if done:
        st.header(say("regrade.history"), anchor=False)
    stems = {one.then.id: _stem(one) for one in asked}
    for one in done:
        with st.container(key=f"row-regrade-{one.id}"):
            left, right = st.columns([3, 2], vertical_alignment="center")
            when = one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            policy = visit.library.words[f"regrade.{one.policy}"]
            lines = [
                f"**{rich(say(stems[one.question_id]))}**",
                say("regrade.done", time=when, by=markdown(one.by), policy=policy, n=one.attempts),
                say("regrade.done-because", reason=markdown(one.reason)),
            ]
            left.markdown("  \n".join(lines))
            links = (
                f'<a class="ws-button" href="/export/regrade-{one.id}.{kind}?lang={visit.language}">'
                f"{escape(say(f'regrade.{kind}'))}</a>"
                for kind in ("csv", "xlsx")
            )
            right.html(f'<div class="ws-exports">{" ".join(links)}</div>')


def _afresh() -> None:
    for name in ("regrade-page", "regrade-trouble", "regrade-show"):
        st.session_state.pop(name, None)
