"""What was missed comes back the next day, in a real browser."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from courseware.actions import quizzes, reviews
from courseware.people import Person
from courseware.progress.review import GOOD
from courseware.questions import kind
from courseware.records import people
from courseware.records.database import Records
from courseware.settings import Settings
from tests.browser.answering import DEEDS, shown
from tests.browser.driving import go, press, register, settled
from tests.browser.test_accessible import serious
from tests.course import library

LIBRARY = library()


def missed(records: Records, number: str, days: int):
    """A quiz of a number and a choice was handed in without an answer so many days ago: the person and the quiz."""
    name, quiz = next(
        (name, quiz) for name, quiz in LIBRARY.quizzes.items()
        if quiz.lesson and {"numeric", "single"} <= {question.kind for question in quiz.questions}
    )  # fmt: skip
    two = [next(q for q in quiz.questions if q.kind == kind) for kind in ("numeric", "single")]
    quiz = quiz.model_copy(update={"questions": tuple(two)})
    at = datetime.now(UTC) - timedelta(days=days)
    with records.reading() as db:
        person: Person = people.listed(db, number, "", 1, 1)[0][0].person
    quizzes.submit(records, person, quizzes.begin(records, person, name, quiz, 7, at).id, at)
    return person, quiz


def test_a_learner_reviews_what_was_missed_and_is_done_for_the_day(server, page: Page):
    register(page, server.url, "R0001")
    records = Records(Settings(data_dir=server.data).database)
    person, quiz = missed(records, "R0001", days=2)

    go(page, server.url + "/")
    expect(page.get_by_text("题里最近答对 0 题")).to_be_visible()  # the lesson's objective is being learned
    assert serious(page) == []
    page.get_by_role("link", name="今天复习 2 题").click()
    expect(page).to_have_url(re.compile("/review$"))
    settled(page)
    for n in (1, 2):
        expect(page.get_by_text(f"第 {n} 题，共 2 题")).to_be_visible()
        question = shown(page, quiz)
        key = kind(question.kind).rules.key(question)
        if question.kind == "numeric":
            page.locator('[class*="st-key-q-"] input').first.fill(
                str(key.value)
            )  # and no Enter: straight to the button
        else:
            press(page, "对答案")
            expect(page.get_by_text("还没有作答")).to_be_visible()
            DEEDS[question.kind](page, question, key, "zh")
            settled(page)
            press(page, "English")
            press(page, "中文")
            expect(page.locator('[class*="st-key-q-"] input:checked')).to_have_count(1)
        press(page, "对答案")
        expect(page.get_by_text("答对了").first).to_be_visible()
        page.reload()
        expect(page.get_by_text("天后再来一遍").or_(page.get_by_text("明天再来一遍")).first).to_be_visible()
        settled(page)
        assert n == 1 or serious(page) == []
        press(page, re.compile("下一题|做完了"))
    expect(page.locator("h1")).to_have_text("今天的复习做完了")
    found = reviews.today(records, person, LIBRARY.quizzes, datetime.now(UTC), Settings().zone)
    assert (found.done, found.left) == (2, ())
    assert {card.rating for card in found.cards.values()} == {GOOD}
    records.close()
