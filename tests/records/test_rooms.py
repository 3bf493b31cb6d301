"""What the records keep of rooms and votes, on both databases."""

import json
from datetime import UTC

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from courseware.progress.room import State
from courseware.records import asked, notices, polls, rooms
from courseware.records.polls import Vote
from courseware.records.tables import vote
from tests.records.room import Workshop
from tests.records.sample import NOW, add, later


@pytest.fixture
def workshop(records):
    return Workshop(records)


def test_a_code_is_taken_once(records, workshop):
    with records.writing() as db:
        again = rooms.make(
            db, workshop.code, "another", {"lessons": []}, 1, workshop.trainer.id, State(), NOW, None, NOW
        )
        assert again is None
        assert rooms.by_code(db, workshop.code) == workshop.room


def test_a_room_is_read_as_it_was_saved_with_times_in_utc(records, workshop):
    state = State("water", 3, 1, poll=4, until="2026-11-21T09:31:30.000+00:00")
    with records.writing() as db:
        assert rooms.change(db, workshop.room, state) == workshop.room.version + 1
    room = workshop.now()
    assert room.state == state
    assert room.opened_at == NOW
    assert room.opened_at.tzinfo == UTC
    assert room.program == {"lessons": ["water"]}


def test_a_person_is_in_a_room_once(records, workshop):
    person = add(records, "P1")
    with records.writing() as db:
        rooms.join(db, workshop.room.id, "h1", "王芳", None, person.id, "zh", NOW)
    with pytest.raises(IntegrityError), records.writing() as db:
        rooms.join(db, workshop.room.id, "h2", "王芳", None, person.id, "zh", NOW)


def test_the_last_vote_of_a_member_counts_and_the_same_one_keeps_its_time(records, workshop):
    members, poll = [workshop.enter(n) for n in range(3)], workshop.ask()

    def votes(*given):
        with records.writing() as db:
            polls.save(db, [Vote(poll, members[n], {"choice": c}, "zh", later(m)) for n, c, m in given])

    votes((0, "a", 3), (1, "a", 3), (0, "b", 4))
    votes((1, "a", 9), (2, "b", 5), (0, "b", 7))
    with records.reading() as db:
        found = {v.member_id: (v.response["choice"], v.given_at) for v in polls.given(db, poll)}
        assert found == {members[0]: ("b", later(4)), members[1]: ("a", later(3)), members[2]: ("b", later(5))}
        assert sorted((r["choice"], n) for r, n in polls.counted(db, poll)) == [("a", 1), ("b", 2)]
        assert db.execute(select(func.count()).select_from(vote)).scalar_one() == 3


def test_votes_of_members_sent_out_are_counted_no_more(records, workshop):
    members, poll = [workshop.enter(n) for n in range(2)], workshop.ask()
    for n in range(2):
        workshop.vote(n, poll)
    with records.writing() as db:
        rooms.change_member(db, workshop.room.id, members[0], removed_at=later(4))
        assert [v.member_id for v in polls.given(db, poll)] == [members[1]]
        assert polls.counted(db, poll) == [({"choice": "a"}, 1)]
        assert rooms.size(db, workshop.room.id) == 1
        assert list(rooms.roster(db, workshop.room.id)) == [members[1]]
        assert len(rooms.present(db, workshop.room.id, removed=True)) == 2


def test_the_place_of_a_member_is_how_many_came_before_and_stays_when_others_leave(records, workshop):
    members = [workshop.enter(n) for n in range(3)]
    with records.writing() as db:
        other = rooms.make(db, "ABC345", "another", {}, 1, workshop.trainer.id, State(), NOW, None, NOW)
        assert other
        stranger = rooms.join(db, other, "f" * 64, "陈静", None, None, "zh", NOW)
        for _ in range(2):
            assert [rooms.place(db, workshop.room.id, one) for one in members] == [0, 1, 2]
            assert rooms.place(db, other, stranger) == 0
            rooms.change_member(db, workshop.room.id, members[1], removed_at=later(4))


def test_only_open_polls_take_votes(records, workshop):
    poll = workshop.ask()
    with records.writing() as db:
        assert polls.taking(db, {poll, 99}) == {poll: workshop.room.id}
        assert polls.close(db, poll, later(4))
        assert not polls.close(db, poll, later(5))
        assert polls.taking(db, {poll}) == {}
        assert polls.reveal(db, poll, later(6))
        assert not polls.reopen(db, poll)


def test_a_response_is_kept_as_it_was_given(records, workshop):
    member, poll = workshop.enter(0), workshop.ask()
    response = {"pairs": {"l1": "r1", "注": "“引号”"}, "order": [3, 1, 2], "none": None}
    with records.writing() as db:
        polls.save(db, [Vote(poll, member, response, "en", later(3))])
    with records.reading() as db:
        kept = polls.of_member(db, poll, member)
        assert kept is not None
        assert kept.response == response
        assert polls.counted(db, poll) == [(response, 1)]
        assert polls.of_person(db, workshop.room.id, member) == {poll: kept}


def test_what_most_want_to_know_stands_first_and_what_is_answered_last(records, workshop):
    members = [workshop.enter(n) for n in range(4)]
    with records.writing() as db:
        made = [asked.ask(db, workshop.room.id, members[0], f"问题 {n}", NOW) for n in range(3)]
        for who, which in ((1, 1), (2, 1), (1, 1), (3, 2), (1, 0), (2, 0), (3, 0)):
            assert asked.upvote(db, workshop.room.id, made[which], members[who])
        asked.settle(db, workshop.room.id, made[0], answered_at=later(1))
        assert [(one.id, one.votes) for one in asked.of_room(db, workshop.room.id)] == [
            (made[1], 2), (made[2], 1), (made[0], 3)
        ]  # fmt: skip
        asked.settle(db, workshop.room.id, made[1], hidden_at=later(1))
        assert not asked.upvote(db, workshop.room.id, made[1], members[3])
        assert [one.id for one in asked.of_room(db, workshop.room.id)] == [made[2], made[0]]


def test_a_process_hears_what_another_changes(records, workshop):
    heard = []
    notice = notices.Notices(records, lambda *told: heard.append(told), lambda *met: None)
    notice.tell(7, 3)
    assert heard == [(7, 3)]
    notice.start()
    try:
        if records.file is None:
            _until(lambda: (None, None) in heard)
            with records.writing() as db:
                notices.note(db, workshop.room.id, 2)
                notices.note(db, workshop.room.id)
            _until(lambda: heard[-2:] == [(workshop.room.id, 2), (workshop.room.id, None)])
    finally:
        notice.stop()


def _until(true, times=500):
    import threading

    for _ in range(times):
        if true():
            return
        threading.Event().wait(0.02)
    raise AssertionError("never came true")


def test_a_state_is_json_in_the_database(records, workshop):
    with records.reading() as db:
        kept = db.exec_driver_sql("SELECT state FROM room").scalar_one()
    assert (json.loads(kept) if isinstance(kept, str) else kept)["lesson"] == "water"
