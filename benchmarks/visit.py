"""The first visit in a real browser behind a slow line: bytes, requests, seconds until the lesson can be read."""

import shutil
import time

from playwright.sync_api import sync_playwright

KILOBITS = 1600
LATENCY = 150  # milliseconds


def first_visit(url: str, compressed: bool) -> tuple[float, float, float]:
    """Bytes on the wire, requests, seconds until the heading and the page's text stand."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        headers = {} if compressed else {"Accept-Encoding": "identity"}
        page = browser.new_context(locale="zh-CN", extra_http_headers=headers).new_page()
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        speed = KILOBITS * 125  # bytes a second
        line = {"offline": False, "latency": LATENCY, "downloadThroughput": speed, "uploadThroughput": speed}
        client.send("Network.emulateNetworkConditions", line)
        sizes: list[float] = []
        client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        began = time.monotonic()
        page.goto(url, wait_until="commit", timeout=180_000)
        page.locator("h1").first.wait_for(timeout=180_000)
        readable = time.monotonic() - began
        page.wait_for_load_state("networkidle", timeout=180_000)
        browser.close()
    return sum(sizes), float(len(sizes)), readable
