"""kill -9 at any moment of a quiz: what the screen called saved is saved, and the learner goes on where they were."""

import re
from random import Random

from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from tests.browser.answering import shown
from tests.browser.driving import go, press, settled
from tests.course import library

KILLS = 3
SAVED = re.compile(r"已保存\s*(.+?)\s+\d\d:\d\d:\d\d")


def in_the_records(server, question_id: str) -> list[str]:
    """Option ids of every answer to the question, oldest first, read from the file itself."""
    engine = create_engine(f"sqlite:///{server.data / 'courseware.db'}")
    try:
        with engine.connect() as db:
            query = text("SELECT response FROM answer WHERE question_id = :id ORDER BY id")
            return [row[0] for row in db.execute(query, {"id": question_id})]
    finally:
        engine.dispose()


def test_a_killed_server_loses_no_answer_that_the_screen_called_saved(own_server, page: Page):
    chance = Random(7)
    quiz = library().quizzes["levels"]
    own_server.start()
    go(page, own_server.url + "/quiz?quiz=levels")
    press(page, "先练一练")
    called_saved = 0
    for _ in range(KILLS):
        while shown(page, quiz).kind != "single":
            press(page, "下一题")
        question = shown(page, quiz)
        labels = page.locator('[class*="st-key-q-"] label:has(input)')
        labels.nth(chance.randrange(len(question.options))).click()
        page.wait_for_timeout(chance.choice([0, 5, 15, 30, 60, 120, 400]))
        own_server.kill()
        page.wait_for_timeout(50)
        seen = SAVED.search(page.locator(".st-key-quiz").inner_text())
        own_server.start()
        kept = in_the_records(own_server, question.id)
        if seen:
            called_saved += 1
            option = next(o for o in question.options if o.text.zh.replace("**", "") == seen[1])
            assert any(option.id in response for response in kept), (seen[0], kept)
        go(page, own_server.url + "/quiz?quiz=levels")
        settled(page)
        expect(page.locator(".st-key-quiz")).to_be_visible()
    assert called_saved, "no kill came after a save: choose other moments"
