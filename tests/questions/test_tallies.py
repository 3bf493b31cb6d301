"""The names of a tally, for every kind: what the key adds, which are options, how they read."""

from collections import Counter

import pytest

from courseware.questions import Kind, kind, names, tallies
from courseware.words import LANGUAGES
from tests.questions import desk


@pytest.fixture(params=names())
def each(request) -> Kind:
    return kind(request.param)


def test_one_by_one_answers_add_up_to_the_tally(each: Kind) -> None:
    for question, _ in desk.samples(each.name):
        responses = [response for other, response in desk.readable(each) if other is question]
        one_by_one = Counter(name for response in responses for name in tallies.counted(question, response))
        assert one_by_one == Counter(each.rules.tally(question, responses))


def test_the_key_is_right_and_full_marks_are_the_key(each: Kind) -> None:
    for question, _ in desk.samples(each.name):
        assert tallies.right(question)
        assert set(tallies.choices(question)) <= set(each.rules.tally(question, ()))


def test_every_name_of_a_tally_has_words(each: Kind) -> None:
    for question, response in desk.readable(each):
        for name in {*tallies.counted(question, response), *tallies.right(question), *tallies.choices(question)}:
            for language in LANGUAGES:
                told = tallies.told(question, name, desk.say(language))
                assert told
                assert "**" not in told


def test_options_are_told_by_their_texts_and_pairs_with_an_arrow() -> None:
    say = desk.say("zh")
    question = next(q for q, _ in desk.samples("single") if q.id == "sample-single-bowls")
    assert tallies.choices(question) == ("left", "right", "both")
    assert tallies.right(question) == {"left"}
    assert [tallies.told(question, name, say) for name in ("left", "gone")] == ["左手", "gone"]
    question = next(q for q, _ in desk.samples("matching") if q.id == "sample-matching-bowls")
    assert tallies.choices(question) == ()
    assert tallies.right(question) == {"cold>feels-hot", "hot>feels-cool"}
    assert tallies.told(question, "cold>feels-hot", say) == "刚离开冷水 → 热"
    question = desk.samples("true_false")[0][0]
    assert [tallies.told(question, name, say) for name in tallies.choices(question)] == ["对", "不对"]


def test_where_numbers_are_drawn_only_options_compare() -> None:
    drawn = next(question for question, _ in desk.written("numeric") if question.draw)
    question = drawn.at({"price": "25", "times": "12"})
    response = kind("numeric").rules.key(question)
    assert tallies.counted(question, response) == ("1500",)
    assert tallies.counted(drawn, response) == ()
    assert tallies.choices(drawn) == ()
    assert tallies.right(tallies.example(drawn)) == {str(tallies.example(drawn).wanted.key)}  # type: ignore[attr-defined]


def test_right_words_count_as_one_and_the_forms_of_a_mistake_too() -> None:
    question = next(q for q, _ in desk.samples("short_answer") if q.id == "sample-short-moment")
    responses = [
        kind("short_answer").rules.Response(text=text)
        for text in ("Moment of truth.", "印象一刻", "moments of truth", "first impression", "第一印象", "momnt")
    ]
    counts = kind("short_answer").rules.tally(question, responses)
    assert counts == {"印象一刻": 3, "第一印象": 2, "momnt": 1}
    assert tallies.right(question) == {"印象一刻"}
    assert [tallies.told(question, name, desk.say("en")) for name in counts] == [
        "moment of truth", "first impression", "momnt"
    ]  # fmt: skip


def test_a_gap_is_told_by_its_place_and_its_value() -> None:
    question = next(q for q, _ in desk.samples("gaps") if q.id == "sample-gaps-lifetime")
    told = {name: tallies.told(question, name, desk.say("en")) for name in sorted(tallies.right(question))}
    assert told == {
        "amount>amount": "(2) amount per order",
        "times>每年次数": "(3) orders per year",
        "total>1000": "(1) 1000",
    }


def test_a_number_is_told_with_its_unit_and_a_strange_one_as_it_is() -> None:
    question = next(q for q, _ in desk.samples("numeric") if q.unit == "yuan")
    assert tallies.told(question, "60000", desk.say("zh")) == "6 万元"
    assert tallies.told(question, "3/2", desk.say("en")) == "1.5 yuan"
    for strange in ("1e999999999", "1/0", "<b>", "a>b"):
        assert tallies.told(question, strange, desk.say("en")) == strange
