"""Phones in the audience: every stage, flaky radio, a killed server, no script, and nothing asked of other machines."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from courseware.settings import ROOT
from tests.browser.conftest import Server
from tests.browser.test_accessible import serious
from tests.browser.workshop import Workshop, choose, submit

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


@pytest.fixture
def workshop(server) -> Iterator[Workshop]:
    made = Workshop(server)
    yield made
    made.close()


def fate(page: Page):
    return page.locator("[data-fate]")


def test_a_phone_follows_the_room_from_the_code_to_the_result(workshop: Workshop, browser: Browser):
    page = workshop.stranger(browser)
    page.goto(workshop.server.url + "/live")
    page.fill("#code", workshop.code.lower())
    page.keyboard.press("Enter")
    page.fill("#nickname", "林晓雨")
    page.keyboard.press("Enter")
    expect(page.locator("#scene h1")).to_have_text("同样到货，一快一慢")
    workshop.do(do="go", lesson="water", page=2)
    expect(page.locator("#scene h1")).to_have_text("一碗温水，两种感觉")
    poll = workshop.ask()
    choose(page, "比平常热")
    expect(fate(page)).to_have_text("还没提交")
    submit(page)
    expect(fate(page)).to_have_text(SAVED)
    choose(page, "跟平常一样")
    submit(page)
    expect(fate(page)).to_have_text(SAVED)
    page.reload()
    expect(page.locator(".ws-option:has(:checked)")).to_contain_text("跟平常一样")
    workshop.do(do="close", poll=poll)
    expect(page.locator("#scene h1")).to_have_text("不再收答案了")
    expect(page.locator(".mine")).to_contain_text("跟平常一样")
    workshop.do(do="reveal", poll=poll)
    expect(page.locator("#scene h1")).to_contain_text("没答对")
    expect(page.locator(".mine.key")).to_contain_text("比平常热")
    assert workshop.votes(poll) == ["same"]
    workshop.do(do="end")
    expect(page.locator(".results li")).to_have_count(1, timeout=15_000)
    page.context.close()


def test_a_choice_in_somebodys_hands_survives_what_happens_in_the_room(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser)
    poll = workshop.ask()
    choose(page, "比平常热")
    workshop.do(do="countdown", seconds=30)
    expect(page.locator("#clock")).to_be_visible()
    expect(page.locator("#clock")).to_have_text(re.compile(r"0:(30|2\d)"))
    other = workshop.phone(browser, "陈静")
    expect(page.locator(".ws-option:has(:checked)")).to_contain_text("比平常热")
    submit(page)
    expect(fate(page)).to_have_text(SAVED)
    assert workshop.votes(poll) == ["hotter"]
    page.context.close()
    other.context.close()


def test_offline_the_page_says_so_and_the_vote_goes_out_when_the_radio_is_back(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser)
    poll = workshop.ask()
    choose(page, "比平常热")
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    submit(page)
    expect(fate(page)).to_have_text(re.compile("还没送到"))
    assert workshop.votes(poll) == []
    page.context.set_offline(False)
    expect(fate(page)).to_have_text(SAVED, timeout=15_000)
    expect(page.locator("#offline")).to_be_hidden()
    assert workshop.votes(poll) == ["hotter"]
    page.context.close()


def test_a_vote_whose_answer_is_lost_is_sent_again_and_counts_once(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser)
    poll = workshop.ask()
    lost = iter(range(2))

    def flaky(route):
        if next(lost, None) is None:
            route.continue_()
        else:
            route.fetch()  # it arrives; the answer does not
            route.abort()

    page.route("**/vote", flaky)
    choose(page, "比平常热")
    submit(page)
    expect(fate(page)).to_have_text(SAVED, timeout=15_000)
    assert workshop.votes(poll) == ["hotter"]
    page.context.close()


def test_a_vote_that_was_not_saved_survives_a_reload(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser)
    poll = workshop.ask()
    page.route("**/vote", lambda route: route.abort())
    choose(page, "比平常热")
    submit(page)
    expect(fate(page)).to_have_text(re.compile("还没送到"))
    page.reload()
    expect(page.locator(".ws-option:has(:checked)")).to_contain_text("比平常热")
    assert workshop.votes(poll) == []
    page.unroute("**/vote")
    expect(fate(page)).to_have_text(SAVED, timeout=15_000)
    assert workshop.votes(poll) == ["hotter"]
    page.context.close()


def test_a_vote_that_comes_too_late_is_told(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser)
    poll = workshop.ask()
    page.route("**/vote", lambda route: route.abort())
    choose(page, "比平常热")
    submit(page)
    expect(fate(page)).to_have_text(re.compile("还没送到"))
    workshop.do(do="close", poll=poll)
    expect(page.locator("#scene h1")).to_have_text("不再收答案了")
    page.unroute("**/vote")
    expect(fate(page)).to_have_text(re.compile("已经结束"), timeout=15_000)
    assert workshop.votes(poll) == []
    page.context.close()


def test_the_server_may_be_killed_in_the_middle_of_a_question(own_server, browser: Browser):
    own_server.start()
    workshop = Workshop(own_server)
    voted, choosing = workshop.phone(browser), workshop.phone(browser, "陈静")
    poll = workshop.ask()
    choose(voted, "比平常热")
    submit(voted)
    expect(fate(voted)).to_have_text(SAVED)
    choose(choosing, "跟平常一样")
    own_server.kill()
    for page in (voted, choosing):
        expect(page.locator("#offline")).to_be_visible(timeout=15_000)
    submit(choosing)
    own_server.start()
    for page in (voted, choosing):
        expect(page.locator("#offline")).to_be_hidden(timeout=20_000)
    expect(fate(choosing)).to_have_text(SAVED, timeout=15_000)
    assert workshop.votes(poll) == ["hotter", "same"]
    workshop.do(do="reveal", poll=poll)
    expect(voted.locator("#scene h1")).to_contain_text("答对了")
    expect(choosing.locator("#scene h1")).to_contain_text("没答对")
    voted.context.close()
    choosing.context.close()
    workshop.close()


def test_without_a_script_one_comes_in_and_votes(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser, java_script_enabled=False)
    poll = workshop.ask()
    page.reload()
    choose(page, "比平常热")
    submit(page)
    expect(fate(page)).to_have_text(SAVED)
    assert workshop.votes(poll) == ["hotter"]
    page.context.close()


def test_going_on_with_another_phone_takes_everything_along(workshop: Workshop, browser: Browser):
    first = workshop.phone(browser)
    workshop.ask()
    choose(first, "比平常热")
    submit(first)
    expect(fate(first)).to_have_text(SAVED)
    opened = first.context.new_page()
    opened.goto(workshop.url + "/move")
    address = opened.locator(".address a").get_attribute("href")
    assert address
    second = workshop.stranger(browser)
    second.goto(address)
    second.locator("main button").click()
    expect(second.locator(".ws-option:has(:checked)")).to_contain_text("比平常热")
    expect(first.locator("#nickname")).to_be_visible(timeout=15_000)
    first.context.close()
    second.context.close()


def test_a_question_to_the_trainer_is_seen_and_wanted_by_others(workshop: Workshop, browser: Browser):
    page, other = workshop.phone(browser), workshop.phone(browser, "陈静")
    page.locator("#ask summary").click()
    other.locator("#ask summary").click()
    page.fill("#body", "为什么<b>先</b>问？")
    page.locator("#ask form button").first.click()
    expect(page.locator("#asked")).to_contain_text("为什么<b>先</b>问？")
    expect(other.locator("#asked")).to_contain_text("为什么<b>先</b>问？", timeout=15_000)
    other.locator("#asked button").click()
    expect(other.locator("#asked")).to_contain_text("你也想知道")
    expect(page.locator("#asked")).to_contain_text("1 人也想知道", timeout=15_000)
    page.context.close()
    other.context.close()


def test_a_phone_asks_no_other_machine_for_anything_and_its_policy_is_kept(workshop: Workshop, browser: Browser):
    page = workshop.stranger(browser)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    page.fill("#nickname", "林晓雨")
    page.locator("main button").click()
    poll = workshop.ask()
    choose(page, "比平常热")
    submit(page)
    expect(fate(page)).to_have_text(SAVED)
    workshop.do(do="reveal", poll=poll)
    expect(page.locator("#scene h1")).to_contain_text("答对了")
    page.goto(workshop.url + "/move")
    assert len(asked) > 10
    assert all(url.startswith((workshop.server.url + "/", "data:")) for url in asked), asked
    assert said == []
    page.context.close()


def test_in_the_box_the_server_asks_no_other_machine_for_anything(tmp_path, browser: Browser):
    """One laptop, no internet, the phones on its network. The server is refused every connection to elsewhere."""
    log, data = tmp_path / "asked", tmp_path / "data"
    data.mkdir()
    server = Server(data, NO_NETWORK_LOG=str(log))
    server.start([str(ROOT / "tests/browser/no_network.py")])
    workshop = Workshop(server)
    try:
        page = workshop.phone(browser)
        poll = workshop.ask()
        choose(page, "比平常热")
        submit(page)
        expect(fate(page)).to_have_text(SAVED)
        workshop.do(do="reveal", poll=poll)
        expect(page.locator("#scene h1")).to_contain_text("答对了")
        page.goto(server.url + "/")
        page.locator("h1").first.wait_for(timeout=30_000)
        page.goto(server.url + "/simulators?name=water")
        page.locator("h1").first.wait_for(timeout=30_000)
        assert not log.exists(), log.read_text("utf-8")
        page.context.close()
    finally:
        workshop.close()
        server.kill()


def test_the_refusal_of_the_network_is_real(tmp_path):
    tried = "import sys; sys.addaudithook(no_network.watch); import socket; socket.create_connection(('192.0.2.1', 80))"
    done = subprocess.run(
        [sys.executable, "-c", f"from tests.browser import no_network; {tried}"], cwd=ROOT, capture_output=True,
        text=True, check=False, env={**os.environ, "NO_NETWORK_LOG": str(tmp_path / "asked")},
    )  # fmt: skip
    assert "no network here" in done.stderr
    assert "192.0.2.1" in (tmp_path / "asked").read_text("utf-8")


@pytest.mark.parametrize(("locale", "scheme"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_every_stage_is_accessible_and_fits_a_phone(workshop: Workshop, browser: Browser, locale: str, scheme: str):
    page = workshop.stranger(browser, locale=locale, color_scheme=scheme)

    def fits(stage: str) -> None:
        assert serious(page) == [], stage
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), stage
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
              .filter(one => one.offsetParent && getComputedStyle(one).visibility !== 'hidden')
              .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
              .filter(([, box]) => box.height < 44).map(([html]) => html)"""
        )
        assert [one for one in small if "move?ticket" not in one] == [], stage

    fits("enter")
    page.fill("#nickname", "L")
    page.locator("main button").click()
    page.wait_for_selector("#scene")
    fits("waiting")
    for question in ("q044",):
        poll = workshop.ask(question)
        page.wait_for_selector("form[data-poll]")
        fits("collecting")
        page.locator(".ws-option").first.click()
        submit(page)
        page.wait_for_selector(".fate.saved")
        fits("saved")
        workshop.do(do="close", poll=poll)
        page.wait_for_selector("#scene .mine")
        fits("shown")
        workshop.do(do="reveal", poll=poll)
        page.wait_for_selector(".verdict")
        fits("revealed")
    page.locator("#ask summary").click()
    fits("asking")
    page.goto(workshop.url + "/move")
    fits("moving")
    page.goto(workshop.server.url + "/live?code=zzzzzz")
    fits("wrong code")
    page.context.close()


def test_the_keyboard_answers_and_the_screen_reader_hears_of_a_new_question(workshop: Workshop, browser: Browser):
    page = workshop.phone(browser)
    workshop.ask()
    expect(page.locator("#said")).to_contain_text("你刚从冷库搬完货")
    page.locator(".ws-input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(fate(page)).to_have_text(SAVED)
    page.context.close()
