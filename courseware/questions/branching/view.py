"""Branching in Streamlit: what came of the last choice, the moment that waits, and its choices as buttons."""

from typing import Any

import streamlit as st

from courseware.questions import Parameters, Seat, view
from courseware.questions.branching import rules
from courseware.words import Say, Text
from simulations.stories import Judged, Step

Told = dict[str, Any]

STATES: dict[str, tuple[view.State, str]] = {
    "helped": ("right", "right"), "hurt": ("wrong", "yours"), "neither": ("off", "neither"),
}  # fmt: skip
"""How each verdict of a simulator is drawn, and its caption."""


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """The story as far as it was chosen, which is the saved response."""
    say = view.words(seat, "branching")
    steps, now = asked["steps"], asked["now"]
    st.markdown(_small(say("how")))
    with st.container(key=f"q-{seat.key}"), st.container(key=f"tale-{seat.key}", gap="small"):
        if len(steps) > 1:
            with st.expander(say("before", n=len(steps) - 1), type="compact", key=view.widget_key(seat, "before")):
                st.markdown(
                    "\n\n---\n\n".join(_moment(seat, step) + "\n\n" + _choice(seat, step) for step in steps[:-1])
                )
        elif not steps and asked["about"]:
            st.markdown(_small(seat.say(asked["about"])))
        if steps:
            with st.container(key=f"last-{seat.key}"):
                st.markdown(_choice(seat, steps[-1]))
        with st.container(key=f"now-{seat.key}"):
            over = say("over") if steps else say("broken")
            st.markdown(_moment(seat, now) if now else f"**{view.label(over)}**")
        _choices(asked, seat)
        _back(asked, seat)
        view.heard(seat, _heard(asked, seat), f"now-{seat.key}")


def _choices(asked: dict[str, Any], seat: Seat) -> None:
    path = [step["id"] for step in asked["steps"]]
    for choice in asked["now"]["choices"] if asked["now"] else ():
        st.button(
            view.label(seat.say(choice["text"])),
            key=view.widget_key(seat, f"{len(path)}-{choice['id']}"),
            on_click=_take,
            args=([*path, choice["id"]], seat),
            disabled=seat.answer is None,
            width="stretch",
        )


def _back(asked: dict[str, Any], seat: Seat) -> None:
    """One step back, or to the beginning."""
    say, path = view.words(seat, "branching"), [step["id"] for step in asked["steps"]]
    with st.container(key=f"back-{seat.key}", horizontal=True, gap="small"):
        for name, icon, to in (("undo", ":material/undo:", path[:-1]), ("again", ":material/restart_alt:", [])):
            st.button(
                say(name),
                key=view.widget_key(seat, name),
                type="tertiary",
                icon=icon,
                on_click=_take,
                args=(to, seat),
                disabled=seat.answer is None or not path,
            )


def _take(path: list[str], seat: Seat) -> None:
    if seat.answer:
        seat.answer({"path": path})


def _moment(seat: Seat, moment: Told) -> str:
    who = _small(view.words(seat, "branching")("customer")) + "  \n" if moment["speaker"] == "customer" else ""
    return who + view.label(seat.say(moment["text"]))


def _choice(seat: Seat, step: Told) -> str:
    yours = _small(view.words(seat, "branching")("you", text=step["chosen"]))
    return f"{yours}\n\n{view.label(seat.say(step['reply']))}" if step["reply"] else yours


def _heard(asked: dict[str, Any], seat: Seat) -> str:
    """What a screen reader hears after a choice: what came of it, and what happens now."""
    say, now = view.words(seat, "branching"), asked["now"]
    last = [asked["steps"][-1]["reply"]] if asked["steps"] else []
    told = [seat.say(text) for text in [*last, now and now["text"]] if text]
    return view.plain(" ".join([*told, *([] if now else [say("over")])]))


def _small(told: str) -> str:
    return f":small[:gray[{view.label(told)}]]"


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """The path told again, every choice with what it did and why; how it ended; and, where that was not the best, one
    way that works."""
    outcome = question.outcome(response.path if response else ())
    with st.container(key=f"tale-{seat.key}"):
        judged = question.playing.model.judged(outcome)
        for n, (step, one) in enumerate(zip(outcome.steps, judged, strict=True), 1):
            _told_again(question, n, step, one, seat)
        if outcome.steps:
            st.markdown(_ending(question, outcome, seat))
        if question.reached(outcome) < 1:
            _way(question, seat, shut=bool(outcome.steps))


def _told_again(question: rules.Question, n: int, step: Step, one: Judged, seat: Seat) -> None:
    """One choice, with what it did and why by the rules, and what came of it."""
    say, words = view.words(seat, "branching"), seat.say.within(f"simulations.{question.simulator}")
    state, caption = STATES[one.verdict]
    notes: list[tuple[view.State, str]] = [(state, say(caption))]
    for key, values in one.notes:
        notes.append(("off", _note(words, key, values)))
    with st.container(key=f"step{n}-{seat.key}", gap="xsmall"):
        st.markdown(_small(f"{n} · {seat.say(step.moment.text)}"))
        view.row(seat, state, str(n), seat.say(step.choice.text), notes, letter="·")
        if step.choice.reply:
            st.markdown(view.label(seat.say(step.choice.reply)))


def _note(words: Say, key: str, values: Any) -> str:
    """Why, from the rules: values that are keys of words are said in each language."""
    told: dict[str, str | Text] = {
        name: words.words[words.prefix + value] if words.has(value) else value for name, value in values.items()
    }
    return words(f"judged.{key}", **told)


def _ending(question: rules.Question, outcome: Any, seat: Seat) -> str:
    if outcome.now:
        return f"**{view.label(view.words(seat, 'branching')('unfinished'))}**"
    words = seat.say.within(f"simulations.{question.simulator}")
    key, values = question.playing.model.sentence(outcome)
    lines = [f"**{view.label(words(f'sentences.{key}', **values))}**"]
    if outcome.ending:
        lines.append(view.label(words(f"endings.{outcome.ending}")))
        own = question.tale.endings.get(outcome.ending) if question.tale else None
        lines += [view.label(seat.say(own))] if own else []
    return "  \n".join(lines)


def _way(question: rules.Question, seat: Seat, shut: bool) -> None:
    """One way that reaches the goal, behind its name where there is a path of one's own to read first."""
    say = view.words(seat, "branching")
    best = question.outcome(question.best())
    if not shut:
        for n, step in enumerate(best.steps):
            view.row(seat, "right", f"way{n}", seat.say(step.choice.text), [("right", say("should"))])
        return
    with st.expander(say("way"), icon=":material/route:", type="compact", key=view.widget_key(seat, "way")):
        lines = [f":small[:green[**{view.label(say('should'))}**]]", ""]
        for n, step in enumerate(best.steps, 1):
            lines.append(f"{n}. {_small(seat.say(step.moment.text))}  \n   {view.label(seat.say(step.choice.text))}")
        st.markdown("\n".join(lines))
