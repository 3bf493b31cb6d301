"""Question statistics as a file: what stands in it, and who takes it away."""

import csv
import io
import re
from datetime import timedelta
from fractions import Fraction

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from courseware.actions import asking, demo, statistics
from courseware.content.demo import invented
from courseware.exports import items
from courseware.exports.routes import routes
from courseware.people import Person
from courseware.progress.hints import Hint
from courseware.progress.statistics import Choice, Item, QuizStatistics
from courseware.records import audit
from courseware.settings import ROOT
from courseware.words import LANGUAGES, Say, Text
from tests.exports.office import hire, sign_in
from tests.records.sample import quiz
from tests.signin.served import NOW, library, words

HR = Person(roles=frozenset({"hr"}))


@pytest.fixture
def client(served):
    """A browser for each role; 30 people have done two quizzes of the course."""
    some = {name: library().quizzes[name] for name in ("customers", "water")}
    demo.fill(served.records, some, invented(), 30, 90, 5, str, NOW - timedelta(1))
    app = Starlette(routes=routes(served))

    def made(role=None, accept="text/html"):
        client = TestClient(app, follow_redirects=False, headers={"Accept": accept, "Accept-Language": "zh-CN"})
        if role:
            person_id = hire(served.records, [(f"Z-{role}", role, "总部")], [role])[f"Z-{role}"][0]
            client.cookies.set(asking.COOKIE, sign_in(served.records, person_id))
        return client

    return made


def lines_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_every_question_has_a_line_with_the_figures_of_the_page(served, client):
    answer = client("hr").get("/export/items.csv?quiz=customers")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="items.csv"')
    made = statistics.report(served.records, HR, "customers", library().quizzes["customers"], served.clock())
    lines = lines_of(answer)
    assert [line["题号"] for line in lines] == list(made.questions)
    for line in lines:
        item = made.item(line["题号"])
        assert item.difficulty is not None
        assert line["做过人数"] == str(item.people)
        assert Fraction(line["得分率 %"]) == pytest.approx(item.difficulty * 100, abs=1e-3)
        if item.discrimination is None:
            assert line["区分度"] == ""
        else:
            assert float(line["区分度"]) == pytest.approx(item.discrimination, abs=1e-4)
        assert float(line["信度 α"]) == pytest.approx(made.statistics.alpha, abs=1e-4)
        if line["题号"] == "q001":
            assert len(re.findall(r"：\d+ 人", line["各答案人数"])) == 4
            assert line["各答案人数"].count("（正确）") == 1


def test_all_quizzes_are_there_in_the_order_of_the_course_and_in_the_language_asked_for(client):
    lines = lines_of(client("trainer").get("/export/items.csv?lang=en"))
    assert list(dict.fromkeys(line["Quiz id"] for line in lines)) == ["customers", "water"]
    assert len(lines) == sum(library().quizzes[name].asks for name in ("customers", "water"))
    assert lines_of(client("admin").get("/export/items.csv?quiz=nothing")) == []


@pytest.mark.parametrize(("role", "status"), [("learner", 403), (None, 401)])
def test_nobody_else_takes_them_away(client, served, role, status):
    answer = client(role).get("/export/items.csv")
    assert answer.status_code == status
    assert ("请先用" if status == 401 else "只有讲师、HR 和管理员") in answer.text
    with served.records.reading() as db:
        assert not [entry for entry in audit.latest(db) if entry.deed == "export-items"]


def test_an_export_is_written_down(client, served):
    client("hr").get("/export/items.csv?quiz=water")
    with served.records.reading() as db:
        entry = next(entry for entry in audit.latest(db) if entry.deed == "export-items")
    assert entry.details == {"quiz_id": "water", "rows": library().quizzes["water"].asks}


@pytest.mark.parametrize("query", ["department=x", "quiz=a&quiz=b", "quiz=%00"])
def test_an_address_that_cannot_be_read_is_refused(client, query):
    assert client("hr").get(f"/export/items.csv?{query}").status_code == 422


def test_what_authors_wrote_runs_nowhere():
    one = quiz().questions[0].model_copy(update={"stem": Text(zh="=cmd|' /C calc'!A0")})
    item = Item(
        30, 9, 1, Fraction(3, 10), -0.25, 12.5, 40.0, {"a": Choice(9, 9, 50.0, 40.0), "b": Choice(20, 0, 70, 80)}
    )
    figures = QuizStatistics(30, 3, {"one": item}, Fraction(200, 3), 12.3456789, 0.5, 8.73, 30)
    hints = (Hint("against"), Hint("ahead", ("b",), 80.0, 40.0))
    made = statistics.Report("1e5", Text(zh="+测验"), figures, {"one": one, "gone": one}, {"one": hints})
    file = io.BytesIO()
    assert items.write(file, iter([made]), Say("zh", words()), NOW.tzinfo) == 2  # type: ignore[arg-type]
    first, second = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))[1:]
    assert first == [
        "\t1e5", "'+测验", "one", "'=cmd|' /C calc'!A0", "30", "30", "9", "1", "-0.25", "12.5",
        "a（正确）：9 人；b：20 人；c：0 人",
        "其余题答得好的人，这题反而更常答错（区分度 −0.25）；答“b”的 20 人，其余题平均 80 分；答对的人平均只有 40 分",
        "30", "3", "66.6666", "12.3457", "0.5", "8.73",
    ]  # fmt: skip
    assert second[4:12] == ["0", "", "0", "0", "", "", "", ""]


def test_the_readme_names_the_file_and_the_page():
    told = (ROOT / "README.md").read_text("utf-8")
    assert "/export/items.csv" in told
    assert "/statistics?quiz=" in told


def test_every_column_has_a_name_in_both_languages():
    keys = [column.key for column in items.COLUMNS]
    assert len(set(keys)) == len(keys)
    for language in LANGUAGES:
        names = [Say(language, words())(f"exports.items.columns.{key}") for key in keys]
        assert len(set(names)) == len(names)
