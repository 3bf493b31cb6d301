"""Exports over HTTP and by command line."""

import csv
import io
import json
from urllib.parse import unquote

import pytest

from courseware.actions import asking
from courseware.errors import CoursewareError, Forbidden, Refused
from courseware.exports import filters
from courseware.exports.command import write_scores
from courseware.people import Person
from courseware.records import audit, people
from courseware.records.scores import Filter
from tests.exports.test_files import written


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def exported(office) -> list[audit.Entry]:
    with office.served.records.reading() as db:
        return [entry for entry in audit.latest(db) if entry.deed == "export-scores"]


@pytest.mark.parametrize("role", ["hr", "admin"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_hr_takes_the_scores_away(office, role, kind):
    answer = office.client(role).get(f"/export/scores.{kind}?which=all")
    assert answer.status_code == 200
    assert answer.content == written(office.served, kind)
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["cache-control"] == "no-store"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith(f"attachment; filename=\"scores.{kind}\"; filename*=UTF-8''")
    assert unquote(disposition).endswith(f"成绩-2026-06-12.{kind}")


def test_the_language_of_the_columns_is_the_one_asked_for(office):
    assert "Employee number" in rows_of(office.client(language="en").get("/export/scores.csv"))[0]
    assert "工号" in rows_of(office.client(language="en").get("/export/scores.csv?lang=zh"))[0]


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("", ["86", "92", "3.5", "79", "100"]),
        ("which=best&quiz=home-visit", ["86", "3.5", "79", "100"]),
        ("which=first&quiz=home-visit", ["3.5", "79", "70", "100"]),
        ("which=last&quiz=home-visit", ["86", "10", "3.5", "79"]),
        ("which=all&department=滨江店", ["10", "3.5", "100"]),
        ("which=all&since=2026-06-12", ["86", "10"]),
        ("which=all&until=2026-06-09", ["70", "100"]),
        ("which=all&since=2026-06-09&until=2026-06-09", ["70"]),
        ("status=failed", ["3.5", "79"]),
        ("quiz=no-such-quiz", []),
        ("department=%27%20OR%201%3D1%20--", []),
    ],
)
def test_filters_let_through_what_they_say(office, query, points):
    answer = office.client().get(f"/export/scores.csv?{query}")
    assert [line["得分"] for line in rows_of(answer)] == points


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=12.6.2026", "“12.6.2026”不是日期"),
        ("since=2026-02-30", "不是日期"),
        ("until=20260612", "不是日期"),
        ("since=2026-06-12&until=2026-06-11", "开始日期 2026-06-12 在结束日期 2026-06-11 之后"),
        ("which=every", "which 只能是"),
        ("status=maybe", "status 只能是"),
        ("departement=x", "没有“departement”这个条件"),
        ("department=a&department=b", "写了两次"),
        ("department=a%00b", "写得不对"),
        ("since=<script>", "“&lt;script&gt;”不是日期"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused_in_words(office, query, sentence):
    answer = office.client().get(f"/export/scores.csv?{query}")
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert not exported(office)


@pytest.mark.parametrize(("role", "status"), [("learner", 403), ("trainer", 403), (None, 401)])
def test_nobody_else_takes_scores_away(office, role, status):
    for kind in ("csv", "xlsx"):
        page = office.client(role).get(f"/export/scores.{kind}?which=all")
        assert page.status_code == status
        assert ("请先用" if status == 401 else "只有 HR 和管理员") in page.text
        assert ("Please sign in" if status == 401 else "Only HR and administrators") in page.text
        assert "林晓雨" not in page.text
        assert page.headers["content-security-policy"]
    assert not exported(office)


def test_a_guest_is_shown_the_way_in_and_back(office):
    page = office.client(None).get("/export/scores.csv?which=all&department=滨江店").text
    assert "/sign-in?next=%2Fexport%2Fscores.csv%3Fwhich%3Dall%26department%3D%25E6" in page


@pytest.mark.parametrize("accept", ["application/json", "*/*"])
def test_a_program_is_refused_in_json(office, accept):
    answer = office.client(None, accept=accept).get("/export/scores.csv")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    told = json.loads(answer.text)
    assert told["error"] == "signed-out"
    assert told["zh"].startswith("请先用")
    assert told["en"].startswith("Please sign in")


def test_a_program_shows_its_token(office):
    def get(header: str, role=None):
        return office.client(role).get("/export/scores.csv", headers={"Authorization": header}).status_code

    assert get(f"Bearer {office.tokens['hr']}") == 200
    assert get(f"bearer  {office.tokens['hr']} ") == 200
    assert get(f"Bearer {office.tokens['learner']}") == 403
    assert get("Bearer nobody") == 401
    assert get("Bearer") == 401
    assert get("Basic aHI6aHI=", role="hr") == 401, "a wrong token is not made good by a cookie"
    assert get(f"Bearer {office.tokens['learner']}", role="hr") == 403


def test_an_export_is_in_the_audit_before_its_first_byte(office):
    office.client().get("/export/scores.xlsx?which=all&since=2026-06-01&department=滨江店")
    entry = exported(office)[0]
    hr = asking.whose(office.served.records, office.tokens["hr"], office.served.clock())
    assert hr
    assert (entry.person_id, entry.subject) == (hr.id, "xlsx")
    assert entry.details == {
        "department": "滨江店", "since": "2026-06-01T00:00:00+08:00", "which": "all", "rows": 2
    }  # fmt: skip


def test_asking_what_would_come_exports_nothing(office):
    answer = office.client().head("/export/scores.csv")
    assert (answer.status_code, answer.content) == (200, b"")
    assert not exported(office)
    assert office.client("learner").head("/export/scores.csv").status_code == 403


def test_a_deactivated_hr_takes_nothing_away(office):
    records, now = office.served.records, office.served.clock()
    hr = asking.whose(records, office.tokens["hr"], now)
    assert hr
    assert hr.id
    with records.writing() as db:
        people.set_active(db, hr.id, False)
    asking.forget(records, hr.id)
    assert office.client().get("/export/scores.csv").status_code == 401


def test_without_a_database_nothing_half_written_is_sent(office, monkeypatch):
    from courseware.records import scores

    def breaks(db, wanted):
        yield from []
        raise Refused("database-away")

    monkeypatch.setattr(scores, "rows", breaks)
    answer = office.client().get("/export/scores.csv")
    assert (answer.status_code, "暂时连不上记录库" in answer.text) == (503, True)
    assert not exported(office)


def test_the_command_line_writes_the_same_bytes(office, tmp_path):
    output = tmp_path / "scores.xlsx"
    asked = {"department": "", "quiz": "home-visit", "since": "", "until": "", "which": "all", "lang": None}
    assert write_scores(office.served, "xlsx", output, asked) == 6
    assert output.read_bytes() == office.client().get("/export/scores.xlsx?quiz=home-visit&which=all").content
    assert [entry.person_id is None for entry in exported(office)] == [False, True]


def test_the_command_line_leaves_an_old_file_alone_when_it_fails(office, tmp_path):
    output = tmp_path / "scores.csv"
    output.write_text("old")
    with pytest.raises(CoursewareError, match="“soon” is no date"):
        write_scores(office.served, "csv", output, {"since": "soon"})
    assert [path.name for path in tmp_path.iterdir() if "scores" in path.name] == ["scores.csv"]
    assert output.read_text() == "old"


def test_rights_are_checked_where_the_rows_are_read(office):
    from courseware.actions import scores

    records = office.served.records
    for asker in (Person(), Person(1, "x", "x", "x", frozenset({"learner", "trainer"}))):
        for deed in (
            lambda who: scores.page(records, who, Filter(), 20),
            lambda who: scores.departments(records, who),
            lambda who: scores.quizzes(records, who),
            lambda who: scores.export(records, who, Filter(), "csv", lambda rows: 0, office.served.clock()),
        ):
            with pytest.raises(Forbidden):
                deed(asker)
    hr = Person(1, "x", "x", "x", frozenset({"hr"}))
    first = scores.page(records, hr, Filter(which="all"), 3)
    assert (len(first.rows), first.totals.attempts) == (3, 7)
    assert len(scores.page(records, hr, Filter(which="all"), 3, 3).rows) == 1
    assert scores.departments(records, hr) == ["南京路店", "总部", "滨江店"]
    assert set(scores.quizzes(records, hr)) == {"final", "home-visit"}


def test_an_address_leaves_out_what_was_not_chosen():
    assert filters.address("csv") == "/export/scores.csv"
    assert filters.address("xlsx", department="A B", quiz="", lang="en") == "/export/scores.xlsx?department=A+B&lang=en"
