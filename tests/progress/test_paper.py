from hypothesis import given
from hypothesis import strategies as st

from courseware.content.models import Pool, Quiz
from courseware.progress import paper
from courseware.progress.paper import draw
from courseware.words import Text
from tests.records.sample import RIGHT, quiz, quiz_without

IDS = ["one", "many", "truth", "number", "match"]
seeds = st.integers(0, 2**63 - 1)


@given(seeds)
def test_the_same_seed_draws_the_same_paper(seed):
    assert draw(quiz(), seed) == draw(quiz(), seed)


@given(seeds)
def test_every_question_is_asked_once_with_its_options_in_some_order(seed):
    drawn = draw(quiz(), seed)
    assert sorted(item["question"] for item in drawn) == sorted(IDS)
    parameters = {item["question"]: item["parameters"] for item in drawn}
    assert sorted(parameters["many"]["options"]) == ["a", "b", "c", "d"]


def test_seeds_make_different_orders():
    orders = {tuple(item["question"] for item in draw(quiz(), seed)) for seed in range(50)}
    assert len(orders) > 20


def test_a_quiz_that_is_not_shuffled_keeps_the_authors_order():
    assert [item["question"] for item in draw(quiz(shuffle=False), 7)] == IDS


def test_retired_questions_are_left_out():
    assert {item["question"] for item in draw(quiz_without("one", "match"), 7)} == {"many", "truth", "number"}
    assert draw(quiz_without(*IDS), 7) == []


def test_a_response_survives_being_kept():
    for question in quiz().questions:
        response = paper.rules(question).read(question, RIGHT[question.id])
        assert paper.revived(question, paper.kept(question, response)) == response


def exam(*pools):
    return Quiz(title=Text(zh="考试"), pass_mark=80, questions=quiz().questions, pools=pools)


@given(seeds)
def test_an_exam_draws_so_many_of_every_pool(seed):
    one, two = (
        Pool(quizzes=("a",), count=1, ids=("one", "many")),
        Pool(quizzes=("b",), count=2, ids=("truth", "number", "match")),
    )
    drawn = [item["question"] for item in draw(exam(one, two), seed)]
    assert len(drawn) == len(set(drawn)) == exam(one, two).asks == 3
    assert len({"one", "many"} & set(drawn)) == 1
    assert drawn == [item["question"] for item in draw(exam(one, two), seed)]


def test_seeds_draw_different_questions_of_a_pool():
    pool = Pool(quizzes=("a",), count=2, ids=tuple(IDS))
    assert len({frozenset(item["question"] for item in draw(exam(pool), seed)) for seed in range(60)}) == 10


def test_a_question_in_two_pools_is_asked_once():
    pools = [Pool(quizzes=("a",), count=2, ids=("one", "many")), Pool(quizzes=("a",), count=2, ids=("one", "many"))]
    drawn = [item["question"] for item in draw(exam(*pools), 7)]
    assert sorted(drawn) == sorted(IDS), "the other three are the exam's own"
