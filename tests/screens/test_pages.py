"""Each page drawn without a browser: for a guest, a learner, HR and an administrator, in both languages."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from courseware.actions import audience, rooms
from courseware.people import Person
from courseware.progress.room import Put
from courseware.records import people as people_records
from tests.records.sample import quiz
from tests.screens.conftest import NOW


def person(house: Any, *roles: Any) -> Person:
    with house.records.writing() as db:
        return people_records.add(db, f"P{len(roles)}", "林 *晓雨*", "南京路店", "-", set(roles), NOW)


def _draw(name, who, language, both):
    """Runs inside AppTest: the page, as the menu would draw it."""
    from importlib import import_module

    import streamlit as st

    from courseware.house import house
    from courseware.screens import menu
    from courseware.screens.visit import Visit

    names = ("home", "lesson", "quiz", "review", "simulators", "regrade", "allowances")
    pages = {page: st.Page(lambda: None, title=page, url_path=page) for page in names}
    held = house()
    visit = Visit(held, held.library, who, language, both, False, pages)  # type: ignore[arg-type]
    menu._draw(import_module(f"courseware.screens.{name}").show, visit)


def drawn(name: str, who: Person, language: str = "zh", both: bool = False, **query: str) -> AppTest:
    test = AppTest.from_function(_draw, args=(name, who, language, both), default_timeout=30)
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception
    return test


GUEST = Person(device="d" * 32)


@pytest.mark.parametrize(("language", "both"), [("zh", False), ("en", False), ("zh", True)])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("home", {}),
        ("simulators", {}),
        ("review", {}),
        ("quiz", {"quiz": "water"}),
        *[("lesson", {"lesson": "home-visit", "page": str(n)}) for n in range(1, 7)],
    ],
)
def test_a_page_is_drawn_without_an_error(house, name, query, language, both):
    assert drawn(name, GUEST, language, both, **query).title


def test_an_unknown_lesson_gets_a_sentence_and_a_way_back(house):
    shown = drawn("lesson", GUEST, lesson="nothing")
    assert shown.title[0].value == house.library.say("zh")("frame.refused")
    assert shown.markdown


def test_a_page_number_that_does_not_exist_opens_where_one_was(house):
    drawn("lesson", GUEST, lesson="water", page="3")
    shown = drawn("lesson", GUEST, lesson="water", page="99")
    assert shown.query_params["page"] in ("3", ["3"])


def test_hr_pages_are_refused_to_learners_whatever_the_menu_shows(house):
    learner = person(house, "learner")
    for name in ("hr", "people", "regrade", "allowances"):
        assert drawn(name, learner).title[0].value == house.library.say("zh")("frame.refused")


def test_hr_sees_the_scores_and_an_administrator_the_people(house):
    assert drawn("hr", person(house, "hr")).title[0].value == house.library.say("zh")("hr.title")
    assert drawn("people", person(house, "admin", "learner")).title[0].value == house.library.say("zh")("people.title")


def test_what_people_typed_is_shown_as_typed(house):
    admin = person(house, "admin", "learner")
    shown = drawn("people", admin)
    assert any(r"林 \*晓雨\*" in one.value for one in shown.markdown)


def test_a_quiz_is_begun_and_its_first_question_stands_unanswered(house, monkeypatch):
    learner = person(house, "learner")
    monkeypatch.setattr("courseware.screens.quiz.asker", lambda: learner)
    test = drawn("quiz", learner, quiz="water")
    test.button(key="begin").click().run()
    assert not test.exception
    assert test.button(key="next")
    texts = " ".join(one.value for one in test.markdown)
    assert house.library.say("zh")("quiz.unanswered") in texts


def test_a_refusal_in_the_middle_of_a_click_is_a_sentence_and_no_failure(house, monkeypatch):
    monkeypatch.setattr("courseware.screens.quiz.asker", lambda: Person())
    test = drawn("quiz", GUEST, quiz="water")
    test.button(key="begin").click().run()
    assert not test.exception


def test_hr_chooses_workshops_among_the_quizzes_and_reads_how_they_were_answered(house):
    who = person(house, "hr")
    learner = person(house, "learner", "trainer")
    room = rooms.make(house.records, learner, "周五班", {"lessons": ["water"]}, "", 7, NOW)
    audience.enter(house.records, room.code, "a-token", "小林", "", learner, "zh", NOW)
    body = quiz().question("one").model_dump(mode="json")
    poll = rooms.ask(house.records, learner, room.id, Put("question", "one", body, {}), NOW).state.poll
    assert poll
    audience.cast(house.records, [audience.Ballot(room.id, "a-token", poll, {"choice": "a"}, "zh", NOW)])
    rooms.reveal(house.records, learner, room.id, poll, NOW)
    rooms.end(house.records, learner, room.id, NOW, house.library.words["report.called"])
    page = drawn("hr", who)
    page.selectbox[1].select("room:").run()
    assert not page.exception
    table = page.table[0].value
    assert table["测验"].tolist() == [f"现场课：周五班（{room.code}）"]
    assert table["结果"].tolist() == ["现场课"]
    assert table["成绩"].tolist() == ["100"]
    links = "".join(one.proto.body for one in page.get("html"))
    assert "mode=room" in links
    assert 'href="/rooms"' in links
