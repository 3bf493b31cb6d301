"""What comes after a workshop: its report, HR's list, and what is told of it before the next."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from courseware.actions import audience, rooms
from courseware.actions.asking import COOKIE
from courseware.actions.audience import Ballot
from courseware.people import Person
from courseware.progress import paper
from courseware.progress.room import Put
from courseware.records.polls import Poll, Vote
from courseware.workshops import answered, putting
from courseware.workshops.misses import misses
from courseware.workshops.polled import path
from tests.workshops.house import NOW, WRONG_FIRST, Site, library
from tests.workshops.test_polled import every_put, guesses

OTHER = Put("rating", "story", {"secret": "one by one"}, {}, "water", "bowls")


def later(minutes: float):
    return NOW + timedelta(minutes=minutes)


class Played:
    """A room that a trainer plays to the end, with a signed-in employee, some numbers and some guests."""

    def __init__(self, site: Site, program: Any = None) -> None:
        self.site, self.records, self.minute = site, site.records, 1.0
        self.trainer, self.token = site.person("T1", "trainer", name="谢讲师")
        _, self.hr = site.person("H1", "hr")
        _, self.learner = site.person("L9")
        _, self.colleague = site.person("T2", "trainer")
        self.room = site.room(self.trainer, **(program or {}))

    def enter(self, n: int, person: Person | None = None, number: str = "", name: str = "") -> None:
        who = person or Person(device="a-device-of-a-guest")
        name = name or f"学员 {n}"
        audience.enter(self.records, self.room.code, f"phone-{n}", name, number, who, "zh", later(self.minute))

    def put(self, put: Put, votes: dict[int, Any], phase: str = "revealed") -> int:
        self.minute += 1
        poll = rooms.ask(self.records, self.trainer, self.room.id, put, later(self.minute)).state.poll
        assert poll
        given = [
            Ballot(self.room.id, f"phone-{n}", poll, response, "zh", later(self.minute + 0.5))
            for n, response in votes.items()
        ]
        assert set(audience.cast(self.records, given)) <= {"saved"}
        if phase != "collecting":
            rooms.close_poll(self.records, self.trainer, self.room.id, poll, later(self.minute + 1))
        if phase == "revealed":
            rooms.reveal(self.records, self.trainer, self.room.id, poll, later(self.minute + 1))
        self.minute += 1
        return poll

    def ask(self, choices: dict[int, str], phase: str = "revealed", question: str = WRONG_FIRST) -> int:
        put = putting.by_id(library(), question, self.room.seed)
        return self.put(put, {n: {"choice": choice} for n, choice in choices.items()}, phase)

    def turn(self, page: int, lesson: str = "water") -> None:
        pages = library().lessons[lesson].pages
        counts = putting.pages(library())
        rooms.go(
            self.records, self.trainer, self.room.id, lesson, page, counts, later(self.minute), 0, pages[page - 1].id
        )
        self.minute += 1

    def end(self) -> None:
        rooms.end(self.records, self.trainer, self.room.id, later(self.minute), library().words["report.called"])

    def get(self, path: str = "", token: str | None = None, language: str = "zh") -> Any:
        self.site.passed = timedelta(minutes=self.minute)
        client = TestClient(self.site.app, headers={"Accept-Language": language}, follow_redirects=False)
        client.cookies.set(COOKIE, self.token if token is None else token)
        return client.get(path or f"/room/{self.room.code}/report")

    def page(self, **more: Any) -> str:
        answer = self.get(**more)
        assert answer.status_code == 200, answer.text
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text.split("<main>")[1])))


@pytest.fixture
def played(site: Site) -> Played:
    return Played(site)


@pytest.fixture
def either(either_site: Site) -> Played:
    """On both databases."""
    return Played(either_site)


def test_the_report_tells_who_came_what_they_answered_and_what_they_misunderstood(either):
    played = either
    person, _ = played.site.person("A1", name="林真名")
    played.enter(1, person, name="小林")
    played.enter(2, number="A1")
    played.enter(3, number="N7")
    played.enter(4, name="<b>小周</b>")
    played.turn(1)
    played.ask({1: "same", 2: "same", 3: "hotter"})
    played.turn(2)
    audience.ask(played.records, played.room.code, "phone-4", "为什么 <i>？", later(played.minute))
    played.end()
    text = played.page()
    assert "3 人里 2 人没有全对，错得最多的是： 跟平常一样 （2 人）" in text
    assert re.search(r"比平常热 正确答案 33% 1 人", text)
    assert re.search(r"跟平常一样 66% 2 人", text)
    assert re.search(r"林真名 小林 A1 已登录 .*? 1 / 1", text)
    assert re.search(r"学员 2 A1 填了工号，还有别人填同一个", text), "the name of an account is not told for a number"
    assert re.search(r"学员 3 N7 填了工号，还没有账户", text)
    assert re.search(r"<b>小周</b> — 没有填工号 .*? 0 / 1", text), "typed words are shown as they are"
    assert "为什么 <i>？" in text
    assert "谢讲师" in text
    html = played.get().text
    assert "<b>小周</b>" not in html
    lesson, page = library().taught[WRONG_FIRST]
    number = library().lessons[lesson].page_number(page)
    assert f'href="/lesson?lesson={lesson}&page={number}"' in html
    assert "/export/" not in html, "trainers take no scores away"
    assert "/export/room-" in played.get(token=played.hr).text


def test_the_report_is_for_the_trainers_of_the_room_and_for_hr(played):
    assert played.get(token=played.hr).status_code == 200
    for token in (played.learner, played.colleague):
        assert played.get(token=token).status_code == 403
    assert played.get(token="").headers["location"].startswith("/sign-in?next=%2Froom%2F")
    assert played.get("/room/AAAAAA/report").status_code == 404
    for token in (played.learner, played.token):
        assert played.get("/rooms", token).status_code == 403


def test_a_room_without_anything_says_so(played):
    for language, sentences in (
        (
            "zh",
            ("还没有一道题公布过答案", "没有向大家提过问", "没有放过课件", "没有人提问", "还没有人进来过", "还在进行"),
        ),
        ("en", ("No answer has been revealed", "Nothing was put", "No slides", "Nobody asked", "Nobody has joined")),
    ):
        text = played.page(language=language)
        assert not [one for one in sentences if one not in text]


def test_while_the_room_is_live_nothing_is_told_too_early(played):
    for n in range(3):
        played.enter(n)
    played.ask({0: "hotter", 1: "same"}, "shown")
    played.ask({0: "hotter", 1: "same"}, "collecting")
    text = played.page()
    assert "正确答案" not in text
    assert "答案没有公布，不计入成绩" in text
    assert "还在收答案" in text


def test_polls_that_cannot_be_read_do_not_break_a_report(played):
    for n in range(4):
        played.enter(n)
    played.put(OTHER, {0: {"score": 1}, 1: {"score": 7}})
    played.put(replace(OTHER, kind="controls", question_id="satisfaction"), {0: {"expectation": 3}})
    played.put(replace(OTHER, kind="question", body={"kind": "gone"}), {0: {"choice": "a"}})
    text = played.page()
    assert "现场实验" in text
    assert "全场一起调" in text
    assert text.count("%") == 1, "only the share that answered"


def test_of_an_experiment_the_report_tells_groups_and_never_one_persons_rating(played):
    for n in range(14):
        played.enter(n)
    put = putting.by_id(library(), "experiment:water", 7)

    def rated(n: int) -> Any:
        return {"consent": True, "order": ["cold" if n % 2 else "hot", "lukewarm"], "ratings": [1 + n % 3, 4 + n % 3]}

    played.put(put, {n: rated(n) for n in range(6)})
    text = played.page()
    assert "6 人答" in text
    assert "每组要有 5 人评完才放平均分" in text
    played.put(put, {n: rated(n) for n in range(14)}, "shown")
    assert "14 人答" in played.page()
    played.put(put, {n: rated(n) for n in range(14)})
    text = played.page()
    assert "同一段故事，先读冷遇的平均给" in text
    assert "ratings" not in text


@pytest.mark.parametrize("kind", ["controls", "path"])
def test_sliders_and_a_story_stand_in_the_report(played, kind: str):
    for n in range(4):
        played.enter(n)
    if kind == "controls":
        put = putting.by_place(library(), "levels", "equation", 0, 7, "controls")
        response: Any = {"values": {"expectation": 80, "perceived": 60}}
    else:
        put = path.put(library(), "complaint_desk", "bottle", "six-steps", "example")
        response = {"choice": library().stories["complaint_desk"]["bottle"].moments[0].choices[0].id}
    played.put(put, dict.fromkeys(range(3), response), "shown")
    text = played.page()
    assert "100% 3 人" in text
    assert "现在读不出来" not in text


def test_every_question_and_prediction_can_be_told_in_both_languages():
    for number, put in enumerate([*(put for _, put in every_put()), *guesses()]):
        poll = Poll(
            number, 1, put.kind, put.lesson_id, put.page_id, put.question_id, put.body, put.parameters, NOW, NOW, NOW
        )
        response = _right(put, poll)
        votes = [Vote(number, member, response, "zh", NOW) for member in range(12)]
        for language in ("zh", "en"):
            line = answered.lines([(poll, votes)], library(), library().say(language))[0]
            assert not line.why, (put.question_id, line.why)
            assert any(bar.right and bar.share == 100 for bar in line.bars) or line.right is None, put.question_id
            if put.kind == "question":
                assert line.right == 12, put.question_id


def _right(put: Put, poll: Poll) -> Any:
    from courseware.workshops.polled import revive

    polled: Any = revive(poll)
    if put.kind == "guess":
        return {"choice": polled.right or next(iter(polled.options))}
    return paper.kept(polled.question, polled.rules.key(polled.question))


def test_hr_finds_rooms_by_the_day_they_were_opened(either):
    played = either
    played.enter(1)
    day = NOW.date()
    for query, found in (
        ("", True), (f"?since={day}&until={day}", True), (f"?until={day - timedelta(1)}&since=", False),
        (f"?since={day + timedelta(1)}", False), ("?since=&until=", True),
    ):  # fmt: skip
        page = played.get(f"/rooms{query}", played.hr)
        assert page.status_code == 200
        assert (f"/room/{played.room.code}/report" in page.text) == found, query
        assert ("没有开过现场课" in page.text) != found
    assert played.get("/rooms?since=soon", played.hr).status_code == 422


def test_the_commonest_wrong_answer_counts_earlier_rooms(either):
    played = either

    def found() -> Any:
        told = misses(played.records, played.trainer, library(), "water", library().say("zh"), later(60))
        return {page: (miss.question, miss.answer, miss.people, miss.of) for page, miss in told.items()}

    for n in range(12):
        played.enter(n)
    assert found() == {}
    played.ask({n: "same" if n < 7 else "hotter" for n in range(9)})
    assert found() == {}, "of nine people nothing is told"
    played.ask({9: "colder", 10: "same", 11: "hotter"})
    page = library().taught[WRONG_FIRST][1]
    assert found() == {page: (WRONG_FIRST, "跟平常一样", 8, 12), "": (WRONG_FIRST, "跟平常一样", 8, 12)}
