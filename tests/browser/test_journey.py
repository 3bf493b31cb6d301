"""The main job, end to end, in a real browser: study, play, pass a quiz over a killed server, export the scores."""

import csv
import io
import re

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.answering import answer
from tests.browser.driving import go, heading, press, register, settled, sign_in, turn
from tests.course import library


def test_a_new_employee_studies_and_passes_and_hr_takes_the_scores_away(own_server, page: Page):
    server = own_server
    server.command(
        "admin",
        "--number",
        "A0001",
        "--name",
        "许静",
        "--department",
        "总部",
        COURSEWARE_ADMIN_PASSWORD="green lamp 93",
    )
    server.start()
    quiz = library().quizzes["water"]

    go(page, server.url + "/")  # a guest reads one page
    press(page, "开始")
    expect(page).to_have_url(re.compile(rf"/lesson\?lesson={library().order()[0]}&page=1"))
    turn(page)
    expect(page).to_have_url(re.compile(r"page=2"))

    register(page, server.url, "00123")  # and registers: what was read is theirs
    go(page, server.url + "/")
    expect(page.get_by_text("看到第 2 页")).to_be_visible()

    go(page, server.url + "/lesson?lesson=water&page=1")
    pages = len(library().lessons["water"].pages)
    titles = {heading(page)}
    for _ in range(pages - 1):
        turn(page)
        titles.add(heading(page))
    assert len(titles) == pages
    page.close()  # the browser is closed on the last page …
    page = page.context.new_page()
    go(page, server.url + "/lesson?lesson=water")  # … and opened again there
    expect(page).to_have_url(re.compile(f"page={pages}$"))

    go(page, server.url + "/simulators?name=water&scene=bowls")
    page.locator('[class*="st-key-sim-ask"] button').first.click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=20_000)

    go(page, server.url + "/quiz?quiz=water")
    press(page, "开始答题")
    total = len(quiz.questions)
    for number in range(1, total + 1):
        expect(page.get_by_text(f"第 {number} 题，共 {total} 题").first).to_be_visible()
        answer(page, quiz)
        if number == 2:  # the server dies in the middle and comes back: nothing that was saved is lost
            server.kill()
            server.start()
            go(page, server.url + "/quiz?quiz=water")
            expect(page.get_by_text(f"第 3 题，共 {total} 题").first).to_be_visible()
            expect(page.get_by_text(f"2 / {total}")).to_be_visible()
            continue
        if number < total:
            press(page, "下一题")
    expect(page.get_by_text(f"{total} / {total}")).to_be_visible()
    press(page, "交卷")
    press(page, "确定交卷")
    expect(page.locator("h1").first).to_contain_text("100")
    expect(page.get_by_text("逐题解析")).to_be_visible()
    page.get_by_role("link", name="回到讲这一点的那一页").first.click()
    expect(page).to_have_url(re.compile(r"/lesson\?lesson=water&page=\d"))

    page.context.clear_cookies()
    sign_in(page, server.url, "A0001", "green lamp 93")
    go(page, server.url + "/hr")
    expect(page.get_by_text("1 人，1 次测验")).to_be_visible()
    expect(page.get_by_role("cell", name="林晓雨")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert [cell.strip() for cell in rows[1]].count("00123") == 1
    assert "林晓雨" in rows[1]
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "00123" in cells
    assert "林晓雨" in cells
    assert len(book.worksheets) == 2
    settled(page)
