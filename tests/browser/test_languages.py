"""Switching languages in the middle of anything loses nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import answer, shown
from tests.browser.driving import go, press, settled
from tests.course import library

KINDS = {
    "home-visit": {"single", "multiple", "true_false", "numeric", "gaps"},
    "water": {"short_answer"},
    "gift": {"matching"},
}
"""Kinds of questions by the quiz in which to meet them."""
ONE = re.compile("单语")


def values(page: Page) -> list[str]:
    """What is chosen or written in the question on the screen, by position."""
    return page.locator('[class*="st-key-q-"]').first.evaluate(
        """box => [...box.querySelectorAll('input')].map((input, n) =>
             n + ':' + (['radio', 'checkbox'].includes(input.type) ? input.checked : input.value !== ''))"""
    )


@pytest.mark.parametrize("name", KINDS)
def test_four_switches_in_the_middle_of_a_question_lose_nothing(server, page: Page, name: str):
    quiz, left = library().quizzes[name], set(KINDS[name])
    go(page, f"{server.url}/quiz?quiz={name}")
    press(page, "先练一练")
    while left:
        if shown(page, quiz).kind not in left:
            press(page, "下一题")
            continue
        question = answer(page, quiz)
        left.discard(question.kind)
        before = values(page)
        place = page.get_by_text(re.compile(r"第 \d+ 题")).first.inner_text()
        for button, word in (("English", "Saved"), ("中文", "已保存"), ("中英对照", "已保存"), (ONE, "已保存")):
            press(page, button)
            expect(page.get_by_text(word).first).to_be_visible()
            assert values(page) == before
        assert shown(page, quiz).id == question.id
        assert page.get_by_text(re.compile(r"第 \d+ 题")).first.inner_text() == place


def test_the_pages_language_follows_the_switch_and_is_remembered(server, page: Page):
    go(page, server.url + "/lesson?lesson=water&page=3")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    press(page, "English")
    expect(page).to_have_url(re.compile("page=3"))
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    page.locator("h1").first.wait_for()
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("button", name="中文")).to_be_visible()


def test_the_browsers_language_decides_at_first(server, browser):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    go(page, server.url + "/")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    context.close()
