"""Kinds with options and numbers, by keyboard alone, from nothing to saved; other kinds have files of their own."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import shown
from tests.browser.driving import go, press, saved, settled
from tests.course import library

KEYS = {
    "home-visit": {"single": ["Space"], "true_false": ["Space"], "multiple": ["Space"], "numeric": ["3", "Enter"]},
    "gift": {"matching": ["ArrowDown", "Enter"]},
}
"""Kinds by the quiz in which to meet them, and what to press when the first field has the focus."""


@pytest.mark.parametrize("name", KEYS)
def test_a_question_is_answered_and_saved_by_keyboard_alone(server, page: Page, name: str):
    quiz, left = library().quizzes[name], dict(KEYS[name])
    go(page, f"{server.url}/quiz?quiz={name}")
    press(page, "先练一练")
    while left:
        question = shown(page, quiz)
        if question.kind not in left:
            press(page, "下一题")
            continue
        expect(page.get_by_text("还没答")).to_be_visible()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('[class*=\"st-key-q-\"] input')"):
                break
        for key in left.pop(question.kind):
            page.keyboard.press(key)
        settled(page)
        saved(page)
