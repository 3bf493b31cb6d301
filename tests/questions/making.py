"""Made-up questions of the kinds that people type into, and responses to them."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from courseware import questions
from courseware.questions import forms, typed
from tests.questions.desk import COMMON, options, text

SHORT, GAPS = (questions.kind(name).rules for name in ("short_answer", "gaps"))
POINTS = st.fractions(Fraction(1, 4), 10, max_denominator=12)
SCORING = st.sampled_from(["all_or_nothing", "part_marks", "part_marks_with_penalty"])
WORDS = {
    "accepted": {"zh": ["秤砣"], "en": ["reference weight"]},
    "mistakes": [{"forms": {"zh": ["秤"], "en": ["scale"]}, "feedback": text("scale")}],
}
TYPED = (
    st.sampled_from(["秤砣", "Reference  weight.", "“秤 砣”", "秤", "scale", "*秤*", "<b>"])
    | st.text(st.characters(exclude_categories=("C",)), max_size=forms.LONGEST_WORDS)
).filter(lambda words: typed.same(words))


@st.composite
def short_answer(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    question = SHORT.Question(
        id="q", kind="short_answer", points=draw(POINTS), scoring=draw(SCORING), **WORDS, **COMMON
    )
    return question, [SHORT.Response(text=words) for words in draw(st.lists(TYPED, min_size=1, max_size=4))]


@st.composite
def gaps(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    made: dict[str, Any] = {}
    values: dict[str, st.SearchStrategy[str]] = {}
    for name in [f"g{n}" for n in range(draw(st.integers(1, 6)))]:
        takes = draw(st.sampled_from(["choice", "words", "number"]))
        if takes == "choice":
            size = draw(st.integers(2, 6))
            right = draw(st.integers(0, size - 1))
            made[name] = {"options": options([n == right for n in range(size)])}
            values[name] = st.sampled_from([f"o{n}" for n in range(size)])
        elif takes == "words":
            made[name], values[name] = WORDS, TYPED
        else:
            tolerance = draw(st.integers(0, 3))
            mistakes = [{"value": "4", "feedback": text("four")}] if tolerance < 3 else []
            made[name] = {"answer": "7", "tolerance": str(tolerance), "mistakes": mistakes}
            values[name] = st.sampled_from(["7", "4", "6.5", "1/3", "-7"])
    order = draw(st.permutations(list(made)))
    question = GAPS.Question(
        id="q",
        kind="gaps",
        text={"zh": "文" + "，".join(f"[[{name}]]" for name in made), "en": " and ".join(f"[[{n}]]" for n in order)},
        gaps=made,
        points=draw(POINTS),
        scoring=draw(SCORING),
        **COMMON,
    )
    filled = st.fixed_dictionaries({}, optional=values)
    return question, [GAPS.Response(values=draw(filled)) for _ in range(3)]
