"""Exams of the real course: drawn from pools, kept as one snapshot, graded like any quiz."""

from fractions import Fraction

from sqlalchemy import func, select

from courseware.actions import quizzes
from courseware.progress import paper
from courseware.records import attempts
from courseware.records.tables import snapshot
from tests.course import library
from tests.records.sample import add, later

LIBRARY = library()
NAME = str(LIBRARY.course.exam)
EXAM = LIBRARY.quizzes[NAME]


def test_an_exam_answered_rightly_is_passed_with_full_marks(records):
    person = add(records)
    made = quizzes.begin(records, person, NAME, EXAM, 7, later(0))
    assert len(made.paper) == EXAM.asks
    for n, item in enumerate(made.paper):
        question = EXAM.question(item["question"]).at(item["parameters"])
        right = paper.rules(question).key(question)
        with records.writing() as db:  # each kind has a form of its own: what is graded is the record
            attempts.append_answer(db, made.id, question.id, 1, paper.kept(question, right), "zh", later(n))
    result = quizzes.submit(records, person, made.id, later(90))
    assert result.score.percent == 100
    assert result.score.of == sum((EXAM.question(item["question"]).points for item in made.paper), Fraction(0))


def test_every_attempt_draws_anew_and_all_share_one_snapshot(records):
    papers = set()
    for seed in range(4):
        made = quizzes.begin(records, add(records, f"E{seed}"), NAME, EXAM, seed, later(0))
        papers.add(frozenset(item["question"] for item in made.paper))
    assert len(papers) == 4
    with records.reading() as db:
        assert db.execute(select(func.count()).select_from(snapshot)).scalar_one() == 1


def test_every_question_of_an_exam_leads_back_to_the_page_that_teaches_it():
    for question in EXAM.questions:
        lesson, page = LIBRARY.taught[question.id]
        assert page in [one.id for one in LIBRARY.lessons[lesson].pages]
