from hypothesis import given
from hypothesis import strategies as st

from courseware.progress.allowances import Allowance, counts

ROWS = st.lists(
    st.tuples(st.sampled_from([None, "water", "trust"]), st.builds(Allowance, st.integers(0, 300), st.integers(0, 20))),
    max_size=8,
)


def test_without_a_word_nothing_is_extra():
    assert counts([], "water") == Allowance(0, 0)


def test_the_word_on_the_quiz_counts_before_the_word_on_all():
    rows = [(None, Allowance(25, 0)), ("water", Allowance(0, 2)), ("trust", Allowance(50, 1))]
    assert counts(rows, "water") == Allowance(0, 2)
    assert counts(rows, "levels") == Allowance(25, 0)


def test_after_a_withdrawal_for_the_quiz_what_all_quizzes_have_counts_again():
    rows = [("water", Allowance()), ("water", Allowance(0, 2)), (None, Allowance(25, 0))]
    assert counts(rows, "water") == Allowance(25, 0)
    assert counts([(None, Allowance()), *rows], "water") == Allowance()


@given(ROWS, st.sampled_from(["water", "trust", "levels"]))
def test_older_words_and_words_on_other_quizzes_change_nothing(rows, quiz):
    newest = {name: next((granted for found, granted in rows if found == name), None) for name in (quiz, None)}
    lean = [(name, granted) for name, granted in newest.items() if granted is not None]
    assert counts(rows, quiz) == counts(lean, quiz)
