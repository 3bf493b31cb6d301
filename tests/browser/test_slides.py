"""Presenting: slides by the keyboard, the speaker's window in step, nothing half drawn between two pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import PASSWORD, register, sign_in
from tests.course import library

WATCH = """() => {
  window.frames_seen = []
  window.watching = true
  const look = () => {
    const slide = [...document.querySelectorAll('.slide')].filter(one => one.offsetParent)
    window.frames_seen.push(slide.map(one => one.dataset.page + ':' + one.innerText.length).join('|'))
    if (window.watching) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""


@pytest.fixture
def trainer(server, page: Page) -> Page:
    page.set_viewport_size({"width": 1920, "height": 1080})
    sign_in(page, server.url, *server.accounts["trainer"])
    page.goto(server.url + "/present/home-visit")
    expect(page.locator(".slide.now")).to_be_visible()
    return page


def now(page: Page) -> str | None:
    return page.locator(".now").get_attribute("data-page")


def test_a_page_turn_shows_the_old_page_and_then_the_new_one_and_nothing_between(trainer: Page):
    trainer.evaluate("document.querySelectorAll('[hidden]').forEach(part => { part.hidden = false })")
    trainer.evaluate(WATCH)
    trainer.wait_for_timeout(100)
    trainer.keyboard.press("ArrowRight")
    trainer.wait_for_timeout(300)
    frames = trainer.evaluate("() => { window.watching = false; return window.frames_seen }")
    assert len(set(frames)) == 2, set(frames)
    assert [frame.split(":")[0] for frame in dict.fromkeys(frames)] == ["1", "2"]


def test_the_keyboard_reveals_turns_and_jumps(trainer: Page):
    lesson = library().lessons["home-visit"]
    truth = trainer.locator(".slide.now .ws-reveal").first
    expect(truth).to_be_hidden()
    trainer.keyboard.press("ArrowRight")
    expect(truth).to_be_visible()
    assert now(trainer) == "1"
    trainer.keyboard.press("End")
    assert now(trainer) == str(len(lesson.pages))
    trainer.keyboard.press("PageUp")
    assert now(trainer) == str(len(lesson.pages) - 1)
    trainer.keyboard.press("Home")
    assert now(trainer) == "1"
    trainer.keyboard.press("b")
    assert "black" in (trainer.locator("html").get_attribute("class") or "")


def test_the_speakers_window_shows_the_notes_in_step_and_steers(trainer: Page):
    lesson = library().lessons["home-visit"]
    with trainer.context.expect_page() as opened:
        trainer.keyboard.press("n")
    notes = opened.value
    expect(notes.locator(".note.now .words")).to_have_text(lesson.pages[0].notes.zh.replace("**", ""))
    trainer.keyboard.press("End")
    expect(notes.locator(".note.now")).to_have_attribute("data-page", str(len(lesson.pages)))
    notes.keyboard.press("ArrowLeft")
    expect(trainer.locator(".slide.now")).to_have_attribute("data-page", str(len(lesson.pages) - 1))


def test_only_trainers_present(server, page: Page):
    page.goto(server.url + "/present/water")
    expect(page).to_have_url(re.compile("/sign-in"))
    register(page, server.url, "L900")
    answer = page.goto(server.url + "/present/water")
    assert answer is not None
    assert answer.status == 403
    assert PASSWORD not in page.content()


def test_slides_ask_no_other_machine_for_anything(server, trainer: Page):
    asked: list[str] = []
    trainer.on("request", lambda request: asked.append(request.url))
    trainer.reload()
    trainer.keyboard.press("End")
    trainer.wait_for_timeout(500)
    assert asked
    assert all(url.startswith((server.url, "data:", "blob:")) for url in asked), asked
