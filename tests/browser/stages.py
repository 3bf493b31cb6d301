"""A complete workshop in three real windows, with a picture of each stage; no test, but the pictures of the manual.

`make stages` plays it into docs/workshop: projector, console and one real phone, and two dozen phones that only vote.
"""

import re
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from courseware.actions.asking import COOKIE
from tests.browser.conftest import CHROMIUM, Server
from tests.browser.workshop import Workshop

NAMES = "小周 阿梅 老陈 文静 大刘 小何 阿强 秀英 国庆 晓燕 建军 丽华 志明 玉兰 海涛 春梅 少华 美玲 永强 雪梅 家豪 雨桐"
LESSONS = ("water", "levels", "six-steps")


class Voter:
    """A phone that only votes."""

    def __init__(self, workshop: Workshop, name: str) -> None:
        self.code = workshop.code
        self.client = httpx.Client(base_url=workshop.server.url, headers={"Accept-Language": "zh"}, timeout=30)
        self.client.get(f"/live/{self.code}")
        self.client.post(f"/live/{self.code}", data={"nickname": name})

    def vote(self, poll: int, **given: Any) -> None:
        """Answer, with the names of the fields as the poll has them."""
        self._send({"poll": str(poll), **{f"p{poll}-{name}": str(value) for name, value in given.items()}})

    def rate(self, poll: int, first: int, last: int) -> None:
        """Take part in an experiment."""
        html = self.client.get(f"/live/{self.code}").text
        for given in ({}, {f"p{poll}-rate0": str(first)}, {f"p{poll}-rate1": str(last)}):
            hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html.split("data-poll", 1)[1])
            html = self._send(dict(hidden) | given)["html"]

    def _send(self, form: dict[str, str]) -> dict[str, Any]:
        answer = self.client.post(f"/live/{self.code}/vote", data=form, headers={"Accept": "application/json"})
        answer.raise_for_status()
        return answer.json()


class Windows:
    """Projector, console and phone, and where their pictures go."""

    def __init__(self, browser: Browser, workshop: Workshop, folder: Path) -> None:
        self.folder, self.url = folder, workshop.server.url
        context = browser.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080})
        context.add_cookies([{"name": COOKIE, "value": workshop.client.cookies[COOKIE], "url": self.url}])
        self.projector, self.console = context.new_page(), context.new_page()
        self.console.set_viewport_size({"width": 1366, "height": 768})
        self.projector.goto(f"{self.url}/room/{workshop.code}")
        self.console.goto(f"{self.url}/room/{workshop.code}/console")
        self.phone = workshop.phone(browser, "林晓雨")

    def take(self, stage: str, *windows: str) -> None:
        """A picture of those windows."""
        self.projector.wait_for_timeout(900)  # bars grow, charts are drawn
        for name in windows or ("projector", "console", "phone"):
            page: Page = getattr(self, name)
            picture = Image.open(BytesIO(page.screenshot()))
            few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)  # a third of the bytes
            few.save(self.folder / f"{stage}-{name}.png", optimize=True)


def play(workshop: Workshop, windows: Windows, voters: list[Voter]) -> None:
    """From the open door to the report."""
    chance, phone = Random(7), windows.phone
    workshop.do(do="go", lesson="", page=1)
    windows.take("01-door")
    workshop.do(do="go", lesson="water", page=1)
    poll = workshop.do(do="ask", question="experiment:water")["poll"]
    for n, voter in enumerate(voters):
        voter.rate(poll, 2 + n % 4, chance.choice((4, 5, 5, 6)))
    windows.take("02-experiment-collecting")
    workshop.do(do="close", poll=poll)
    workshop.do(do="put_away")

    workshop.do(do="go", lesson="water", page=2)
    windows.take("03-slide")
    poll = workshop.do(do="ask", question="q044")["poll"]
    for voter in voters:
        voter.vote(poll, choice=chance.choice(("hotter", "hotter", "same", "cooler")))
    phone.locator(".ws-option").first.click()
    phone.locator(".send button").click()
    windows.take("04-question-collecting")
    workshop.do(do="close", poll=poll)
    windows.take("05-question-shown")
    workshop.do(do="reveal", poll=poll)
    windows.take("06-question-revealed")
    workshop.do(do="rank", on=True)
    windows.take("07-leaderboard", "projector")
    workshop.do(do="rank", on=False)

    workshop.do(do="go", lesson="water", page=6)
    ended = windows.console.locator(".asks.now [data-do=result]")
    ended.first.click()
    windows.take("08-experiment-result", "projector")

    workshop.do(do="go", lesson="levels", page=2)
    poll = workshop.do(do="ask", lesson="levels", page="equation", block=0, kind="controls")["poll"]
    for voter in voters:
        expectation = chance.randrange(45, 95)
        perceived = min(100, max(0, expectation + chance.randrange(-30, 26)))
        voter.vote(poll, expectation=expectation, perceived=perceived)
    windows.take("09-cloud-collecting", "projector", "phone")
    workshop.do(do="reveal", poll=poll)
    windows.take("10-cloud-revealed", "projector")

    workshop.do(do="go", lesson="six-steps", page=6)
    poll = workshop.do(do="ask", lesson="six-steps", page=6, block=0, story="bottle")["poll"]
    windows.phone.locator(".ws-option").first.wait_for()
    names = phone.locator(".ws-option input, .ws-option button").evaluate_all("all => all.map(one => one.value)")
    for voter in voters:
        voter.vote(poll, choice=chance.choice((names[1], names[1], *names)))
    windows.take("11-story-collecting")
    workshop.do(do="close", poll=poll)
    windows.take("12-story-shown", "projector", "console")
    workshop.do(do="take", poll=poll)
    windows.take("13-story-goes-on", "projector", "phone")

    workshop.do(do="put_away")
    workshop.do(do="end")
    windows.take("14-over")
    windows.console.set_viewport_size({"width": 1366, "height": 2200})
    windows.console.goto(f"{windows.url}/room/{workshop.code}/report")
    windows.take("15-report", "console")


def main(folder: Path) -> None:
    """Play the workshop on a server of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        data = Path(place) / "data"
        data.mkdir()
        server = Server(data).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        workshop = Workshop(server, LESSONS)
        try:
            windows = Windows(browser, workshop, folder)
            play(workshop, windows, [Voter(workshop, name) for name in NAMES.split()])
        finally:
            workshop.close()
            browser.close()
            server.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
