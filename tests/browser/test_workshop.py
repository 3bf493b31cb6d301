"""A workshop in three real windows: projector, console and a phone, from the open door to the end."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import register, sign_in
from tests.browser.test_slides import WATCH
from tests.course import library

LESSON = library().lessons["water"]
TITLES = [page.title.zh for page in LESSON.pages]


@pytest.fixture
def projector(server, browser: Browser):
    """A trainer's projector in front of the lobby of a new room."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    sign_in(page, server.url, *server.accounts["trainer"])
    page.goto(server.url + "/workshop?lesson=water")
    page.get_by_role("button", name="现在开房间").click()
    expect(page.locator("html.scripted #lobby")).to_be_visible()
    yield page
    context.close()


@pytest.fixture
def console(server, projector: Page) -> Page:
    page = projector.context.new_page()
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{server.url}/room/{code(projector)}/console")
    return page


@pytest.fixture
def phone(server, browser: Browser, projector: Page):
    """Somebody who has typed the address, the code and a name."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(server.url + "/live")
    page.fill("[name=code]", projector.locator("#lobby .code").inner_text())
    page.locator("main form button").click()
    page.fill("[name=nickname]", "小周")
    page.locator("main form button").click()
    page.wait_for_url(re.compile("/live/"))
    yield page
    context.close()


def code(projector: Page) -> str:
    return projector.locator("[data-role=projector]").get_attribute("data-code") or ""


def test_a_short_workshop_runs_in_three_windows(projector: Page, console: Page, phone: Page):
    expect(projector.locator("#lobby .joined")).to_have_text("已进入 1 人")
    expect(console.locator("[data-part=joined]")).to_have_text("已进入 1 人")
    # Slides, from the console and from the projector.
    console.get_by_role("button", name="下一步").click()
    expect(projector.locator(".slide.now h1")).to_have_text(TITLES[0])
    expect(console.locator(".note.now h1")).to_have_text(TITLES[0])
    expect(phone.locator("main h1")).to_have_text(TITLES[0])
    # A prediction: nobody sees a distribution before it closes.
    console.locator(".asks.now [data-do=ask]").first.click()
    expect(projector.locator("#poll.now .voted")).to_have_text("0 / 1 人已答")
    expect(projector.locator("#poll .number").first).to_have_text("")
    phone.locator(".ws-option").nth(1).click()
    if (send := phone.locator("main form button")).count():
        send.first.click()
    expect(projector.locator("#poll .voted")).to_have_text("1 / 1 人已答")
    expect(projector.locator("#poll .number").nth(1)).to_have_text("")
    expect(console.locator(".poll .number").nth(1)).to_have_text("100%　1 人")
    console.get_by_role("button", name="截止").click()
    expect(projector.locator("#poll .number").nth(1)).to_have_text("100%　1 人")
    expect(projector.locator("#poll .right")).to_have_count(0)
    projector.keyboard.press("ArrowRight")
    expect(projector.locator("#poll .bars .right")).to_have_count(1)
    expect(projector.locator("#poll .why")).not_to_be_empty()
    expect(console.locator(".poll [data-part=phase]")).to_have_text("答案已公布")
    console.get_by_role("button", name="收起").click()
    expect(projector.locator(".slide.now h1")).to_have_text(TITLES[0])
    expect(projector.locator(".slide.now .ws-reveal").first).to_be_visible()
    # Black, a countdown, people, the end.
    projector.keyboard.press("b")
    expect(console.locator(".state")).to_be_visible()  # its text stands there hidden before
    expect(console.locator(".state")).to_have_text("黑屏中")
    console.get_by_role("button", name="黑屏").click()
    expect(projector.locator("html")).not_to_have_class(re.compile("black"))
    console.locator(".menu summary").click()
    console.get_by_role("button", name="30 秒").click()
    expect(projector.locator(".timer")).to_have_text(re.compile(r"0:(30|2\d)"))
    console.locator(".people summary").click()
    expect(console.locator(".people .name")).to_have_text("小周")
    console.locator(".people [data-do=rename]").click()
    console.fill("dialog[open] input", "周明")
    console.locator("dialog[open] .button").first.click()
    expect(console.locator(".people .name")).to_have_text("周明")
    console.locator(".more summary").click()
    console.get_by_role("button", name="结束这场课").click()
    console.get_by_role("button", name="确定").click()
    expect(projector.locator("#over")).to_be_visible()
    expect(console.locator(".state")).to_have_text("这场课到这里结束")
    expect(console.locator("[data-part=after] a")).to_have_attribute("href", re.compile("/report"))


def test_projector_and_console_come_back_in_the_middle_of_a_poll(projector: Page, console: Page):
    projector.keyboard.press("ArrowRight")
    projector.keyboard.press("ArrowRight")
    expect(projector.locator(".slide.now .ws-reveal").first).to_be_visible()
    expect(console.locator(".note.now h1")).to_have_text(TITLES[0])
    projector.keyboard.press("p")
    expect(projector.locator("#poll.now .how")).to_have_text("请在手机上作答")
    for page in (projector, console):
        page.reload()
    expect(projector.locator("#poll.now .how")).to_have_text("请在手机上作答")
    expect(console.locator(".poll [data-part=phase]")).to_have_text("正在收")
    projector.keyboard.press("Escape")
    expect(projector.locator(".slide.now h1")).to_have_text(TITLES[0])
    expect(projector.locator(".slide.now .ws-reveal").first).to_be_visible()
    second = projector.context.new_page()
    second.goto(projector.url)
    expect(second.locator(".slide.now h1")).to_have_text(TITLES[0])
    expect(second.locator(".slide.now .ws-reveal").first).to_be_visible()


def test_slides_turned_without_a_network_are_made_good(projector: Page, console: Page):
    projector.keyboard.press("ArrowRight")
    expect(console.locator(".note.now h1")).to_have_text(TITLES[0])
    projector.context.set_offline(True)
    projector.keyboard.press("End")
    projector.keyboard.press("ArrowLeft")
    expect(projector.locator(".slide.now h1")).to_have_text(TITLES[-2])
    expect(projector.locator(".line")).to_be_visible()
    projector.context.set_offline(False)
    expect(console.locator(".note.now h1")).to_have_text(TITLES[-2], timeout=15_000)
    expect(projector.locator(".line")).to_be_hidden(timeout=15_000)


def test_another_trainer_takes_up_a_room_by_its_code(server, browser: Browser, projector: Page):
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    sign_in(page, server.url, *server.accounts["admin"])
    page.goto(f"{server.url}/room/{code(projector)}")
    expect(page).to_have_url(re.compile("/workshop"))
    page.get_by_role("button", name="一起带").click()
    expect(page).to_have_url(re.compile("/console"))
    page.get_by_role("button", name="下一步").click()
    expect(projector.locator(".slide.now h1")).to_have_text(TITLES[0])
    context.close()


def test_a_room_is_scheduled_opened_ended_and_opened_again(server, page: Page):
    sign_in(page, server.url, *server.accounts["admin"])
    page.goto(server.url + "/workshop?lesson=trust")
    page.get_by_role("button", name="预约").click()
    expect(page.locator("#wrong")).to_be_visible()
    expect(page.locator("input[value='lesson:trust']")).to_be_checked()
    page.fill("#when", "2099-05-01T09:00")
    page.get_by_role("button", name="预约").click()
    row = page.locator(".rooms li", has_text="2099-05-01 09:00")
    expect(row).to_be_visible()
    row.get_by_role("button", name="现在开放").click()
    expect(page.locator("#lobby .code")).to_be_visible()
    page.goto(page.url.replace("?", "/console?"))
    page.locator(".more summary").click()
    page.get_by_role("button", name="结束这场课").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator(".state")).to_have_text("这场课到这里结束")
    page.goto(server.url + "/workshop")
    page.locator(".over li").first.get_by_role("button", name="接着这间开").click()
    expect(page.locator("#lobby .code")).to_be_visible()


def test_a_slide_of_a_room_turns_in_one_frame(projector: Page):
    projector.keyboard.press("ArrowRight")
    projector.keyboard.press("ArrowRight")
    expect(projector.locator(".slide.now .ws-reveal").first).to_be_visible()
    projector.evaluate(WATCH)
    projector.wait_for_timeout(100)
    projector.keyboard.press("ArrowRight")
    projector.wait_for_timeout(400)
    frames = projector.evaluate("() => { window.watching = false; return window.frames_seen }")
    assert [frame.split(":")[0] for frame in dict.fromkeys(frames)] == ["1", "2"], set(frames)


def test_numbers_letters_and_drawings_of_a_projector(projector: Page):
    projector.keyboard.press("g")
    projector.keyboard.type("4")
    projector.keyboard.press("Enter")
    expect(projector.locator(".slide.now h1")).to_have_text(TITLES[3])
    projector.keyboard.press("c")
    expect(projector.locator("#lobby")).to_be_visible()
    projector.keyboard.press("l")
    expect(projector.locator("#ranking .lead")).to_be_visible()
    projector.keyboard.press("Escape")
    expect(projector.locator("#lobby")).to_be_visible()


def test_a_drawing_is_enlarged_at_a_click(server, projector: Page):
    lesson = library().lessons["customers"]
    drawn = next(n for n, page in enumerate(lesson.pages, 1) if any(one.kind == "picture" for one in page.blocks))
    projector.goto(server.url + "/workshop?lesson=customers")
    projector.get_by_role("button", name="现在开房间").click()
    expect(projector.locator("html.scripted #lobby")).to_be_visible()
    projector.keyboard.press("g")
    projector.keyboard.type(str(drawn))
    projector.keyboard.press("Enter")
    projector.locator(".slide.now .ws-ill").first.click()
    expect(projector.locator("dialog.zoom svg")).to_be_visible()
    projector.keyboard.press("Escape")
    expect(projector.locator("dialog.zoom")).to_be_hidden()
    expect(projector.locator(".slide.now h1")).to_have_text(lesson.pages[drawn - 1].title.zh)


def test_only_trainers_open_rooms(server, page: Page):
    page.goto(server.url + "/workshop")
    expect(page).to_have_url(re.compile("/sign-in"))
    register(page, server.url, "L901")
    answer = page.goto(server.url + "/workshop")
    assert answer is not None
    assert answer.status == 403
