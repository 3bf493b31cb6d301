"""Questions that need a picture, a story or a simulator, answered by keyboard alone and by pressing what is drawn."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from courseware import questions
from tests.browser.answering import DEEDS
from tests.browser.driving import go, press, saved, settled
from tests.course import library

QUIZZES = library().quizzes
HOTSPOT = questions.kind("hotspot").rules


def find(page: Page, url: str, quiz: str, name: str) -> tuple[Any, Locator]:
    """The question of a quiz and its place on the page that shows all of them."""
    go(page, f"{url}/quiz?quiz={quiz}")
    if page.get_by_role("button", name="先练一练").count():
        press(page, "先练一练")
    if page.get_by_role("button", name="全部一页").count():
        press(page, "全部一页")
    place = page.locator(f'[class*="st-key-q-"][class*="-{name}"], [class*="st-key-goal-"][class*="-{name}"]')
    place.locator("button, input").first.wait_for(state="attached")
    settled(page)
    return QUIZZES[quiz].question(name), place


def tab_into(page: Page, place: Locator, what: str) -> None:
    """Press Tab until the focus is on something of that kind in the question."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if place.locator(f"{what}:focus").count():
            return
    raise AssertionError(f"no Tab leads to {what}")


@pytest.mark.parametrize(("quiz", "name"), [("silent", "silent-where"), ("home-visit", "visit-picture-ones")])
def test_a_letter_in_the_picture_can_be_pressed(server, page: Page, quiz: str, name: str) -> None:
    question, place = find(page, server.url, quiz, name)
    DEEDS["hotspot"](page, question, HOTSPOT.key(question), "zh")
    saved(page)
    for spot in question.spots:
        assert place.locator("label").filter(has_text=spot.text.zh).locator("input").is_checked() == spot.right


def test_one_place_is_chosen_by_arrow_keys(server, page: Page) -> None:
    question, place = find(page, server.url, "silent", "silent-where")
    tab_into(page, place, "input[type=radio]")
    page.keyboard.press("Space")
    for _ in question.spots[1:]:
        settled(page)
        page.keyboard.press("ArrowDown")
    saved(page)
    expect(place.get_by_role("radio", name=f"D：{question.spots[-1].text.zh}")).to_be_checked()


def test_places_are_ticked_by_tab_and_space(server, page: Page) -> None:
    question, place = find(page, server.url, "home-visit", "visit-picture-ones")
    tab_into(page, place, "input[type=checkbox]")
    for spot in question.spots:
        if spot.right:
            page.keyboard.press("Space")
            settled(page)
        page.keyboard.press("Tab")
    saved(page)
    boxes = place.locator("input[type=checkbox]").all()
    assert [box.is_checked() for box in boxes] == [spot.right for spot in question.spots]


def test_a_story_is_told_to_its_end_by_keyboard_and_can_be_begun_again(server, page: Page) -> None:
    question, place = find(page, server.url, "six-steps", "six-steps-order")
    tab_into(page, place, "button")
    for step in question.outcome(question.best()).steps:
        for _ in range([choice.id for choice in step.moment.choices].index(step.choice.id)):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        settled(page)
        expect(page.locator('[class*="st-key-now-"]:focus')).to_have_count(1)  # the button that had it is gone
        page.keyboard.press("Tab")
    now = place.locator('[class*="st-key-now-"]')
    expect(now).to_have_text("故事到这里讲完了")
    expect(page.get_by_role("status").filter(has_text="故事到这里讲完了")).to_have_count(1)
    saved(page)
    place.get_by_role("button", name="从头再来").press("Enter")
    settled(page)
    expect(now).to_have_text(question.tale.moments[0].text.zh)


def test_a_simulator_is_set_by_arrow_keys_and_its_figure_follows(server, page: Page) -> None:
    question, place = find(page, server.url, "eighty-twenty", "eighty-four")
    figure = place.locator(".ws-chart")
    before = figure.get_attribute("aria-label")
    tab_into(page, place, "input[type=range]")
    slider = place.locator("input[type=range]")
    for value in range(75, 45, -5):
        page.keyboard.press("ArrowLeft")
        expect(slider).to_have_value(str(value))
    settled(page)
    saved(page)
    assert slider.input_value() == question.solution["share"]
    expect(figure).not_to_have_attribute("aria-label", before or "")
    expect(place.get_by_role("status")).to_have_text(figure.get_attribute("aria-label") or "")
    page.reload()
    page.locator("h1").first.wait_for()
    settled(page)
    press(page, "全部一页")
    expect(slider).to_have_value(question.solution["share"])


def test_switches_and_choices_of_a_simulator_are_set_and_saved(server, page: Page) -> None:
    question, place = find(page, server.url, "gaps", "gaps-one-message")
    DEEDS["simulator_goal"](page, question, questions.kind("simulator_goal").rules.key(question), "zh")
    saved(page)
    assert [box.is_checked() for box in place.locator("input[type=checkbox]").all()] == [True, True]
