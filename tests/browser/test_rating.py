"""A phone in the room's experiment: consent, two stories one after the other, nothing lost by a reload."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_accessible import serious
from tests.browser.workshop import Workshop


@pytest.fixture
def workshop(server) -> Iterator[Workshop]:
    made = Workshop(server)
    yield made
    made.close()


def test_a_phone_agrees_rates_two_stories_and_sees_only_its_own_ratings(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser, viewport={"width": 320, "height": 640})
    poll = workshop.ask("experiment:water")
    expect(page.locator("#scene h1")).to_have_text("愿意帮大家做个小实验吗？")
    page.get_by_role("button", name="我同意，开始").press("Enter")
    expect(page.locator("#scene .over")).to_have_text("第 1 段，共 2 段")
    expect(page.locator(".narrated")).to_be_focused()
    page.get_by_role("radio", name="6").check()
    assert serious(page) == []
    page.get_by_role("button", name="提交这个分").click()
    expect(page.locator("#scene .over")).to_have_text("第 2 段，共 2 段")
    page.reload()
    expect(page.locator("#scene .over")).to_have_text("第 2 段，共 2 段")
    expect(page.locator(".rating :checked")).to_have_count(0)
    page.get_by_role("radio", name="3").check()
    page.get_by_role("button", name="提交这个分").click()
    expect(page.locator("#scene h1")).to_have_text("评完了，谢谢")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    workshop.do(do="reveal", poll=poll)
    expect(page.locator(".mine")).to_contain_text("前一段 6 分，后一段 3 分")
    expect(page.locator(".waterline")).to_contain_text(re.compile("课件（D2-37、D2-38）预测"))
    page.context.close()
