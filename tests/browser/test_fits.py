"""Every page of the course fits the screens it is made for, in both languages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import go, sign_in
from tests.course import library

LIBRARY = library()
LESSONS = LIBRARY.order()
MODULES = [module.id for module in LIBRARY.course.modules]
SMALLEST = 28 / 34
"""A slide's text is 34 px and must stay 28 px at least when all its parts are revealed."""

MEASURE = """() => [...document.querySelectorAll('.slide')].map(slide => {
  for (const other of document.querySelectorAll('.slide')) other.classList.toggle('now', other === slide)
  for (const part of slide.querySelectorAll('.ws-reveal')) part.hidden = false
  slide.style.setProperty('--fit', 1)
  const need = Math.max(...[...slide.querySelectorAll('.telling')].map(part => part.scrollHeight))
  const style = getComputedStyle(slide)
  const room = slide.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)
  return [room / need, slide.scrollWidth - slide.clientWidth]
})"""


def test_every_slide_is_readable_from_the_back_row(page: Page, server):
    page.set_viewport_size({"width": 1920, "height": 1080})
    sign_in(page, server.url, *server.accounts["trainer"])
    small = []
    for lesson in LESSONS:
        for language in ("zh", "en"):
            page.goto(f"{server.url}/present/{lesson}?lang={language}")
            measured = page.evaluate(MEASURE)
            assert len(measured) == len(LIBRARY.lessons[lesson].pages)
            for shown, (scale, wider) in zip(LIBRARY.lessons[lesson].pages, measured, strict=True):
                if scale < SMALLEST or wider > 0:
                    small.append(f"{lesson}/{shown.id} {language}: text at {scale:.0%}, {wider} px too wide")
    assert not small, "\n".join(small)


@pytest.mark.browser_context_args(viewport={"width": 1366, "height": 650}, locale="en-GB", reduced_motion="reduce")
@pytest.mark.parametrize("module", MODULES)
def test_every_page_fits_a_laptop_in_the_longer_language_and_has_nothing_chinese_left(page: Page, server, module):
    bad = []
    for where, end, foot, _ in pages(page, server.url, module):
        if end > foot:
            bad.append(f"{where}: {end - foot:.0f} px too long")
        text = page.locator(".st-key-page").inner_text().replace("中文", "")
        if left := re.findall(r"[\u4e00-\u9fff]+", text):
            bad.append(f"{where}: {left}")
    assert not bad, "\n".join(bad)


@pytest.mark.browser_context_args(
    viewport={"width": 390, "height": 740}, locale="en-GB", reduced_motion="reduce", is_mobile=True, has_touch=True
)
@pytest.mark.parametrize("module", MODULES)
def test_every_page_on_a_phone_is_two_screens_at_most_and_never_moves_sideways(page: Page, server, module):
    bad = [
        f"{where}: {end:.0f} px long, {wider:.0f} px too wide"
        for where, end, foot, wider in pages(page, server.url, module)
        if end > 2 * foot or wider > 0
    ]
    assert not bad, "\n".join(bad)


def pages(page: Page, url: str, module: str) -> Iterator[tuple[str, float, float, float]]:
    """Every page of a module: its name, where it ends, where the foot with the buttons begins, and how far too wide."""
    for lesson in next(m.lessons for m in LIBRARY.course.modules if m.id == module):
        go(page, f"{url}/lesson?lesson={lesson}&page=1")
        for number, shown in enumerate(LIBRARY.lessons[lesson].pages, 1):
            expect(page.locator(f'[class*="st-key-lesson-{lesson}-{shown.id}"]')).to_have_count(1, timeout=15_000)
            page.wait_for_function(
                """() => {  // pictures and figures arrive after the words: wait until the height stays
                  const height = document.querySelector('.st-key-page').getBoundingClientRect().bottom
                  if (window.height !== height) {
                    window.height = height
                    window.since = performance.now()
                    return false
                  }
                  return performance.now() - window.since > 150
                }""",
                polling=50,
            )
            end, foot, wider = page.evaluate(
                """() => [
                  document.querySelector('.st-key-page').getBoundingClientRect().bottom
                    + document.querySelector('[data-testid=stMain]').scrollTop,
                  document.querySelector('[data-testid=stBottom]').getBoundingClientRect().top,
                  document.documentElement.scrollWidth - innerWidth,
                ]"""
            )
            yield f"{lesson}/{shown.id}", end, foot, wider
            if number < len(LIBRARY.lessons[lesson].pages):
                page.keyboard.press("ArrowRight")
