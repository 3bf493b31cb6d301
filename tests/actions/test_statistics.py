# pyright: reportOptionalMemberAccess=false, reportOptionalSubscript=false
"""Statistics as trainers, HR and learners may see them."""

from datetime import timedelta
from fractions import Fraction

import pytest

from courseware.actions import demo, quizzes, statistics
from courseware.actions.statistics import LEARNERS, REMEMBERED
from courseware.content.demo import invented
from courseware.errors import Forbidden, Missing
from courseware.people import Person
from courseware.progress.statistics import FEWEST, FEWEST_SHOWN
from courseware.records import audit
from courseware.records import statistics as found
from tests.records.sample import DEVICE, NOW, RIGHT, add, later, quiz, quiz_without

TRAINER = Person(id=0, name="讲师", roles=frozenset({"trainer"}))
QUIZZES = {"trust": quiz(title={"zh": "信任"}), "water": quiz()}


def fill(records, people=24, attempts=60):
    """Everybody has done the quiz, some of them more than once."""
    demo.fill(records, {"water": quiz()}, invented(), people, attempts, 5, str, NOW - timedelta(1))


def take(records, person, forms=RIGHT, minutes=0.0):
    made = quizzes.begin(records, person, "water", quiz(), 7, later(minutes))
    for name, form in forms.items():
        quizzes.answer(records, person, made.id, name, 1, form, "zh", later(minutes + 1))
    return quizzes.submit(records, person, made.id, later(minutes + 2))


def report(records, minutes=0.0, quiz_id="water", current: object = True):
    now = quiz() if current is True else current
    return statistics.report(records, TRAINER, quiz_id, now, later(minutes))  # type: ignore[arg-type]


@pytest.mark.parametrize("roles", [{"trainer"}, {"hr"}, {"admin"}, {"learner", "trainer"}])
def test_those_who_teach_or_decide_see_statistics(records, roles):
    asker = Person(roles=frozenset(roles))
    assert statistics.overview(records, asker, QUIZZES, NOW) == []
    assert statistics.report(records, asker, "water", quiz(), NOW).statistics.people == 0
    assert statistics.export(records, asker, QUIZZES, "", lambda reports: len(list(reports)), NOW) == 0


@pytest.mark.parametrize("asker", [Person(), DEVICE, Person(id=0, roles=frozenset({"learner"}))])
def test_nobody_else_does(records, asker):
    for deed in (
        lambda: statistics.overview(records, asker, QUIZZES, NOW),
        lambda: statistics.report(records, asker, "water", quiz(), NOW),
        lambda: statistics.export(records, asker, QUIZZES, "", lambda reports: 0, NOW),
    ):
        with pytest.raises(Forbidden):
            deed()


def test_the_list_has_every_quiz_somebody_submitted_in_the_order_of_the_course(records):
    fill(records)
    person = add(records, "90001")
    quizzes.submit(records, person, quizzes.begin(records, person, "trust", QUIZZES["trust"], 7, NOW).id, NOW)
    quizzes.submit(records, person, quizzes.begin(records, person, "gone", quiz(), 7, NOW).id, NOW)
    rows = statistics.overview(records, TRAINER, QUIZZES, NOW)
    assert [(row.quiz_id, row.title.zh) for row in rows] == [("trust", "信任"), ("water", "三杯水"), ("gone", "三杯水")]
    with records.reading() as db:
        counts = found.counts(db)
    assert [(row.people, row.passed) for row in rows] == [
        (counts[row.quiz_id].people, counts[row.quiz_id].passed) for row in rows
    ]
    assert rows[1].people >= FEWEST
    assert rows[1].report.measured == 5
    assert rows[0].report.measured == 0
    assert rows[1].report == report(records)


def test_a_list_reads_only_so_much_at_a_time_and_goes_on_the_next_time(records):
    fill(records)
    person = add(records, "90001")
    quizzes.submit(records, person, quizzes.begin(records, person, "trust", QUIZZES["trust"], 7, NOW).id, NOW)
    seen = [
        [row.report is not None for row in statistics.overview(records, TRAINER, QUIZZES, NOW, most=1)]
        for _ in range(2)
    ]
    assert seen == [[True, False], [True, True]]


def test_a_report_counts_people_and_judges_each_question(records):
    fill(records)
    made = report(records)
    with records.reading() as db:
        assert made.statistics.people == found.counts(db)["water"].people >= FEWEST
    assert list(made.questions) == ["one", "many", "truth", "number", "match"] == list(made.hints)
    assert made.item("one").people == made.statistics.people
    assert set(made.grave) <= set(made.look) <= set(made.hints)
    assert made.statistics.alpha is not None
    assert not made.statistics.varied


def test_a_question_that_is_asked_no_more_keeps_its_figures_and_gets_no_hint(records):
    fill(records)
    made = report(records, current=quiz_without("one"))
    assert list(made.questions) == ["many", "truth", "number", "match", "one"]
    assert "one" not in made.hints
    assert made.item("one").people == made.statistics.people


def test_a_question_nobody_had_yet_is_there_with_nobody(records):
    fill(records)
    new = quiz().questions[0].model_copy(update={"id": "new"})
    made = report(records, current=quiz().model_copy(update={"questions": (*quiz().questions, new)}))
    assert made.item("new").people == 0
    assert [hint.key for hint in made.hints["new"]] == ["few"]


def test_hints_go_by_the_key_as_it_is_now(records):
    fill(records)
    one = quiz().questions[0]
    options = tuple(o.model_copy(update={"right": o.id == "b"}) for o in one.options)
    mended = quiz().model_copy(
        update={"questions": (one.model_copy(update={"options": options}), *quiz().questions[1:])}
    )
    assert report(records, current=mended).questions["one"] == mended.questions[0]


def test_a_quiz_that_is_gone_is_told_as_it_was_and_an_unknown_one_not_at_all(records):
    fill(records)
    assert report(records, current=None).title == quiz().title
    with pytest.raises(Missing) as caught:
        report(records, quiz_id="nothing", current=None)
    assert caught.value.key == "no-such-quiz"


def test_a_submission_and_a_regrade_are_seen_after_a_few_seconds(records, monkeypatch):
    fill(records)
    before = report(records).statistics.people
    take(records, add(records, "90001"))
    assert report(records).statistics.people == before
    seconds = REMEMBERED.total_seconds() / 60
    assert report(records, seconds).statistics.people == before + 1
    monkeypatch.setattr(found, "gather", None)  # nothing has changed: nothing is read again
    assert report(records, 60).statistics.people == before + 1


def test_an_export_hands_over_one_report_a_quiz_and_is_written_down(records):
    fill(records)
    admin = add(records, "90001", ("admin",))
    seen = []

    def write(reports):
        seen.extend(one.quiz_id for one in reports)
        return 5

    assert statistics.export(records, admin, QUIZZES, "", write, NOW) == 5
    assert statistics.export(records, admin, QUIZZES, "trust", write, NOW) == 5
    assert seen == ["water"]
    with records.reading() as db:
        entry = audit.latest(db)[1]
    assert (entry.person_id, entry.deed, entry.details) == (admin.id, "export-items", {"quiz_id": "", "rows": 5})


def others(records, person, attempt, minutes=0.0, question=None):
    return statistics.others(records, person, attempt, question or quiz().questions[0], later(minutes))


def test_a_learner_who_handed_in_sees_how_others_answered_from_ten_people_on(records):
    learners = [add(records, f"{n:03}") for n in range(FEWEST_SHOWN)]
    results = [take(records, one, {"one": {"choice": ["a" if n else "b"]}}) for n, one in enumerate(learners[:-1])]
    assert others(records, learners[0], results[0].attempt) is None
    last = take(records, learners[-1])
    assert others(records, learners[-1], last.attempt) is None, "still what was known some minutes ago"
    told = others(records, learners[-1], last.attempt, LEARNERS.total_seconds() / 60)
    assert (told.people, told.right) == (10, Fraction(9, 10))
    assert told.chosen == {"a": Fraction(9, 10), "b": Fraction(1, 10), "c": 0}
    assert others(records, learners[0], results[0].attempt, 60, quiz().questions[4]).chosen == {}
    assert others(records, TRAINER, results[0].attempt, 60) == told


def test_it_is_told_to_nobody_else_and_not_before_handing_in(records):
    fill(records)
    one, two = add(records, "90001"), add(records, "90002")
    open_ = quizzes.begin(records, one, "water", quiz(), 7, NOW)
    assert others(records, one, open_) is None
    result = quizzes.submit(records, one, open_.id, NOW)
    assert others(records, one, result.attempt)
    with pytest.raises(Forbidden) as caught:
        others(records, two, result.attempt)
    assert caught.value.key == "not-yours"
    guest = take(records, DEVICE)
    assert others(records, DEVICE, guest.attempt) is None
    assert others(records, Person(), result.attempt) is None
