"""Kinds that need a picture, a story or a simulator: what they alone promise."""

import re
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from courseware import questions
from courseware.questions import Stock, tallies
from tests.course import library
from tests.questions import desk, places
from tests.questions.desk import COMMON, options, text
from tests.questions.test_widgets import Room

LIBRARY = library()
STOCK = Stock(LIBRARY.pictures, LIBRARY.stories)
HOTSPOT, BRANCHING, GOAL = (questions.kind(name).rules for name in ("hotspot", "branching", "simulator_goal"))


def spots(right: list[bool], step: int = 100) -> list[dict[str, Any]]:
    return [option | {"x": 60 + step * n, "y": 60} for n, option in enumerate(options(right))]


def hotspot(**fields: Any) -> Any:
    return HOTSPOT.Question(id="q", kind="hotspot", alt=text("alt"), **({"picture": "chain"} | fields), **COMMON)


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [
        (spots([False] * 3), "at least one spot has right: true"),
        (spots([True] * 3), "at least one spot is wrong"),
        (spots([True, False, False], 40), "'o0' and 'o1' are nearer than 60 units"),
        ([{**s, "feedback": None} for s in spots([True, False, False])], "'o1' is wrong and needs feedback"),
        ([{**s, "x": 475} for s in spots([True, False, False])], "less than or equal to 468"),
    ],
)
def test_an_author_is_told_which_spot_is_wrong(given_: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        hotspot(spots=given_)


def test_the_course_puts_the_picture_into_the_question() -> None:
    question, misfits = questions.kind("hotspot").fit(hotspot(spots=spots([True, False, False])), STOCK)
    assert misfits == []
    assert question.drawing == LIBRARY.pictures["chain"]
    assert not question.retired


def test_a_question_without_its_picture_is_not_asked() -> None:
    lost = hotspot(spots=spots([True, False, False]), picture="chains")
    question, misfits = questions.kind("hotspot").fit(lost, STOCK)
    assert question.retired
    assert [one.message for one in misfits] == ["no picture is called chains; did you mean chain?"]
    labelled = hotspot(spots=spots([True, False, False]), picture="four-gaps", labels={"frim": text("x")})
    assert [one.place for one in questions.kind("hotspot").fit(labelled, STOCK)[1]] == [("labels", "frim")]


@given(places.hotspot())
def test_a_right_spot_moved_changes_nothing_on_the_paper(made: tuple[Any, list[Any]]) -> None:
    question, _ = made
    turned = tuple(spot.model_copy(update={"right": not spot.right}) for spot in question.spots)
    other = question.model_copy(update={"spots": turned})
    one, two = (HOTSPOT.asked(asked, {}) for asked in (question, other))
    assert {**one, "several": None} == {**two, "several": None}


def test_words_in_a_picture_are_escaped_and_anchors_without_a_word_left_out() -> None:
    question = desk.samples("hotspot")[0][0]
    drawing = HOTSPOT.asked(question, {})["drawing"]
    assert question.labels["top"] in drawing
    assert "free" not in "".join(piece for piece in drawing if isinstance(piece, str))


def test_several_places_are_ticked_one_by_one() -> None:
    question = desk.samples("hotspot")[1][0].model_copy()
    room = Room(question)
    names = [spot.id for spot in question.spots]
    for name in ("mat", "door", "bag"):
        room.app.checkbox(key=room.key(name)).set_value(True).run()
    room.app.checkbox(key=room.key("door")).set_value(False).run()
    assert room.record["response"] == HOTSPOT.Response(choices=("bag", "mat"))
    room.switch("en")
    assert [name for name in names if room.app.checkbox(key=room.key(name)).value] == ["mat", "bag"]


def branching(**fields: Any) -> Any:
    given_ = {"simulator": "complaint_desk", "story": "order"} | fields
    return BRANCHING.Question(id="q", kind="branching", **given_, **COMMON)


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        ({"simulator": "water"}, "simulator", "no simulator that plays stories is called water"),
        ({"story": "ordr"}, "story", "no story is called ordr; did you mean order?"),
        ({"goal": "bak"}, "goal", "no goal is called bak; did you mean back?"),
    ],
)
def test_a_story_that_cannot_be_played_is_not_asked(fields: dict[str, str], place: str, sentence: str) -> None:
    question, misfits = questions.kind("branching").fit(branching(**fields), STOCK)
    assert question.retired
    assert [one.place for one in misfits] == [(place,)]
    assert misfits[0].message.startswith(sentence)


def test_a_story_that_nobody_can_win_is_not_asked() -> None:
    story = STOCK.stories["complaint_desk"]["order"]
    dead = tuple(
        moment.model_copy(update={"choices": tuple(c.model_copy(update={"does": ()}) for c in moment.choices)})
        for moment in story.moments
    )
    stories = {"complaint_desk": {"order": story.model_copy(update={"moments": dead})}}
    question, misfits = questions.kind("branching").fit(branching(), Stock({}, stories))
    assert question.retired
    assert "nobody could win every point" in misfits[0].message


def test_an_attempt_keeps_the_story_as_it_was() -> None:
    question, misfits = questions.kind("branching").fit(branching(), STOCK)
    assert misfits == []
    again = BRANCHING.Question.model_validate_json(question.model_dump_json())
    assert again.tale == STOCK.stories["complaint_desk"]["order"]
    assert again.best() == question.best()


@given(places.branching())
def test_only_the_part_told_so_far_is_shown(made: tuple[Any, list[Any]]) -> None:
    question, responses = made
    for response in responses:
        asked = desk.plain(questions.kind("branching").asked(question, {}, response))
        reached = question.outcome(response.path)
        told = {step.moment.id for step in reached.steps} | ({reached.now.id} if reached.now else set())
        shown = str(asked)
        for moment in question.tale.moments:
            assert (moment.text.en in shown) == (moment.id in told)
            assert moment.id in told or not [c for c in moment.choices if c.text.en in shown]
        assert not {"does", "breaks", "next"} & {key for part in [*asked["steps"], asked["now"] or {}] for key in part}


@given(places.branching())
def test_a_story_half_told_is_worth_nothing_and_its_end_what_the_goal_says(made: tuple[Any, list[Any]]) -> None:
    question, responses = made
    for response in responses:
        outcome = question.outcome(response.path)
        points = BRANCHING.grade(question, {}, response).points
        share = question.playing.goal("back", outcome)
        if outcome.now:
            assert points == 0
        elif question.scoring == "all_or_nothing":
            assert points == (question.points if share == 1 else 0)
        else:
            assert points == question.points * share


def test_no_exam_draws_a_story() -> None:
    exams = [quiz for quiz in LIBRARY.quizzes.values() if quiz.pools]
    assert exams
    assert all(one.kind != "branching" for exam in exams for one in exam.questions)
    assert sum(one.kind == "branching" for quiz in LIBRARY.quizzes.values() for one in quiz.questions) >= 4


FOUR = {"simulator": "pareto", "scene": "sum", "preset": "deck", "goal": "four", "open": ["share"]}


def goal(**fields: Any) -> Any:
    given_ = {**FOUR, "solution": {"share": 50}, "feedback": text("f")} | fields
    return GOAL.Question(id="q", kind="simulator_goal", **given_, **COMMON)


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        ({"simulator": "home_visit"}, "simulator", "no simulator with controls is called home_visit"),
        ({"scene": "sums"}, "scene", "no scene is called sums; did you mean sum?"),
        ({"goal": "for"}, "goal", "no goal is called for; did you mean four?"),
        ({"preset": "thirty"}, "preset", "no preset is called thirty"),
        ({"open": ["shares"]}, "open", "no control of this scene is called shares; did you mean share?"),
        (
            {"mistakes": [{"most": {"shar": 5}, "feedback": text("m")}]},
            "open",
            "no control of this scene is called shar",
        ),
        ({"solution": {"few": 20}}, "solution", "the solution cannot be set: values for share expected"),
        ({"solution": {"share": 51}}, "solution", "the solution cannot be set: share: not within its limits"),
        ({"solution": {"share": 55}}, "solution", "the solution does not reach the goal (seed 1)"),
        ({"preset": "even", "goal": "four", "open": ["few"], "solution": {"few": 20}}, "", ""),
    ],
)
def test_a_goal_that_cannot_be_reached_is_not_asked(fields: dict[str, Any], place: str, sentence: str) -> None:
    question, misfits = questions.kind("simulator_goal").fit(goal(**fields), STOCK)
    assert [(one.place, one.message.startswith(sentence)) for one in misfits] == ([((place,), True)] if place else [])
    assert question.retired == bool(place)


def test_a_goal_that_is_reached_already_is_not_asked() -> None:
    done = goal(preset=None, open=["few", "share"], solution={"few": 20, "share": 50})
    assert questions.kind("simulator_goal").fit(done, STOCK)[1] == []
    standing = goal(simulator="satisfaction", scene="arrival", preset="half-hour", goal="early", open=["promised"])
    standing = standing.model_copy(update={"solution": {"promised": "25"}})
    assert [one.message for one in questions.kind("simulator_goal").fit(standing, STOCK)[1]] == [
        "the goal is reached at the start (seed 1)"
    ]


def test_luck_is_drawn_where_it_matters_and_never_makes_a_question_hopeless() -> None:
    lucky = desk.samples("simulator_goal")[1][0]
    drawn = [GOAL.draw(lucky, seed) for seed in range(40)]
    assert {one["seed"] for one in drawn} == set(GOAL.SEEDS)
    assert all(GOAL.grade(lucky, one, GOAL.key(lucky)).full for one in drawn)
    assert GOAL.draw(goal(), 3) == {}


def test_the_nearest_mistake_is_named_and_all_others_share_a_sentence() -> None:
    mistakes = [
        {"least": {"share": 80}, "feedback": text("much")},
        {"equal": {"share": 60}, "feedback": text("sixty")},
        {"most": {"share": 50}, "feedback": text("never")},
    ]
    question = goal(mistakes=mistakes)
    said = {
        n: [one.zh for one in GOAL.feedback(question, GOAL.Response(values={"share": n}))] for n in (95, 60, 70, 50)
    }
    assert said == {95: ["文much"], 60: ["文sixty"], 70: ["文f"], 50: []}


def test_a_setting_the_simulator_no_longer_takes_earns_nothing_and_breaks_nothing() -> None:
    stale = GOAL.Response(values={"share": "1000"})
    assert GOAL.grade(goal(), {}, stale).points == 0


@given(places.simulator_goal())
def test_the_settings_of_an_attempt_do_not_tell_the_solution(made: tuple[Any, list[Any]]) -> None:
    question, _ = made
    asked = desk.plain(GOAL.asked(question, {}))
    assert not {"solution", "goal", "mistakes"} & set(asked)
    assert not any("solution" in control for control in asked["controls"])


@pytest.mark.parametrize("kind", ["hotspot", "branching", "simulator_goal"])
def test_everything_the_course_asks_in_these_kinds_fits_and_can_be_won(kind: str) -> None:
    asked = [one for quiz in LIBRARY.quizzes.values() if not quiz.pools for one in quiz.questions if one.kind == kind]
    assert len(asked) >= {"branching": 4}.get(kind, 6)
    for question in asked:
        rules = questions.kind(kind).rules
        assert questions.kind(kind).fit(question, STOCK)[1] == [], question.id
        for seed in range(5):
            assert rules.grade(question, rules.draw(question, seed), rules.key(question)).full, question.id


def test_hr_reads_what_a_tally_counts_in_words() -> None:
    story, _ = desk.samples("branching")[0]
    assert tallies.told(story, "opening>listen", desk.say("zh")) == "“您慢慢说，我听着”"
    switches, _ = desk.samples("simulator_goal")[1]
    said = [tallies.told(switches, name, desk.say("zh")) for name in ("back=true", "when=hour", "gone=1")]
    assert said == ["请客户说一遍：开", "时间怎么说：哪天几点", "gone=1"]


def test_a_path_through_another_version_of_a_story_is_not_graded_by_it() -> None:
    story, _ = desk.samples("branching")[0]
    with pytest.raises(LookupError):
        BRANCHING.grade(story, {}, BRANCHING.Response(path=("gone",)))
