"""Every page of the course fits the screens it is made for, in both languages."""

import pytest
from playwright.sync_api import Page, expect

from courseware.content.library import load
from courseware.settings import ROOT
from tests.browser.driving import go, sign_in

LIBRARY = load(ROOT)
LESSONS = LIBRARY.order()
SMALLEST = 28 / 34
"""A slide's text is 34 px and must stay 28 px at least when all its parts are revealed."""

MEASURE = """() => [...document.querySelectorAll('.slide')].map(slide => {
  for (const other of document.querySelectorAll('.slide')) other.classList.toggle('now', other === slide)
  for (const part of slide.querySelectorAll('[hidden]')) part.hidden = false
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
def test_every_page_fits_a_laptop_in_the_longer_language(page: Page, server):
    long = []
    for lesson in LESSONS:
        go(page, f"{server.url}/lesson?lesson={lesson}&page=1")
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
                  return performance.now() - window.since > 250
                }""",
                polling=50,
            )
            over = page.evaluate(
                """() => document.querySelector('.st-key-page').getBoundingClientRect().bottom
                  - document.querySelector('[data-testid=stBottom]').getBoundingClientRect().top"""
            )
            if over > 0:
                long.append(f"{lesson}/{shown.id}: {over:.0f} px too long")
            if number < len(LIBRARY.lessons[lesson].pages):
                page.keyboard.press("ArrowRight")
    assert not long, "\n".join(long)
