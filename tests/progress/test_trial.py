"""What came of a room's experiment: who counts, and from how many people on anything is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.progress import trial

FIRSTS = ("cold", "hot")


def response(first: str, *ratings: int, consent: bool = True) -> dict:
    return {"consent": consent, "order": [first, "lukewarm"], "ratings": list(ratings)}


def test_who_skipped_counts_for_nothing_and_who_has_not_finished_only_as_begun():
    counted = [(response("cold", 2, 6), 3), (response("hot", 6), 2), (response("hot"), 1), (response("hot", 7, 3), 1),
               (response("cold", consent=False), 5)]  # fmt: skip
    assert trial.turnout(counted) == trial.Turnout(7, 4, {"cold": 3, "hot": 1})


@pytest.mark.parametrize(("cold", "hot"), [(0, 0), (0, 40), (40, 0), (trial.FEWEST - 1, 40), (40, trial.FEWEST - 1)])
def test_below_the_fewest_in_either_group_nothing_is_told(cold, hot):
    counted = [(response("cold", 1, 5), cold), (response("hot", 7, 3), hot)]
    unfinished = [(response("cold", 1), 40), (response("hot", 7), 40)]
    assert trial.outcome([one for one in counted if one[1]] + unfinished, FIRSTS) is None


def test_the_last_story_is_compared_by_the_first():
    counted = [(response("cold", 1, 5), 3), (response("cold", 3, 7), 2), (response("hot", 7, 3), 5)]
    found = trial.outcome(counted, FIRSTS)
    assert found
    assert [one.mean for one in found.groups] == pytest.approx([5.8, 3])
    assert found.opened == pytest.approx((1.8, 7))
    assert found.difference.difference == pytest.approx(2.8)
    assert found.groups[1].interval is None  # all of them gave the same
    assert found.difference.interval


@given(st.lists(st.tuples(st.sampled_from(FIRSTS), st.integers(1, 7), st.integers(1, 7)), max_size=60), st.randoms())
def test_neither_the_order_of_votes_nor_how_they_are_gathered_matters(votes, chance):
    one_by_one = [(response(*vote), 1) for vote in votes]
    shuffled = chance.sample(one_by_one, len(one_by_one))
    gathered = [(response(*vote), votes.count(vote)) for vote in dict.fromkeys(votes)]
    found = [trial.outcome(counted, FIRSTS) for counted in (one_by_one, shuffled, gathered)]
    if found[0] is None:
        assert found[1:] == [None, None]
    else:
        for other in found[1:]:
            assert other
            assert other.difference.difference == pytest.approx(found[0].difference.difference)
            assert [one.variance for one in other.groups] == pytest.approx([one.variance for one in found[0].groups])
