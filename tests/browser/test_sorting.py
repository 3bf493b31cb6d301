"""Rows are sorted by keyboard, mouse and finger; what stands on the screen is what was saved."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courseware import questions
from tests.browser.answering import answer, shown
from tests.browser.driving import go, press, saved, settled
from tests.course import library

QUIZ = "six-steps"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "zh-CN"}


def question_of(page: Page, url: str, kind: str) -> Any:
    """Open the quiz and turn to its question of that kind."""
    quiz = library().quizzes[QUIZ]
    go(page, f"{url}/quiz?quiz={QUIZ}")
    press(page, "先练一练")
    for _ in quiz.questions:
        question = shown(page, quiz)
        if question.kind == kind:
            page.locator(".ws-sort li").first.wait_for()
            return question
        press(page, "下一题")
    raise AssertionError(kind)


def order(page: Page) -> list[str]:
    return page.locator(".ws-sort-order li").evaluate_all("rows => rows.map(row => row.dataset.id)")


def placed(page: Page) -> dict[str, str]:
    return dict(
        page.locator(".ws-sort li").evaluate_all(
            "rows => rows.map(row => [row.dataset.id, row.closest('.ws-sort-bin').dataset.class])"
        )
    )


def tab_to(page: Page, place: str) -> None:
    """Press Tab until something that matches has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(f"Tab never reaches {place}")


def centre(page: Page, place: str) -> tuple[float, float]:
    box = page.locator(place).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_an_order_is_made_by_keyboard_alone(server, page: Page):
    question = question_of(page, server.url, "ordering")
    expect(page.get_by_text("还没答")).to_be_visible()
    right = list(questions.kind("ordering").rules.key(question).order)
    for place, name in enumerate(right):
        tab_to(page, f'li[data-id="{name}"] button')
        for _ in range(order(page).index(name) - place):
            page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.closest('li').dataset.id") == name, "the focus goes with the row"
    settled(page)
    saved(page)
    assert order(page) == right
    expect(page.locator(".ws-sort-said")).to_contain_text("共 6 位")
    page.reload()
    page.locator("h1").first.wait_for()
    settled(page)
    press(page, "全部一页")
    page.locator(".ws-sort-order li").first.wait_for()
    assert order(page) == right


def test_the_drawn_order_is_kept_only_by_its_button(server, page: Page):
    question_of(page, server.url, "ordering")
    drawn = order(page)
    expect(page.get_by_text("还没答")).to_be_visible()
    tab_to(page, ".ws-sort-keep")
    page.keyboard.press("Enter")
    settled(page)
    saved(page)
    assert order(page) == drawn
    expect(page.locator(".ws-sort-keep")).to_be_hidden()


def test_quick_moves_do_not_undo_each_other(server, page: Page):
    question = question_of(page, server.url, "ordering")
    names = order(page)
    page.locator(f'li[data-id="{names[0]}"] [data-by=down]').focus()
    page.evaluate(
        """() => {
          window.orders = []
          const list = document.querySelector('.ws-sort-order')
          new MutationObserver(() => window.orders.push([...list.children].map(row => row.dataset.id).join()))
            .observe(list, { childList: true })
        }"""
    )
    for _ in names[1:]:
        page.keyboard.press("ArrowDown")
    settled(page)
    wanted = [*names[1:], names[0]]
    assert order(page) == wanted
    seen = page.evaluate("window.orders.filter((one, n, all) => one !== all[n - 1])")
    assert len(seen) == len(names) - 1, "no move was undone on the way"
    told = " → ".join(next(i.text.zh for i in question.items if i.id == name) for name in wanted)
    expect(page.get_by_text(told)).to_be_visible()


def test_classes_are_filled_by_keyboard_alone(server, page: Page):
    question = question_of(page, server.url, "categorising")
    wanted = questions.kind("categorising").rules.key(question).placed
    tab_to(page, ".ws-sort-class")
    for _ in wanted:
        name = page.evaluate("document.activeElement.closest('li').dataset.id")
        while page.evaluate("document.activeElement.dataset.to") != wanted[name]:
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    settled(page)
    saved(page)
    assert placed(page) == wanted
    expect(page.get_by_text("都放好了")).to_be_visible()
    focused = page.evaluate("document.activeElement.className")
    assert focused == "ws-sort-pick"
    page.keyboard.press("Enter")
    tab_to(page, '[data-to=""]')
    page.keyboard.press("Enter")
    settled(page)
    assert list(placed(page).values()).count("") == 1
    expect(page.locator(".ws-sort-said")).to_contain_text("放回去了")


@pytest.mark.parametrize("kind", ["ordering", "categorising"])
def test_three_switches_of_language_lose_no_row(server, page: Page, kind: str):
    question_of(page, server.url, kind)
    answer(page, library().quizzes[QUIZ])
    look = order if kind == "ordering" else placed
    before = look(page)
    for button in ("English", "中文", "中英对照"):
        press(page, button)
        expect(page.locator(".ws-sort li")).to_have_count(len(before))  # drawn anew, a moment after the page
        assert look(page) == before


def test_the_mouse_drags_a_row_and_escape_lets_it_go(server, page: Page):
    question_of(page, server.url, "ordering")
    names = order(page)
    for key, wanted in (("Escape", names), (None, [names[-1], *names[:-1]])):
        x, y = centre(page, ".ws-sort li:last-child .ws-sort-text")
        _, top = centre(page, ".ws-sort li:first-child")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, top - 5, steps=6)
        if key:
            page.keyboard.press(key)
        page.mouse.up()
        settled(page)
        assert order(page) == wanted
        assert page.locator(".ws-sort-ghost").count() == 0
    saved(page)


def test_a_finger_drags_by_the_grip_and_scrolls_everywhere_else(server, browser):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    question_of(page, server.url, "categorising")
    fingers = context.new_cdp_session(page)

    def swipe(x: float, y: float, to: float) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 9):
            point = {"x": x, "y": y + (to - y) * step / 8}
            fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
            page.wait_for_timeout(20)
        fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        settled(page)

    x, y = centre(page, ".ws-sort li:nth-child(3) .ws-sort-pick")
    swipe(x, y, y - 300)
    assert set(placed(page).values()) == {""}, "a finger on the words scrolls the page"
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") > 0
    page.locator(".ws-sort-bins .ws-sort-bin").first.scroll_into_view_if_needed()
    settled(page)
    name = page.locator(".ws-sort-tray li").last.get_attribute("data-id")
    x, y = centre(page, f'li[data-id="{name}"] .ws-sort-grip')
    _, to = centre(page, ".ws-sort-bins .ws-sort-bin")
    swipe(x, y, to)
    first = page.locator(".ws-sort-bins .ws-sort-bin").first.get_attribute("data-class")
    assert placed(page)[str(name)] == first
    saved(page)
    context.close()


def test_a_double_click_puts_one_row_only(server, page: Page):
    question_of(page, server.url, "categorising")
    page.locator(".ws-sort-class").first.dblclick()
    settled(page)
    assert len([name for name in placed(page).values() if name]) == 1
