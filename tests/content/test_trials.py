"""An experiment that does not fit the course is told to its author: file, line, key, and what to do."""

import pytest

from courseware.content.library import load
from courseware.content.reader import Problem, read
from courseware.content.shape import fit
from courseware.content.trials import of_experiment
from courseware.settings import ROOT
from simulations.experiments import Experiment
from tests.content import small
from tests.course import library

FILE = "simulations/water/experiment.yaml"
GOOD = (ROOT / FILE).read_text("utf-8")
LIBRARY = library()


def problems(text: str, simulator: str = "water") -> list[Problem]:
    document, trouble = read(text.encode(), FILE)
    assert document, trouble
    experiment, found = fit(document, Experiment)
    if experiment is None:
        return found
    claims = LIBRARY.good["lessons/claims.yaml"]
    return list(of_experiment(document, experiment, simulator, LIBRARY.lessons, LIBRARY.sources, claims))  # pyright: ignore[reportArgumentType]


def test_the_experiment_of_the_course_is_sound():
    assert problems(GOOD) == []
    assert set(LIBRARY.experiments) == {"water"}


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("lesson: water", "lesson: watr", "lesson", "did you mean water?"),
        ("collect: moment", "collect: momnt", "collect", "did you mean moment?"),
        ("reveal: honest", "reveal: honesty", "reveal", "did you mean honest?"),
        ("collect: moment", "collect: tomorrow", "reveal", "comes before tomorrow"),
        ("sources: [D2-37", "sources: [D2-399", "sources[0]", "no item is called D2-399"),
        ("claim: water", "claim: wter", "claim", "did you mean water?"),
        ("id: hot", "id: cold", "first[1].id", "another story has the id cold"),
        ("id: lukewarm", "id: hot", "then.id", "another story has the id hot"),
        ("low: {", "lowest: {", "lowest", "unknown key"),
        ("    name: {zh: 先读冷遇, en: Cold story first}\n", "", "first[0].name", "`name` is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_key(old, new, key, says):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    found = [one for one in problems(text) if one.key == key]
    assert found, problems(text)
    assert says in found[0].message
    assert found[0].file == FILE
    if key != "reveal":
        assert (new or "id: cold").strip() in text.splitlines()[found[0].line - 1]


def test_an_experiment_belongs_to_a_simulator():
    assert [one.message for one in problems(GOOD, "wine")] == ["there is no simulator wine"]


def test_a_broken_experiment_is_one_problem_and_the_last_good_one_stays(tmp_path):
    small.write(tmp_path)
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    text = GOOD.replace("collect: moment", "collect: one").replace("reveal: honest", "reveal: two")
    file.write_text(text, "utf-8")
    good = load(tmp_path)
    assert set(good.experiments) == {"water"}
    file.write_text(text.replace("\nask:", "\nasks:"), "utf-8")
    broken = load(tmp_path, good)
    assert {one.key for one in broken.errors if one.file == FILE} >= {"ask", "asks"}
    assert broken.experiments == good.experiments
