"""A room that is led through a story by its votes."""

import asyncio
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from courseware.actions.watching import Overview
from courseware.errors import Missing, Refused, Unreadable
from courseware.progress.room import State
from courseware.records import polls
from courseware.records.polls import Poll
from courseware.records.rooms import Room
from courseware.workshops import phone, putting, stage, ways
from courseware.workshops.polled import Polled, path, revive
from tests.workshops.house import HOST, NOW, Leader, Line, Member, Site, library

STORY = ("complaint_desk", "bottle")


def run(story):
    asyncio.run(asyncio.wait_for(story, 60))


def poll(put: Any, **more: Any) -> Poll:
    return replace(
        Poll(5, 1, "path", put.lesson_id, put.page_id, put.question_id, put.body, put.parameters, NOW, None, None),
        **more,
    )


def begun(name: str = STORY[0], scene: str = STORY[1]) -> Poll:
    return poll(path.put(library(), name, scene, "six-steps", "try"))


def votes(**chosen: int) -> list[tuple[Any, int]]:
    return [({"choice": name}, n) for name, n in chosen.items()]


def led(one: Poll, *choices: str) -> Poll:
    """The poll after the room has chosen so."""
    for choice in choices:
        one = poll(path.onward(one, votes(**{choice: 3}), None)[1])
    return one


def stories() -> list[tuple[str, str]]:
    return [(name, scene) for name, found in library().stories.items() for scene in found]


def branching() -> list[str]:
    return [one.id for one in library().questions.values() if one.kind == "branching" and not one.retired]


# ---- what a moment is


def test_the_rooms_choice_leads_on_and_the_decided_moment_says_so():
    decided, put = path.onward(begun(), votes(listen=5, one=2), None)
    assert decided["taken"] == "listen"
    assert not decided["ends"]
    assert put.parameters == {"path": ["listen"], "how": "room", "own": True, "over": False}
    assert put.question_id == "complaint_desk.bottle"
    now = path.Polled(poll(put)).now
    assert now
    assert now.id == "feeling"


@pytest.mark.parametrize("counted", [{}, {"listen": 2, "one": 2}, {"listen": 1, "one": 1, "record": 1}])
def test_without_a_choice_of_the_room_the_trainer_decides(counted):
    with pytest.raises(Refused, match="story-tied"):
        path.onward(begun(), votes(**counted), None)
    _, put = path.onward(begun(), votes(**counted), "one")
    assert put.parameters["path"] == ["one"]
    assert put.parameters["how"] == ("tie" if counted else "other")
    assert put.parameters["own"] is bool(counted)


def test_the_trainer_may_try_another_choice_but_none_that_is_not_offered():
    _, put = path.onward(begun(), votes(listen=5), "record")
    assert (put.parameters["path"], put.parameters["how"], put.parameters["own"]) == (["record"], "other", False)
    with pytest.raises(Refused, match="no-such-deed"):
        path.onward(begun(), votes(listen=5), "solve")


def test_a_step_back_asks_an_earlier_moment_again():
    there = led(begun(), "one", "believe")
    for steps in (0, 1):
        put = path.backward(there, steps)
        assert put.parameters == {"path": ["one", "believe"][:steps], "how": "", "own": False, "over": False}
    for steps in (-1, 2, 9):
        with pytest.raises(Refused, match="no-such-deed"):
            path.backward(there, steps)


@pytest.mark.parametrize(("name", "scene"), stories())
def test_every_story_is_told_to_its_end_in_both_languages_and_tells_nothing_early(name, scene):
    one = begun(name, scene)
    words = library().words
    secret = [words[f"questions.branching.{key}"].told(tongue) for key in ("right", "yours") for tongue in ("zh", "en")]
    for _ in range(20):
        for phase in ({}, {"closed_at": NOW}):
            told = str(stage._poll(revive(replace(one, **phase)), [], library(), "projector"))
            assert "'way'" not in told
            assert not any(word in told for word in secret)
            for language in ("zh", "en"):
                html = shown(replace(one, **phase), language)
                assert "{" not in html
                assert not any(word in html for word in secret)
        if one.parameters["over"]:
            break
        one = led(one, next(iter(path.Polled(one).choices)))
    assert one.parameters["over"]
    ended = replace(one, closed_at=NOW, revealed_at=NOW)
    told = stage._poll(revive(ended), [], library(), "projector")["story"]
    assert len(told["way"]) == len(one.parameters["path"])
    assert any(word in shown(ended, "zh") for word in secret)
    assert "{" not in str(told["parted"]).replace("{'", "")


def test_a_choice_that_is_not_offered_is_no_vote():
    polled: Any = revive(begun())
    assert polled.read({"choice": ["listen"]}) == {"choice": "listen"}
    for wrong in ({}, {"choice": ["solve"]}, {"choice": ["listen", "one"]}):
        with pytest.raises(Unreadable):
            polled.read(wrong)
    with pytest.raises(Unreadable):
        revive(poll(path.put(library(), *STORY, "six-steps", "try"), parameters=over())).read({"choice": ["listen"]})


def test_a_story_that_is_gone_cannot_begin():
    for name, scene in (("complaint_desk", "gone"), ("satisfaction", "story"), ("gone", "x")):
        with pytest.raises(Missing):
            path.put(library(), name, scene, "six-steps", "try")


def over() -> dict[str, Any]:
    one = begun()
    while not one.parameters["over"]:
        one = led(one, next(iter(path.Polled(one).choices)))
    return dict(one.parameters)


def shown(one: Poll, language: Any) -> str:
    room = Room(1, "ABC234", "周五班", {}, 1, 1, NOW, None, NOW, None, 3, State("water", 1, poll=5))
    return phone.html(Overview(room, one, 1, ()), revive(one), library(), language, None)


# ---- how the way is judged


@pytest.mark.parametrize(("name", "scene"), stories())
def test_a_way_that_reaches_the_goal_is_found_and_has_no_better_one(name, scene):
    tale = path.Polled(begun(name, scene)).tale
    best = ways.onward(tale, ())
    assert tale.reached(best) == 1
    assert ways.parting(tale, best) is None


def test_the_parting_is_the_last_moment_from_which_all_could_be_reached():
    tale = path.Polled(begun()).tale

    def furthest(there: tuple[str, ...]) -> Fraction:
        """By trying everything."""
        now = tale.outcome(there).now
        return max(furthest((*there, one.id)) for one in now.choices) if now else tale.reached(there)

    way: tuple[str, ...] = ()
    while now := tale.outcome(way).now:
        way = (*way, now.choices[0].id)
    found = ways.parting(tale, way)
    assert found
    assert found.better[: found.at] == way[: found.at]
    assert found.better[found.at] != way[found.at]
    assert furthest(way[: found.at]) == 1 > furthest(way[: found.at + 1])
    assert tale.reached(found.better) == 1


# ---- branching questions


@pytest.mark.parametrize("name", branching())
def test_a_branching_question_wins_its_points_for_whoever_voted_at_its_last_moment(name):
    put = putting.by_id(library(), name, 1)
    assert put.kind == "path"
    question: Any = library().questions[name]
    one, say = poll(put), library().say("en")
    for choice in question.best():
        decided, put = path.onward(one, votes(**{choice: 2}), None)
        last, one = replace(one, parameters=decided, revealed_at=NOW, closed_at=NOW), poll(put)
        if not decided["ends"]:
            assert (revive(last).result({"choice": choice}, say).of, path.Polled(last).listed) == (0, False)
        assert question.explanation.zh not in shown(one, "zh")
    assert one.parameters["over"]
    assert question.explanation.zh not in shown(replace(one, closed_at=NOW), "zh")
    assert question.explanation.zh in shown(replace(one, closed_at=NOW, revealed_at=NOW), "zh")
    won = revive(last).result({"choice": choice}, say)
    assert (won.verdict, won.points, won.of) == ("right", question.points, question.points)
    assert revive(last).result(None, say).points == 0
    assert (path.Polled(last).listed, path.Polled(one).listed) == (True, False)
    assert revive(one).explanation == question.explanation
    assert revive(one).result(None, say).of == 0


def test_a_way_that_the_trainer_led_wins_no_points():
    one = poll(putting.by_id(library(), branching()[0], 1))
    question: Any = path.Polled(one).question
    for choice in question.best():
        decided, put = path.onward(one, votes(), choice)
        last, one = replace(one, parameters=decided, revealed_at=NOW, closed_at=NOW), poll(put)
    assert revive(last).result({"choice": choice}, library().say("zh")).of == 0
    assert (path.Polled(last).listed, path.Polled(one).listed) == (False, True)


# ---- in a room


class Teller(Leader):
    async def begin(self, scene: str = "bottle") -> int:
        place = next(
            (number, block)
            for number, page in enumerate(library().lessons["six-steps"].pages, 1)
            for block, one in enumerate(page.blocks)
            if one.kind == "simulator"
        )
        await self.do(do="go", lesson="six-steps", page=place[0])
        state = await self.do(do="ask", lesson="six-steps", page=place[0], block=place[1], story=scene)
        return state["poll"]

    def poll(self, poll_id: int) -> Poll:
        with self.site.records.reading() as db:
            found = polls.by_id(db, poll_id)
        assert found
        return found

    def now(self, poll_id: int) -> Polled:
        return revive(self.poll(poll_id))


async def audience_of(leader: Leader, site: Site, n: int = 3) -> list[Member]:
    members = [Member(site, leader.code, f"同学{k}") for k in range(n)]
    for member in members:
        await member.enter()
    return members


def test_three_phones_lead_a_story_to_its_end_with_a_tie_and_a_killed_server(either_site: Site):
    async def story():
        site = either_site
        leader = Teller(site)
        members = await audience_of(leader, site)
        here = await leader.begin()
        turns = 0
        while not leader.poll(here).parameters["over"]:
            choices = list(path.Polled(leader.poll(here)).choices)
            tied = turns == 1
            for n, member in enumerate(members):
                choice = choices[n % len(choices)] if tied else choices[0]
                await member.vote(here, choices[-1])
                assert (await member.vote(here, choice)).json()["fate"] == "saved"
            await leader.do(do="close", poll=here)
            assert (await members[0].vote(here, choices[0])).status_code == 409
            if tied:
                assert (await leader.send(do="take", poll=here)).json()["refused"] == "story-tied"
            if turns == 2:  # the server is killed: another process, with nothing but the database
                other = Site(site.records, site.folder)
                await site.hub.stop()
                leader.site = site = other
                leader.browser = other.visitor(leader.token, **{"X-Courseware": "room", "Origin": HOST})
                for member in members:
                    member.site, member.phone = other, moved(other, member)
            before, told = here, {"choice": choices[0]} if tied else {}
            here = (await leader.do(do="take", poll=here, **told))["poll"]
            decided = leader.poll(before)
            assert (decided.phase, decided.parameters["taken"]) == ("revealed", choices[0])
            assert leader.poll(here).parameters["how"] == ("tie" if tied else "room")
            turns += 1
        assert leader.poll(here).phase == "shown"
        assert len(leader.poll(here).parameters["path"]) == turns
        page = await members[0].page()
        assert path.Polled(leader.poll(here)).ending(library().say("zh")).head in page
        await leader.do(do="reveal", poll=here)
        assert "大家走过的路" in await members[0].page()
        await leader.do(do="end")
        page = await members[0].page()
        assert page.count("和大家一起走到了结局") == 1, "one line a story"
        await site.hub.stop()

    run(story())


def moved(site: Site, member: Member) -> Any:
    """The same phone, with its cookies, in front of another process."""
    phone = site.visitor("", member.language)
    phone.cookies = member.phone.cookies
    return phone


def test_two_trainers_who_press_at_the_same_moment_move_the_story_one_step(site: Site):
    async def story():
        leader = Teller(site)
        _, token = site.person("T8", "trainer")
        second = site.visitor(token, **{"X-Courseware": "room", "Origin": HOST})
        await second.post(f"/room/{leader.code}/do", json={"do": "assist"})
        (member,) = await audience_of(leader, site, 1)
        here = await leader.begin()
        assert await leader.begin() == here
        await member.vote(here, "listen")
        both = [
            browser.post(f"/room/{leader.code}/do", json={"do": "take", "poll": here})
            for browser in (leader.browser, second)
        ]
        states = [answer.json()["state"] for answer in await asyncio.gather(*both)]
        assert states[0] == states[1]
        assert leader.poll(states[0]["poll"]).parameters["path"] == ["listen"]
        late = await leader.do(do="step_back", poll=here, steps=0)
        assert late == states[0], "meant for a moment that is past"

    run(story())


def test_a_story_goes_back_is_left_and_taken_up_again(site: Site):
    async def story():
        leader = Teller(site)
        (member,) = await audience_of(leader, site, 1)
        first = await leader.begin("road")
        await member.vote(first, next(iter(path.Polled(leader.poll(first)).choices)))
        second = (await leader.do(do="take", poll=first))["poll"]
        again = (await leader.do(do="step_back", poll=second, steps=0))["poll"]
        assert leader.poll(again).parameters["path"] == []
        assert leader.poll(second).phase == "shown"
        assert "checked" not in await member.page(), "voted again"
        assert (await leader.do(do="put_away"))["poll"] is None
        assert (await leader.do(do="resume"))["poll"] == again, "where it was left"
        assert leader.poll(again).phase == "collecting"
        assert (await leader.do(do="resume"))["poll"] == again
        await leader.do(do="put_away")
        state = await leader.do(do="take", poll=again)
        assert state["poll"] is None, "it is not on the screen"

    run(story())


def test_only_its_trainers_lead_a_story_and_no_other_poll_is_one(site: Site):
    async def story():
        leader = Teller(site)
        (member,) = await audience_of(leader, site, 1)
        here = await leader.begin()
        _, stranger = site.person("T7", "trainer")
        for browser in (site.visitor(stranger, **{"X-Courseware": "room", "Origin": HOST}), member.phone):
            browser.headers["X-Courseware"] = "room"
            for told in ({"do": "take"}, {"do": "step_back", "steps": 0}, {"do": "resume"}):
                answer = await browser.post(f"/room/{leader.code}/do", json={**told, "poll": here})
                assert answer.status_code == 403
            assert (await browser.get(f"/room/{leader.code}/story/{here}?look=light-slide")).status_code in (303, 403)
        question = await leader.ask()
        for told in ({"do": "take"}, {"do": "step_back", "steps": 0}):
            assert (await leader.send(**told, poll=question)).json()["refused"] == "no-such-deed"
        fresh = Teller(site)
        assert (await fresh.send(do="resume")).json()["refused"] == "no-such-poll"

    run(story())


def test_the_projector_has_the_figure_of_the_way_so_far(site: Site):
    async def story():
        leader = Teller(site)
        here = await leader.begin()
        address = f"/room/{leader.code}/story/{here}?lang=zh"
        drawn = (await leader.browser.get(f"{address}&look=dark-slide")).json()
        assert drawn["height"] > 300
        assert "心情" in drawn["alt"]
        assert drawn["figure"] != (await leader.browser.get(f"{address}&look=light-slide")).json()["figure"]
        for wrong in (f"{address}&look=blue", f"/room/{leader.code}/story/99?look=light-slide"):
            assert (await leader.browser.get(wrong)).status_code == 404
        async with Line(site, f"/room/{leader.code}/events", "as=projector", leader.browser) as line:
            told = (await line.next())["poll"]
            assert (told["kind"], told["story"]["moment"], told["story"]["over"]) == ("path", 1, False)
            assert "key" not in told
        await site.hub.stop()

    run(story())
