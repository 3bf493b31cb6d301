# pyright: reportOptionalOperand=false, reportOperatorIssue=false
"""Item statistics, held against the formulas of textbooks in plain Python, and against published figures."""

import math
import statistics as plain
from collections.abc import Mapping
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.progress.scoring import Score
from courseware.progress.statistics import (
    FEWEST,
    FEWEST_SHOWN,
    LONGEST,
    Answered,
    Item,
    Sat,
    alpha,
    correlation,
    measure,
    others,
    together,
)  # fmt: skip

ATTITUDE = {
    "rating": [43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77, 81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66,
               78, 48, 85, 82],
    "complaints": [51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77, 90, 85, 60, 70, 58, 40, 61, 66, 37, 54,
                   77, 75, 57, 85, 82],
    "privileges": [30, 51, 68, 45, 56, 49, 42, 50, 72, 45, 53, 47, 57, 83, 54, 50, 64, 65, 46, 68, 33, 52, 52, 42, 42,
                   66, 58, 44, 71, 39],
    "learning": [39, 54, 69, 47, 66, 44, 56, 55, 67, 47, 58, 39, 42, 45, 72, 72, 69, 75, 57, 54, 34, 62, 50, 58, 48, 63,
                 74, 45, 71, 59],
    "raises": [61, 63, 76, 54, 71, 54, 66, 70, 71, 62, 58, 59, 55, 59, 79, 60, 79, 55, 75, 64, 43, 66, 63, 50, 66, 88,
               80, 51, 77, 64],
    "critical": [92, 73, 86, 84, 83, 49, 68, 66, 83, 80, 67, 74, 63, 77, 77, 54, 79, 80, 85, 78, 64, 80, 80, 57, 75, 76,
                 78, 83, 74, 78],
    "advance": [45, 47, 48, 35, 47, 34, 35, 41, 31, 41, 34, 41, 25, 35, 46, 36, 63, 60, 46, 52, 33, 41, 37, 49, 33, 72,
                49, 38, 55, 39],
}  # fmt: skip
"""Chatterjee and Price, Regression Analysis by Example (1977): 30 departments, 7 questions; `attitude` in R."""

ELEVEN = """
1 1 1 1 1 1 1 1 1 1 1
1 1 1 1 1 1 1 1 0 1 0
. 0 1 1 . 1 1 1 1 0 0
1 1 1 0 1 1 0 1 1 0 0
1 1 1 1 1 0 0 0 1 0 0
0 1 . 0 1 1 1 1 0 0 0
1 1 1 1 0 0 1 0 0 0 0
1 1 1 1 1 0 0 0 0 0 0
0 1 0 1 1 0 0 0 0 1 0
1 0 0 1 0 1 0 0 . 0 0
1 1 1 0 0 0 0 0 0 0 0
1 0 0 1 0 0 0 0 0 0 0
"""
"""Twelve people, eleven questions, four answers missing: `cronbach_wide_missing` of pingouin (Vallat, 2018)."""


def sat(points: Mapping[str, Fraction | int], of: int = 1, mark: int = 80, /, **chosen: str) -> Sat:
    """Somebody's attempt: points by question, and what they chose."""
    answers = {
        name: Answered(Score(Fraction(won), Fraction(of)), (chosen[name],) if name in chosen else (), 30.0)
        for name, won in points.items()
    }
    score = Score(Fraction(sum(points.values())), Fraction(of * len(points)))
    return Sat(score, score.passed(mark), answers)


def everybody(columns: dict[str, list[int]], of: int = 1) -> list[Sat]:
    return [sat(dict(zip(columns, row, strict=True)), of) for row in zip(*columns.values(), strict=True)]


def textbook_alpha(rows: list[list[Fraction]]) -> float:
    """k/(k−1) · (1 − Σ variances of the questions / variance of the sums), in fractions."""
    k = len(rows[0])
    variances = sum(plain.variance(column) for column in zip(*rows, strict=True))
    return float(Fraction(k, k - 1) * (1 - variances / plain.variance([sum(row, Fraction(0)) for row in rows])))


def point_biserial(right: list[bool], rest: list[float]) -> float:
    """(M1 − M0) / s · √(p·q), with s over n: the formula for right or wrong."""
    ones = [value for value, good in zip(rest, right, strict=True) if good]
    zeros = [value for value, good in zip(rest, right, strict=True) if not good]
    p = len(ones) / len(rest)
    return (plain.fmean(ones) - plain.fmean(zeros)) / plain.pstdev(rest) * math.sqrt(p * (1 - p))


SLOPES = (1.4, 0.5, 1.0, 1.8, 0.7, 1.2, 1.0, -1.2)
EVENLY = [plain.NormalDist().inv_cdf((n + 0.5) / 500) for n in range(500)]  # abilities, to average over
PLACES = (-2.2, -1.5, -1.0, -0.6, -0.2, 0.2, 0.8, -0.4)


def answered_right(slope: float, place: float, ability: float) -> float:
    """How likely, by the two-parameter logistic model."""
    return 1 / (1 + math.exp(-1.7 * slope * (ability - place)))


def simulated(people: int, seed: int = 3) -> list[Sat]:
    """Answers by that model; the key of the last question is wrong: strong people miss it."""
    chance = Random(seed)
    found = []
    for _ in range(people):
        ability = chance.gauss(0, 1)
        points = {
            f"q{n}": int(chance.random() < answered_right(slope, place, ability))
            for n, (slope, place) in enumerate(zip(SLOPES, PLACES, strict=True))
        }
        found.append(sat(points, **{name: "key" if won else "other" for name, won in points.items()}))
    return found


def test_alpha_and_item_rest_correlations_are_those_that_are_published():
    """psych::alpha(attitude) in R (Revelle, manual of psych): raw_alpha 0.84, r.drop as below."""
    found = measure(everybody(ATTITUDE, of=100), ATTITUDE, 7)
    assert found.alpha
    assert round(found.alpha, 2) == 0.84
    drop = {name: round(item.discrimination or 0, 2) for name, item in found.items.items()}
    assert drop == {
        "rating": 0.67, "complaints": 0.74, "privileges": 0.56, "learning": 0.71, "raises": 0.79, "critical": 0.27,
        "advance": 0.46,
    }  # fmt: skip


def test_alpha_with_missing_answers_is_the_published_pairwise_one():
    """pingouin.cronbach_alpha documents 0.732660835214447 pairwise (as psych::alpha(use="pairwise") says),
    0.8016949152542373 for the nine complete rows, and 0.7380191693290734 where medians fill the gaps: KR-20."""
    points = np.array([[float("nan" if one == "." else one) for one in line.split()] for line in ELEVEN.split("\n")
                       if line])  # fmt: skip
    assert alpha(points, 11) == pytest.approx(0.732660835214447, abs=1e-12)
    assert alpha(points[~np.isnan(points).any(axis=1)], 11) == pytest.approx(0.8016949152542373, abs=1e-12)
    filled = np.where(np.isnan(points), np.nanmedian(points, axis=0), points)
    assert alpha(filled, 11) == pytest.approx(0.7380191693290734, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_every_figure_is_the_textbooks(seed):
    chance = Random(seed)
    some = [
        sat({f"q{n}": Fraction(chance.randint(0, 3), chance.choice([1, 2, 3])) for n in range(6)}, 3) for _ in range(40)
    ]
    found = measure(some, [f"q{n}" for n in range(6)], 6)
    percents = [one.score.percent for one in some]
    assert found.mean == sum(percents) / 40
    assert found.deviation == pytest.approx(float(plain.stdev(percents)))
    assert found.passed == sum(percent >= 80 for percent in percents)
    rows = [[answer.score.points for answer in one.answers.values()] for one in some]
    reliable = textbook_alpha(rows)
    assert found.alpha == pytest.approx(reliable, abs=1e-12)
    assert found.error == pytest.approx(float(plain.stdev(percents)) * math.sqrt(1 - max(0, reliable)))
    for n, (name, item) in enumerate(found.items.items()):
        mine, rest = [row[n] for row in rows], [sum(row) - row[n] for row in rows]
        assert item.difficulty == Fraction(sum(mine), 3 * 40)
        assert item.discrimination == pytest.approx(plain.correlation(mine, rest), abs=1e-12), name


def test_simulated_answers_show_the_truth_they_were_made_of():
    some = simulated(2000)
    found = measure(some, [f"q{n}" for n in range(8)], 8)
    items = list(found.items.values())
    for item, slope, place in zip(items, SLOPES, PLACES, strict=True):
        truth = plain.fmean(
            answered_right(slope, place, plain.NormalDist().inv_cdf((n + 0.5) / 500)) for n in range(500)
        )
        assert float(item.difficulty or 0) == pytest.approx(truth, abs=0.035)  # three standard errors
    telling = [item.discrimination or 0 for item in items]
    assert telling[7] < -0.2
    assert all(value > 0.15 for value in telling[:7])
    assert max(range(7), key=lambda n: telling[n]) in (0, 3)
    assert min(range(7), key=lambda n: telling[n]) in (1, 4)
    for n, item in enumerate(items):
        right = [bool(one.answers[f"q{n}"].score.points) for one in some]
        rest = [float(one.score.points - one.answers[f"q{n}"].score.points) for one in some]
        assert item.discrimination == pytest.approx(point_biserial(right, rest), abs=1e-9)
    wrong, key = items[7].choices["other"], items[7].choices["key"]
    assert wrong.rest
    assert key.rest
    assert wrong.rest > key.rest


def test_a_drawn_paper_is_estimated_from_those_who_had_both_questions():
    whole = simulated(3000, seed=8)
    names = [f"q{n}" for n in range(7)]
    all_of_it = measure([part(one, names) for one in whole], names, 4)
    chance = Random(1)
    found = measure([part(one, chance.sample(names, 4)) for one in whole], names, 4)
    assert found.varied
    assert not all_of_it.varied
    assert all_of_it.alpha
    assert found.alpha == pytest.approx(all_of_it.alpha, abs=0.06)
    few = measure([part(one, chance.sample(names, 4)) for one in whole[:60]], names, 4)
    assert few.pairs < FEWEST
    assert (few.alpha, few.error) == (None, None)
    assert few.deviation


def part(one: Sat, names: list[str]) -> Sat:
    answers = {name: one.answers[name] for name in names}
    score = Score(sum((a.score.points for a in answers.values()), Fraction(0)), Fraction(len(names)))
    return Sat(score, score.passed(80), answers)


def test_a_question_asked_no_more_does_not_stand_in_the_way_of_alpha():
    names = [f"q{n}" for n in range(7)]
    before = [part(one, names) for one in simulated(30)]
    after = [part(one, names[1:]) for one in simulated(30, seed=9)]
    found = measure(before + after, names[1:], 6)
    assert found.alpha
    assert found.items["q0"].people == 30
    points = np.array([[float(one.answers[name].score.points) for name in names[1:]] for one in before + after])
    assert found.alpha == pytest.approx(alpha(points, 6))


matrices = st.integers(2, 6).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, 4), min_size=size, max_size=size), min_size=2, max_size=30)
)


@given(matrices, st.randoms(use_true_random=False))
def test_alpha_does_not_care_in_which_order_questions_and_people_stand(rows, chance):
    points = np.array(rows, float)
    size = points.shape[1]
    value = alpha(points, size)
    columns = list(range(size))
    chance.shuffle(columns)
    chance.shuffle(rows)
    again = alpha(np.array(rows, float)[:, columns], size)
    assert value == pytest.approx(again, abs=1e-9) if value is not None else again is None


@given(matrices)
def test_alpha_is_the_textbooks_or_nothing_varies(rows):
    value = alpha(np.array(rows, float), len(rows[0]))
    if len({sum(row) for row in rows}) == 1:
        assert value is None
    else:
        assert value == pytest.approx(textbook_alpha([[Fraction(one) for one in row] for row in rows]), abs=1e-6)
        assert value <= 1 + 1e-9


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=40))
def test_a_point_biserial_lies_between_minus_one_and_one(pairs):
    right, rest = [one for one, _ in pairs], [float(other) for _, other in pairs]
    value = correlation(np.array(right, float), np.array(rest))
    if len(set(right)) < 2 or len(set(rest)) < 2:
        assert value is None
    else:
        assert value == pytest.approx(point_biserial(right, rest), abs=1e-9)
        assert -1 <= value <= 1


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=60))
def test_choices_and_blanks_add_up_to_the_people(given_answers):
    some = []
    for chosen in given_answers:
        score = Score(Fraction(chosen == "a"), Fraction(1))
        answer = Answered(score, (chosen,) if chosen else None, 12.0 if chosen else None)
        rest = Answered(Score(Fraction(1), Fraction(1)), ("x",), 5.0)
        some.append(Sat(Score(score.points + 1, Fraction(2)), False, {"one": answer, "two": rest}))
    found = measure(some, ["one", "two"], 2)
    if not some:
        assert (found.people, found.items) == (0, {})
        return
    item = found.items["one"]
    assert item.people == len(some)
    assert item.blank == given_answers.count(None)
    assert item.full == given_answers.count("a")
    if len(some) >= FEWEST_SHOWN:
        assert sum(one.people for one in item.choices.values()) + item.blank == len(some)
        assert all(0 <= one.total <= 100 for one in item.choices.values())
    else:
        assert item.choices == {}


def test_choosers_are_known_by_their_mean_in_the_whole_quiz_and_in_the_rest():
    some = [sat({"one": 1, "two": 1}, one="a")] * 12 + [sat({"one": 0, "two": n % 2}, one="b") for n in range(12)]
    found = measure(some, ["one", "two"], 2).items["one"]
    assert (found.choices["a"].people, found.choices["a"].full) == (12, 12)
    assert (found.choices["a"].total, found.choices["a"].rest) == (100, 100)
    assert (found.choices["b"].people, found.choices["b"].full) == (12, 0)
    assert (found.choices["b"].total, found.choices["b"].rest) == (25, 50)
    assert found.full_rest == 100


def test_below_twenty_people_there_are_counts_and_no_figures():
    found = measure(simulated(FEWEST - 1), ["q0"], 1)
    assert (found.people, found.mean, found.deviation, found.alpha, found.error) == (FEWEST - 1, None, None, None, None)
    item = found.items["q0"]
    assert (item.difficulty, item.discrimination, item.seconds) == (None, None, None)
    assert item.choices
    assert measure(simulated(FEWEST_SHOWN - 1), ["q0"], 1).items["q0"].choices == {}
    assert measure(simulated(FEWEST), ["q0"], 1).items["q0"].difficulty is not None


def test_what_is_the_same_for_everybody_has_no_correlation():
    alike = measure([sat({"one": 1, "two": n % 2}) for n in range(30)], ["one", "two"], 2)
    assert alike.items["one"].discrimination is None
    assert alike.items["two"].discrimination is None
    assert measure([sat({"one": 1, "two": 1})] * 30, ["one", "two"], 2).alpha is None


def test_a_single_question_has_no_rest():
    found = measure([sat({"one": n % 2}, one="ab"[n % 2]) for n in range(30)], ["one"], 1)
    assert found.items["one"].discrimination is None
    assert found.items["one"].choices["a"].rest is None
    assert found.alpha is None


def test_the_median_time_is_of_those_who_answered_and_nobody_is_longer_at_it_than_ten_minutes():
    def took(seconds):
        answer = Answered(Score(Fraction(1), Fraction(1)), None if seconds is None else ("a",), seconds)
        return Sat(Score(Fraction(1), Fraction(1)), True, {"one": answer})

    assert measure([took(n) for n in [10] * 12 + [20, 40] * 5 + [None] * 9], ["one"], 1).items["one"].seconds == 10
    assert measure([took(n) for n in [9e9] * 30], ["one"], 1).items["one"].seconds == LONGEST


def test_how_others_answered_is_told_of_ten_people_at_least():
    nine = measure([sat({"one": 1}, one="a")] * (FEWEST_SHOWN - 1), ["one"], 1)
    assert others(nine.items["one"], ["a", "b"]) is None
    ten = measure([sat({"one": 1}, one="a")] * 8 + [sat({"one": 0}, one="b")] * 2, ["one"], 1)
    told = others(ten.items["one"], ["a", "b", "c"])
    assert told
    assert (told.people, told.right) == (10, Fraction(8, 10))
    assert told.chosen == {"a": Fraction(8, 10), "b": Fraction(2, 10), "c": 0}
    assert others(Item(10, 4, 0), []) == others(Item(10, 4, 3), ())


def test_how_many_had_both_of_two_questions():
    assert together(np.array([[1, 2, np.nan], [1, np.nan, 3], [0, 0, 0]])) == 1
    assert together(np.zeros((0, 3))) == 0
