"""The audience's pages: coming in, voting, asking, changing phone, and what nobody may do."""

import asyncio
import re

import brotli
import pytest

from courseware.actions import audience, rooms
from courseware.records import polls
from courseware.settings import ROOT
from courseware.workshops import paces
from courseware.workshops.paces import Paces
from tests.workshops.house import NOW, Leader, Member, Site

LARGEST_PAGE = 30 * 1024


def run(story):
    asyncio.run(asyncio.wait_for(story, 60))


def counted(site: Site, poll: int) -> dict[str, int]:
    with site.records.reading() as db:
        return {response["choice"]: n for response, n in polls.counted(db, poll)}


def test_somebody_comes_in_with_a_code_and_a_name(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        found = await member.phone.get("/live", params={"code": f" {leader.code.lower()[:3]}-{leader.code[3:]} "})
        assert found.headers["location"] == f"/live/{leader.code}"
        assert (await member.phone.get(f"/live/{leader.code.lower()}")).headers["location"] == f"/live/{leader.code}"
        assert "写个称呼" in await member.page()
        assert (await member.enter("A0317")).status_code == 303
        page = await member.page()
        assert "林晓雨" in page
        assert "同样到货" in page
        with site.records.reading() as db:
            from courseware.records.rooms import present

            assert [one.employee_number for one in present(db, leader.room.id)] == ["A0317"]

    run(story())


def test_pressing_join_twice_makes_one_member(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.phone.get(f"/live/{leader.code}")
        told = {"nickname": "林晓雨", "employee_number": ""}
        both = [member.phone.post(f"/live/{leader.code}", data=told) for _ in range(2)]
        assert [one.status_code for one in await asyncio.gather(*both)] == [303, 303]
        with site.records.reading() as db:
            from courseware.records.rooms import size

            assert size(db, leader.room.id) == 1

    run(story())


def test_a_signed_in_person_is_recognised_and_their_second_phone_is_the_same_member(site: Site):
    async def story():
        leader = Leader(site)
        _, token = site.person("A0317", name="陈静")
        first, second = Member(site, leader.code, "静静", token), Member(site, leader.code, "", token)
        assert "你已登录：陈静" in await first.page()
        assert 'name="employee_number"' not in await first.page()
        await first.enter()
        poll = await leader.ask()
        await first.vote(poll, "same")
        await second.enter()
        assert "checked" in await second.page()
        answer = await first.vote(poll, "hotter")
        assert (answer.status_code, answer.json()["fate"]) == (403, "not-in-room")
        assert counted(site, poll) == {"same": 1}

    run(story())


@pytest.mark.parametrize(
    ("nickname", "number", "sentence"),
    [(" \u200b", "", "请写一个称呼"), ("林", "００12 é!", "工号只有字母"), ("林", "9" * 41, "工号只有字母")],
)
def test_what_cannot_be_a_name_or_a_number_is_told_and_what_was_typed_stays(site: Site, nickname, number, sentence):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code, nickname)
        answer = await member.enter(number)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert f'value="{number}"' in answer.text

    run(story())


def test_what_people_type_is_shown_and_never_run(site: Site):
    async def story():
        leader = Leader(site)
        evil = "<script>alert(1)</script>"
        member, other = Member(site, leader.code, evil), Member(site, leader.code, "别人")
        await member.enter()
        await other.enter()
        await member.phone.post(f"/live/{leader.code}/ask", data={"body": evil})
        pages = [await member.page(), await other.page(), (await other.phone.get(f"/live/{leader.code}/asked")).text]
        pages.append((await other.phone.get("/live", params={"code": evil})).text)
        for page in pages:
            assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/s" in pages[0]
        assert "&lt;script&gt;alert(1)" in pages[2]

    run(story())


def test_a_vote_is_saved_changed_and_counted_once(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        poll = await leader.ask()
        first = await member.vote(poll, "same", 1)
        assert first.json()["sentence"] == "已保存 17:30:00"
        await member.vote(poll, "hotter", 2)
        again = await member.vote(poll, "same", 1)  # the first one once more, late through flaky radio
        assert again.json()["fate"] == "saved"
        assert counted(site, poll) == {"hotter": 1}
        await leader.do(do="close", poll=poll)
        late = await member.vote(poll, "same", 3)
        assert (late.status_code, late.json()["fate"]) == (409, "closed")
        assert "已经结束" in late.json()["sentence"]
        assert counted(site, poll) == {"hotter": 1}

    run(story())


def test_without_a_script_the_form_works_too(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        poll = await leader.ask()
        page = await member.page()
        assert f'action="/live/{leader.code}/vote"' in page
        sent = await member.phone.post(f"/live/{leader.code}/vote", data={"poll": poll, f"p{poll}-choice": "same"})
        assert sent.headers["location"] == f"/live/{leader.code}"
        assert "已保存 17:30:00" in await member.page()
        assert counted(site, poll) == {"same": 1}

    run(story())


@pytest.mark.parametrize(
    "form",
    [
        {}, {"poll": "x"}, {"poll": "1"}, {"poll": "1", "p1-choice": "none-such"}, {"poll": "1", "p2-choice": "same"},
        {"poll": "1", "p1-choice": "same", "turn": "-3"}, {"poll": "1", "p1-choice": "a" * 20_000},
        {"poll": "1" * 30, "p1-choice": "same"}, {"poll": "1", **{f"f{n}": "x" for n in range(80)}},
    ],
)  # fmt: skip
def test_a_vote_that_cannot_be_read_is_refused_with_a_sentence(site: Site, form):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        poll = await leader.ask()
        assert poll == 1
        url, told = f"/live/{leader.code}/vote", {"Accept": "application/json"}
        answer = await member.phone.post(url, data=form, headers=told)
        assert answer.status_code == 422
        assert "读不懂" in answer.json()["sentence"]
        answer = await member.phone.post(url, content=b"\xff=1", headers=told)
        assert answer.status_code == 422
        assert counted(site, poll) == {}

    run(story())


def test_nobody_votes_outside_their_room_or_for_others(site: Site):
    async def story():
        leader, other = Leader(site), Leader(site)
        member, stranger = Member(site, leader.code), Member(site, other.code)
        await member.enter()
        await stranger.enter()
        poll = await leader.ask()
        outside = Member(site, leader.code)
        assert (await outside.vote(poll, "same")).status_code == 403
        stranger.code = leader.code  # their cookie is of the other room, and is not even sent
        assert (await stranger.vote(poll, "same")).status_code == 403
        stranger.code = other.code
        assert (await stranger.vote(poll, "same")).status_code == 403
        assert counted(site, poll) == {}

    run(story())


def test_a_page_of_another_site_cannot_vote_or_ask_or_lead(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        poll = await leader.ask()
        for headers in ({"Origin": "http://evil.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
            for path, form in (
                ("/vote", {"poll": poll, f"p{poll}-choice": "same"}), ("/ask", {"body": "?"}), ("", {"nickname": "x"}),
                ("/upvote", {"question": 1}), ("/move", {"ticket": "x"}),
            ):  # fmt: skip
                answer = await member.phone.post(f"/live/{leader.code}{path}", data=form, headers=headers)
                assert answer.status_code == 403, path
            answer = await leader.browser.post(f"/room/{leader.code}/do", json={"do": "end"}, headers=headers)
            assert answer.status_code == 403
        assert counted(site, poll) == {}

    run(story())


def test_members_see_neither_other_peoples_answers_nor_how_many_there_are(site: Site):
    async def story():
        leader = Leader(site)
        member, other = Member(site, leader.code), Member(site, leader.code, "陈静")
        await member.enter()
        await other.enter()
        poll = await leader.ask()
        before = await member.page()
        await other.vote(poll, "hotter")
        assert await member.page() == before
        await leader.do(do="close", poll=poll)
        assert "比平常热" not in await member.page()

    run(story())


def test_questions_are_asked_seen_and_wanted_too(site: Site):
    async def story():
        leader = Leader(site)
        member, other = Member(site, leader.code), Member(site, leader.code, "陈静")
        await member.enter()
        await other.enter()
        scripted = {"Accept": "application/json"}
        asked = await member.phone.post(f"/live/{leader.code}/ask", data={"body": "为什么先问？"}, headers=scripted)
        assert "为什么先问" in asked.json()["html"]
        assert "我也想知道" not in asked.json()["html"], "one's own"
        question = re.search(r'name="question" value="(\d+)"', await other.page())
        assert question
        url = f"/live/{leader.code}/upvote"
        for _ in range(2):
            wanted = await other.phone.post(url, data={"question": question[1]}, headers=scripted)
            assert "你也想知道" in wanted.json()["html"]
        assert "1 人也想知道" in (await member.phone.get(f"/live/{leader.code}/asked")).text
        await leader.do(do="settle", question=int(question[1]))
        assert "讲师已回答" in await other.page()
        await leader.do(do="settle", question=int(question[1]), hide=True)
        assert "为什么先问" not in await other.page()
        assert (await other.phone.post(url, data={"question": question[1]}, headers=scripted)).status_code == 404

    run(story())


def test_who_is_too_fast_is_slowed_down_and_others_are_not(site: Site, monkeypatch):
    monkeypatch.setattr(paces, "VOTES", paces.Limit(3, 60))
    monkeypatch.setattr(paces, "QUESTIONS", paces.Limit(1, 60))

    async def story():
        leader = Leader(site)
        member, other = Member(site, leader.code), Member(site, leader.code, "陈静")
        await member.enter()
        await other.enter()
        poll = await leader.ask()
        assert [(await member.vote(poll, "same")).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
        assert (await other.vote(poll, "same")).status_code == 200
        ask = f"/live/{leader.code}/ask"
        assert [(await member.phone.post(ask, data={"body": "?"})).status_code for _ in range(2)] == [303, 429]

    run(story())


def test_codes_are_not_guessed_in_bulk_while_a_classroom_behind_one_address_comes_in(site: Site, monkeypatch):
    monkeypatch.setattr(paces, "WRONG_CODES", paces.Limit(20, 300))

    async def story():
        leader, closed = Leader(site), Leader(site, opened=False)
        inside = Member(site, leader.code)
        await inside.enter()
        for n in range(30):  # successes are not counted
            assert (await Member(site, leader.code, f"学员 {n}").enter()).status_code == 303
        guesser = site.visitor()
        answers = [(await guesser.get(f"/live/ABC2{n + 23}")).status_code for n in range(25)]
        assert answers == [404] * 19 + [429] * 6
        answer = await guesser.get(f"/live/{leader.code}")
        assert (answer.status_code, "试" in answer.text) == (429, True), "a right guess looks like a wrong one"
        forged = site.visitor()
        forged.cookies.set("courseware_room", "a" * 32)
        for code in (leader.code, closed.code, "ABC234"):
            assert (await forged.get(f"/live/{code}")).status_code == 429
            told = {"Accept": "application/json"}
            votes = await forged.post(f"/live/{code}/vote", data={"poll": 1, "p1-choice": "x"}, headers=told)
            asks = await forged.post(f"/live/{code}/ask", data={"body": "?"}, headers=told)
            assert {votes.status_code, asks.status_code} <= {403, 429}
        assert "林晓雨" in await inside.page(), "whoever is in stays in"
        monkeypatch.setattr(paces, "WRONG_CODES", paces.Limit(0, 300))
        assert "林晓雨" in await inside.page()

    run(story())


def test_windows_of_pace_end():
    now = [0.0]
    pace = Paces(clock=lambda: now[0])
    limit = paces.Limit(2, 10)
    assert [pace.may(limit, "a") for _ in range(3)] == [True, True, False]
    assert pace.may(limit, "b")
    now[0] = 10
    assert pace.may(limit, "a")
    for _ in range(paces.WRONG_CODES.amount):
        pace.wrong("10.0.0.1")
    assert pace.wait("10.0.0.1") == 300
    assert pace.wait("10.0.0.2") == 0
    now[0] = 310
    assert pace.wait("10.0.0.1") == 0


def test_the_result_of_the_whole_room_is_ones_own(site: Site):
    async def story():
        leader = Leader(site)
        member, other = Member(site, leader.code), Member(site, leader.code, "陈静")
        await member.enter()
        await other.enter()
        poll = await leader.ask()
        await member.vote(poll, "hotter")
        await other.vote(poll, "same")
        await leader.do(do="reveal", poll=poll)
        hidden = (await leader.do(do="ask", lesson="water", page=1, block=1))["poll"]
        await member.vote(hidden, "before")
        await leader.do(do="end")
        mine, theirs = await member.page(), await other.page()
        assert "1 题里答对 1 题，得 2 / 2 分" in mine
        assert "1 题里答对 0 题，得 0 / 2 分" in theirs
        assert "没有公布答案" in mine
        assert "已经结束" in (await Member(site, leader.code).phone.get(f"/live/{leader.code}")).text

    run(story())


def test_moving_needs_a_press_on_the_new_phone_and_a_ticket_is_bound_to_its_room(site: Site):
    async def story():
        leader, other = Leader(site), Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        page = (await member.phone.get(f"/live/{leader.code}/move")).text
        address = re.search(r'href="(http://room\.test/live/[^"]+)"', page)
        assert address
        assert "<svg" in page
        new = site.visitor()
        assert "你是 林晓雨" in (await new.get(address[1])).text
        assert "林晓雨" in await member.page(), "a preview moves nobody"
        ticket = address[1].split("ticket=")[1]
        assert (await new.post(f"/live/{other.code}/move", data={"ticket": ticket})).status_code == 403
        assert (await new.post(f"/live/{leader.code}/move", data={"ticket": ticket})).status_code == 303
        assert (await site.visitor().post(f"/live/{leader.code}/move", data={"ticket": ticket})).status_code == 403
        stranger = await site.visitor().get(f"/live/{leader.code}/move")
        assert stranger.status_code == 403

    run(story())


def test_a_phone_without_cookies_is_told(site: Site):
    async def story():
        leader = Leader(site)
        answer = await site.visitor().post(f"/live/{leader.code}", data={"nickname": "林", "employee_number": ""})
        assert answer.status_code == 403
        assert "cookie" in answer.text

    run(story())


def test_pages_run_no_foreign_script_and_are_not_kept(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        for path in ("/live", f"/live/{leader.code}", "/live/ABC234"):
            answer = await member.phone.get(path)
            policy = answer.headers["content-security-policy"]
            assert "script-src 'self';" in policy
            assert "default-src 'none'" in policy
            assert answer.headers["cache-control"] == "no-store"
        cookie = (await site.visitor().get(f"/live/{leader.code}")).headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert f"Path=/live/{leader.code}" in cookie
        assert "SameSite=lax" in cookie

    run(story())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_with_its_styles_and_script_is_small(site: Site, language):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code, language=language)
        await member.enter()
        await leader.ask()
        page = await member.page()
        linked = set(re.findall(r"/assets/([\w/.-]+)\?v=", page))
        assert {name.rsplit(".", 1)[1] for name in linked} == {"css", "js", "svg"}
        parts = {name: (ROOT / "assets" / name).read_bytes() for name in linked} | {"page": page.encode()}
        sizes = {name: len(brotli.compress(part, quality=5)) for name, part in parts.items()}
        assert sum(sizes.values()) < LARGEST_PAGE / 1.5, sizes
        assert all(not re.search(r"url\((?!data:)|@import|https?://(?!www\.w3\.org)", part.decode())
                   for name, part in parts.items() if name.endswith(("css", "js")))  # fmt: skip

    run(story())


def test_the_address_of_the_room_is_told_to_nobody_by_referrer_and_rooms_of_others_look_alike(site: Site):
    async def story():
        leader = Leader(site)
        guest = site.visitor("", **{"X-Courseware": "room"})
        known = await guest.post(f"/room/{leader.code}/do", json={"do": "end"})
        unknown = await guest.post("/room/ABC234/do", json={"do": "end"})
        assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
        assert known.status_code == 403
        assert (await guest.get(f"/live/{leader.code}")).headers["referrer-policy"] == "same-origin"

    run(story())


def test_nobody_is_lost_when_the_record_says_the_poll_is_gone(site: Site):
    """A member votes for a poll that never was."""

    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        assert (await member.vote(999, "same")).status_code == 403
        assert rooms.look(site.records, leader.person, leader.code).live
        assert audience.find(site.records, leader.code).opened_at == NOW

    run(story())
