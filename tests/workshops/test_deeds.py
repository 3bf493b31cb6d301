"""What trainers do over HTTP, and what of it is refused."""

import asyncio
from typing import Any

import pytest

from courseware.workshops.deeds import _DEEDS
from tests.workshops.house import HOST, Leader, Member, Site, library


def run(story):
    asyncio.run(asyncio.wait_for(story, 60))


def test_slides_are_turned_over_the_ends_of_lessons(site: Site):
    last = len(library().lessons["water"].pages)

    async def story():
        leader = Leader(site)
        turns = [
            ({"do": "go", "lesson": "water", "page": last - 1}, ("water", last - 1)),
            ({"do": "on", "lesson": "water", "page": last - 1}, ("water", last)),
            ({"do": "on", "lesson": "water", "page": last - 1}, ("water", last)),  # pressed twice
            ({"do": "on", "lesson": "water", "page": last}, ("levels", 1)),
            ({"do": "back", "lesson": "levels", "page": 1}, ("water", last)),
            ({"do": "back", "lesson": "water", "page": 1}, ("water", 1)),
            ({"do": "go", "lesson": "levels", "page": 99}, ("levels", len(library().lessons["levels"].pages))),
            ({"do": "on", "lesson": "levels", "page": 99}, ("levels", len(library().lessons["levels"].pages))),
            ({"do": "go", "lesson": "home-visit", "page": 2}, ("home-visit", 2)),  # not in the programme, yet known
        ]
        for told, (lesson, page) in turns:
            state = await leader.do(**told)
            assert (state["lesson"], state["page"]) == (lesson, page), told

    run(story())


def test_every_deed_does_what_it_says(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        await member.phone.post(f"/live/{leader.code}/ask", data={"body": "为什么？"})
        assert (await leader.do(do="go", lesson="water", page=1, part=2))["part"] == 2
        assert (await leader.do(do="black", on=True))["black"]
        assert (await leader.do(do="rank", on=True))["leaderboard"]
        assert (await leader.do(do="countdown", seconds=30))["until"]
        assert (await leader.do(do="countdown", seconds=None))["until"] is None
        poll = await leader.ask()
        for name in ("close", "reopen", "close", "reveal"):
            assert (await leader.do(do=name, poll=poll))["poll"] == poll
        assert (await leader.do(do="put_away"))["poll"] is None
        assert (await leader.do(do="ask", lesson="water", page="moment", block=1))["poll"] == poll + 1
        await leader.do(do="rename", member=1, name="新名字")
        assert "新名字" in await member.page()
        await leader.do(do="settle", question=1, hide=True)
        await leader.do(do="remove", member=1)
        assert (await leader.do(do="lock", on=True))["locked"]
        assert (await leader.do(do="race", on=True))["speed"]
        await leader.do(do="end")
        assert (await leader.send(do="go", lesson="water", page=2)).json()["refused"] == "room-over"
        await leader.do(do="open")
        in_stories = {"take", "step_back", "resume"}
        done = {"on", "back"} | in_stories | {
            "go", "black", "rank", "countdown", "ask", "close", "reopen", "reveal", "put_away", "rename", "settle",
            "remove", "end", "open", "lock", "race",
        } | {"leave", "hand_over"}  # fmt: skip
        assert done == set(_DEEDS)

    run(story())


@pytest.mark.parametrize(
    "told",
    [
        {}, {"do": "fly"}, {"do": None}, {"do": "go"}, {"do": "go", "lesson": 3, "page": 1},
        {"do": "go", "lesson": "water", "page": "2"}, {"do": "go", "lesson": "water", "page": True},
        {"do": "go", "lesson": "water", "page": 10**12}, {"do": "black"}, {"do": "black", "on": "yes"},
        {"do": "countdown", "seconds": "soon"}, {"do": "close"}, {"do": "rename", "member": 1}, {"do": "ask"},
        {"do": "ask", "question": "q" * 300}, {"do": "ask", "lesson": "water", "page": 1},
    ],
)  # fmt: skip
def test_a_deed_that_cannot_be_read_is_refused_with_a_sentence(site: Site, told):
    async def story():
        leader = Leader(site)
        answer = await leader.send(**told)
        assert answer.status_code == 409
        assert answer.json()["refused"] == "no-such-deed"
        assert "看不懂" in answer.json()["sentence"]

    run(story())


def test_what_is_no_json_object_is_refused(site: Site):
    async def story():
        leader = Leader(site)
        for body in (b"", b"[]", b"\xff", b"[" * 3000, b'{"do": "end"' + b" " * 5000 + b"}"):
            assert (await leader.browser.post(f"/room/{leader.code}/do", content=body)).status_code == 409

    run(story())


def test_what_is_not_there_is_missing(site: Site):
    async def story():
        leader = Leader(site)
        missing: list[dict[str, Any]] = [
            {"do": "go", "lesson": "nowhere", "page": 1}, {"do": "ask", "question": "nothing"},
            {"do": "ask", "lesson": "water", "page": 1, "block": 0}, {"do": "close", "poll": 99},
            {"do": "remove", "member": 99}, {"do": "settle", "question": 99},
        ]  # fmt: skip
        for told in missing:
            assert (await leader.send(**told)).status_code == 404, told

    run(story())


def test_nobody_but_its_trainers_steers_a_room(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        _, learner = site.person("L9")
        _, hr = site.person("H9", "hr")
        _, another = site.person("T9", "trainer")
        ours = {"X-Courseware": "room", "Origin": HOST}
        for browser in (site.visitor(token, **ours) for token in (learner, hr, another, "", "x" * 40)):
            for told in ({"do": "go", "lesson": "water", "page": 2}, {"do": "end"}):
                assert (await browser.post(f"/room/{leader.code}/do", json=told)).status_code == 403
        member.phone.headers["X-Courseware"] = "room"
        assert (await member.phone.post(f"/room/{leader.code}/do", json={"do": "end"})).status_code == 403
        plain = site.visitor(leader.token, Origin=HOST)
        assert (await plain.post(f"/room/{leader.code}/do", json={"do": "end"})).status_code == 403, "no header"
        assert (await site.visitor(another, **ours).post(f"/room/{leader.code}/do", json={"do": "assist"})).is_success
        second = site.visitor(another, **ours)
        assert (
            await second.post(f"/room/{leader.code}/do", json={"do": "go", "lesson": "water", "page": 2})
        ).is_success

    run(story())
