"""The room as the simulator: a slider moved on a real phone is a point on a real projector."""

import re

from playwright.sync_api import Browser, expect

from courseware.actions.asking import COOKIE
from tests.browser.workshop import Workshop

PLACE = {"lesson": "levels", "page": "equation", "block": 0}


def test_a_slider_at_rest_is_sent_and_stands_on_the_projector(server, browser: Browser):
    workshop = Workshop(server)
    context = browser.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080})
    context.add_cookies([{"name": COOKIE, "value": workshop.client.cookies[COOKIE], "url": server.url}])
    projector = context.new_page()
    try:
        poll = workshop.do(do="ask", **PLACE, kind="controls")["poll"]
        projector.goto(f"{server.url}/room/{workshop.code}")
        phone = workshop.phone(browser)
        slider = phone.get_by_label("客户感到的")
        slider.focus()
        phone.keyboard.press("ArrowRight")
        expect(slider).to_have_attribute("aria-valuetext", "51 分")
        expect(phone.locator("output").nth(1)).to_have_text("51 分")
        expect(phone.locator("[data-own]")).to_have_text("期望 50 分，感到 51 分，高出 1 分：满意。")
        expect(phone.locator("[data-fate]")).to_have_class("fate saved")

        cloud = projector.locator("[data-part=cloud]")
        expect(cloud).to_have_attribute("aria-label", re.compile("^1 部手机的点"))
        expect(cloud.locator(".points circle")).to_have_count(1)
        expect(cloud.locator(".line")).to_have_count(0)
        phone.keyboard.press("ArrowRight")  # changed: the same phone is still one point
        expect(phone.locator("[data-own]")).to_contain_text("高出 2 分")
        phone.reload()
        expect(phone.get_by_label("客户感到的")).to_have_value("52")

        workshop.do(do="reveal", poll=poll)
        expect(cloud.locator(".points circle")).to_have_count(1)
        expect(cloud.locator(".line")).to_have_count(1)
        expect(projector.locator("[data-part=why]")).to_contain_text("线以上")
        expect(phone.locator("h1")).to_have_text("你的点在前面的图上")
        sizes = projector.locator("#poll svg text").evaluate_all(
            "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= 28
        phone.context.close()
    finally:
        context.close()
        workshop.close()
