"""The handout of a lesson: open to everybody, whole in both languages, the answers apart."""

from html import unescape

import pytest
from starlette.testclient import TestClient

from courseware.actions.asking import COOKIE
from courseware.words import LANGUAGES
from courseware.workshops.handout import answered
from tests.course import library
from tests.workshops.house import HOST, Site

LESSONS = library().lessons


def browser(site: Site, token: str = "") -> TestClient:
    return TestClient(site.app, base_url=HOST, cookies={COOKIE: token} if token else None)


def sheet(site: Site, name: str, language: str = "zh", **query: str) -> str:
    asked = "".join(f"&{key}={value}" for key, value in query.items())
    answer = browser(site).get(f"/handout/{name}?lang={language}{asked}")
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["water", "home-visit", "cases-price", "lifetime", "silent", "recovery"])
def test_a_guest_gets_every_page_with_lines_for_notes_and_its_sources(site, name, language):
    html, say = sheet(site, name, language), library().say(language)
    pages = LESSONS[name].pages
    assert html.count('class="leaf"') == html.count('class="lines"') == len(pages)
    for page in pages:
        title = say(page.title, **library().numbers[name])
        assert title.replace("**", "") in html.replace("<strong>", "").replace("</strong>", "").replace("\u2060", "")
    assert html.count('class="sources"') == sum(any(block.sources for block in page.blocks) for page in pages)


@pytest.mark.parametrize("name", LESSONS)
def test_no_answer_stands_before_the_answers_and_none_is_missing_there(site, name):
    html, say = sheet(site, name), library().say("zh")
    before, _, key = html.partition('class="key"')
    asking = [block for page in LESSONS[name].pages for block in page.blocks if answered(block)]
    assert key.count('class="solved') == len(asking)
    assert "ws-answer" not in before
    assert "ws-truth" not in before
    assert "ws-replies" not in before
    assert "ws-reveal" not in html
    for block in asking:
        if block.kind == "check":
            assert say("blocks.check.answer", answer=block.answer(say)) in key


def test_a_trainer_may_leave_the_answers_out(site):
    html = sheet(site, "water", key="no")
    assert 'class="key"' not in html
    assert "ws-answer" not in html
    assert "key=yes" in html


def test_a_simulator_stands_in_words_with_its_whole_address_and_a_code_to_scan(site):
    html = sheet(site, "water")
    simulators = [b for page in LESSONS["water"].pages for b in page.blocks if b.kind == "simulator"]
    assert simulators
    assert "<iframe" not in html
    assert html.count('class="qr"') == len(simulators)
    for block in simulators:
        assert HOST.removeprefix("http://") + block.address in html


def test_a_lesson_that_is_not_there_is_said_to_be_missing(site):
    assert browser(site).get("/handout/nothing").status_code == 404


def test_slides_and_console_lead_to_the_handout(site):
    person, token = site.person("T0001", "trainer")
    room = site.room(person)
    trainer = browser(site, token)
    assert "/handout/water" in trainer.get("/present/water").text
    assert "/handout/levels" in trainer.get(f"/room/{room.code}/console").text
