"""Gaps in Streamlit: the text with numbered blanks, which show what has been filled in, and below it a field for each.

A field in the middle of a line would not grow with its content, and on a phone its list would cover the text.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from html import escape
from typing import Any

import streamlit as st

from courseware.errors import Unreadable
from courseware.questions import Parameters, Seat, view
from courseware.questions.gaps import rules
from courseware.questions.gaps.fields import WordsGap
from courseware.questions.numeric import reading
from courseware.questions.numeric.view import field
from courseware.questions.typed import same
from courseware.words import LANGUAGES, Language, Say, Text, markdown

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BOXES = {"choice": "pair", "words": "typed", "number": "num"}


def widget(asked: dict[str, Any], response: rules.Response | None, seat: Seat) -> None:
    """Every gap with the value saved for it. A number that cannot be read is said; the other gaps are saved."""
    say = view.words(seat, "gaps")
    values = response.values if response else {}
    gaps = {gap["id"]: gap for gap in asked["gaps"]}
    with st.container(key=f"q-{seat.key}", gap="small"):
        _text(asked["text"], seat, {name: _shown(gaps[name], value, seat.say) for name, value in values.items()})
        for n, name in enumerate(rules.in_order(asked["text"], seat.say.language), 1):
            gap, key = gaps[name], view.widget_key(seat, name)
            view.hold(key, _held(gap, values.get(name)))
            with st.container(key=f"gap-{seat.key}-{name}", horizontal=True, wrap=False, gap="small"):
                st.markdown(str(n), width="content")
                box = f"{_BOXES[gap['takes']]}-{seat.key}-{name}"
                with st.container(key=box, horizontal=True, wrap=False, gap="small"):
                    _field(gap, key, say("gap", n=n), seat, (asked, values, seat))
            if typed := st.session_state.get(f"{key}-refused"):
                st.markdown(f":red[:material/close: {markdown(say('refused', typed=typed))}]")
        if seat.answer and (typing := {gap["takes"] for gap in asked["gaps"]} - {"choice"}):
            hints = [say(takes) for takes in sorted(typing, reverse=True)] + [say("enter")]
            st.markdown("  \n".join(f":small[:gray[{view.label(told)}]]" for told in hints))


def _field(gap: dict[str, Any], key: str, label: str, seat: Seat, args: tuple[Any, ...]) -> None:
    if gap["takes"] == "number":
        field(label, key, gap, seat, _answered, args)
    elif gap["takes"] == "words":
        st.text_input(
            label,
            max_chars=gap["longest"],
            key=key,
            autocomplete="off",
            on_change=_answered,
            args=args,
            disabled=seat.answer is None,
            label_visibility="collapsed",
            width=420,
        )
    else:
        told = {option["id"]: view.plain(seat.say(option["text"])) for option in gap["options"]}
        st.selectbox(
            label,
            list(told),
            index=None,
            format_func=lambda name: told[name],
            key=key,
            on_change=_answered,
            args=args,
            placeholder=view.words(seat, "gaps")("placeholder"),
            disabled=seat.answer is None,
            label_visibility="collapsed",
            filter_mode=None,
            required=True,  # a choice can be changed, not cleared: the clear button speaks English
            width=420,
        )


def _held(gap: dict[str, Any], value: str | None) -> str | None:
    """A saved value as its field shows it."""
    if gap["takes"] == "choice":
        return value if value in [option["id"] for option in gap["options"]] else None
    return value or ""


def _shown(gap: dict[str, Any], value: str, say: Say) -> Text:
    """A value as people read it: a choice and a number in the words of each language."""
    if gap["takes"] == "number":
        zh, en = (say.in_(language).quantity(Fraction(value), gap["unit"] or "plain", 9) for language in LANGUAGES)
        return Text(zh=zh, en=en)
    chosen: Text | None = next((o["text"] for o in gap.get("options", ()) if o["id"] == value), None)
    if chosen is None:
        return Text(zh=value, en=value)
    return Text(zh=view.plain(chosen.told("zh")), en=view.plain(chosen.told("en")))


def _answered(asked: dict[str, Any], saved: Mapping[str, str], seat: Seat) -> None:
    form = {}
    for gap in asked["gaps"]:
        name, key = gap["id"], view.widget_key(seat, gap["id"])
        typed = st.session_state.get(key) or ""
        st.session_state.pop(f"{key}-refused", None)
        if gap["takes"] == "number" and typed.strip():
            try:
                reading.number(typed, gap["unit"])
            except Unreadable:
                st.session_state[f"{key}-refused"] = " ".join(typed.split())
                typed = saved.get(name, "")
        form[name] = [typed]
    if seat.answer:
        seat.answer(form)


def _text(text: Text, seat: Seat, shown: Mapping[str, Text], states: Mapping[str, str] | None = None) -> None:
    """The text, in both languages where both are shown; a gap says what has been filled in."""
    number = {name: n for n, name in enumerate(rules.in_order(text, seat.say.language), 1)}
    languages = LANGUAGES if seat.say.both and text.en else (seat.say.language,)
    st.html("".join(_paragraph(text, language, seat, number, shown, states or {}) for language in languages))


def _paragraph(
    text: Text, language: Language, seat: Seat, number: Mapping[str, int], shown: Mapping[str, Text],
    states: Mapping[str, str],
) -> str:  # fmt: skip
    say = view.words(seat, "gaps").in_(language)
    pieces = rules.GAP.split(text.told(language))
    written = ""
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            written += _BOLD.sub(r"<b>\1</b>", escape(piece))
            continue
        value = shown[piece].told(language) if piece in shown else None
        told = say("empty", n=number[piece]) if value is None else say("filled", n=number[piece], value=value)
        state = states.get(piece, "" if value is None else "filled")
        written += (
            f'<span class="ws-gap {state}" role="img" aria-label="{escape(told)}"><i>{number[piece]}</i>'
            f"{'' if value is None else escape(value)}</span>"
        )
    return f'<p class="ws-gaps-text" lang="{"zh-CN" if language == "zh" else "en"}">{written}</p>'


def marked(question: rules.Question, parameters: Parameters, response: rules.Response | None, seat: Seat) -> None:
    """The text as it was filled in, every gap with its value and, where that was not right, the right one; then the
    feedback earned."""
    say = view.words(seat, "gaps")
    values = response.values if response else {}
    gaps = {gap["id"]: gap for gap in rules.asked(question, parameters)["gaps"]}
    parts = rules.grade(question, parameters, response).parts
    shown = {name: _shown(gaps[name], value, seat.say) for name, value in values.items()}
    _text(question.text, seat, shown, {name: "right" if parts[name] else "wrong" for name in values})
    order = question.order(seat.say.language)
    for n, name in enumerate(order, 1):
        gap = question.gaps[name]
        wanted = gap.term if isinstance(gap, WordsGap) else _shown(gaps[name], gap.key, seat.say)
        should = say("should", text=wanted)
        if response is None:
            view.row(seat, "right", name, f"({n}) {seat.say(wanted)}", [("off", say("missing"))], typed=True)
        elif name not in values:
            view.row(seat, "off", name, f"({n}) —", [("off", say("missing")), ("right", should)])
        elif parts[name]:
            notes: list[tuple[view.State, str]] = [("right", say("right"))]
            if same(shown[name].told(seat.say.language)) != same(wanted.told(seat.say.language)):
                notes.append(("off", say("term", text=wanted)))
            view.row(seat, "right", name, f"({n}) {seat.say(shown[name])}", notes, typed=True)
        else:
            notes = [("wrong", say("yours")), ("right", should)]
            view.row(seat, "wrong", name, f"({n}) {seat.say(shown[name])}", notes, typed=True)
    if response:
        earned = sorted(rules.earned(question, response), key=lambda one: order.index(one[0]))
        view.feedback(seat, [(f"({order.index(name) + 1})" if len(earned) > 1 else "", text) for name, text in earned])
