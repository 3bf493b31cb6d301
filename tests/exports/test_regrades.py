"""The sheet that says what a regrade changed: one line an attempt, old and new."""

import csv
import io
from datetime import datetime
from fractions import Fraction
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from courseware.exports.writing import write_regrade
from courseware.people import Person
from courseware.progress.regrading import Change
from courseware.progress.scoring import Score
from courseware.records import audit, regrades
from courseware.words import LANGUAGES, Say
from tests.exports.office import Sat, hire, sit
from tests.signin.served import words

SHANGHAI = ZoneInfo("Asia/Shanghai")
OF = Fraction(100)
REASON = "=答案印错，B 才对"
NAMES = [
    "工号", "姓名", "门店或部门", "测验", "第几次", "开始时间", "交卷时间", "原得分", "新得分", "原得分率 %",
    "新得分率 %", "原结果", "新结果", "原因", "谁改的", "重新评分时间",
]  # fmt: skip


@pytest.fixture
def regraded(office) -> int:
    """A regrade of two attempts: 00123 rises from 70 to 80, the formula falls from 85 to 79.99…."""
    records = office.served.records
    known = hire(records, [("00777", "周敏", "总部")], ["hr"]) | hire(records, [("00888", "=1+1", "-店")])
    sit(records, known, [Sat("00888", 85, days=5)])
    with records.writing() as db:
        rows = {
            one.employee_number: one for one in regrades.submitted(db, "home-visit") if one.score.points in (70, 85)
        }
        low = Fraction(79) + Fraction(99999, 100000)
        made = regrades.apply(db, "home-visit", "q1", "new-key", REASON, known["00777"][0], {
            one.attempt_id: Change(one.attempt_id, after, one.score, after)
            for one, after in ((rows["00123"], Score(Fraction(80), OF)), (rows["00888"], Score(low, OF)))
        }, office.served.clock())  # fmt: skip
    assert made
    return made


def test_the_sheet_has_every_change_old_and_new(office, regraded):
    answer = office.client().get(f"/export/regrade-{regraded}.csv")
    assert answer.status_code == 200
    assert unquote(answer.headers["content-disposition"]).endswith(f"重新评分-{regraded}-2026-06-12.csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert lines[0] == NAMES
    assert lines[1] == [
        "\t00123", "林晓雨", "南京路店", "上门服务", "1", "2026-06-09T13:58:00+08:00", "2026-06-09T14:05:00+08:00",
        "70", "80", "70", "80", "未及格", "及格", f"'{REASON}", "周敏", "2026-06-12T14:05:00+08:00",
    ]  # fmt: skip
    assert lines[2][:3] == ["\t00888", "'=1+1", "'-店"]
    assert lines[2][7:13] == ["85", "79.9999", "85", "79.9999", "及格", "未及格"]
    assert len(lines) == 3


def test_the_workbook_opens_with_numbers_dates_and_text(office, regraded):
    answer = office.client("admin").get(f"/export/regrade-{regraded}.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["分数变化"]
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert [str(name).split("（")[0] for name in lines[0]] == NAMES
    assert lines[1] == [
        "00123", "林晓雨", "南京路店", "上门服务", 1, datetime(2026, 6, 9, 13, 58), datetime(2026, 6, 9, 14, 5), 70, 80,  # noqa: DTZ001
        0.7, 0.8, "未及格", "及格", REASON, "周敏", datetime(2026, 6, 12, 14, 5),  # noqa: DTZ001
    ]  # fmt: skip
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert (sheet["N2"].data_type, sheet["J2"].number_format, sheet["A2"].number_format) == ("s", "0.0%", "@")
    assert sheet.auto_filter.ref == "A1:P3"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_equal_regrades_give_equal_bytes_and_each_export_is_in_the_audit(office, regraded, kind):
    first = office.client().get(f"/export/regrade-{regraded}.{kind}").content
    office.served.later(hours=1)
    assert office.client().get(f"/export/regrade-{regraded}.{kind}").content == first
    with office.served.records.reading() as db:
        noted = [entry for entry in audit.latest(db) if entry.deed == "export-regrade"]
    assert [(entry.subject, entry.details) for entry in noted] == [(kind, {"regrade": regraded, "rows": 2})] * 2


@pytest.mark.parametrize(("role", "status"), [("learner", 403), ("trainer", 403), (None, 401)])
def test_nobody_else_takes_it_away(office, regraded, role, status):
    assert office.client(role).get(f"/export/regrade-{regraded}.csv").status_code == status


@pytest.mark.parametrize("number", ["999", str(10**30)])
def test_a_number_that_nothing_has_gets_a_sentence(office, number):
    answer = office.client().get(f"/export/regrade-{number}.xlsx")
    assert (answer.status_code, "没有这次重新评分" in answer.text) == (404, True)


def test_the_columns_have_a_name_in_both_languages(office, regraded):
    for language in LANGUAGES:
        file = io.BytesIO()
        hr = Person(1, "x", "x", "x", frozenset({"hr"}))
        say, now = Say(language, words()), office.served.clock()
        assert write_regrade("csv", file, office.served.records, hr, regraded, say, SHANGHAI, now) == 2


def test_exports_of_scores_carry_the_score_of_today(office, regraded):
    text = office.client().get("/export/scores.csv?which=all&since=2026-06-09&until=2026-06-09").content.decode()
    assert ',80,100,80,80,"及格"' in text
