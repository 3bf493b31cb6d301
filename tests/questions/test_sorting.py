"""Laws of what is sorted by hand, and how moves reach the record."""

import re
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from courseware import questions
from courseware.errors import Unreadable
from courseware.questions import marks
from courseware.words import LANGUAGES
from tests.questions import desk, sorts
from tests.questions.desk import COMMON, text
from tests.questions.sorts import CATEGORISING, ORDERING
from tests.questions.test_widgets import Room

SEEDS = st.integers(0, 2**32)
Made = tuple[Any, list[Any]]


def order(size: int, **more: Any) -> Any:
    names = [f"l{n}" for n in range(size)]
    items = [{"id": name, "text": text(name)} for name in names]
    told = {name: text(name) for name in names[1:]}
    return ORDERING.Question(**{"id": "q", "kind": "ordering", "items": items, "feedback": told, **COMMON, **more})


def right(question: Any) -> tuple[str, ...]:
    return ORDERING.key(question).order


def given_order(question: Any, names: Any) -> Fraction:
    return ORDERING.grade(question, {}, ORDERING.Response(order=tuple(names))).points


@given(sorts.ordering(), SEEDS)
def test_the_drawn_order_is_never_the_right_one_nor_right_in_part(made: Made, seed: int) -> None:
    question, _ = made
    drawn = ORDERING.draw(question, seed)["items"]
    assert sorted(drawn) == sorted(right(question))
    assert tuple(drawn) != right(question)
    if len(drawn) > 3:
        assert not set(pairwise(drawn)) & set(pairwise(right(question)))


def test_three_items_are_drawn_in_every_order_but_the_right_one() -> None:
    question = order(3)
    drawn = {tuple(ORDERING.draw(question, seed)["items"]) for seed in range(60)}
    assert drawn == set(permutations(right(question))) - {right(question)}


@given(sorts.ordering())
def test_the_right_order_is_never_shown_even_without_a_draw(made: Made) -> None:
    question, _ = made
    assert tuple(o["id"] for o in ORDERING.asked(question, {})["options"]) != right(question)


@pytest.mark.parametrize("size", range(3, 8))
def test_a_list_turned_round_earns_nothing(size: int) -> None:
    question = order(size)
    assert given_order(question, reversed(right(question))) == 0


@pytest.mark.parametrize("size", range(3, 8))
def test_one_item_moved_costs_three_links_at_most(size: int) -> None:
    question = order(size, points=size - 1)
    for name in right(question):
        rest = [other for other in right(question) if other != name]
        for place in range(size):
            moved = [*rest[:place], name, *rest[place:]]
            assert given_order(question, moved) >= size - 1 - 3
    first, *rest = right(question)
    assert given_order(question, [*rest, first]) == size - 2, "moved from the top to the end: one link"


def test_penalty_and_all_or_nothing_are_stricter_with_an_order() -> None:
    first, *rest = right(order(4))
    assert [
        given_order(order(4, scoring=scoring), [*rest, first])
        for scoring in ("part_marks", "part_marks_with_penalty", "all_or_nothing")
    ] == [Fraction(2, 3), Fraction(1, 3), 0]


@given(sorts.ordering())
def test_feedback_speaks_of_every_wrong_link_and_of_no_other(made: Made) -> None:
    question, responses = made
    for response in responses:
        wrong = [name for name, good in ORDERING.grade(question, {}, response).parts.items() if not good]
        assert [name for name, _ in ORDERING.earned(question, response)] == wrong


@given(sorts.categorising(), SEEDS)
def test_a_paper_does_not_depend_on_the_classes_wanted(made: Made, seed: int) -> None:
    question, _ = made
    names = [one.id for one in question.classes]
    turned = [i.model_copy(update={"into": names[(names.index(i.into) + 1) % len(names)]}) for i in question.items]
    other = question.model_copy(update={"items": tuple(turned)})
    drawn = CATEGORISING.draw(question, seed)
    assert CATEGORISING.asked(question, drawn) == CATEGORISING.asked(other, CATEGORISING.draw(other, seed))
    assert [one["id"] for one in CATEGORISING.asked(question, drawn)["options"]] == names


@given(sorts.categorising())
def test_one_better_class_never_costs_points(made: Made) -> None:
    question, responses = made
    for response in responses:
        before = CATEGORISING.grade(question, {}, response).points
        for item in question.items:
            better = CATEGORISING.Response(placed={**response.placed, item.id: item.into})
            assert CATEGORISING.grade(question, {}, better).points >= before


@given(sorts.categorising())
def test_an_item_not_placed_is_no_wrong_one(made: Made) -> None:
    question, responses = made
    for response in responses:
        grade = CATEGORISING.grade(question, {}, response)
        wrong = len(CATEGORISING.earned(question, response))
        assert grade == marks(question, grade.parts, wrong)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"items": [{"id": name, "text": text(name)} for name in ("a", "b")]}, "at least 3 items"),
        ({"feedback": {"l1": text("x")}}, "feedback: 'l2' in a wrong place needs one"),
        ({"feedback": {f"l{n}": text(str(n)) for n in range(3)}}, "'l0' comes first and follows nothing"),
        ({"feedback": {f"l{n}": text(str(n)) for n in range(1, 4)}}, "feedback: there is no item 'l3'"),
        ({"items": [{"id": f"l{n}", "text": text("same")} for n in range(3)]}, "two zh texts read"),
    ],
)
def test_an_author_is_told_what_is_wrong_with_an_order(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        order(3, **change)


@pytest.mark.parametrize(
    ("into", "sentence"),
    [("xxx", "all items go into one class"), ("xyz", "item 'c': there is no class 'z'"), ("xy", "at least 3 items")],
)
def test_an_author_is_told_what_is_wrong_with_classes(into: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        CATEGORISING.Question(
            id="q",
            kind="categorising",
            classes=[{"id": name, "text": text(name)} for name in "xy"],
            items=[
                {"id": name, "text": text(name), "into": one, "feedback": text(f"f{name}")}
                for name, one in zip("abc", into, strict=False)
            ],
            **COMMON,
        )


def test_the_drawn_order_is_no_answer_until_it_is_kept() -> None:
    question = desk.samples("ordering")[0][0]
    room = Room(question)
    assert (sorts.sent(room)["given"], room.record["forms"]) == (None, [])
    drawn = [option["id"] for option in sorts.sent(room)["rows"]]
    sorts.move(room, {name: place for place, name in enumerate(drawn, 1)}, 1)
    assert list(room.record["response"].order) == drawn == sorts.sent(room)["given"]


def places(names: Any) -> dict[str, int]:
    return {name: place for place, name in enumerate(names, 1)}


def test_of_two_quick_moves_the_later_one_wins_and_is_told_to_the_browser() -> None:
    question = desk.samples("ordering")[0][0]
    names = right(question)
    room = Room(question)
    sorts.move(room, places(reversed(names)), 1)
    sorts.move(room, places(names), 2)
    assert room.record["response"].order == names
    assert sorts.sent(room)["heard"] == 2
    assert len(room.record["forms"]) == 2


def test_a_move_that_is_sent_twice_is_saved_once() -> None:
    question = desk.samples("categorising")[0][0]
    room = Room(question)
    for _ in range(2):
        sorts.move(room, {"once": "past"}, 7)
    assert len(room.record["forms"]) == 1
    assert room.record["response"].placed == {"once": "past"}


def test_a_move_that_was_not_saved_is_heard_and_taken_back() -> None:
    question = desk.samples("categorising")[0][0]
    room = Room(question, saves=False)
    sorts.move(room, {"once": "past"}, 7)
    assert (sorts.sent(room)["heard"], sorts.sent(room)["given"]) == (7, None)


@pytest.mark.parametrize("kind", ["ordering", "categorising"])
@pytest.mark.parametrize("nonsense", [None, 5, "x", [], ["a"], {}])
def test_nonsense_from_a_browser_is_an_unreadable_form(kind: str, nonsense: Any) -> None:
    question = desk.samples(kind)[0][0]
    room = Room(question, saves=False)
    sorts.move(room, nonsense, 1)
    assert not room.app.exception
    for form in room.record["forms"]:
        with pytest.raises(Unreadable):
            questions.kind(kind).rules.read(question, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_marked_order_stands_in_the_right_order(language: Any) -> None:
    question = desk.samples("ordering")[0][0]
    response = ORDERING.Response(order=tuple(reversed(right(question))))
    shown = Room(question, response, marked=True, language=language).text()
    found = [shown.index(f"{n}. {item.text.told(language)}") for n, item in enumerate(question.items, 1)]
    assert found == sorted(found)
