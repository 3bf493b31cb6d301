"""The room as the experiment: two groups, each blind to the other, and nobody's ratings shown to anybody else."""

import asyncio
import json
import re
from datetime import timedelta
from typing import Any

import brotli
import pytest

from courseware.errors import Unreadable
from courseware.progress import trial
from courseware.records import polls
from courseware.records.polls import Poll
from courseware.workshops import putting
from courseware.workshops.polled import group_of, revive
from tests.workshops.house import NOW, Leader, Line, Member, Site, library

COLD, HOT, LUKEWARM = "转了 3 次才有人接", "响了 1 声就有人接", "洗衣机响得厉害"
TOLD_LATER = ("先读冷遇", "先读热情", "课件", "D2-37", "150 份", "冷热水", "cold", "hot", "lukewarm", "predict")


def run(story):
    asyncio.run(asyncio.wait_for(story, 60))


class Reader(Member):
    """Somebody who takes part."""

    async def begin(self, poll: int) -> str:
        """Agree; the first story."""
        return await self.step(poll, await self.page())

    async def step(self, poll: int, html: str, **given: str) -> str:
        """Send the form as it stands, with what is given; the page that follows."""
        form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html.split("data-poll", 1)[1]))
        form |= {f"p{poll}-{name}": value for name, value in given.items()}
        answer = await self.send(form)
        assert answer.status_code == 200, answer.text
        return answer.json()["html"]

    async def send(self, form: dict[str, str]):
        return await self.phone.post(f"/live/{self.code}/vote", data=form, headers={"Accept": "application/json"})

    async def finish(self, poll: int, first: int, last: int) -> str:
        """Rate both stories; which was first."""
        html = await self.begin(poll)
        begun = "cold" if COLD in html else "hot"
        html = await self.step(poll, html, rate0=str(first))
        html = await self.step(poll, html, rate1=str(last))
        assert "评完了" in html
        return begun


async def room(site: Site, people: int) -> tuple[Leader, list[Reader], int]:
    leader = Leader(site)
    readers = [Reader(site, leader.code, f"学员{n}") for n in range(people)]
    for reader in readers:
        await reader.enter()
    return leader, readers, await leader.ask("experiment:water")


def given(site: Site, poll: int) -> list[dict[str, Any]]:
    with site.records.reading() as db:
        return [vote.response for vote in polls.given(db, poll)]


def trainer_line(leader: Leader, role: str) -> Line:
    return Line(leader.site, f"/room/{leader.code}/events", f"as={role}&lang=zh", leader.browser)


async def seen(leader: Leader, role: str) -> dict[str, Any]:
    """The poll as that screen is told of it now."""
    async with trainer_line(leader, role) as line:
        return (await line.next())["poll"]


def test_every_two_of_four_meet_the_cold_story_first_and_then_all_the_same_one(site: Site):
    async def story():
        _, readers, poll = await room(site, 8)
        firsts = [await reader.finish(poll, 2, 5) for reader in readers]
        for block in (firsts[:4], firsts[4:]):
            assert sorted(block) == ["cold", "cold", "hot", "hot"]
        kept = given(site, poll)
        assert sorted(one["order"][0] for one in kept) == ["cold"] * 4 + ["hot"] * 4
        assert all(one == {"consent": True, "order": [one["order"][0], "lukewarm"], "ratings": [2, 5]} for one in kept)

    run(story())


def test_no_phone_is_sent_the_other_story_the_idea_or_the_result_before_the_reveal(site: Site):
    async def story():
        leader, readers, poll = await room(site, 12)
        sent: dict[int, list[str]] = {}
        lines = [reader.line() for reader in readers]
        for n, reader in enumerate(readers):
            pages = sent[n] = [await reader.page()]
            async with lines[n] as line:
                pages.append((await line.scene("collecting"))["scene"]["html"])
            pages.append(await reader.begin(poll))
            pages.append(await reader.page())
            pages.append(await reader.step(poll, pages[-1], rate0="4"))
            assert LUKEWARM not in "".join(pages[:4])
            pages.append(await reader.step(poll, pages[-1], rate1="4"))
        await leader.do(do="close", poll=poll)
        for n, reader in enumerate(readers):
            sent[n].append(await reader.page())
            told = "".join(sent[n])
            assert (COLD in told) != (HOT in told)
            assert LUKEWARM in told
            for secret in TOLD_LATER:
                assert secret not in re.sub(r'href="[^"]*"|src="[^"]*"|<title>.*?</title>', "", told), secret
        await leader.do(do="reveal", poll=poll)
        assert "课件" in await readers[0].page()

    run(story())


def test_the_screens_are_told_counts_and_never_a_rating_and_the_projector_no_groups(site: Site):
    async def story():
        leader, readers, poll = await room(site, 13)
        for n, reader in enumerate(readers[:-1]):
            await reader.finish(poll, 1 + n % 7, 7 - n % 7)
        await readers[-1].begin(poll)
        for phase in ("collecting", "shown"):
            projector, console = await seen(leader, "projector"), await seen(leader, "console")
            assert projector["phase"] == phase
            for one in (projector, console):
                assert (one["voted"], one["began"], one["bars"], one["tally"]) == (12, 13, [], {})
                assert "figure" not in one
            assert {"told", "explanation"}.isdisjoint(projector)
            assert not any(secret in json.dumps(projector, ensure_ascii=False) for secret in TOLD_LATER)
            assert "13 人开始了，12 人评完" in console["told"]["zh"]
            assert ("先读冷遇 6 人" in console["told"]["zh"]) == (phase == "shown")
            if phase == "collecting":
                await leader.do(do="close", poll=poll)
        await leader.do(do="reveal", poll=poll)
        for role in ("projector", "console"):
            one = await seen(leader, role)
            assert (one["bars"], one["tally"], one["key"]) == ([], {}, [])
            assert "95% 区间" in one["told"]["zh"]
            assert "95% interval" in one["told"]["en"]
            assert one["figure"]["en"].startswith("<svg")
            assert "课件（D2-37、D2-38）预测" in one["explanation"]["zh"]

    run(story())


@pytest.mark.parametrize("people", [0, 9])
def test_too_few_are_told_that_they_are_too_few_and_no_mean(site: Site, people):
    async def story():
        leader, readers, poll = await room(site, people)
        for reader in readers:
            await reader.finish(poll, 2, 6)
        await leader.do(do="reveal", poll=poll)
        one = await seen(leader, "projector")
        assert one["figure"] == {"zh": "", "en": ""}
        assert f"每组要有 {trial.FEWEST} 人" in one["told"]["zh"]
        assert "Too few to tell" in one["told"]["en"]
        assert "平均给" not in one["told"]["zh"]

    run(story())


def test_who_skips_or_withdraws_leaves_no_rating_and_may_come_back(site: Site):
    async def story():
        _, (reader,), poll = await room(site, 1)
        html = await reader.step(poll, await reader.page(), skip="yes")
        assert "你跳过了" in html
        assert given(site, poll)[0]["ratings"] == []
        assert given(site, poll)[0]["consent"] is False
        html = await reader.step(poll, html)
        html = await reader.step(poll, html, rate0="3")
        assert given(site, poll)[0]["ratings"] == [3]
        html = await reader.step(poll, html, rate1="5")
        html = await reader.step(poll, html, skip="yes")
        assert "没有记下" in html
        assert [(one["consent"], one["ratings"]) for one in given(site, poll)] == [(False, [])]
        assert polled_turnout(site, poll) == (0, 0)

    run(story())


def polled_turnout(site: Site, poll: int) -> tuple[int, int]:
    with site.records.reading() as db:
        found = trial.turnout(polls.counted(db, poll))
    return found.began, found.finished


def test_reloading_or_changing_the_language_midway_keeps_the_order_and_what_was_rated(site: Site):
    async def story():
        _, readers, poll = await room(site, 4)
        for reader in readers:
            html = await reader.begin(poll)
            first = COLD in html
            assert ("passed on 3 times" in (await reader.phone.get(f"/live/{reader.code}?lang=en")).text) == first
            await reader.step(poll, html, rate0="6")
            english = await reader.phone.get(f"/live/{reader.code}?lang=en")
            assert "Your washing machine rattles" in english.text
            html = await reader.step(poll, english.text, rate1="2")
            assert "All rated" in html
        assert {tuple(one["ratings"]) for one in given(site, poll)} == {(6, 2)}
        assert sorted(one["order"][0] for one in given(site, poll)) == ["cold", "cold", "hot", "hot"]

    run(story())


def test_without_a_script_it_goes_step_by_step_too(site: Site):
    async def story():
        _, (reader,), poll = await room(site, 1)
        for choice in ({}, {"rate0": "5"}, {"rate1": "4"}):
            html = await reader.page()
            form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html.split("data-poll")[1]))
            form |= {f"p{poll}-{name}": value for name, value in choice.items()}
            answer = await reader.phone.post(f"/live/{reader.code}/vote", data=form)
            assert answer.status_code == 303
        assert "评完了" in await reader.page()
        assert given(site, poll)[0]["ratings"] == [5, 4]

    run(story())


def test_who_is_sent_out_is_not_counted_and_shifts_nobody_into_the_other_group(site: Site):
    async def story():
        leader, readers, poll = await room(site, 6)
        before = [COLD in await reader.begin(poll) for reader in readers]
        await readers[1].step(poll, await readers[1].page(), rate0="1")
        async with trainer_line(leader, "console") as line:
            members = (await line.next())["members"]
        await leader.do(do="remove", member=members[1]["id"])
        assert [COLD in await reader.page() for n, reader in enumerate(readers) if n != 1] == before[:1] + before[2:]
        assert polled_turnout(site, poll)[0] == 5

    run(story())


def test_the_result_does_not_move_when_somebody_is_sent_out_after_the_reveal(either_site: Site):
    async def story():
        leader, readers, poll = await room(either_site, 12)
        for n, reader in enumerate(readers):
            await reader.finish(poll, 4, 1 + n % 7)
        either_site.passed += timedelta(minutes=1)
        await leader.do(do="reveal", poll=poll)
        async with trainer_line(leader, "console") as line:
            before = await line.next()
        either_site.passed += timedelta(minutes=1)
        await leader.do(do="remove", member=before["members"][0]["id"])
        again = Site(either_site.records, either_site.folder, either_site.passed)  # another process, which reads anew
        leader.site = again
        assert (await seen(leader, "console"))["told"] == before["poll"]["told"]
        for site in (either_site, again):
            await site.hub.stop()

    run(story())


def test_what_no_form_of_ours_sends_is_refused(site: Site):
    async def story():
        leader, readers, poll = await room(site, 2)
        html = await readers[0].begin(poll)
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html.split("data-poll", 1)[1]))
        good = {**fields, f"p{poll}-rate0": "4"}
        for wrong in (
            {f"p{poll}-rate0": "0"}, {f"p{poll}-rate0": "8"}, {f"p{poll}-rate0": "4.5"}, {f"p{poll}-rate0": "04"},
            {f"p{poll}-rate0": ""}, {f"p{poll}-way": "0"}, {f"p{poll}-way": "cold"}, {f"p{poll}-consent": "no"},
        ):  # fmt: skip
            assert (await readers[0].send({**good, **wrong})).status_code == 422
        for missing in ("way", "consent"):
            assert (
                await readers[0].send({n: v for n, v in good.items() if n != f"p{poll}-{missing}"})
            ).status_code == 422
        assert given(site, poll) == [{"consent": True, "order": given(site, poll)[0]["order"], "ratings": []}]
        await leader.do(do="close", poll=poll)
        assert (await readers[0].send(good)).json()["fate"] == "closed"

    run(story())


def test_the_result_is_put_back_on_the_screen_and_the_console_offers_it_on_its_slides(site: Site):
    async def story():
        leader, _, poll = await room(site, 1)
        state = await leader.do(do="put_away")
        assert state["poll"] is None
        for _ in range(2):
            await leader.do(do="go", lesson="water", page=6)
            assert (await leader.do(do="reveal", poll=poll))["poll"] == poll
            await leader.do(do="put_away")
        html = (await leader.browser.get(f"/room/{leader.code}/console")).text
        section = r'<section class="asks" data-of="water" data-page="(\d)">\s*<h2>全场实验.*?data-do="(\w+)"'
        assert re.findall(section, html, re.S) == [("1", "ask"), ("6", "result")]
        assert html.count('data-question="experiment:water"') == 2
        for role in ("projector", "console"):
            answer = await leader.browser.get(f"/room/{leader.code}" + ("/console" if role == "console" else ""))
            assert answer.status_code == 200

    run(story())


def test_every_step_fits_the_bytes_of_a_phone(site: Site):
    async def story():
        _, (reader,), poll = await room(site, 1)
        html = await reader.begin(poll)
        assert len(brotli.compress(html.encode())) < 2048
        assert html.count('type="radio"') == 7

    run(story())


def made(phase: str) -> Any:
    put = putting.by_id(library(), "experiment:water", 7)
    closed, revealed = (NOW if phase != "collecting" else None), (NOW if phase == "revealed" else None)
    return revive(Poll(5, 1, put.kind, put.lesson_id, put.page_id, put.question_id, put.body, put.parameters, NOW,
                       closed, revealed))  # fmt: skip


def told(counted: Any, language: str = "zh") -> tuple[str, str]:
    said = made("revealed").told(counted, library(), "projector")
    return said["told"][language], said["figure"][language]


def counted(cold: list[int], hot: list[int]) -> list[tuple[Any, int]]:
    return [
        ({"consent": True, "order": [first, "lukewarm"], "ratings": [4, one]}, 1)
        for first, given in (("cold", cold), ("hot", hot))
        for one in given
    ]


@pytest.mark.parametrize(
    ("cold", "hot", "zh", "en"),
    [
        ([5, 6, 5, 6, 5], [2, 3, 2, 3, 2], "方向和课件说的一样", "goes the deck’s way"),
        ([2, 3, 2, 3, 2], [5, 6, 5, 6, 5], "方向和课件说的相反", "goes against the deck"),
        ([2, 6, 4, 5, 3], [3, 5, 4, 6, 2], "看不出先读哪段有影响", "cannot tell that the first story mattered"),
        ([5] * 5, [4] * 6, "算不出区间", "no interval"),
        ([4] * 5, [4] * 5, "算不出区间", "no interval"),
    ],
)
def test_the_result_says_in_plain_words_what_the_interval_means(cold, hot, zh, en):
    assert zh in told(counted(cold, hot))[0]
    sentence, figure = told(counted(cold, hot), "en")
    assert en in sentence
    assert f'aria-label="The same story: mean {sum(cold) / len(cold):.1f}' in figure
    assert figure.count("<circle") == 3
    assert "nan" not in figure


def test_groups_that_are_as_far_apart_as_can_be_stay_in_the_figure():
    _, figure = told(counted([7, 7, 7, 7, 6], [1, 1, 1, 1, 2]))
    places = [float(x) for x in re.findall(r'(?:cx="|M|H)(-?[\d.]+)', figure)]
    assert min(places) >= 300
    assert max(places) <= 908
    assert "+6" in figure


def test_a_forged_way_cannot_be_guessed_and_differs_from_room_to_room():
    one, other = made("collecting"), made("collecting")
    ways = {one.way(group, None) for group in (0, 1)}
    assert len(ways) == 2
    put = putting.by_id(library(), "experiment:water", 8)
    elsewhere = revive(Poll(6, 2, put.kind, None, None, put.question_id, put.body, put.parameters, NOW, None, None))
    assert not ways & {elsewhere.way(group, None) for group in (0, 1)}  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(Unreadable):
        other.read({"way": ["x"], "consent": ["yes"]})
    assert group_of(None, 7, 3) == 0
