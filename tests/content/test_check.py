"""Checking: every kind of mistake is reported by file, line and key, and the rest of the course is kept."""

import pytest

from courseware.content.library import load
from courseware.content.report import report
from courseware.content.shelf import Shelf
from tests.content.small import COURSE, LESSON, QUIZ, write


@pytest.fixture
def course(tmp_path):
    return write(tmp_path)


def break_lesson(course, old, new, count=1):
    (course / "lessons/water.yaml").write_text(LESSON.replace(old, new, count), "utf-8")
    return load(course)


def problems(library):
    """Problems of the course, not of the captions that come with the code."""
    return [p for p in library.problems if not p.file.endswith("words.yaml")]


def only(library, level="error"):
    found = [p for p in problems(library) if p.level == level]
    assert len(found) == 1, found
    return found[0]


def test_a_sound_course_has_no_problems(course):
    library = load(course)
    assert not problems(library)
    assert library.order() == ["water", "other"]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ("minutes: 5", "minuts: 5", 4, "minuts", "did you mean `minutes`"),
        ("minutes: 5", "minutes: many", 4, "minutes", "many"),
        ("title: {zh: 三杯水, en: Three bowls}", "title: {en: Three bowls}", 1, "title.zh", "missing"),
        ("title: {zh: 三杯水, en: Three bowls}", "title: 三杯水", 1, "title", "expected a mapping"),
        ("n: 1+2+3+4+5", "n: 1+two", 7, "numbers.total.n", "only numbers"),
        ("unit: item", "unit: itm", 7, "numbers.total.unit", "did you mean item"),
        ("quiz: water", "quiz: watr", 5, "quiz", "did you mean water"),
        ("kind: text", "kind: txt", 14, "pages[0].blocks[0].kind", "did you mean `text`"),
        ("sources: [D2-37]", "sources: [D2-99]", 15, "pages[0].blocks[0].sources[0]", "no item is called D2-99"),
        ("        sources: [D2-37]\n", "", 14, "pages[0].blocks[0]", "names its sources"),
        ("三杯水, en: Three bowls of water", "3 杯水, en: 4 bowls", 16, "pages[0].blocks[0].body", "stands in the"),
        (
            "三杯水, en: Three bowls of water",
            '"有 {totl}", en: "with {totl}"',
            16,
            "pages[0].blocks[0].body",
            "mean total",
        ),
        (
            "三杯水, en: Three bowls of water",
            '"有 {total}", en: with',
            16,
            "pages[0].blocks[0].body",
            "one language only",
        ),
        ("id: two", "id: one", 18, "pages[1].id", "another page of this lesson"),
    ],
)
def test_a_mistake_in_a_lesson_is_named_by_line_and_key(course, old, new, line, key, said):
    library = break_lesson(course, old, new)
    found = [p for p in library.problems if p.file == "lessons/water.yaml" and said in p.message]
    assert found, library.problems
    assert (found[0].line, found[0].key) == (line, key)
    assert "other" in library.lessons


def test_a_missing_english_text_is_a_warning(course):
    library = break_lesson(course, "en: Three bowls of water", "")
    problem = only(library, "warning")
    assert problem.key == "pages[0].blocks[0].body"
    assert all(p.level == "warning" for p in problems(library))


@pytest.mark.parametrize(
    "text",
    [
        "3 万元|30,000 yuan",
        "6000 万元|60 million yuan",
        "1.5 亿|150 million",
        "3 杯|three bowls",
        "三杯|3 bowls",
        "两次|2 times",
        "第 1 步|the first step",
    ],
)
def test_numbers_that_agree_are_read_in_both_ways_of_writing(course, text):
    zh, en = text.split("|")
    library = break_lesson(course, "zh: 三杯水, en: Three bowls of water", f'zh: {zh}, en: "{en}"')
    assert not problems(library)


@pytest.mark.parametrize("text", ["3 万元|3,000 yuan", "15 项|14 items", "82%|28%", "100 元|yuan"])
def test_numbers_that_differ_are_a_problem(course, text):
    zh, en = text.split("|")
    library = break_lesson(course, "zh: 三杯水, en: Three bowls of water", f'zh: {zh}, en: "{en}"')
    assert any(p.level == "error" for p in problems(library))


def test_a_question_id_is_used_once_in_the_whole_course(course):
    (course / "quizzes/again.yaml").write_text(QUIZ, "utf-8")
    assert "belongs to a question in" in only(load(course)).message


def test_a_question_names_a_page_that_exists(course):
    (course / "quizzes/water.yaml").write_text(QUIZ.replace("page: one", "page: oen"), "utf-8")
    problem = only(load(course))
    assert (problem.line, problem.key) == (6, "questions[0].page")
    assert "did you mean one" in problem.message


DRAWN = """
  - id: q2
    kind: numeric
    sources: [D2-37]
    draw: {cups: {from: 2, to: 6}}
    stem: {zh: "{cups} 杯，每杯 2 元，多少元？", en: "{cups} cups at 2 yuan: how many yuan?"}
    explanation: {zh: "{cups} × 2", en: "{cups} × 2"}
    answer: cups*2
"""


def test_a_question_places_the_numbers_it_draws_and_no_others(course):
    path = course / "quizzes/water.yaml"
    path.write_text(QUIZ + DRAWN, "utf-8")
    assert not problems(load(course))
    path.write_text(QUIZ + DRAWN.replace('zh: "{cups} × 2", en: "{cups}', 'zh: "{cup} × 2", en: "{cup}'), "utf-8")
    problem = only(load(course))
    assert problem.key == "questions[1].explanation"
    assert "no number is called cup; did you mean cups" in problem.message
    path.write_text(QUIZ.replace("zh: 变的是感觉", 'zh: "变的是 {cups}"') + DRAWN, "utf-8")
    assert any("no number is called cups" in problem.message for problem in problems(load(course)))


def test_the_unit_of_a_gap_is_one_the_course_knows(course):
    gaps = """
  - id: q3
    kind: gaps
    sources: [D2-37]
    stem: {zh: 填空, en: Fill in}
    explanation: {zh: 解, en: Because}
    text: {zh: "[[cups]]", en: "[[cups]]"}
    gaps: {cups: {answer: 3, unit: itm}}
"""
    (course / "quizzes/water.yaml").write_text(QUIZ + gaps, "utf-8")
    problem = only(load(course))
    assert (problem.key, problem.line) == ("questions[1].gaps.cups.unit", 19)
    assert "did you mean item" in problem.message
    (course / "quizzes/water.yaml").write_text(QUIZ + gaps.replace("answer: 3, unit: itm", "unit: item"), "utf-8")
    assert "a gap has `options`, or `accepted`, or `answer`" in only(load(course)).message
    (course / "quizzes/water.yaml").write_text(QUIZ + gaps.replace("unit: itm", "unti: item"), "utf-8")
    assert "unknown key" in only(load(course)).message


def test_a_question_whose_numbers_cannot_work_is_reported(course):
    (course / "quizzes/water.yaml").write_text(QUIZ + DRAWN.replace("cups*2", "cups-3"), "utf-8")
    problem = only(load(course))
    assert problem.key == "questions[1]"
    assert "no minus sign" in problem.message
    assert "when cups = 2" in problem.message


def test_a_lesson_of_the_course_that_is_not_there_is_reported(course):
    (course / "lessons/other.yaml").unlink()
    problem = only(load(course))
    assert problem.key == "modules[0].lessons[1]"


@pytest.mark.parametrize(
    "broken",
    [
        b"a:\n\tb: 1\n",
        b"\xff\xfe",
        b"",
        b"[" * 200_000,
        b"a: &x 1\n",
        b"a: !!python/name:os.system x\n",
        b"x" * 2_000_000,
    ],
)
def test_a_broken_file_is_reported_and_the_rest_is_served(course, broken):
    (course / "lessons/water.yaml").write_bytes(broken)
    library = load(course)
    assert {p.file for p in library.problems} >= {"lessons/water.yaml"}
    assert library.order() == ["other"]


def test_the_server_keeps_the_last_good_version_of_a_file_that_breaks(course):
    now = [0.0]
    shelf = Shelf(course, clock=lambda: now[0])
    first = shelf.library()
    (course / "lessons/water.yaml").write_text(LESSON.replace("minutes: 5", "minuts: 5"), "utf-8")
    now[0] = 5.0
    second = shelf.library()
    assert second is not first
    assert problems(second)
    assert second.lessons["water"] == first.lessons["water"]
    (course / "lessons/water.yaml").write_text(LESSON.replace("minutes: 5", "minutes: 6"), "utf-8")
    now[0] = 10.0
    assert not problems(shelf.library())
    assert shelf.library().lessons["water"].minutes == 6


def test_nothing_is_read_again_while_nothing_changes(course):
    now = [0.0]
    shelf = Shelf(course, clock=lambda: now[0])
    first = shelf.library()
    now[0] = 100.0
    assert shelf.library() is first


def test_the_report_says_which_items_are_used_where(course):
    found = report(load(course))
    assert set(found["sources"]["D2-37"]) >= {"q1", "water/one", "other/four"}
    assert (found["modules"], found["lessons"], found["pages"], found["questions"]) == (1, 2, 8, 1)


@pytest.mark.parametrize(
    ("exams", "said"),
    [("[course]", "the course has no exam"), ("[modules]", "no module has an exam"), ("[cours]", "course")],
)
def test_a_certificate_that_asks_for_an_exam_that_is_not_there_is_a_problem(course, exams, said):
    rule = f"certificate:\n  exams: {exams}\n  attests: {{zh: 学完, en: has read}}\n"
    (course / "lessons/course.yaml").write_text(COURSE + rule, "utf-8")
    problem = only(load(course))
    assert (problem.line, problem.key) == (8, "certificate.exams[0]")
    assert said in problem.message


def test_a_certificate_earned_by_nothing_is_a_problem(course):
    rule = "certificate:\n  lessons: none\n  exams: []\n  attests: {zh: 学完, en: has read}\n"
    (course / "lessons/course.yaml").write_text(COURSE + rule, "utf-8")
    assert "earned by lessons, by exams" in " ".join(p.message for p in load(course).errors)
