from fractions import Fraction

import pytest
from sqlalchemy import select

from courseware.actions import quizzes
from courseware.errors import Forbidden, Missing, Refused, Stale, Unreadable
from courseware.people import Person
from courseware.progress.scoring import Score
from courseware.records.tables import answer, attempt, grading
from tests.records.sample import DEVICE, NOW, PARTLY, RIGHT, add, later, quiz, quiz_without, together


def begin(records, person, minutes=0.0, **changes):
    return quizzes.begin(records, person, "water", quiz(**changes), 7, later(minutes))


def give(records, person, attempt_id, forms, revision=1):
    for n, (name, form) in enumerate(forms.items(), 1):
        quizzes.answer(records, person, attempt_id, name, revision, form, "zh", later(n))


def test_a_quiz_is_begun_answered_submitted_and_scored(records):
    person = add(records)
    made = begin(records, person)
    give(records, person, made.id, RIGHT)
    result = quizzes.submit(records, person, made.id, later(10))
    assert result.score == Score(Fraction(5), Fraction(5))
    assert result.attempt.passed
    assert result.attempt.submitted_at == later(10)
    assert result == quizzes.result(records, person, made.id)


def test_unanswered_questions_win_nothing_and_part_marks_count(records):
    person = add(records)
    made = begin(records, person)
    give(records, person, made.id, PARTLY | {"one": RIGHT["one"]})
    result = quizzes.submit(records, person, made.id, later(10))
    assert result.score == Score(Fraction(7, 3), Fraction(5))
    assert not result.attempt.passed
    assert result.points == {
        "one": (1, 1), "many": (Fraction(2, 3), 1), "match": (Fraction(2, 3), 1), "truth": (0, 1), "number": (0, 1)
    }  # fmt: skip
    assert result.response("truth") is None
    assert result.response("one").choice == "a"


def test_an_attempt_asks_and_grades_with_the_numbers_it_drew(records):
    person = add(records)
    drawn = {
        "id": "drawn", "kind": "numeric", "sources": ["D1-08"], "draw": {"price": {"from": "20", "to": "60"}},
        "stem": {"zh": "每次 {price} 元，12 次"}, "explanation": {"zh": "{price} × 12"}, "answer": "price*12",
    }  # fmt: skip
    stems = set()
    for seed in range(4):
        asked = quiz(questions=[drawn])
        made = quizzes.begin(records, person, "water", asked, seed, later(seed * 9))
        price = made.paper[0]["parameters"]["price"]
        question = quizzes.look(records, person, made.id, later(seed * 9)).question("drawn")
        assert question.stem.zh == f"每次 {price} 元，12 次"
        stems.add(question.stem.zh)
        quizzes.answer(records, person, made.id, "drawn", 1, {"value": [str(int(price) * 12)]}, "zh", later(seed * 9))
        result = quizzes.submit(records, person, made.id, later(seed * 9 + 1))
        assert result.score == Score(Fraction(1), Fraction(1))
        assert result.question("drawn").explanation.zh == f"{price} × 12"
    assert len(stems) > 1


def test_an_empty_paper_handed_in_is_graded_too(records):
    person = add(records)
    result = quizzes.submit(records, person, begin(records, person).id, NOW)
    assert result.score == Score(Fraction(0), Fraction(5))
    assert len(result.points) == 5


def test_an_open_attempt_is_resumed(records):
    person = add(records)
    made = begin(records, person)
    give(records, person, made.id, {"one": RIGHT["one"]})
    again = quizzes.begin(records, person, "water", quiz(), 8, later(60))
    assert again == made
    sitting = quizzes.look(records, person, made.id, NOW)
    assert sitting.response("one").choice == "a"
    assert sitting.given["one"].revision == 1


def test_after_submission_a_new_attempt_begins(records):
    person = add(records)
    made = begin(records, person)
    quizzes.submit(records, person, made.id, NOW)
    assert begin(records, person).id != made.id
    assert [one.submitted_at is None for one in quizzes.mine(records, person, "water")] == [False, True]


def test_an_edit_does_not_touch_an_attempt_that_has_begun(records):
    person = add(records)
    made = begin(records, person)
    give(records, person, made.id, {"one": RIGHT["one"]})
    resumed = quizzes.begin(records, person, "water", quiz_without("one"), 9, later(1))
    assert resumed.id == made.id
    assert quizzes.look(records, person, made.id, NOW).quiz == quiz()
    assert quizzes.submit(records, person, made.id, NOW).score == Score(Fraction(1), Fraction(5))


def test_a_quiz_with_nothing_left_to_ask_does_not_begin(records):
    retired = quiz_without("one", "many", "truth", "number", "match")
    with pytest.raises(Missing) as caught:
        quizzes.begin(records, add(records), "water", retired, 7, NOW)
    assert caught.value.key == "no-such-quiz"


def test_a_receipt_names_the_row_that_was_saved(records):
    person = add(records)
    made = begin(records, person)
    receipt = quizzes.answer(records, person, made.id, "one", 1, RIGHT["one"], "en", later(1))
    with records.reading() as db:
        row = db.execute(select(answer).where(answer.c.id == receipt.number)).one()
    assert (row.revision, row.given_at, row.language) == (receipt.revision, receipt.given_at, "en")
    assert row.response == {"choice": "a"}


def test_sending_the_same_answer_again_gives_the_same_receipt(records):
    person = add(records)
    made = begin(records, person)
    first = quizzes.answer(records, person, made.id, "one", 1, RIGHT["one"], "zh", later(1))
    again = quizzes.answer(records, person, made.id, "one", 1, RIGHT["one"], "en", later(2))
    assert again == first


def test_another_tab_that_was_there_first_makes_an_answer_stale(records):
    person = add(records)
    made = begin(records, person)
    give(records, person, made.id, {"one": {"choice": ["a"]}})
    for revision, choice in ((1, "b"), (3, "b"), (0, "a")):
        with pytest.raises(Stale) as caught:
            quizzes.answer(records, person, made.id, "one", revision, {"choice": [choice]}, "zh", later(2))
        assert caught.value.key == "stale-answer"
    quizzes.answer(records, person, made.id, "one", 2, {"choice": ["b"]}, "zh", later(2))
    with pytest.raises(Stale):  # true once, but not what the record says now
        quizzes.answer(records, person, made.id, "one", 1, {"choice": ["a"]}, "zh", later(3))
    assert quizzes.look(records, person, made.id, NOW).response("one").choice == "b"


def test_an_unreadable_form_saves_nothing(records):
    person = add(records)
    made = begin(records, person)
    with pytest.raises(Unreadable):
        quizzes.answer(records, person, made.id, "one", 1, {"choice": ["zzz"]}, "zh", NOW)
    assert quizzes.look(records, person, made.id, NOW).given == {}


def test_only_questions_of_the_paper_can_be_answered(records):
    person = add(records)
    made = quizzes.begin(records, person, "water", quiz_without("one"), 7, NOW)
    for name in ("one", "nothing"):
        with pytest.raises(Missing) as caught:
            quizzes.answer(records, person, made.id, name, 1, RIGHT["one"], "zh", NOW)
        assert caught.value.key == "no-such-question"


def test_nothing_is_answered_after_submission(records):
    person = add(records)
    made = begin(records, person)
    quizzes.submit(records, person, made.id, NOW)
    with pytest.raises(Refused) as caught:
        quizzes.answer(records, person, made.id, "one", 1, RIGHT["one"], "zh", NOW)
    assert caught.value.key == "already-submitted"


def test_submitting_again_shows_the_same_result(records):
    person = add(records)
    made = begin(records, person)
    first = quizzes.submit(records, person, made.id, later(1))
    assert quizzes.submit(records, person, made.id, later(2)) == first
    with records.reading() as db:
        assert len(db.execute(select(grading)).all()) == 5


def test_nobody_else_answers_submits_or_looks(records):
    made = begin(records, add(records, "1"))
    for other in (add(records, "2"), add(records, "3", ("hr", "admin")), DEVICE, Person()):
        for deed in (
            lambda who: quizzes.answer(records, who, made.id, "one", 1, RIGHT["one"], "zh", NOW),
            lambda who: quizzes.submit(records, who, made.id, NOW),
            lambda who: quizzes.look(records, who, made.id, NOW),
        ):
            with pytest.raises(Forbidden) as caught:
                deed(other)
            assert caught.value.key == "not-yours"


def test_results_are_for_their_owner_and_for_those_who_see_scores(records):
    owner = add(records, "1")
    made = begin(records, owner)
    with pytest.raises(Refused) as caught:
        quizzes.result(records, owner, made.id)
    assert caught.value.key == "not-submitted"
    mine = quizzes.submit(records, owner, made.id, NOW)
    for role in ("hr", "admin"):
        assert quizzes.result(records, add(records, role, (role,)), made.id) == mine
    for other in (add(records, "2", ("learner", "trainer")), DEVICE):
        with pytest.raises(Forbidden):
            quizzes.result(records, other, made.id)


def test_an_attempt_that_does_not_exist_is_missing(records):
    person = add(records, roles=("hr",))
    for deed in (
        lambda: quizzes.look(records, person, 17, NOW),
        lambda: quizzes.result(records, person, 17),
        lambda: quizzes.submit(records, person, 17, NOW),
    ):
        with pytest.raises(Missing) as caught:
            deed()
        assert caught.value.key == "no-such-attempt"


def test_a_guest_practises_on_their_device_alone(records):
    made = begin(records, DEVICE)
    give(records, DEVICE, made.id, RIGHT)
    assert quizzes.submit(records, DEVICE, made.id, later(9)).attempt.passed
    assert [one.id for one in quizzes.mine(records, DEVICE)] == [made.id]
    assert quizzes.mine(records, Person(device="another-device")) == []
    with pytest.raises(Forbidden):
        quizzes.look(records, Person(device="another-device"), made.id, NOW)


def test_a_guest_without_a_cookie_is_told_so(records):
    with pytest.raises(Refused) as caught:
        begin(records, Person())
    assert caught.value.key == "no-cookie"
    assert quizzes.mine(records, Person()) == []


@pytest.mark.parametrize("before", [False, True], ids=["the first time", "after an earlier attempt"])
def test_of_fifteen_begins_one_attempt_comes(records, before):
    for person in (add(records), DEVICE):
        if before:
            quizzes.submit(records, person, begin(records, person).id, NOW)
        begun = together(lambda n, who=person: quizzes.begin(records, who, "water", quiz(), n, NOW))
        assert len({one.id for one in begun}) == 1
        assert len({one.seed for one in begun}) == 1


def test_three_hundred_answers_given_at_once_are_all_kept(records):
    people = [add(records, f"{n}") for n in range(15)]
    attempts = [begin(records, person) for person in people]

    def answer_all(n):
        return [
            quizzes.answer(records, people[n], attempts[n].id, name, revision, form, "zh", NOW).number
            for revision in (1, 2, 3, 4)
            for name, form in RIGHT.items()
        ]

    numbers = [number for some in together(answer_all) for number in some]
    assert len(set(numbers)) == 300
    with records.reading() as db:
        assert set(db.execute(select(answer.c.id)).scalars()) == set(numbers)


def test_of_fifteen_tabs_that_answer_one_question_one_is_kept(records):
    person = add(records)
    made = begin(records, person)
    forms = [{"choice": ["abc"[n % 3]]} for n in range(15)]
    done = together(lambda n: quizzes.answer(records, person, made.id, "one", 1, forms[n], "zh", NOW))
    saved = [n for n, one in enumerate(done) if not isinstance(one, Exception)]
    assert len({done[n] for n in saved}) == 1
    assert {forms[n]["choice"][0] for n in saved} == {
        quizzes.look(records, person, made.id, NOW).response("one").choice
    }
    assert all(isinstance(one, Stale) for n, one in enumerate(done) if n not in saved)


def test_of_fifteen_submissions_one_grades_and_all_see_its_result(records):
    person = add(records)
    made = begin(records, person)
    give(records, person, made.id, RIGHT)
    results = together(lambda n: quizzes.submit(records, person, made.id, later(n)))
    assert len({one.attempt.submitted_at for one in results}) == 1
    assert {one.score for one in results} == {Score(Fraction(5), Fraction(5))}
    with records.reading() as db:
        assert len(db.execute(select(grading)).all()) == 5


def test_an_answer_that_races_a_submission_is_graded_or_refused(records):
    person = add(records)
    for _ in range(4):
        made = begin(records, person)

        def deed(n, made=made):
            if n % 2:
                return quizzes.submit(records, person, made.id, NOW)
            return quizzes.answer(records, person, made.id, "one", 1, RIGHT["one"], "zh", NOW)

        done = together(deed, 6)
        saved = any(isinstance(one, quizzes.Receipt) for one in done)
        refused = [one for one in done if isinstance(one, Exception)]
        assert all(isinstance(one, Refused) and one.key == "already-submitted" for one in refused)
        assert quizzes.result(records, person, made.id).score.points == (1 if saved else 0)
    with records.reading() as db:
        assert all(row.score is not None for row in db.execute(select(attempt)))
