"""A story that does not hold together is told to its author: file, line, key, and what to do."""

import pytest

from courseware.content.reader import read
from courseware.content.shape import fit
from courseware.content.tales import of_story
from courseware.settings import ROOT
from simulations.stories import Story
from tests.course import library

GOOD = """\
title: {zh: 题, en: Title}
lead: {zh: 引, en: Lead}
sources: [D1-34]
start: {mood: 3}
endings: {left: {zh: 走, en: Gone}}
moments:
  - id: first
    text: {zh: 一, en: One}
    choices:
      - {id: a, text: {zh: 甲, en: A}, does: [listen], next: last}
      - {id: b, text: {zh: 乙, en: B}, does: [blame]}
  - id: second
    text: {zh: 二, en: Two}
    choices:
      - {id: a, text: {zh: 甲, en: A}, does: [solve]}
      - {id: b, text: {zh: 乙, en: B}, next: end}
  - id: last
    text: {zh: 三, en: Three}
    choices:
      - {id: a, text: {zh: 甲, en: A}, does: [act]}
      - {id: b, text: {zh: 乙, en: B}}
"""


def problems(text: str, simulator: str = "complaint_desk") -> list[tuple[int, str, str]]:
    document, trouble = read(text.encode(), "simulations/complaint_desk/stories/made.yaml")
    assert document, trouble
    story, found = fit(document, Story)
    assert story, found
    return [(one.line, one.key, one.message) for one in of_story(document, story, simulator, None)]


def test_a_story_that_holds_together_has_no_problem():
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "says"),
    [
        ("does: [listen]", "does: [lisen]", 10, "moments[0].choices[0].does[0]", "did you mean listen?"),
        ("next: last", "next: lost", 10, "moments[0].choices[0].next", "did you mean last?"),
        ("next: end", "next: first", 16, "moments[1].choices[1].next", "a story goes on"),
        ("id: second", "id: last", 17, "moments[2].id", "another moment has the id last"),
        ("{id: b, text: {zh: 乙, en: B}, does: [blame]}", "{id: a, text: {zh: 乙, en: B}}", 11,
         "moments[0].choices[1].id", "another choice has the id a"),
        ("{id: b, text: {zh: 乙, en: B}, does: [blame]}", "{id: b, text: {zh: 乙, en: B}, next: last}", 12,
         "moments[1].id", "no choice leads to second"),
        ("start: {mood: 3}", "start: {mod: 3}", 4, "start.mod", "did you mean mood?"),
        ("endings: {left:", "endings: {right:", 5, "endings.right", "no ending is called right"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_named_with_its_line(old, new, line, key, says):
    found = problems(GOOD.replace(old, new, 1))
    assert [(at, where) for at, where, _ in found] == [(line, key)]
    assert says in found[0][2]


def test_a_simulator_with_sliders_plays_no_stories():
    assert "plays no stories" in problems(GOOD, "water")[0][2]


def test_every_story_of_the_course_lies_where_the_reader_looks():
    for path in (ROOT / "simulations").glob("*/stories/*.yaml"):
        assert path.stem in library().stories[path.parent.parent.name]
