"""Laws that every question of every kind keeps, whatever authors write and browsers send."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware import questions
from courseware.errors import Unreadable
from courseware.words import LANGUAGES
from tests.questions import desk, making, places, sorts
from tests.questions.desk import COMMON, options, text

SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, MATCHING = (
    questions.kind(name).rules for name in ("single", "multiple", "true_false", "numeric", "matching")
)
SEEDS = st.integers(0, 2**32)
POINTS = st.fractions(Fraction(1, 4), 10, max_denominator=12)


@st.composite
def single(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    size = draw(st.integers(3, 4))
    right = draw(st.integers(0, size - 1))
    question = SINGLE.Question(
        id="q", kind="single", options=options([n == right for n in range(size)]), points=draw(POINTS), **COMMON
    )
    return question, [SINGLE.Response(choice=option.id) for option in question.options]


@st.composite
def multiple(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    right = draw(st.lists(st.booleans(), min_size=3, max_size=6).filter(lambda rs: 0 < sum(rs) < len(rs)))
    question = MULTIPLE.Question(id="q", kind="multiple", options=options(right), points=draw(POINTS), **COMMON)
    names = [option.id for option in question.options]
    chosen = draw(st.lists(st.sets(st.sampled_from(names)), min_size=1, max_size=6))
    return question, [MULTIPLE.Response(choices=tuple(choices)) for choices in chosen]


@st.composite
def true_false(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    question = TRUE_FALSE.Question(
        id="q", kind="true_false", answer=draw(st.booleans()), feedback=text("f"), points=draw(POINTS), **COMMON
    )
    return question, [TRUE_FALSE.Response(choice=choice) for choice in (True, False)]


@st.composite
def numeric(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    question = NUMERIC.Question(
        id="q",
        kind="numeric",
        answer=draw(st.decimals(0, 10**6, places=3).map(Fraction)),
        tolerance=draw(st.fractions(0, 5, max_denominator=1000)),
        points=draw(POINTS),
        unit=draw(st.sampled_from([None, "yuan", "percent"])),
        **COMMON,
    )
    given_ = draw(st.lists(st.fractions(-(10**6), 10**6, max_denominator=10**6), min_size=1, max_size=4))
    return question, [NUMERIC.Response(value=str(value)) for value in given_]


@st.composite
def matching(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    left = [f"l{n}" for n in range(draw(st.integers(2, 5)))]
    right = [f"r{n}" for n in range(draw(st.integers(2, 6)))]
    question = MATCHING.Question(
        id="q",
        kind="matching",
        left=[{"id": name, "text": text(name)} for name in left],
        right=[{"id": name, "text": text(name)} for name in right],
        pairs={name: draw(st.sampled_from(right)) for name in left},
        feedback={name: text(name) for name in left},
        points=draw(POINTS),
        **COMMON,
    )
    pairs = st.dictionaries(st.sampled_from(left), st.sampled_from(right))
    return question, [MATCHING.Response(pairs=draw(pairs)) for _ in range(3)]


MADE: dict[str, Any] = {
    "single": single, "multiple": multiple, "true_false": true_false, "numeric": numeric, "matching": matching,
    "ordering": sorts.ordering, "categorising": sorts.categorising, "short_answer": making.short_answer,
    "gaps": making.gaps, "hotspot": places.hotspot, "branching": places.branching,
    "simulator_goal": places.simulator_goal,
}  # fmt: skip
ANY = st.one_of([make() for make in MADE.values()])


def test_every_kind_has_laws() -> None:
    assert set(MADE) == set(questions.names()), "a new kind needs a strategy here"


@given(ANY, SEEDS)
def test_points_are_never_negative_and_never_above_the_maximum(made: tuple[Any, list[Any]], seed: int) -> None:
    question, responses = made
    rules = questions.kind(question.kind).rules
    for response in [None, *responses]:
        grade = rules.grade(question, rules.draw(question, seed), response)
        assert 0 <= grade.points <= grade.of == question.points
        assert isinstance(grade.points, Fraction)
        assert grade.full == (response is not None and all(grade.parts.values()))


@given(ANY, SEEDS, SEEDS)
def test_a_shuffled_paper_grades_the_same(made: tuple[Any, list[Any]], one: int, other: int) -> None:
    question, responses = made
    rules = questions.kind(question.kind).rules
    for response in responses:
        grades = [rules.grade(question, drawn, response) for drawn in (rules.draw(question, one), {})]
        assert grades[0] == grades[1] == rules.grade(question, rules.draw(question, other), response)


@given(ANY, SEEDS, SEEDS)
def test_shuffling_loses_no_option(made: tuple[Any, list[Any]], one: int, other: int) -> None:
    question, _ = made
    rules = questions.kind(question.kind).rules
    papers = [rules.asked(question, rules.draw(question, seed)) for seed in (one, other)]
    for column in ("options", "left"):
        first, second = (sorted(o["id"] for o in paper.get(column, ())) for paper in papers)
        assert first == second
        assert len(set(first)) == len(first)


@given(single() | multiple(), SEEDS)
def test_moving_the_right_mark_changes_nothing_on_the_paper(made: tuple[Any, list[Any]], seed: int) -> None:
    question, _ = made
    rules = questions.kind(question.kind).rules
    turned = [option.model_copy(update={"right": not option.right}) for option in question.options]
    other = question.model_copy(update={"options": tuple(turned)})
    assert rules.asked(question, rules.draw(question, seed)) == rules.asked(other, rules.draw(other, seed))


@given(numeric(), st.integers(0, 1000), SEEDS)
def test_a_paper_does_not_depend_on_the_number_wanted(made: tuple[Any, list[Any]], answer: int, seed: int) -> None:
    question, _ = made
    other = question.model_copy(update={"answer": str(answer), "tolerance": "1", "mistakes": ()})
    assert NUMERIC.asked(question, NUMERIC.draw(question, seed)) == NUMERIC.asked(other, NUMERIC.draw(other, seed))


@given(matching(), SEEDS)
def test_a_paper_does_not_depend_on_the_pairs(made: tuple[Any, list[Any]], seed: int) -> None:
    question, _ = made
    other = question.model_copy(update={"pairs": dict.fromkeys(question.pairs, question.right[0].id)})
    assert MATCHING.asked(question, MATCHING.draw(question, seed)) == MATCHING.asked(other, MATCHING.draw(other, seed))


@given(multiple())
def test_one_better_box_never_costs_points(made: tuple[Any, list[Any]]) -> None:
    question, responses = made
    for response in responses:
        before = MULTIPLE.grade(question, {}, response).points
        for option in question.options:
            chosen = set(response.choices)
            better = MULTIPLE.Response(choices=tuple(chosen | {option.id} if option.right else chosen - {option.id}))
            assert MULTIPLE.grade(question, {}, better).points >= before


@given(matching())
def test_one_better_match_never_costs_points(made: tuple[Any, list[Any]]) -> None:
    question, responses = made
    for response in responses:
        before = MATCHING.grade(question, {}, response).points
        for name, wanted in question.pairs.items():
            better = MATCHING.Response(pairs={**response.pairs, name: wanted})
            assert MATCHING.grade(question, {}, better).points >= before


@given(numeric(), st.fractions(0, 1, max_denominator=1000))
def test_moving_towards_the_answer_never_costs_points(made: tuple[Any, list[Any]], step: Fraction) -> None:
    question, responses = made
    for response in responses:
        value = Fraction(response.value)
        nearer = NUMERIC.Response(value=str(value + (question.wanted.answer - value) * step))
        assert NUMERIC.grade(question, {}, nearer).points >= NUMERIC.grade(question, {}, response).points


@given(numeric(), st.sampled_from([-1, 1]))
def test_the_tolerance_counts_its_ends(made: tuple[Any, list[Any]], side: int) -> None:
    question, _ = made
    at_end = question.wanted.answer + side * question.wanted.tolerance
    assert NUMERIC.grade(question, {}, NUMERIC.Response(value=str(at_end))).full
    outside = at_end + side * Fraction(1, 10**9)
    assert not NUMERIC.grade(question, {}, NUMERIC.Response(value=str(outside))).full


FIELDS = st.sampled_from(["choice", "value", "l0", "l1", "l2", "o0"]) | st.text(max_size=5)
VALUES = (
    st.sampled_from(["o0", "o1", "r0", "true", "", "1", "2", "3", "1,200", "1/0", "9" * 40])
    | st.text()
    | st.text("0１,.，/-%万元 ")
)


@given(ANY, st.dictionaries(FIELDS, st.lists(VALUES, max_size=3)))
def test_any_form_is_read_or_refused(made: tuple[Any, list[Any]], form: dict[str, list[str]]) -> None:
    question, _ = made
    rules = questions.kind(question.kind).rules
    try:
        response = rules.read(question, form)
    except Unreadable:
        return
    assert rules.Response.model_validate_json(response.model_dump_json()) == response
    assert 0 <= rules.grade(question, {}, response).points <= question.points
    for language in LANGUAGES:
        assert rules.say(question, response, desk.say(language))


@given(ANY, st.sampled_from(["\x00", "\n", "\x7f", "\u200b", "\u202e", "\ud800"]))
def test_control_characters_are_refused(made: tuple[Any, list[Any]], character: str) -> None:
    question, _ = made
    rules = questions.kind(question.kind).rules
    values = {"numeric": "12", "true_false": "true", "matching": "r0", "categorising": "r0", "branching": "c0"}
    value = values.get(question.kind, "o0")
    with pytest.raises(Unreadable):
        rules.read(question, {name: [value + character] for name in ("choice", "value", "l0", "path")})


def test_the_nearest_known_mistake_is_answered() -> None:
    mistakes = [{"value": v, "feedback": text(v)} for v in ("10", "11")]
    question = NUMERIC.Question(id="q", kind="numeric", answer="5", tolerance="1", mistakes=mistakes, **COMMON)

    def told(value: str) -> list[str]:
        return [t.zh for t in NUMERIC.feedback(question, NUMERIC.Response(value=value))]

    assert [told(v) for v in ("53/5", "52/5", "12", "13", "6")] == [["文11"], ["文10"], ["文11"], [], []]


def test_answers_are_told_to_hr_in_words() -> None:
    said = {
        kind: [
            questions.kind(kind).rules.say(question, questions.kind(kind).rules.key(question), desk.say(language))
            for question, _ in desk.samples(kind)[:1]
            for language in LANGUAGES
        ]
        for kind in questions.names()
    }
    assert said["single"] == ["道谢但不喝，接着讲怎么用", "Say thank you, do not drink, and go on explaining"]
    assert said["multiple"][1] == "Take a gift from the customer; Smoke a cigarette the customer offers"
    assert said["true_false"] == ["对", "True"]
    assert said["numeric"] == ["60000000", "60000000"]
    assert said["short_answer"] == ["印象一刻", "印象一刻"]
    assert said["gaps"] == ["(1) 每单金额；(2) 每年次数；(3) 1000", "(1) 1000; (2) amount per order; (3) 每年次数"]
    assert said["matching"][0] == "2 → 公开：价目和记录单；3 → 到位：做完才走；4 → 不准：水、烟、饭、礼"
    assert said["ordering"][1].startswith("Tidy up the place → Show it running → ")
    assert said["categorising"][0].endswith("；现在型：第一次来，正在开单 · 正在问价，还没定；未来型：明年可能搬到附近")
