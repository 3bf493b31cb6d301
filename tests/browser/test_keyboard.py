"""Kinds with options and numbers, by keyboard alone, from nothing to saved; other kinds have files of their own."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import find
from tests.browser.driving import go, press, saved, settled
from tests.course import library

LIBRARY = library()
KEYS = {
    "single": ("home-visit", ["Space"]),
    "true_false": ("home-visit", ["Space"]),
    "multiple": ("home-visit", ["Space"]),
    "numeric": ("home-visit", ["3", "Enter"]),
    "matching": ("gift", ["ArrowDown", "Enter"]),
}
"""The quiz to find one in, and what to press when the first field has the focus."""


@pytest.mark.parametrize("kind", KEYS)
def test_a_question_is_answered_and_saved_by_keyboard_alone(server, page: Page, kind):
    quiz, keys = KEYS[kind]
    wanted = next(q for q in LIBRARY.quizzes[quiz].questions if q.kind == kind and not q.retired)
    go(page, f"{server.url}/quiz?quiz={quiz}")
    press(page, "先练一练")
    find(page, LIBRARY.quizzes[quiz], wanted.id)
    expect(page.get_by_text("还没答")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[class*=\"st-key-q-\"] input')"):
            break
    for key in keys:
        page.keyboard.press(key)
    settled(page)
    saved(page)
