"""The files themselves: what a spreadsheet, and a program, find in them."""

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from fractions import Fraction
from weakref import WeakSet
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from courseware.actions import scores
from courseware.actions.scores import OPERATOR
from courseware.errors import Refused
from courseware.exports import separated, workbook
from courseware.exports.columns import COLUMNS
from courseware.exports.writing import KINDS, write
from courseware.records.scores import Filter, ScoreRow
from courseware.words import Language, Say, Text
from tests.exports.office import Sat, hire, sit
from tests.signin.served import NOW, words

SHANGHAI = ZoneInfo("Asia/Shanghai")
TIME = datetime(2026, 6, 12, 6, 5, 9, 123456, tzinfo=UTC)


def say() -> Say:
    return Say("zh", words())


def row(number: str = "A0317", name: str = "林晓雨", **more) -> ScoreRow:
    values = {
        "attempt_id": 7, "employee_number": number, "name": name, "department": "南京路店", "quiz_id": "home-visit",
        "quiz": Text(zh="上门服务"), "number": 2, "began_at": TIME, "submitted_at": TIME, "points": Fraction(7, 3),
        "maximum": Fraction(6), "percent": Fraction(700, 18), "pass_mark": 80, "passed": False, **more,
    }  # fmt: skip
    return ScoreRow(**values)


def as_csv(*rows: ScoreRow) -> list[list[str]]:
    file = io.BytesIO()
    separated.write(file, rows, say(), SHANGHAI)
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def as_sheets(file: io.BytesIO) -> tuple[list[list], list[list]]:
    book = load_workbook(file)
    return tuple([[cell.value for cell in line] for line in sheet.iter_rows()] for sheet in book.worksheets)  # type: ignore[return-value]


def written(served, kind: str, wanted: Filter | None = None, language: Language = "zh") -> bytes:
    file = io.BytesIO()
    told = Say(language, words())
    write(kind, file, served.records, OPERATOR, wanted or Filter(which="all"), told, SHANGHAI, served.clock())
    return file.getvalue()


def test_a_csv_opens_in_chinese_offices():
    file = io.BytesIO()
    assert separated.write(file, [row()], say(), SHANGHAI) == 1
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    lines = file.getvalue().decode("utf-8-sig").split("\r\n")
    assert len(lines) == 3
    assert lines[0].startswith('"工号","姓名","门店或部门","测验","第几次"')
    assert lines[1] == (
        '"A0317","林晓雨","南京路店","上门服务",2,"2026-06-12T14:05:09+08:00","2026-06-12T14:05:09+08:00",'
        '2.3333,6,38.8888,80,"未及格","home-visit",7,"","自学"'
    )
    assert "\n" not in "".join(lines)


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("00123", "\t00123"), ("202612345678", "\t202612345678"), ("1E5", "\t1E5"), ("1e-5", "\t1e-5"),
        ("3-4", "\t3-4"), ("2026-06-12", "\t2026-06-12"), ("MAR1", "\tMAR1"), ("1-mar", "\t1-mar"), ("TRUE", "\tTRUE"),
        ("0", "0"), ("12345678901", "12345678901"), ("A0317", "A0317"), ("MARY7B", "MARY7B"), ("-5", "'-5"),
        ("_1", "_1"), ("沪001", "沪001"),
    ],
)  # fmt: skip
def test_an_employee_number_reads_in_a_spreadsheet_as_it_is(number, kept):
    assert as_csv(row(number))[1][0] == kept


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "  =1", "\u3000=1", "\u00a0-1",
     "\u200b=1", "\ufeff=1", "\x00=1", "\tx", "⁺1", "﹣1"],
)  # fmt: skip
def test_a_formula_is_defused(typed):
    assert separated.defused(typed) == f"'{typed}"
    assert as_csv(row(name=typed))[1][1] == f"'{typed}"


@given(st.text(), st.text(min_size=1))
def test_no_cell_of_a_csv_begins_like_a_formula(name, department):
    line = as_csv(row(name=name, department=department, quiz=Text(zh=f"x{name}")))[1]
    assert line[1].removeprefix("'") == name.removeprefix("'")
    for cell in line:
        seen = next((c for c in cell if unicodedata.category(c)[0] not in "ZC"), " ")
        assert unicodedata.normalize("NFKC", seen)[0] not in "=+-@"
        assert not cell.startswith(("\r", "\n", "\t"))


@given(st.from_regex(r"[0-9A-Za-z_-]{1,40}", fullmatch=True))
def test_an_employee_number_is_found_again(number):
    cell = as_csv(row(number))[1][0]
    assert cell.lstrip("\t'") == number
    assert not (cell.isdigit() and str(int(cell)) != cell)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(100), "100"), (Fraction(0), "0"), (Fraction(173, 2), "86.5"), (120, "120"),
        (Fraction(79999999, 1000000), "79.9999"), (Fraction(1, 100000), "0"), (Fraction(1, 1000), "0.001"),
    ],
)  # fmt: skip
def test_a_number_is_plain_and_never_rounded_up(value, shown):
    assert str(separated.decimal(value)) == shown
    assert as_csv(row(percent=Fraction(value)))[1][9] == shown


def test_quotes_line_ends_and_semicolons_come_back_as_they_were():
    name = 'a"b;c,d\r\ne'
    assert as_csv(row(name=name))[1][1] == name


def test_a_workbook_holds_real_numbers_and_dates_and_text_where_text_is_meant():
    file = io.BytesIO()
    nasty = "=cmd|' /C calc'!A0"
    workbook.write(file, [row("00123", nasty, percent=Fraction(865, 10))], say(), SHANGHAI)
    lines, _ = as_sheets(file)
    assert lines[0][:2] == ["工号", "姓名"]
    assert lines[0][6] == "交卷时间（Asia/Shanghai）"
    assert lines[1] == [
        "00123", nasty, "南京路店", "上门服务", 2, datetime(2026, 6, 12, 14, 5, 9), datetime(2026, 6, 12, 14, 5, 9),  # noqa: DTZ001
        pytest.approx(7 / 3), 6, 0.865, 0.8, "未及格", "home-visit", 7, None, "自学",
    ]  # fmt: skip
    sheet = load_workbook(file).worksheets[0]
    assert sheet["B2"].data_type == "s"
    assert sheet["A2"].number_format == "@"
    assert sheet["G2"].number_format == "yyyy-mm-dd hh:mm:ss"
    assert sheet["J2"].number_format == "0.0%"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:P2"
    assert sheet.column_dimensions["D"].width > 20


@pytest.mark.parametrize(
    "name", ["\x00NUL", "\x0bVT", "x" * 40_000, "http://x.example", "{=1}", "\ufffe", "👩🏽‍🔧", "_x0041_"]
)
def test_a_workbook_opens_whatever_a_name_holds(name):
    file = io.BytesIO()
    workbook.write(file, [row(name=name)], say(), SHANGHAI)
    found = as_sheets(file)[0][1][1]
    assert len(found) <= 32_767
    assert found.startswith(name[:3]) or name[0] in "\x00\x0b\ufffe_"


def test_times_are_those_of_the_zone_asked_for():
    file = io.BytesIO()
    workbook.write(file, [row()], Say("en", words()), ZoneInfo("Europe/London"))
    lines, _ = as_sheets(file)
    assert lines[0][6] == "Handed in (Europe/London)"
    assert lines[1][6] == datetime(2026, 6, 12, 7, 5, 9)  # noqa: DTZ001


def test_the_summary_counts_people_once_and_attempts_each_time(office):
    sheets = as_sheets(io.BytesIO(written(office.served, "xlsx")))
    assert sheets[1] == [
        ["门店或部门", "测验", "人数", "次数", "及格人数", "及格率", "平均得分率", "最高得分率"],
        ["南京路店", "结业测验", 1, 1, 1, 1, 0.92, 0.92],
        ["南京路店", "上门服务", 2, 3, 1, 0.5, pytest.approx(0.78333333), 0.86],
        ["滨江店", "上门服务", 2, 3, 1, 0.5, pytest.approx(0.56111111), 1],
    ]
    assert sum(line[3] for line in sheets[1][1:]) == len(sheets[0]) - 1 == 7


@pytest.mark.parametrize("kind", KINDS)
def test_equal_scores_give_equal_bytes(office, kind):
    first = hashlib.sha256(written(office.served, kind)).hexdigest()
    office.served.later(days=1)
    assert hashlib.sha256(written(office.served, kind)).hexdigest() == first
    assert hashlib.sha256(written(office.served, kind, language="en")).hexdigest() != first


@pytest.mark.parametrize("kind", KINDS)
def test_without_scores_there_is_a_header_and_nothing_else(served, kind):
    data = written(served, kind)
    assert data == written(served, kind)
    if kind == "csv":
        assert data.decode("utf-8-sig").count("\r\n") == 1
    else:
        lines, summary = as_sheets(io.BytesIO(data))
        assert (len(lines), len(summary)) == (1, 1)


def test_what_fits_no_sheet_is_refused_before_anything_is_written(office, monkeypatch):
    monkeypatch.setitem(KINDS, "xlsx", (KINDS["xlsx"][0], 6, ""))
    with pytest.raises(Refused) as refused:
        written(office.served, "xlsx")
    sentence = say()(f"exports.refused.{refused.value.key}", **refused.value.values)
    assert sentence.startswith("一共 7 行，一张工作表最多 6 行")


def counted(rows: Iterable[ScoreRow], alive: list[int]) -> Iterator[ScoreRow]:
    """Passes the rows on, and notes how many of them are still held by somebody."""
    held: WeakSet[ScoreRow] = WeakSet()
    for one in rows:
        held.add(one)
        alive.append(len(held))
        yield one


@pytest.mark.parametrize("writer", [separated.write, workbook.write])
def test_rows_are_written_as_they_come_and_not_kept(writer, tmp_path):
    alive: list[int] = []
    many = (row(f"N{at % 500}", attempt_id=at) for at in range(3_000))
    with open(tmp_path / "file", "wb") as file:
        assert writer(file, counted(many, alive), say(), SHANGHAI) == 3_000
    assert max(alive) < 5


def test_twenty_thousand_scores_leave_without_being_held(served, tmp_path):
    numbers = [f"N{at}" for at in range(200)]
    known = hire(served.records, [(number, f"员工 {number}", "南京路店") for number in numbers])
    sit(served.records, known, [Sat(numbers[at % 200], at % 101, days=at / 500) for at in range(20_000)])
    alive: list[int] = []
    with open(tmp_path / "file", "wb") as file:

        def taken(rows: Iterator[ScoreRow]) -> int:
            return separated.write(file, counted(rows, alive), say(), SHANGHAI)

        assert scores.export(served.records, OPERATOR, Filter(which="all"), "csv", taken, NOW) == 20_000
    assert max(alive) < 5


def test_every_column_has_a_name_in_both_languages():
    keys = [column.key for column in COLUMNS]
    assert len(set(keys)) == len(keys)
    for key in keys:
        text = words()[f"exports.columns.{key}"]
        assert text.zh != text.en
