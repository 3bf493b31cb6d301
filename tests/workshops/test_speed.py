"""What a phone says of how long its owner took, and what of it is believed."""

import asyncio
from datetime import timedelta

import pytest

from courseware.actions import watching
from tests.workshops.house import Leader, Member, Site


def run(story):
    asyncio.run(asyncio.wait_for(story, 60))


@pytest.mark.parametrize(
    ("took", "believed"), [("8500", 8.5), ("10000", 10), ("99999999999999", 10), ("0", 8), ("", 10)]
)
def test_an_answer_counts_from_when_it_was_on_the_phone_as_far_as_a_slow_line_explains_it(site: Site, took, believed):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        poll = await leader.ask()
        opened = site.clock()
        site.passed += timedelta(seconds=10)
        more = {"took": took} if took else {}
        assert (await member.vote(poll, "hotter", **more)).json()["fate"] == "saved"
        assert watching.votes(site.records, poll)[0].given_at == opened + timedelta(seconds=believed)

    run(story())


@pytest.mark.parametrize("took", ["-5", "soon", "1e3", "9" * 30])
def test_a_time_that_cannot_be_read_is_refused_and_nothing_is_saved(site: Site, took):
    async def story():
        leader = Leader(site)
        member = Member(site, leader.code)
        await member.enter()
        poll = await leader.ask()
        assert (await member.vote(poll, "hotter", took=took)).status_code == 422
        assert not watching.votes(site.records, poll)

    run(story())


def test_the_leaderboard_says_to_projector_and_console_whether_speed_counts(site: Site):
    async def story():
        leader = Leader(site)
        assert not leader.room.state.speed
        assert (await leader.do(do="race", on=True))["speed"]
        assert 'data-part="raced"' in (await leader.browser.get(f"/room/{leader.code}")).text
        assert not (await leader.do(do="race", on=False))["speed"]

    run(story())
