"""Workshops as files, by address and by command line."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from courseware.actions import audience, rooms
from courseware.actions.audience import Ballot
from courseware.errors import CoursewareError
from courseware.exports.command import write_room, write_rooms
from courseware.exports.rooms import ANSWERS, ATTENDANCE, HELD, Part
from courseware.people import Person
from courseware.progress.room import Put
from courseware.records import audit, people
from courseware.words import LANGUAGES
from tests.exports.test_routes import rows_of
from tests.records.sample import quiz
from tests.signin.served import NOW, words

GUEST = Person(device="a-device-of-a-guest")


@pytest.fixture
def code(office) -> str:
    """A room with an employee, somebody who typed a number a spreadsheet spoils, and a guest with a formula."""
    records = office.served.records
    with records.reading() as db:
        trainer, employee = (people.find(db, number) for number in ("Z1", "00123"))
    assert trainer
    assert employee
    room = rooms.make(records, trainer[0], "=周五班", {"lessons": ["water"]}, "", 7, NOW)
    for n, (who, number) in enumerate(((employee[0], ""), (GUEST, "1E5"), (GUEST, "N7"), (GUEST, ""))):
        audience.enter(records, room.code, f"phone-{n}", "=1+1", number, who, "zh", NOW)
    body = quiz().question("one").model_dump(mode="json")
    for revealed in (True, False):
        poll = rooms.ask(records, trainer[0], room.id, Put("question", "one", body, {}, "water", "bowls"), NOW)
        number: Any = poll.state.poll
        given = [Ballot(room.id, f"phone-{n}", number, {"choice": "aba"[n]}, "zh", NOW) for n in range(3)]
        assert audience.cast(records, given) == ["saved"] * 3
        if revealed:
            rooms.reveal(records, trainer[0], room.id, number, NOW)
    rooms.end(records, trainer[0], room.id, NOW)
    return room.code


def test_attendance_has_a_row_for_everybody_and_says_how_they_are_known(office, code):
    lines = rows_of(office.client().get(f"/export/room-{code}.csv"))
    assert [(one["工号"], one["姓名"], one["怎么知道是谁"], one["答了几题"], one["得分"]) for one in lines] == [
        ("\t00123", "林晓雨", "已登录", "2", "1"),
        ("\t1E5", "\"赵\", 一鸣; <script>", "只填了工号，没有登录", "2", "0"),
        ("N7", "", "填了工号，这个工号还没有账户", "2", "1"),
        ("", "", "没有填工号", "0", "0"),
    ]  # fmt: skip
    assert {one["昵称"] for one in lines} == {"'=1+1"}
    assert {one["现场课"] for one in lines} == {"'=周五班"}


def test_answers_are_of_people_who_said_who_they_are_and_of_revealed_questions(office, code):
    lines = rows_of(office.client().get(f"/export/room-{code}-answers.csv"))
    assert [(one["工号"].strip(), one["题号"], one["回答"], one["得分"], one["满分"]) for one in lines] == [
        ("00123", "one", "a", "1", "1"), ("1E5", "one", "b", "0", "1"), ("N7", "one", "a", "1", "1"),
    ]  # fmt: skip


def test_a_workbook_has_both_as_sheets_and_the_list_of_rooms_has_one(office, code):
    book = load_workbook(io.BytesIO(office.client().get(f"/export/room-{code}.xlsx").content))
    assert [(sheet.title, sheet.max_row) for sheet in book.worksheets] == [("到场", 5), ("回答", 4)]
    assert book.worksheets[0]["A2"].value == "00123"
    day = f"{NOW:%Y-%m-%d}"
    lines = rows_of(office.client().get(f"/export/rooms.csv?since={day}&until={day}"))
    assert [
        (one["房间号"].strip(), one["讲师"], one["到场人数"], one["其中登录人数"], one["问了几题"]) for one in lines
    ] == [(code, "trainer", "4", "1", "2")]
    assert rows_of(office.client().get("/export/rooms.csv?until=2020-01-01")) == []
    assert office.client().get("/export/rooms.csv?department=x").status_code == 422
    assert office.client().get("/export/rooms.xlsx").status_code == 200


@pytest.mark.parametrize(("role", "status"), [("learner", 403), ("trainer", 403), (None, 401)])
def test_nobody_but_hr_takes_a_workshop_away(office, code, role, status):
    for path in (f"room-{code}.csv", f"room-{code}.xlsx", f"room-{code}-answers.csv", "rooms.csv", "rooms.xlsx"):
        answer = office.client(role).get(f"/export/{path}")
        assert answer.status_code == status, path
        assert "林晓雨" not in answer.text
    assert office.client().get("/export/room-AAAAAA.csv").status_code == 404
    assert office.client().get("/export/room-nonsense.xlsx").status_code == 404


def test_the_command_line_writes_the_same_bytes_and_the_audit_has_every_file(office, code, tmp_path):
    files: tuple[tuple[str, Part, str], ...] = (
        ("csv", "attendance", f"room-{code}.csv"), ("csv", "answers", f"room-{code}-answers.csv"),
        ("xlsx", "attendance", f"room-{code}.xlsx"),
    )  # fmt: skip
    for kind, part, path in files:
        output = tmp_path / path
        assert write_room(office.served, kind, part, code.lower(), output, "en") > 0
        assert output.read_bytes() == office.client().get(f"/export/{path}?lang=en").content
    assert write_rooms(office.served, "xlsx", tmp_path / "rooms.xlsx", {"since": "", "until": "", "lang": None}) == 1
    assert (tmp_path / "rooms.xlsx").read_bytes() == office.client().get("/export/rooms.xlsx?lang=zh").content
    with office.served.records.reading() as db:
        deeds = [one.deed for one in audit.latest(db)]
    assert (deeds.count("export-room"), deeds.count("export-rooms")) == (6, 2)
    with pytest.raises(CoursewareError, match="There is no such room"):
        write_room(office.served, "csv", "attendance", "AAAAAA", tmp_path / "none.csv", None)


def test_hr_tells_workshops_from_self_study_in_the_file_of_scores(office, code):
    lines = rows_of(office.client().get("/export/scores.csv?mode=room&lang=en"))
    assert [(one["Employee number"].strip(), one["How"], one["Result"], one["Pass mark %"]) for one in lines] == [
        ("1E5", "Workshop (number typed, not signed in)", "", ""), ("00123", "Workshop", "", ""),
    ]  # fmt: skip
    own = rows_of(office.client().get("/export/scores.csv?mode=self-study&lang=en"))
    assert {one["How"] for one in own} == {"Self-study"}
    assert "mode 只能是" in office.client().get("/export/scores.csv?mode=x").text
    book = load_workbook(io.BytesIO(office.client().get("/export/scores.xlsx?mode=room").content))
    assert [cell.value for cell in book.worksheets[1][2]][4:6] == [None, None], "nobody passes or fails a workshop"


def test_every_column_has_a_name_in_both_languages():
    for column in (*ATTENDANCE, *ANSWERS, *HELD):
        for language in LANGUAGES:
            assert words()[f"exports.columns.{column.key}"].told(language)
