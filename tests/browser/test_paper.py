"""A lesson on paper, printed by a real browser: the handout on A4, and the slides across, one a sheet."""

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.driving import sign_in
from tests.course import library

LESSON = library().lessons["home-visit"]


def printed(page: Page) -> list[tuple[list[int], str]]:
    """Width and height in millimetres of every sheet, and its text without spaces."""
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [
        ([round(side / 72 * 25.4) for side in sheet.get_size()], "".join(sheet.get_textpage().get_text_range().split()))
        for sheet in sheets
    ]


def test_handout_and_slides_print_whole(server, page: Page):
    sign_in(page, server.url, *server.accounts["trainer"])
    page.goto(server.url + "/present/home-visit?lang=en")
    expect(page.locator(".slide.now")).to_be_visible()
    slides = printed(page)
    assert len(slides) == len(LESSON.pages)
    for number, ((size, text), one) in enumerate(zip(slides, LESSON.pages, strict=True), 1):
        assert size == [297, 210]
        assert "".join(one.title.told("en").split()) in text
        assert f"{number}/{len(LESSON.pages)}" in text
        assert "Handout" not in text
    assert "Itturnsoutthisway" in slides[0][1]
    assert "Answer:" in slides[3][1]
    expect(page.locator("html.printing")).to_have_count(0)

    page.goto(server.url + "/handout/home-visit?lang=en")
    *sheets, (_, key) = printed(page)
    assert 3 <= len(sheets) <= 4
    for number, (size, text) in enumerate(sheets, 1):
        assert size == [210, 297]
        assert "Haier’s12345rule" in text
        assert f"{number}/{len(sheets) + 1}" in text
        assert "Notes" in text
        assert "Answer:" not in text
    assert "Answer:" in key
    assert "Print" not in key
