"""A story in three windows: a press on the phone, the projector, the console."""

import pytest
from playwright.sync_api import Browser, Page, expect

from courseware.actions.asking import COOKIE
from tests.browser.workshop import Workshop
from tests.course import library

LIBRARY = library()
STORY = LIBRARY.stories["complaint_desk"]["bottle"]
PAGE, BLOCK = next(
    (number, place)
    for number, page in enumerate(LIBRARY.lessons["six-steps"].pages, 1)
    for place, block in enumerate(page.blocks)
    if block.kind == "simulator"
)


@pytest.fixture
def workshop(server):
    made = Workshop(server)
    yield made
    made.close()


def window(workshop: Workshop, browser: Browser, path: str = "") -> Page:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": COOKIE, "value": workshop.client.cookies[COOKIE], "url": workshop.server.url}])
    page = context.new_page()
    page.goto(f"{workshop.server.url}/room/{workshop.code}{path}")
    return page


def test_a_story_is_led_by_a_phone_the_projector_and_the_console(workshop: Workshop, browser: Browser):
    phone = workshop.phone(browser)
    workshop.do(do="go", lesson="six-steps", page=PAGE)
    console = window(workshop, browser, "/console")
    console.locator(".asks.now .tales select").select_option("bottle")
    console.locator(".asks.now .tales button").click()
    projector = window(workshop, browser)
    first = STORY.moments[0]
    expect(projector.locator("#poll-path.now .stem")).to_contain_text(first.text.zh)
    expect(projector.locator("#poll-path .ws-chart svg").first).to_be_visible()
    # A press is saved at once, and seen by nobody before the moment is closed.
    phone.locator(".ws-option").nth(2).click()
    expect(phone.locator(".fate.saved")).to_be_visible()
    expect(projector.locator("#poll-path .voted b")).to_have_text("1")
    expect(projector.locator("#poll-path .number").nth(2)).to_have_text("")
    projector.keyboard.press("ArrowRight")
    expect(projector.locator("#poll-path .number").nth(2)).to_have_text("100%　1 人")
    expect(projector.locator("#poll-path .leads")).to_contain_text(first.choices[2].text.zh)
    # Another way, by its number; and back from the console.
    projector.keyboard.press("2")
    expect(projector.locator("#poll-path .last")).to_contain_text(first.choices[1].text.zh)
    expect(phone.locator("#scene")).to_contain_text(str(first.choices[1].reply and first.choices[1].reply.zh))
    console.locator("[data-story=again] summary").click()
    console.locator("[data-story=steps] button").first.click()
    expect(phone.locator("legend")).to_contain_text(first.text.zh)
    expect(phone.locator("input:checked")).to_have_count(0)
    phone.locator(".ws-option").nth(2).click()
    expect(phone.locator(".fate.saved")).to_be_visible()
    console.locator("[data-poll=close]").click()
    console.locator("[data-story=go-on]").click()
    expect(projector.locator("#poll-path .last")).to_contain_text(first.choices[2].text.zh)
    # Left, and gone on with.
    projector.keyboard.press("Escape")
    expect(projector.locator(".slide.now h1")).to_be_visible()
    console.locator("[data-story-left] button").click()
    expect(projector.locator("#poll-path.now .last")).to_contain_text(first.choices[2].text.zh)
    for page in (phone, console, projector):
        page.context.close()
