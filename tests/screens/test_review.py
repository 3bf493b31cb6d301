"""The review page and its line on the home page, drawn without a browser."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from courseware.actions import quizzes, reviews
from tests.records.sample import add
from tests.screens.conftest import NOW
from tests.screens.test_pages import drawn


@pytest.fixture
def learner(house, monkeypatch) -> Any:
    """Handed in the quiz of a lesson the day before, without an answer."""
    person, before = add(house.records), NOW - timedelta(days=1)
    quiz = house.library.quizzes["water"]
    quizzes.submit(house.records, person, quizzes.begin(house.records, person, "water", quiz, 7, before).id, before)
    monkeypatch.setattr("courseware.screens.review.asker", lambda: person)
    return person


def told(test: AppTest) -> str:
    return " ".join(one.value for one in test.markdown)


def test_home_says_what_is_due_and_how_the_objective_stands(house, learner):
    say, bank = house.library.say("zh"), house.library.quizzes
    test: Any = drawn("home", learner)
    total = len(bank["water"].questions)
    level = say("mastery.line", level=say("mastery.learning"), right=0, total=total)
    assert any(level in one.proto.body for one in test.get("html"))
    today = reviews.today(house.records, learner, bank, NOW, house.settings.zone)
    due = say("review.today", n=len(today.left), minutes=today.minutes)
    assert due in [one.proto.label for one in test.get("page_link")]


@pytest.mark.parametrize("both", [False, True], ids=["one-language", "side-by-side"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question_is_answered_explained_and_comes_back(house, learner, language, both):
    say = house.library.say(language, both)
    test = drawn("review", learner, language, both)
    test.button(key="check").click().run()
    assert say("review.nothing") in told(test)
    test.button(key="show-me").click().run()
    assert not test.exception
    assert say("review.forgotten") in told(test)
    assert say("review.back-tomorrow") in told(test)
    test.button(key="next").click().run()
    assert not test.exception
    assert "answered" not in test.query_params
    assert test.button(key="check")


def test_a_review_done_in_another_tab_is_refused_with_a_sentence(house, learner):
    test = drawn("review", learner)
    bank, zone = house.library.quizzes, house.settings.zone
    turn = reviews.today(house.records, learner, bank, NOW, zone).turn
    assert turn
    key = {"choice": ["true"]} if turn.question.kind == "true_false" else None
    form = key or {"choice": [turn.parameters["options"][0]]}
    reviews.answer(house.records, learner, bank, turn.question.id, turn.number, form, "zh", NOW, zone)
    test.button(key="show-me").click().run()
    assert not test.exception
    assert test.session_state["refusal"].key == "stale-review"
