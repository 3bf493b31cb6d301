"""The names of a tally, for every kind: what the key adds, which are options, how they read."""

from collections import Counter
from fractions import Fraction

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
    class Drawn(kind("numeric").rules.Question):
        def at(self, parameters):
            return self.model_copy(update={"answer": Fraction(7)})

    question, _ = desk.samples("numeric")[0]
    drawn = Drawn.model_validate(question.model_dump())
    response = kind("numeric").rules.key(question)
    assert tallies.counted(question, response)
    assert tallies.counted(drawn, response) == ()
    assert tallies.right(tallies.example(drawn)) == {"7"}


def test_a_number_is_told_with_its_unit_and_a_strange_one_as_it_is() -> None:
    question = next(q for q, _ in desk.samples("numeric") if q.unit == "yuan")
    assert tallies.told(question, "60000", desk.say("zh")) == "6 万元"
    assert tallies.told(question, "3/2", desk.say("en")) == "1.5 yuan"
    for strange in ("1e999999999", "1/0", "<b>", "a>b"):
        assert tallies.told(question, strange, desk.say("en")) == strange
