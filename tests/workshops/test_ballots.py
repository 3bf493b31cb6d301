"""Votes that come together are saved together, and answered one by one."""

import asyncio

import pytest

from courseware.actions import audience
from courseware.actions.audience import Ballot
from courseware.errors import Refused
from courseware.records import polls
from courseware.workshops.ballots import BallotBox
from tests.records.room import Workshop


@pytest.fixture
def workshop(records) -> Workshop:
    made = Workshop(records)
    for n in range(30):
        made.enter(n)
    return made


def run(story):
    return asyncio.run(asyncio.wait_for(story, 60))


def test_thirty_votes_at_once_cost_few_transactions_and_each_counts_once(workshop, monkeypatch):
    poll, batches, told = workshop.ask(), [], []
    cast = audience.cast
    monkeypatch.setattr(audience, "cast", lambda records, given: batches.append(len(given)) or cast(records, given))

    async def story():
        box = BallotBox(workshop.records, told.append)
        return await asyncio.gather(*[box.cast(workshop.ballot(n, poll), n) for n in range(30)])

    assert run(story()) == ["saved"] * 30
    assert len(batches) <= 3
    assert set(told) == {workshop.room.id}
    with workshop.records.reading() as db:
        assert len(polls.given(db, poll)) == 30


def test_every_vote_gets_its_own_answer(workshop):
    poll = workshop.ask()
    strange = Ballot(workshop.room.id, "nobody", poll, {"choice": "a"}, "zh", workshop.ballot(1, poll).given_at)

    async def story():
        box = BallotBox(workshop.records, lambda room: None)
        given = [workshop.ballot(0, poll), strange, workshop.ballot(1, poll + 99), workshop.ballot(2, poll)]
        return await asyncio.gather(*[box.cast(one, 1) for one in given])

    assert run(story()) == ["saved", "not-in-room", "closed", "saved"]


def test_a_vote_that_comes_after_a_newer_one_of_its_phone_changes_nothing(workshop):
    poll = workshop.ask()

    async def story():
        box = BallotBox(workshop.records, lambda room: None)
        for turn, choice in ((1, "a"), (3, "b"), (2, "a"), (3, "b"), (None, "a"), (4, "b")):
            assert await box.cast(workshop.ballot(0, poll, choice), turn) == "saved"

    run(story())
    with workshop.records.reading() as db:
        assert polls.counted(db, poll) == [({"choice": "b"}, 1)]


def test_when_the_database_is_away_everybody_is_told_and_the_box_goes_on(workshop, monkeypatch):
    poll, cast, away = workshop.ask(), audience.cast, [Refused("database-away"), ValueError("a bug")]

    def failing(records, given):
        if away:
            raise away.pop(0)
        return cast(records, given)

    monkeypatch.setattr(audience, "cast", failing)

    async def story():
        box = BallotBox(workshop.records, lambda room: None)
        for _ in range(2):
            both = [box.cast(workshop.ballot(n, poll), 1) for n in range(2)]
            for told in await asyncio.gather(*both, return_exceptions=True):
                assert isinstance(told, Refused)
                assert told.key == "database-away"
        assert await box.cast(workshop.ballot(0, poll), 1) == "saved"

    run(story())


def test_a_phone_that_hangs_up_before_the_answer_has_voted_all_the_same(workshop):
    poll = workshop.ask()

    async def story():
        box = BallotBox(workshop.records, lambda room: None)
        gone = asyncio.create_task(box.cast(workshop.ballot(0, poll), 1))
        await asyncio.sleep(0)
        gone.cancel()
        assert await box.cast(workshop.ballot(1, poll), 1) == "saved"

    run(story())
    with workshop.records.reading() as db:
        assert len(polls.given(db, poll)) == 2
