"""Leading a workshop and being in its audience, on both databases."""

from collections import Counter
from dataclasses import replace

import pytest

from courseware.actions import audience, handing, moving, rooms, switches
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.records import polls
from courseware.records.tables import audit, room_member
from tests.records.room import GUEST, PAGES, PUT, Workshop
from tests.records.sample import NOW, add, later, together

KEY = b"a key"
ANOTHER = replace(PUT, question_id="water-2")


@pytest.fixture
def workshop(records):
    return Workshop(records)


def refused(deed):
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.key


def deeds(records, person, room_id, poll=1, member=1):
    """Every deed of trainers."""
    return {
        "open": lambda: rooms.open_(records, person, room_id, NOW),
        "go": lambda: rooms.go(records, person, room_id, "water", 2, PAGES, NOW),
        "black": lambda: rooms.blacken(records, person, room_id, True),
        "rank": lambda: rooms.rank(records, person, room_id, True),
        "count": lambda: rooms.count_down(records, person, room_id, 30, NOW),
        "ask": lambda: rooms.ask(records, person, room_id, PUT, NOW),
        "close": lambda: rooms.close_poll(records, person, room_id, poll, NOW),
        "reopen": lambda: rooms.reopen_poll(records, person, room_id, poll, NOW),
        "reveal": lambda: rooms.reveal(records, person, room_id, poll, NOW),
        "put away": lambda: rooms.put_away(records, person, room_id, NOW),
        "remove": lambda: rooms.remove(records, person, room_id, member, NOW),
        "rename": lambda: rooms.rename(records, person, room_id, member, "新名"),
        "settle": lambda: rooms.settle(records, person, room_id, 1, True, NOW),
        "lock": lambda: switches.lock(records, person, room_id, True),
        "race": lambda: switches.race(records, person, room_id, True),
        "leave": lambda: handing.leave(records, person, room_id, NOW),
        "hand over": lambda: handing.hand_over(records, person, room_id, "T2", NOW),
        "end": lambda: rooms.end(records, person, room_id, NOW),
    }


def test_only_the_trainers_of_a_room_lead_it(records, workshop):
    workshop.enter(1)
    workshop.ask()
    before = workshop.now()
    others = [
        GUEST, add(records, "L1"), add(records, "H1", ("hr",)), add(records, "T2", ("trainer",)),
        Person(id=workshop.trainer.id, roles=frozenset({"learner"})),
    ]  # fmt: skip
    for person in others:
        for name, deed in deeds(records, person, workshop.room.id).items():
            assert refused(deed) == "forbidden", name
    assert workshop.now() == before
    for person in others[:3]:
        assert refused(lambda person=person: rooms.make(records, person, "x", {}, "water", 1, NOW)) == "forbidden"
        assert refused(lambda person=person: handing.assist(records, person, workshop.code, NOW)) == "forbidden"
        assert refused(lambda person=person: rooms.mine(records, person)) == "forbidden"
    assert refused(lambda: rooms.look(records, others[3], workshop.code)) == "forbidden"


def test_a_second_trainer_with_the_code_leads_too(records, workshop):
    second = add(records, "T2", ("trainer",))
    for _ in range(2):
        handing.assist(records, second, workshop.code, NOW)
    assert rooms.go(records, second, workshop.room.id, "water", 3, PAGES, NOW).state.page == 3
    assert [room.id for room in rooms.mine(records, second)] == [workshop.room.id]
    with records.reading() as db:
        assert Counter(db.execute(audit.select()).columns("deed").scalars()) == {"make-room": 1, "lead-room": 1}


def test_a_room_that_is_over_takes_no_deed_and_opens_again_with_all_that_was_in_it(records, workshop):
    workshop.enter(1)
    poll = workshop.ask()
    assert workshop.vote(1, poll) == "saved"
    rooms.end(records, workshop.trainer, workshop.room.id, later(5))
    assert workshop.vote(1, poll, "b", 6) == "closed"
    for name, deed in deeds(records, workshop.trainer, workshop.room.id, poll).items():
        if name not in ("open", "leave", "hand over"):  # a room may change hands at any time
            assert refused(deed) == "room-over", name
    assert refused(lambda: workshop.enter(2)) == "room-over"
    assert refused(lambda: audience.ask(records, workshop.code, "phone-1", "为什么", NOW)) == "room-over"
    again = rooms.open_(records, workshop.trainer, workshop.room.id, later(9))
    assert again.live
    assert again.opened_at == NOW
    assert audience.see(records, workshop.code, "phone-1").vote is not None


def test_a_scheduled_room_lets_nobody_in_before_it_opens(records, workshop):
    room = rooms.make(
        records, workshop.trainer, "下周", {"lessons": ["water"]}, "water", 8, NOW, scheduled_at=later(60)
    )
    assert not room.live
    late = Workshop.__new__(Workshop)
    late.records, late.trainer, late.room = records, workshop.trainer, room
    assert refused(lambda: late.enter(1)) == "room-not-open"
    rooms.open_(records, workshop.trainer, room.id, later(59))
    assert late.enter(1)


def test_turning_the_slide_closes_its_poll(records, workshop):
    workshop.enter(1)
    poll = workshop.ask()
    same = rooms.go(records, workshop.trainer, workshop.room.id, "water", 1, PAGES, NOW, part=1)
    assert same.state.poll == poll
    assert workshop.vote(1, poll) == "saved"
    assert rooms.go(records, workshop.trainer, workshop.room.id, "water", 2, PAGES, NOW).state.poll is None
    assert workshop.vote(1, poll, "b") == "closed"
    assert (
        refused(lambda: rooms.go(records, workshop.trainer, workshop.room.id, "x", 1, PAGES, NOW)) == "no-such-lesson"
    )


def test_turning_to_the_slide_that_is_shown_changes_nothing(records, workshop):
    moved = rooms.go(records, workshop.trainer, workshop.room.id, "water", 2, PAGES, NOW)
    assert rooms.go(records, workshop.trainer, workshop.room.id, "water", 2, PAGES, later(1)) == moved


def test_closed_polls_take_no_vote_until_reopened_and_never_after_the_reveal(records, workshop):
    workshop.enter(1)
    poll, me, room = workshop.ask(), workshop.trainer, workshop.room.id
    rooms.close_poll(records, me, room, poll, later(3))
    assert workshop.vote(1, poll) == "closed"
    rooms.reopen_poll(records, me, room, poll, later(3))
    assert workshop.vote(1, poll) == "saved"
    rooms.reveal(records, me, room, poll, later(4))
    assert workshop.vote(1, poll, "b") == "closed"
    assert refused(lambda: rooms.reopen_poll(records, me, room, poll, later(5))) == "key-revealed"
    version = workshop.now().version
    rooms.reveal(records, me, room, poll, later(6))
    rooms.close_poll(records, me, room, poll, later(6))
    assert workshop.now().version == version


def test_one_poll_collects_at_a_time_and_a_reopened_one_is_back_on_the_screen(records, workshop):
    workshop.enter(1)
    first = workshop.ask()
    assert workshop.ask() == first
    second = workshop.ask(ANOTHER)
    assert workshop.vote(1, first) == "closed"
    assert rooms.reopen_poll(records, workshop.trainer, workshop.room.id, first, NOW).state.poll == first
    assert workshop.vote(1, first) == "saved"
    assert workshop.vote(1, second) == "closed"
    assert rooms.put_away(records, workshop.trainer, workshop.room.id, NOW).state.poll is None
    assert workshop.vote(1, first, "b") == "closed"
    assert rooms.reveal(records, workshop.trainer, workshop.room.id, second, NOW).state.poll == second


def test_a_poll_belongs_to_its_room(records, workshop):
    other = rooms.make(records, workshop.trainer, "另一班", {"lessons": ["water"]}, "water", 9, NOW)
    poll = workshop.ask()
    for deed in (rooms.close_poll, rooms.reveal, rooms.reopen_poll):
        assert refused(lambda deed=deed: deed(records, workshop.trainer, other.id, poll, NOW)) == "no-such-poll"
    workshop.enter(1)
    assert audience.cast(records, [workshop.ballot(1, poll, room_id=other.id)]) == ["not-in-room"]
    audience.enter(records, other.code, "phone-2", "外人", "", GUEST, "zh", NOW)
    assert workshop.vote(2, poll) == "not-in-room"
    assert audience.cast(records, [workshop.ballot(2, poll, room_id=other.id)]) == ["closed"]
    with records.reading() as db:
        assert polls.given(db, poll) == []


def test_fifteen_members_vote_at_once_and_each_counts_once(records, workshop):
    for n in range(15):
        workshop.enter(n)
    poll = workshop.ask()
    assert together(lambda n: [workshop.vote(n, poll, "ab"[n % 2]) for _ in range(4)]) == [["saved"] * 4] * 15
    with records.reading() as db:
        assert sorted((r["choice"], n) for r, n in polls.counted(db, poll)) == [("a", 8), ("b", 7)]


def test_votes_sent_together_are_saved_together_each_with_its_own_fate(records, workshop):
    for n in range(3):
        workshop.enter(n)
    closed = workshop.ask()
    open_ = workshop.ask(ANOTHER)
    rooms.remove(records, workshop.trainer, workshop.room.id, audience.who(records, workshop.code, "phone-2").id, NOW)
    sent = [
        workshop.ballot(0, open_), workshop.ballot(1, closed), workshop.ballot(0, open_, "b", 4),
        workshop.ballot(2, open_), workshop.ballot(9, open_),
    ]  # fmt: skip
    assert audience.cast(records, sent) == ["saved", "closed", "saved", "removed", "not-in-room"]
    assert audience.cast(records, []) == []
    with records.reading() as db:
        assert polls.counted(db, open_) == [({"choice": "b"}, 1)]


def test_a_poll_that_closes_among_fifteen_votes_keeps_exactly_those_it_called_saved(records, workshop):
    for n in range(15):
        workshop.enter(n)
    poll = workshop.ask()

    def deed(n):
        if n == 7:
            return rooms.close_poll(records, workshop.trainer, workshop.room.id, poll, later(4)).version
        return workshop.vote(n, poll)

    fates = together(deed)
    saved = {n for n, fate in enumerate(fates) if fate == "saved"}
    assert not [fate for fate in fates if isinstance(fate, Exception)]
    with records.reading() as db:
        assert len(polls.given(db, poll)) == len(saved)


def test_fifteen_trainers_close_reopen_and_reveal_at_once_and_the_room_stays_sound(records, workshop):
    poll, me, room = workshop.ask(), workshop.trainer, workshop.room.id

    def deed(n):
        if n % 3 == 0:
            return rooms.close_poll(records, me, room, poll, later(4))
        if n % 3 == 1:
            return rooms.reopen_poll(records, me, room, poll, later(4))
        return rooms.go(records, me, room, "water", 1, PAGES, later(4), part=n)

    before = workshop.now().version
    results = together(deed)
    assert not [one for one in results if isinstance(one, Exception)]
    versions = [one.version for one in results if one.version > before]
    assert workshop.now().version == max(versions)


def test_the_same_person_on_two_phones_is_one_member_and_keeps_their_vote(records, workshop):
    person = add(records, "P1", name="林晓雨")
    first = workshop.enter(1, person, nickname="")
    poll = workshop.ask()
    workshop.vote(1, poll)
    assert workshop.enter(2, person, nickname="另一个名字") == first
    seen = audience.see(records, workshop.code, "phone-2")
    assert seen.member.nickname == "林晓雨"
    assert seen.member.employee_number == "P1"
    assert seen.vote is not None
    assert workshop.vote(1, poll, "b") == "not-in-room"
    assert refused(lambda: audience.see(records, workshop.code, "phone-1")) == "not-in-room"


def test_a_person_who_comes_in_on_fifteen_phones_at_once_is_one_member(records, workshop):
    person = add(records, "P1")
    members = together(lambda n: workshop.enter(n, person))
    assert len(set(members)) == 1
    with records.reading() as db:
        assert len(db.execute(room_member.select()).all()) == 1


def test_coming_in_again_with_the_same_phone_changes_nothing(records, workshop):
    assert workshop.enter(1) == workshop.enter(1, nickname="另一个")
    assert audience.who(records, workshop.code, "phone-1").nickname == "学员 1"


def test_moving_to_another_phone_takes_votes_along_and_leaves_the_first_one_nothing(records, workshop):
    member, poll = workshop.enter(1), workshop.ask()
    workshop.vote(1, poll)
    ticket = moving.ticket(records, KEY, workshop.code, "phone-1", NOW)
    assert moving.holder(records, KEY, workshop.code, ticket, later(1)).id == member
    version = workshop.now().version
    assert moving.move(records, KEY, workshop.code, ticket, "phone-2", later(1)).id == member
    assert workshop.now().version > version
    assert audience.see(records, workshop.code, "phone-2").vote is not None
    assert refused(lambda: audience.who(records, workshop.code, "phone-1")) == "not-in-room"


def test_a_ticket_works_once_for_ten_minutes_and_cannot_be_made_up(records, workshop):
    workshop.enter(1)
    ticket = moving.ticket(records, KEY, workshop.code, "phone-1", NOW)
    member, until, mac = ticket.split(".")
    wrong = ["", "x", f"{member}.{until}", f"{member}.{until}.{'0' * 64}", f"{int(member) + 1}.{until}.{mac}",
             f"{member}.{int(until) + 60}.{mac}", f"{member}.{until}.{mac}é", "٣.٣.x"]  # fmt: skip
    for one in wrong:
        assert refused(lambda one=one: moving.move(records, KEY, workshop.code, one, "thief", NOW)) == "ticket-old"
    assert refused(lambda: moving.move(records, KEY, workshop.code, ticket, "late", later(11))) == "ticket-old"
    assert refused(lambda: moving.move(records, b"another", workshop.code, ticket, "x", NOW)) == "ticket-old"
    moving.move(records, KEY, workshop.code, ticket, "phone-2", NOW)
    assert refused(lambda: moving.move(records, KEY, workshop.code, ticket, "phone-3", NOW)) == "ticket-old"


def test_of_fifteen_phones_that_take_the_same_ticket_one_gets_it(records, workshop):
    workshop.enter(0)
    ticket = moving.ticket(records, KEY, workshop.code, "phone-0", NOW)
    moved = together(lambda n: moving.move(records, KEY, workshop.code, ticket, f"new-{n}", NOW))
    assert sum(not isinstance(one, Exception) for one in moved) == 1
    assert all(isinstance(one, Forbidden) for one in moved if isinstance(one, Exception))


def test_a_member_sent_out_sees_votes_and_asks_no_more_and_does_not_come_back(records, workshop):
    person = add(records, "P1")
    member, poll = workshop.enter(1, person), workshop.ask()
    audience.ask(records, workshop.code, "phone-1", "为什么", NOW)
    rooms.remove(records, workshop.trainer, workshop.room.id, member, NOW)
    assert workshop.vote(1, poll) == "removed"
    for deed in (
        lambda: audience.see(records, workshop.code, "phone-1"),
        lambda: audience.ask(records, workshop.code, "phone-1", "为什么", NOW),
        lambda: workshop.enter(1, person),
        lambda: workshop.enter(2, person),
    ):
        assert refused(deed) == "removed"
    assert audience.questions(records, workshop.room.id) == []


def test_nicknames_are_needed_and_cleaned_and_can_be_changed_by_trainers(records, workshop):
    assert refused(lambda: workshop.enter(1, nickname=" \u200b ")) == "no-name"
    member = workshop.enter(1, nickname="  坏\x00名 字 ")
    assert audience.who(records, workshop.code, "phone-1").nickname == "坏名 字"
    me, room = workshop.trainer, workshop.room.id
    rooms.rename(records, me, room, member, "好名字")
    assert audience.who(records, workshop.code, "phone-1").nickname == "好名字"
    assert refused(lambda: rooms.rename(records, me, room, member, "\u200b")) == "no-name"
    assert refused(lambda: rooms.rename(records, me, room, 999, "x")) == "no-such-member"
    assert refused(lambda: rooms.remove(records, me, room, 999, NOW)) == "no-such-member"


def test_a_full_room_takes_nobody_more_even_at_once(records, workshop, monkeypatch):
    monkeypatch.setattr(audience, "MOST_MEMBERS", 5)
    came = together(workshop.enter)
    assert sum(isinstance(one, int) for one in came) == 5
    assert {one.key for one in came if isinstance(one, Refused)} == {"room-full"}


def test_questions_are_cleaned_counted_and_upvoted_once(records, workshop, monkeypatch):
    monkeypatch.setattr(audience, "MOST_QUESTIONS", 2)
    for n in range(2):
        workshop.enter(n)
    assert refused(lambda: audience.ask(records, workshop.code, "phone-0", " \n\x00 ", NOW)) == "no-words"
    first = audience.ask(records, workshop.code, "phone-0", "为什么\n先加盐？" + "长" * 400, NOW)
    audience.ask(records, workshop.code, "phone-0", "第二个", NOW)
    assert refused(lambda: audience.ask(records, workshop.code, "phone-0", "第三个", NOW)) == "asked-enough"
    for _ in range(3):
        audience.upvote(records, workshop.code, "phone-1", first)
    assert refused(lambda: audience.upvote(records, workshop.code, "phone-1", 999)) == "no-such-question"
    assert refused(lambda: audience.upvote(records, workshop.code, "nobody", first)) == "not-in-room"
    shown = audience.questions(records, workshop.room.id)
    assert (shown[0].id, shown[0].votes, len(shown[0].body)) == (first, 1, audience.LONGEST_QUESTION)
    rooms.settle(records, workshop.trainer, workshop.room.id, first, True, NOW)
    assert [one.body for one in audience.questions(records, workshop.room.id)] == ["第二个"]


def test_every_change_makes_a_new_version_even_from_fifteen_threads(records, workshop):
    before = workshop.now().version
    together(workshop.enter)
    assert workshop.now().version == before + 15


def test_there_is_no_room_of_another_code(records):
    with pytest.raises(Missing):
        audience.find(records, "ZZZZZZ")
