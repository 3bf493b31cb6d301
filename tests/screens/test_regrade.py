"""Regrading and allowances as HR sees and does them, without a browser."""

from typing import Any

import pytest

from courseware.actions import allowances, quizzes, regrading
from courseware.people import Person
from courseware.progress.allowances import Allowance
from tests.records.sample import corrected
from tests.screens.conftest import NOW
from tests.screens.test_pages import drawn, person


@pytest.fixture
def hr(house, monkeypatch) -> Person:
    made = person(house, "hr", "learner")
    monkeypatch.setattr("courseware.screens.regrade.asker", lambda: made)
    monkeypatch.setattr("courseware.screens.allowances.asker", lambda: made)
    return made


def misgraded(house: Any, learner: Person) -> tuple[int, str]:
    """The learner answered a question of the water quiz rightly while its key was wrong; attempt and question."""
    quiz = house.library.quizzes["water"]
    right = next(one for one in quiz.questions if one.kind == "single")
    good = next(option.id for option in right.options if option.right)
    other = next(option.id for option in right.options if not option.right)
    wrong = corrected(right, options={option.id: option.id == other for option in right.options})
    then = quiz.model_copy(update={"questions": tuple(wrong if q.id == right.id else q for q in quiz.questions)})
    made = quizzes.begin(house.records, learner, "water", then, 1, NOW)
    quizzes.answer(house.records, learner, made.id, right.id, 1, {"choice": [good]}, "zh", NOW)
    quizzes.submit(house.records, learner, made.id, NOW)
    return made.id, right.id


def texts(test: Any) -> str:
    return "\n".join(one.value for one in test.markdown)


@pytest.mark.parametrize("both", [False, True], ids=["one-language", "side-by-side"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_are_drawn_empty_and_full(house, hr, language, both):
    assert drawn("regrade", hr, language, both).title
    assert drawn("allowances", hr, language, both).title
    misgraded(house, person(house, "learner"))
    assert drawn("regrade", hr, language, both, quiz="water").button(key="apply")
    assert drawn("regrade", hr, language, both, quiz="trust").title


def test_hr_sees_what_changes_says_why_and_applies(house, hr):
    learner = person(house, "learner")
    attempt, question = misgraded(house, learner)
    test = drawn("regrade", hr, quiz="water")
    say = house.library.say("zh")
    assert say("regrade.sum", papers=1, changed=1) in texts(test)
    test.button(key="apply").click().run()
    assert say("refusals.reason-missing") in texts(test)
    assert regrading.done(house.records, hr, "water") == []
    test.text_input(key="regrade-reason").set_value("答案 *印错*").run()
    test.button(key="apply").click().run()
    assert not test.exception
    assert say("regrade.applied", n=1) in texts(test)
    done = regrading.done(house.records, hr, "water")
    assert [(one.question_id, one.reason, one.attempts) for one in done] == [(question, "答案 *印错*", 1)]
    told = texts(drawn("quiz", learner, quiz="water", attempt=str(attempt)))
    assert r"答案 \*印错\*" in told
    assert say("regrade.note-new-key") in told


def test_an_unknown_quiz_gets_a_sentence(house, hr):
    assert drawn("regrade", hr, quiz="nothing").title[0].value == house.library.say("zh")("frame.refused")


def test_hr_grants_more_time_and_takes_it_back(house, hr):
    learner = person(house, "learner")
    test = drawn("allowances", hr)
    test.text_input(key="allowance-who").set_value(learner.employee_number).run()
    test.number_input(key="allowance-time").set_value(25).run()
    test.text_input(key="allowance-reason").set_value("术后恢复").run()
    test.button(key="grant").click().run()
    assert not test.exception
    standing = allowances.standing(house.records, hr)
    assert [(one.person_id, one.quiz_id, one.allowance) for one in standing] == [(learner.id, None, Allowance(25, 0))]
    test.button(key=f"withdraw-{learner.id}-None").click().run()
    test.text_input(key="allowance-withdraw-why").set_value("已康复").run()
    test.button(key="withdraw").click().run()
    assert allowances.standing(house.records, hr) == []


def test_of_several_people_found_one_must_be_chosen(house, hr):
    person(house, "learner")
    test = drawn("allowances", hr)
    test.text_input(key="allowance-who").set_value("P").run()
    assert not [button for button in test.button if button.key == "grant"]
