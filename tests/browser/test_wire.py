"""On the wire: no key, explanation, feedback or other person's data reaches a browser before it is due."""

from typing import Any

from playwright.sync_api import Page

from courseware.words import PLACE
from tests.browser.answering import answer
from tests.browser.driving import go, press, settled
from tests.browser.streaming import opened
from tests.course import library

LIBRARY = library()


def listen(page: Page) -> list[bytes]:
    """Everything that will be sent to the page: websocket messages and the bodies of responses."""
    received: list[bytes] = []

    def kept(payload: bytes | str) -> None:
        received.append(payload if isinstance(payload, bytes) else payload.encode())

    page.on("websocket", lambda socket: socket.on("framereceived", kept))
    return received


def secrets_of(question: Any) -> list[str]:
    """Texts of a question that are not due before it is graded."""
    texts = [question.explanation]
    parts = [question, *getattr(question, "gaps", {}).values()]
    texts += [o.feedback for part in parts for o in getattr(part, "options", ()) if o.feedback]
    feedback = getattr(question, "feedback", None)
    texts += list(feedback.values()) if isinstance(feedback, dict) else [feedback] if feedback else []
    texts += [mistake.feedback for part in parts for mistake in getattr(part, "mistakes", ())]
    texts += [spot.feedback for spot in getattr(question, "spots", ()) if spot.feedback]
    if tale := getattr(question, "tale", None):  # whoever answers rightly never sees what the other choices lead to
        best = question.best()
        texts += [c.reply for moment in tale.moments for c in moment.choices if c.reply and c.id not in best]
    told = [one for text in texts for one in (text.zh, text.en) if one]
    return [max(PLACE.sub("\n", one).split("\n"), key=len) for one in told]  # the longest piece without a drawn number


def found(secrets: list[str], received: list[bytes]) -> list[str]:
    whole = b"\n".join(received)
    return [secret for secret in secrets if secret.replace("**", "").encode() in whole]


def test_a_quiz_sends_no_key_and_no_reason_before_it_is_handed_in(server, page: Page):
    quiz = LIBRARY.quizzes["home-visit"]
    secrets = [secret for question in quiz.questions for secret in secrets_of(question)]
    received = listen(page)
    go(page, server.url + "/quiz?quiz=home-visit")
    press(page, "先练一练")
    press(page, "全部一页")
    answer(page, quiz)
    press(page, "中英对照")
    settled(page)
    assert received
    assert found(secrets, received) == []
    press(page, "单语 / One language")
    page.get_by_role("button", name="交卷").click()
    settled(page)
    press(page, "确定交卷")
    assert found(secrets, received) != []  # afterwards they are there, so the check could have failed


def test_a_lesson_sends_no_truth_before_the_learner_commits(server):
    due: list[str] = []
    shown: list[str] = []
    for name, lesson in LIBRARY.lessons.items():
        for number, one in enumerate(lesson.pages, 1):
            waiting = [block for block in one.blocks if block.kind in ("predict", "check")]
            for block in waiting:
                if block.kind == "check":
                    due += secrets_of(block.question)
                else:
                    due += [block.truth.zh, *(option.reply.zh for option in block.options)]
            if waiting:
                shown.append(f"lesson={name}&page={number}")
    received = opened(server.url, "lesson", shown)
    assert len(received) == len(shown) > 28
    assert found(due, received) == []


def test_nobody_elses_data_is_sent_to_a_guest(server, page: Page):
    received = listen(page)
    for path in ("/", "/hr", "/regrade?quiz=water", "/allowances", "/people", "/quiz?quiz=water&attempt=1"):
        page.goto(server.url + path)
        page.locator("h1").first.wait_for()
        settled(page)
    whole = b"\n".join(received)
    for name in demo_names(server):
        assert name.encode() not in whole


def demo_names(server: Any) -> list[str]:
    """Names of the invented people in the server's records."""
    from sqlalchemy import create_engine, text

    engine = create_engine(f"sqlite:///{server.data / 'courseware.db'}")
    with engine.connect() as db:
        names = [row[0] for row in db.execute(text("SELECT name FROM person"))]
    engine.dispose()
    assert names
    return names
