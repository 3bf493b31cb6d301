"""Answers that are typed: by keyboard alone, from nothing to saved, and with the numbers an attempt drew."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import answer, find
from tests.browser.driving import go, press, saved, settled
from tests.course import library

LIBRARY = library()


def begin(server, page: Page, quiz: str, question: str):
    go(page, f"{server.url}/quiz?quiz={quiz}")
    press(page, "先练一练")
    return find(page, LIBRARY.quizzes[quiz], question)


def tab_to(page: Page, role: Any, name: str) -> None:
    """Press Tab until that field has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.get_by_role(role, name=name, exact=True).evaluate("field => field === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {name}")


@pytest.mark.parametrize("typed", ["秤砣", "“The Weight.”"])
def test_a_word_is_typed_and_saved_by_keyboard_alone(server, page: Page, typed: str):
    question = begin(server, page, "water", "water-term")
    assert question.accepts(typed)
    tab_to(page, "textbox", "你的答案")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    settled(page)
    saved(page)
    expect(page.get_by_text(typed).first).to_be_visible()
    expect(page.get_by_role("textbox", name="你的答案")).to_have_value(typed)


def test_signs_in_an_answer_stay_signs(server, page: Page):
    begin(server, page, "water", "water-term")
    box = page.get_by_role("textbox", name="你的答案")
    box.fill("**秤** <i>x</i> :red[y]")
    box.press("Enter")
    settled(page)
    saved(page)
    expect(page.get_by_text("**秤** <i>x</i> :red[y]").first).to_be_visible()


def test_gaps_are_filled_and_saved_by_keyboard_alone(server, page: Page):
    begin(server, page, "lifetime", "lifetime-formula")
    for n, name in ((1, "金额"), (2, "次数"), (3, "年数")):
        expect(page.get_by_role("img", name=f"第 {n} 空，还没填")).to_be_visible()
        tab_to(page, "combobox", f"第 {n} 空")
        page.keyboard.press("ArrowDown")
        for _ in range(4):
            if page.locator("[role=option][data-focused], [role=option][aria-selected=true]").inner_text() == name:
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        settled(page)
        expect(page.get_by_role("img", name=f"第 {n} 空，填的是 {name}")).to_be_visible()
    tab_to(page, "textbox", "第 4 空")
    page.keyboard.type("600 英镑")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_role("img", name="第 4 空，填的是 600 英镑")).to_be_visible()
    saved(page)
    expect(page.get_by_text("(1) 金额；(2) 次数；(3) 年数；(4) 600").first).to_be_visible()


def test_a_number_that_cannot_be_read_does_not_leave_the_field(server, page: Page):
    begin(server, page, "lifetime", "lifetime-formula")
    box = page.get_by_role("textbox", name="第 4 空")
    box.fill("六百")
    box.press("Enter")
    settled(page)
    expect(page.get_by_text("这里要一个数").first).to_be_visible()
    expect(page.get_by_role("img", name="第 4 空，还没填")).to_be_visible()
    expect(page.get_by_text("还没答").first).to_be_visible()


def test_an_attempt_is_asked_marked_and_explained_with_its_own_numbers(server, page: Page):
    quiz = LIBRARY.quizzes["worth"]
    question = begin(server, page, "worth", "worth-hairdresser")
    assert question.places == frozenset()
    answer(page, quiz)
    press(page, "全部一页")
    press(page, "交卷")
    press(page, "确定交卷")
    explained = page.locator(".st-key-row-explained-worth-hairdresser")
    expect(explained).to_contain_text(question.stem.zh)
    expect(explained).to_contain_text("答对了")
    expect(explained).to_contain_text(question.explanation.zh)
    assert "{" not in page.locator(".st-key-explained").inner_text()
