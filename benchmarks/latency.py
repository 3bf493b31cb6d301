"""From a key on a slider to the changed chart, in Chromium: the time until the first frame that shows new marks."""

import shutil
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

MOVES = 40
_WATCH = """slider => {
  window.took = null
  let began
  const slid = event => { if (!began && event.key.startsWith('Arrow')) began = performance.now() }
  addEventListener('keydown', slid, { capture: true, once: true })
  const seen = new MutationObserver(changes => {
    const chart = change => {
      const at = change.target.nodeType === 1 ? change.target : change.target.parentElement
      return at?.closest('.js-plotly-plot') && (change.type === 'childList' || change.attributeName !== 'style')
    }
    if (!began || !changes.some(chart)) return
    seen.disconnect()
    requestAnimationFrame(() => { window.took = performance.now() - began })
  })
  seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
}"""


@dataclass(frozen=True)
class Place:
    """A page to measure: its address, its slider, and how to get to the chart."""

    name: str
    url: str
    slider: str
    prepare: Callable[[Page], None] = lambda page: None


def _measure(browser: Browser, place: Place) -> list[float]:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}).new_page()
    page.goto(place.url)
    place.prepare(page)
    page.locator(".main-svg").first.wait_for(timeout=60_000)
    slider = page.locator(place.slider).first
    slider.focus()
    times = []
    for n in range(MOVES + 5):
        page.wait_for_timeout(300)
        page.evaluate(_WATCH, None)
        page.keyboard.press("ArrowRight" if n // 10 % 2 == 0 else "ArrowLeft")
        page.wait_for_function("window.took !== null", timeout=20_000)
        times.append(page.evaluate("window.took"))
    page.context.close()
    return times[5:]


def latencies(places: Sequence[Place], rounds: int) -> dict[str, float]:
    """Median milliseconds of each place, measured in turns."""
    found: dict[str, list[float]] = {place.name: [] for place in places}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        for _ in range(rounds):
            for place in places:
                found[place.name].append(statistics.median(_measure(browser, place)))
        browser.close()
    return {name: statistics.median(times) for name, times in found.items()}
