"""The time of an exam runs in the browser and ends by itself; how sure one is, is saved like an answer."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from tests.browser.answering import answer
from tests.browser.driving import go, press, sign_in
from tests.course import library


def test_an_exam_runs_against_time_and_hands_itself_in(server, page: Page):
    exam = library().quizzes["exam-m1"]
    sign_in(page, server.url, *server.accounts["learner"])
    go(page, server.url + "/quiz?quiz=exam-m1")
    expect(page.get_by_text("限时 30 分钟")).to_be_visible()
    if page.get_by_role("button", name="再考一次").count():
        press(page, "再考一次")
    else:
        press(page, "开始答题")
    clock = page.get_by_role("timer")
    expect(clock).to_have_text(re.compile(r"剩余时间 (29|30):\d\d"))
    sure = page.get_by_role("radio", name="有把握")
    expect(sure).to_be_disabled()
    answer(page, exam)
    sure.click()
    expect(sure).to_be_checked()
    page.reload()
    expect(page.get_by_text("已答 1 题").or_(page.get_by_text("1 / 12")).first).to_be_visible()
    engine = create_engine(f"sqlite:///{server.data / 'courseware.db'}")
    soon = (datetime.now(UTC) + timedelta(seconds=4)).isoformat(timespec="microseconds")
    with engine.begin() as db:
        db.execute(text("UPDATE attempt SET due_at = :soon WHERE submitted_at IS NULL"), {"soon": soon})
        saved = db.execute(text("SELECT confidence FROM answer ORDER BY id DESC")).scalar()
    engine.dispose()
    assert saved == "sure"
    page.reload()
    expect(page.get_by_text("时间到，按当时的样子交的")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("先回去看这几页")).to_be_visible()
