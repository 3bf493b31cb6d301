"""Who is told what, when a room changes."""

import asyncio

import pytest

from courseware.records import rooms as records_of_rooms
from tests.workshops.house import WRONG_FIRST, Leader, Line, Member, Site


def run(story):
    asyncio.run(asyncio.wait_for(story, 60))


def trainers(leader: Leader, role: str) -> Line:
    return Line(leader.site, f"/room/{leader.code}/events", f"as={role}", leader.browser)


def test_a_phone_is_told_the_newest_state_at_once_and_every_change(either_site: Site):
    async def story():
        leader = Leader(either_site)
        member = Member(either_site, leader.code)
        assert (await member.enter()).status_code == 303
        await leader.do(do="go", lesson="water", page=2)
        async with member.line() as line:
            first = await line.next()
            assert first["scene"]["key"] == "waiting-water-2"
            assert first["version"] == 3
            await leader.do(do="go", lesson="levels", page=1)
            assert (await line.next())["scene"]["key"] == "waiting-levels-1"
            poll = await leader.ask()
            asked = await line.next()
            assert asked["scene"]["key"] == f"collecting-{poll}"
            assert f'name="p{poll}-choice"' in asked["scene"]["html"]
            await leader.do(do="countdown", seconds=30)
            counting = await line.next()
            assert counting["until"] == "2026-11-21T09:30:30.000+00:00"
            assert counting["scene"] == {"key": f"collecting-{poll}"}, "the form in somebody's hands is left alone"
        await either_site.hub.stop()

    run(story())


def test_after_a_reconnect_the_newest_state_comes_with_ones_own_vote(site: Site):
    async def story():
        leader = Leader(site)
        member, other = Member(site, leader.code), Member(site, leader.code, "别人")
        await member.enter()
        await other.enter()
        poll = await leader.ask()
        assert (await member.vote(poll, "hotter")).json()["fate"] == "saved"
        async with member.line() as line, other.line() as theirs:
            mine = (await line.next())["scene"]["html"]
            assert mine.count("checked") == 1
            assert "已保存" in mine
            assert "checked" not in (await theirs.next())["scene"]["html"]

    run(story())


def test_a_reveal_tells_everybody_their_own_result(site: Site):
    async def story():
        leader = Leader(site)
        members = {choice: Member(site, leader.code, choice or "没答的") for choice in ("hotter", "same", "")}
        for member in members.values():
            await member.enter()
        poll = await leader.ask()
        lines = {choice: member.line() for choice, member in members.items()}
        for choice, line in lines.items():
            await line.__aenter__()
            await line.scene("collecting")
            if choice:
                await members[choice].vote(poll, choice)
        await leader.do(do="close", poll=poll)
        shown = {choice: (await line.scene("shown"))["scene"]["html"] for choice, line in lines.items()}
        assert "比平常热" in shown["hotter"]
        assert "跟平常一样" in shown["same"]
        assert "没有你的回答" in shown[""]
        await leader.do(do="reveal", poll=poll)
        told = {choice: (await line.scene("revealed"))["scene"]["html"] for choice, line in lines.items()}
        assert "答对了" in told["hotter"]
        assert "2 / 2 分" in told["hotter"]
        assert "没答对" in told["same"]
        assert "水温是没变" in told["same"]
        assert "水温是没变" not in told["hotter"], "the feedback for another answer"
        assert "没有作答" in told[""]
        for line in lines.values():
            await line.__aexit__()

    run(story())


def test_phones_see_nothing_of_votes_and_comers_while_trainers_see_them_grow(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        poll = await leader.ask()
        async with member.line() as line, trainers(leader, "projector") as stage, trainers(leader, "console") as desk:
            await line.scene("collecting")
            assert (await stage.next())["poll"]["voted"] == 0
            for n in range(3):
                late = Member(site, leader.code, f"学员 {n}")
                await late.enter()
                await late.vote(poll, "hotter")
            counted = await stage.until(lambda event: event["poll"]["voted"] == 3)
            assert counted["poll"]["tally"]["hotter"] == 3
            assert counted["joined"] == 4
            assert "key" not in counted["poll"]
            assert "explanation" not in counted["poll"]
            full = await desk.until(lambda event: len(event["members"]) == 4 and event["poll"]["voted"] == 3)
            assert full["poll"]["key"] == ["hotter"]
            assert [one["here"] for one in full["members"]] == [True, False, False, False]
            assert line.chunks.empty()

    run(story())


def test_the_projector_learns_the_key_with_the_reveal_and_the_bars_in_both_languages(site: Site):
    async def story():
        leader = Leader(site)
        poll = await leader.ask()
        async with trainers(leader, "projector") as stage:
            bars = (await stage.next())["poll"]["bars"]
            assert {bar["name"] for bar in bars} == {"cooler", "same", "mixed", "hotter"}
            assert all(bar["zh"] and bar["en"] for bar in bars)
            await leader.do(do="reveal", poll=poll)
            told = await stage.until(lambda event: event["poll"]["phase"] == "revealed")
            assert told["poll"]["key"] == ["hotter"]
            assert told["poll"]["explanation"]["en"]

    run(story())


def test_a_member_sent_out_or_gone_to_another_phone_is_told_to_load_the_page(site: Site):
    async def story():
        leader = Leader(site)
        member, moved = Member(site, leader.code), Member(site, leader.code, "换手机")
        await member.enter()
        await moved.enter()
        async with member.line() as line, moved.line() as old, trainers(leader, "console") as desk:
            await line.next()
            await old.next()
            ids = {one["name"]: one["id"] for one in (await desk.until(lambda e: len(e["members"]) == 2))["members"]}
            await leader.do(do="remove", member=ids["林晓雨"])
            assert (await line.next()) == {"go": "reload"}
            found = await moved.phone.get(f"/live/{leader.code}/move")
            ticket = found.text.split("ticket=")[1].split('"')[0]
            new = site.visitor()
            taken = await new.post(f"/live/{leader.code}/move", data={"ticket": ticket})
            assert taken.status_code == 303
            assert (await old.next()) == {"go": "reload"}
            assert "换手机" in (await new.get(f"/live/{leader.code}")).text
            assert "请你离开了" in (await member.phone.get(f"/live/{leader.code}")).text
            assert "写个称呼" in (await moved.phone.get(f"/live/{leader.code}")).text

    run(story())


def test_whoever_waits_at_the_door_is_let_in_when_the_room_opens(site: Site):
    async def story():
        leader = Leader(site, opened=False)
        early = Member(site, leader.code)
        assert "还没开" in await early.page()
        async with early.line() as line:
            assert (await line.next())["scene"]["key"] == "door"
            await leader.do(do="open")
            assert (await line.next()) == {"go": "reload"}
        assert "写个称呼" in await early.page()
        async with early.line() as line:
            assert (await line.next()) == {"go": "reload"}, "a stranger hears nothing of an open room"

    run(story())


def test_only_its_trainers_hear_a_room_as_trainers(site: Site):
    async def story():
        leader = Leader(site)
        _, other = site.person("T9", "trainer")
        _, learner = site.person("L9")
        for token in (other, learner, ""):
            browser = site.visitor(token)
            for role in ("projector", "console"):
                assert (await browser.get(f"/room/{leader.code}/events?as={role}")).status_code == 403
        assert (await leader.browser.get(f"/room/{leader.code}/events?as=admin")).status_code == 404

    run(story())


def test_a_line_that_ends_is_forgotten(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        async with member.line() as line:
            await line.next()
            assert list(site.hub.watched) == [leader.room.id]
        assert site.hub.watched == {}

    run(story())


def test_changes_of_another_process_are_heard(either_site: Site, tmp_path):
    async def story():
        leader = Leader(either_site)
        member = Member(either_site, leader.code)
        await member.enter()
        other = Site(either_site.records, tmp_path)
        there = Leader.__new__(Leader)
        there.__dict__ = {
            **leader.__dict__,
            "site": other,
            "browser": other.visitor(leader.token, **{"X-Courseware": "room"}),
        }
        async with member.line() as line:
            await line.next()
            await asyncio.to_thread(_listening, either_site)
            await there.do(do="go", lesson="water", page=4)
            if either_site.records.file:  # one process only: nobody else tells
                either_site.hub.changed(leader.room.id, None)
                either_site.hub.touched(leader.room.id)
            assert (await line.scene("waiting-water-4"))["version"] == 3
        await either_site.hub.stop()
        await other.hub.stop()

    run(story())


def test_the_console_knows_the_phones_of_other_processes_until_they_are_gone(either_site: Site, tmp_path):
    async def story():
        leader, other = Leader(either_site), Site(either_site.records, tmp_path)
        member = Member(other, leader.code)
        await member.enter()
        async with Line(either_site, f"/room/{leader.code}/events", "as=console&lang=zh", leader.browser) as line:
            await line.next()
            if either_site.records.file:
                return  # one process only
            await asyncio.to_thread(_listening, either_site)
            async with member.line() as there:
                await there.next()
                assert (await line.until(lambda event: event.get("here") == 1))["members"][0]["here"]
            await line.until(lambda event: event.get("here") == 0)
            watched = either_site.hub.watched[leader.room.id]
            watched.meet("a process that dies", frozenset({1}))
            await line.until(lambda event: event.get("here") == 1)
            watched.forget(-1)
            await line.until(lambda event: event.get("here") == 0)

    async def whole():
        try:
            await story()
        finally:
            await either_site.hub.stop()

    run(whole())


def _listening(site: Site) -> None:
    """Until PostgreSQL knows that the process listens."""
    if site.records.file is None:
        for _ in range(1000):
            with site.records.reading() as db:
                rows = db.exec_driver_sql(
                    "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND datname = current_database()"
                )
                if rows.first():
                    return
        raise AssertionError("nobody listens")


def test_the_database_away_for_a_moment_costs_nobody_the_line(site: Site, monkeypatch):
    from courseware.errors import Refused
    from courseware.workshops import watched

    async def story():
        monkeypatch.setattr(watched, "AGAIN", 0.01)
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        async with member.line() as line:
            await line.next()
            look, failures = watched.look, iter(range(2))

            def away(*told):
                if next(failures, None) is not None:
                    raise Refused("database-away")
                return look(*told)

            monkeypatch.setattr(watched, "look", away)
            await leader.do(do="go", lesson="water", page=5)
            assert (await line.next())["scene"]["key"] == "waiting-water-5"

    run(story())


def test_whoever_opens_ever_more_lines_keeps_the_newest(site: Site, monkeypatch):
    from courseware.workshops import watched

    monkeypatch.setattr(watched, "MOST_LINES", 2)

    async def story():
        leader = Leader(site)
        member, other = Member(site, leader.code), Member(site, leader.code, "陈静")
        await member.enter()
        await other.enter()
        lines = [other.line(), *(member.line() for _ in range(4))]
        for line in lines:
            await line.__aenter__()
            await line.next()
        assert len(site.hub.watched[leader.room.id].subscribers) == 3
        await leader.do(do="go", lesson="water", page=5)
        for line in (lines[0], *lines[-2:]):
            assert (await line.next())["scene"]["key"] == "waiting-water-5"
        for line in lines:
            await line.__aexit__()

    run(story())


def test_a_line_that_could_not_be_opened_is_forgotten(site: Site, monkeypatch):
    from courseware.errors import Refused
    from courseware.workshops import watched

    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()

        def away(*told):
            raise Refused("database-away")

        monkeypatch.setattr(watched, "look", away)
        for role in ("projector", "console"):
            answer = await leader.browser.get(f"/room/{leader.code}/events?as={role}")
            assert answer.status_code == 503
            assert "记录" in answer.json()["sentence"]
        assert (await member.phone.get(f"/live/{leader.code}/events")).status_code == 503
        assert site.hub.watched == {}

    run(story())


def test_a_scene_that_cannot_be_drawn_does_not_end_the_room(site: Site, monkeypatch, caplog):
    from courseware.workshops import picture, watched

    async def story():
        monkeypatch.setattr(watched, "AGAIN", 0.01)
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        async with member.line() as line:
            await line.next()
            html, failures = picture.phone.html, iter(range(2))

            def broken(*told, **more):
                if next(failures, None) is not None:
                    raise ZeroDivisionError
                return html(*told, **more)

            monkeypatch.setattr(picture.phone, "html", broken)
            await leader.do(do="go", lesson="water", page=5)
            assert (await line.next())["scene"]["key"] == "waiting-water-5"
        assert "cannot be drawn" in caplog.text

    run(story())


def test_a_server_that_stops_lets_everybody_go(site: Site):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        async with member.line() as line:
            await line.next()
            await site.hub.stop()
            await asyncio.wait_for(line.task, 5)
        await site.hub.stop()

    run(story())


def test_a_thousand_changes_cost_few_readings_and_the_last_one_is_told(site: Site, monkeypatch):
    from courseware.workshops import watched

    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        readings, look = [], watched.look
        monkeypatch.setattr(watched, "look", lambda *told: readings.append(1) or look(*told))
        async with member.line() as line:
            await line.next()
            with site.records.writing() as db:
                room = records_of_rooms.by_id(db, leader.room.id)
                assert room is not None
                records_of_rooms.change(db, room, room.state.__class__("water", 6))
            for n in range(1000):
                site.hub.changed(leader.room.id, room.version + 1 + n)
            await line.scene("waiting-water-6")
            assert len(readings) < 20

    run(story())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_phone_has_its_own_language(site: Site, language: str):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code, language=language)
        await member.enter()
        await leader.ask(WRONG_FIRST)
        async with member.line() as line:
            html = (await line.next())["scene"]["html"]
            assert ("Submit" in html) == (language == "en")
            assert ("提交" in html) == (language == "zh")

    run(story())
