"""Who leads a room: together, handing over, leaving; and a room that lets nobody new in."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from courseware.actions import accounts, handing, people
from courseware.actions.asking import fingerprint
from courseware.errors import Forbidden, Refused
from courseware.records import sessions
from tests.workshops.house import HOST, Leader, Line, Member, Site


def run(story):
    asyncio.run(asyncio.wait_for(story, 60))


def colleague(site: Site, number: str = "T2", *roles: str) -> httpx.AsyncClient:
    _, token = site.person(number, *(roles or ("trainer",)), name="李明")
    return site.visitor(token, **{"X-Courseware": "room", "Origin": HOST})


def console(leader: Leader, browser: httpx.AsyncClient | None = None) -> Line:
    return Line(leader.site, f"/room/{leader.code}/events", "as=console", browser or leader.browser)


async def ended(line: Line) -> bool:
    """Is the window told to load itself anew, and nothing after?"""
    await line.until(lambda event: event.get("go") == "reload")
    await asyncio.wait_for(line.task, 5)
    return True


def test_every_console_shows_who_leads_the_room_as_it_changes(either_site: Site):
    async def story():
        leader, other = Leader(either_site), colleague(either_site)
        async with console(leader) as line:
            assert [one["name"] for one in (await line.next())["leaders"]] == ["王芳"]
            assert (await other.post(f"/room/{leader.code}/do", json={"do": "assist"})).is_success
            both = await line.until(lambda event: len(event["leaders"]) == 2)
            assert [one["name"] for one in both["leaders"]] == ["王芳", "李明"]
        assert f'data-me="{leader.person.id}"' in (await leader.browser.get(f"/room/{leader.code}/console")).text
        await either_site.hub.stop()

    run(story())


def test_handing_over_ends_ones_own_windows_and_the_room_goes_on_as_it_was(either_site: Site):
    async def story():
        leader, other = Leader(either_site), colleague(either_site)
        member = Member(either_site, leader.code)
        await member.enter()
        poll = await leader.ask()
        await member.vote(poll, "hotter")
        async with console(leader) as line:
            await line.next()
            await leader.do(do="hand_over", to="T2")
            assert await ended(line)
        assert (await leader.send(do="close", poll=poll)).status_code == 403
        async with console(leader, other) as line:
            event = await line.next()
            assert event["poll"]["voted"] == 1
            assert [one["name"] for one in event["leaders"]] == ["李明"]
        assert (await other.post(f"/room/{leader.code}/do", json={"do": "close", "poll": poll})).is_success
        assert "周五班" in (await other.get("/workshop")).text
        await either_site.hub.stop()

    run(story())


@pytest.mark.parametrize("to", ["", "nobody", "L1", "self"])
def test_a_room_is_handed_to_trainers_only(site: Site, to):
    async def story():
        leader = Leader(site)
        colleague(site, "L1", "learner")
        answer = await leader.send(do="hand_over", to=leader.person.employee_number if to == "self" else to)
        assert (answer.status_code, answer.json()["refused"]) == (409, "no-such-trainer")
        assert (await leader.send(do="black", on=True)).is_success

    run(story())


def test_the_last_trainer_cannot_leave_and_the_others_can(either_site: Site):
    site = either_site
    leader = Leader(site)
    with pytest.raises(Refused, match="last-trainer"):
        handing.leave(site.records, leader.person, leader.room.id, site.clock())
    second, _ = site.person("T2", "trainer")
    with site.records.reading() as db:
        before = handing.leaders(db, leader.room.id)
    handing.assist(site.records, second, leader.code, site.clock())
    handing.leave(site.records, leader.person, leader.room.id, site.clock())
    with pytest.raises(Forbidden):
        handing.leave(site.records, leader.person, leader.room.id, site.clock())
    with site.records.reading() as db:
        assert [one.id for one in before] == [leader.person.id]
        assert [one.id for one in handing.leaders(db, leader.room.id)] == [second.id]


@pytest.mark.parametrize("loss", ["signed out", "no trainer any more", "deactivated", "signed out elsewhere"])
def test_whoever_is_no_trainer_any_more_loses_open_windows_and_can_do_nothing(site: Site, loss):
    async def story():
        leader, other = Leader(site), colleague(site)
        admin, _ = site.person("A1", "admin")
        await other.post(f"/room/{leader.code}/do", json={"do": "assist"})
        async with console(leader) as mine, console(leader, other) as theirs:
            await mine.next()
            await theirs.next()
            if loss == "signed out":
                accounts.sign_out(site.records, leader.token, site.clock())
            elif loss == "no trainer any more":
                people.change_roles(site.records, admin, leader.person.id or 0, {"learner"}, site.clock())
            elif loss == "deactivated":
                people.set_active(site.records, admin, leader.person.id or 0, False, site.clock())
            else:
                with site.records.writing() as db:
                    sessions.revoke(db, fingerprint(leader.token), site.clock())
                site.passed = timedelta(seconds=6)  # whose a sign-in is is remembered for five
            await site.hub.check(leader.room.id)  # as with every beat
            assert await ended(mine)
            assert (await leader.send(do="black", on=True)).status_code == 403
            assert not theirs.task.done()
            assert (await other.post(f"/room/{leader.code}/do", json={"do": "black", "on": True})).is_success
            assert (await theirs.until(lambda event: event["black"]))["leaders"]
        await site.hub.stop()

    run(story())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_locked_room_lets_nobody_new_in_says_so_and_keeps_everybody_inside(either_site: Site, language):
    async def story():
        leader = Leader(either_site)
        _, token = either_site.person("L7", name="赵敏")
        inside, known = (
            Member(either_site, leader.code, language=language),
            Member(either_site, leader.code, token=token),
        )
        await inside.enter()
        await known.enter()
        early = Member(either_site, leader.code, "来晚了", language=language)
        await early.page()  # looks at the form while the room is open
        assert (await leader.do(do="lock", on=True))["locked"]
        sentence = either_site.house.library.say(language)("refusals.room-locked")
        told = await early.phone.post(f"/live/{leader.code}", data={"nickname": "来晚了", "employee_number": ""})
        late = await Member(either_site, leader.code, language=language).phone.get(f"/live/{leader.code}")
        for answer in (told, late):
            assert answer.status_code == 409
            assert sentence in answer.text
        poll = await leader.ask()
        assert f"p{poll}-choice" in await inside.page(), "a reload"
        assert (await inside.vote(poll, "hotter")).json()["fate"] == "saved"
        again = Member(either_site, leader.code, token=token)  # another phone of somebody signed in
        assert (await again.enter()).status_code == 303
        ticket = (await inside.phone.get(f"/live/{leader.code}/move")).text
        address = ticket.split("/move?ticket=")[1].split('"')[0].split("<")[0]
        moved = either_site.visitor(language=language)
        done = await moved.post(f"/live/{leader.code}/move", data={"ticket": address})
        assert done.status_code == 303
        assert f"p{poll}-choice" in (await moved.get(f"/live/{leader.code}")).text
        await leader.do(do="go", lesson="water", page=2)
        assert not (await leader.do(do="lock", on=False))["locked"]
        assert (await early.enter()).status_code == 303

    run(story())
