"""The leaderboard of a room, on both databases."""

from dataclasses import replace

from courseware.actions import rooms, switches
from courseware.workshops import putting
from courseware.workshops.ranking import ranking
from tests.course import library
from tests.records.room import PUT, Workshop
from tests.records.sample import later

LIBRARY = library()
SAY = LIBRARY.say("zh")
QUESTION = next(one for one in LIBRARY.quizzes["water"].questions if one.kind == "single" and not one.retired)


def asked(records, workshop: Workshop, put, choices: dict[int, str]) -> int:
    poll = workshop.ask(put)
    for member, choice in choices.items():
        assert workshop.vote(member, poll, choice) == "saved"
    rooms.close_poll(records, workshop.trainer, workshop.room.id, poll, later(4))
    return poll


def test_points_count_once_the_key_is_revealed_and_equal_points_share_a_rank(records):
    workshop = Workshop(records)
    for n in (1, 2, 3, 4):
        workshop.enter(n)
    key = next(option.id for option in QUESTION.options if option.right)
    wrong = next(option.id for option in QUESTION.options if not option.right)
    put = putting.by_id(LIBRARY, QUESTION.id, workshop.room.seed)
    poll = asked(records, workshop, put, {1: wrong, 2: key, 3: key})
    assert ranking(records, workshop.room.id, SAY) == []
    rooms.reveal(records, workshop.trainer, workshop.room.id, poll, later(5))
    places = ranking(records, workshop.room.id, SAY)
    assert [(one.rank, one.name) for one in places] == [(1, "学员 2"), (1, "学员 3")]
    assert len(ranking(records, workshop.room.id, SAY, shown=1)) == 1


def test_a_prediction_earns_nothing_and_whoever_is_sent_out_has_no_place(records):
    workshop = Workshop(records)
    first, second = workshop.enter(1), workshop.enter(2)
    key = next(option.id for option in QUESTION.options if option.right)
    poll = asked(records, workshop, putting.by_id(LIBRARY, QUESTION.id, 7), {1: key, 2: key})
    rooms.reveal(records, workshop.trainer, workshop.room.id, poll, later(5))
    rooms.remove(records, workshop.trainer, workshop.room.id, first, later(6))
    assert second
    assert [one.name for one in ranking(records, workshop.room.id, SAY)] == ["学员 2"]
    assert PUT.kind == "guess"


def test_speed_is_off_at_first_and_then_orders_equal_points_only(records):
    workshop = Workshop(records)
    for n in (1, 2, 3):
        workshop.enter(n)
    key = next(option.id for option in QUESTION.options if option.right)
    wrong = next(option.id for option in QUESTION.options if not option.right)
    put = putting.by_id(LIBRARY, QUESTION.id, workshop.room.seed)
    poll = workshop.ask(put)  # at minute 2
    for member, choice, minute in ((1, key, 2.4), (2, key, 2.1), (3, wrong, 2.01)):
        assert workshop.vote(member, poll, choice, minute) == "saved"
    rooms.reveal(records, workshop.trainer, workshop.room.id, poll, later(5))
    slow_too = [(one.rank, one.name) for one in ranking(records, workshop.room.id, SAY)]
    assert slow_too == [(1, "学员 1"), (1, "学员 2")]
    switches.race(records, workshop.trainer, workshop.room.id, True)
    assert [(one.rank, one.name) for one in ranking(records, workshop.room.id, SAY)] == [(1, "学员 2"), (2, "学员 1")]
    again = workshop.ask(replace(put, question_id="again"))
    assert workshop.vote(1, again, key, 2.9) == "saved"
    rooms.reveal(records, workshop.trainer, workshop.room.id, again, later(5))
    places = ranking(records, workshop.room.id, SAY)
    assert [(one.rank, one.name) for one in places] == [(1, "学员 1"), (2, "学员 2")], "one right answer more"
    assert places[0].points == 2 * places[1].points, "speed adds no points"
    switches.race(records, workshop.trainer, workshop.room.id, False)
    assert ranking(records, workshop.room.id, SAY) == places
