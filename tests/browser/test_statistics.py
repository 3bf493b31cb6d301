"""The statistics of questions in the browser: addresses, the keyboard, a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import go, press, sign_in

QUIZ = "谁是客户"


def test_a_quiz_is_opened_from_the_list_found_again_by_its_address_and_left_by_going_back(server, page: Page):
    sign_in(page, server.url, *server.accounts["trainer"])
    go(page, server.url + "/statistics")
    press(page, QUIZ)
    expect(page.locator("h1")).to_have_text(QUIZ)
    assert page.url == server.url + "/statistics?quiz=customers"
    go(page, page.url)
    expect(page.locator("h1")).to_have_text(QUIZ)
    page.locator(".ws-item summary").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ws-item").nth(1).locator(".id")).to_be_visible()
    press(page, "全部测验")
    expect(page.locator("h1")).to_have_text("题目分析")
    assert page.url == server.url + "/statistics"
    page.go_back()
    expect(page.locator("h1")).to_have_text(QUIZ)


@pytest.mark.browser_context_args(
    viewport={"width": 390, "height": 740}, locale="en-GB", is_mobile=True, has_touch=True, reduced_motion="reduce"
)
def test_a_phone_shows_a_quiz_without_moving_sideways(server, page: Page):
    sign_in(page, server.url, *server.accounts["hr"])
    for path in ("/statistics", "/statistics?quiz=customers"):
        go(page, server.url + path)
        for summary in page.locator(".ws-item summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
