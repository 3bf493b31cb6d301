"""The page of statistics and the line of others on a result, drawn without a browser."""

import re
from datetime import timedelta
from typing import Any

import pytest

from courseware.actions import demo, quizzes
from courseware.content.demo import invented
from courseware.content.gathered import quizzes as in_order
from courseware.people import Person
from courseware.records import people as people_records
from courseware.screens.statistics import ROWS
from tests.screens.conftest import NOW, opened
from tests.screens.test_pages import GUEST, drawn

TRAINER = Person(id=0, name="讲师", roles=frozenset({"trainer"}))


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated_file) -> Any:
    """One house for all: it is only read."""
    with opened(tmp_path_factory.mktemp("house"), migrated_file) as held:
        yield held


@pytest.fixture(scope="module")
def filled(house) -> Any:
    """Forty people; half of their attempts at one quiz, some at an exam."""
    some = {name: house.library.quizzes[name] for name in ("customers", "exam-m1", "water")}
    demo.fill(house.records, some, invented(), 40, 140, 3, str, NOW - timedelta(1))
    return house


def html(page: Any) -> str:
    return "".join(one.proto.body for one in page.get("html"))


def live(filled, quiz: str) -> int:
    """Questions that may be asked at all."""
    return sum(not question.retired for question in filled.library.quizzes[quiz].questions)


@pytest.mark.parametrize("both", [False, True], ids=["one-language", "side-by-side"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_says_of_each_quiz_what_wants_a_look(filled, language, both):
    shown = drawn("statistics", TRAINER, language, both)
    assert shown.title[0].value == filled.library.say(language, both)("statistics.title")
    opened = {str(one.key) for one in shown.button if str(one.key).startswith("open-")}
    assert opened == {"open-customers", "open-exam-m1", "open-water"}
    assert not any("{" in one.value for one in shown.markdown)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("quiz", ["customers", "exam-m1", "water", "centre"])
def test_a_quiz_is_drawn_with_figures_or_says_why_not(filled, quiz, language):
    shown = drawn("statistics", TRAINER, language, quiz=quiz)
    told = html(shown)
    assert "{" not in told
    assert ("ws-figures" in told) == (quiz != "centre")
    assert told.count("<details") == (0 if quiz == "centre" else min(live(filled, quiz), ROWS))


def test_a_quiz_is_opened_from_the_list_and_its_address_says_so(filled):
    shown = drawn("statistics", TRAINER)
    shown.button(key="open-water").click().run()
    assert shown.query_params["quiz"] in ("water", ["water"])
    assert shown.title[0].value == filled.library.quizzes["water"].title.zh
    shown.button(key="all-quizzes").click().run()
    assert "quiz" not in shown.query_params
    assert not shown.exception


def test_every_threshold_stands_on_the_page(house):
    shown = drawn("statistics", TRAINER, "en")
    told = " ".join(one.value for one in shown.markdown)
    for figure in ("20", "10", "95%", "30%", r"0\.1", "5 points", "600", r"0\.8", r"0\.7"):
        assert figure in told, figure
    assert "{" not in told


def test_an_order_is_kept_and_puts_the_hardest_first(filled):
    shown = drawn("statistics", TRAINER, quiz="customers")
    first = re.findall(r'id="question-([a-z0-9-]+)"', html(shown))
    shown.session_state["statistics-order"] = "hard"
    again = re.findall(r'id="question-([a-z0-9-]+)"', html(shown.run()))
    assert sorted(first) == sorted(again)
    assert first != again
    assert not shown.exception


def test_learners_and_guests_are_refused(filled):
    for asker in (GUEST, Person(id=0, roles=frozenset({"learner"}))):
        shown = drawn("statistics", asker, quiz="customers")
        assert shown.title[0].value == filled.library.say("zh")("frame.refused")
        assert not html(shown)


def test_an_unknown_quiz_gets_a_sentence(filled):
    shown = drawn("statistics", TRAINER, quiz="<script>")
    assert shown.title[0].value == filled.library.say("zh")("frame.refused")


def handed_in(held: Any, person: Person) -> int:
    quiz = held.library.quizzes["customers"]
    attempt = quizzes.begin(held.records, person, "customers", quiz, 5, NOW)
    quizzes.submit(held.records, person, attempt.id, NOW)
    return attempt.id


def test_a_result_tells_how_colleagues_answered_and_guests_see_nothing_of_it(filled):
    with filled.records.writing() as db:
        learner = people_records.add(db, "P9", "林晓雨", "南京路店", "-", {"learner"}, NOW)
    result = drawn("quiz", learner, quiz="customers", attempt=str(handed_in(filled, learner)))
    lines = [one.proto.body for one in result.get("html") if "ws-others" in one.proto.body]
    assert len(lines) == filled.library.quizzes["customers"].asks
    assert all(re.search(r"\d+ 位同事第一次做这题，\d+% 全对", line) for line in lines)
    assert any("<details" in line and line.count("<li") >= 3 for line in lines)
    guest = drawn("quiz", GUEST, quiz="customers", attempt=str(handed_in(filled, GUEST)))
    assert "ws-others" not in html(guest)


def test_the_order_of_quizzes_is_that_of_the_course(house):
    library = house.library
    names = list(in_order(library))
    assert sorted(names) == sorted(library.quizzes)
    assert names[:2] == ["customers", "two-sides"]
    assert names.index("exam-m1") < names.index("water")
    assert names[-1] == "exam"
