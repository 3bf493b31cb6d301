"""The pages of certificates over HTTP: who sees what, in both languages, and nothing more."""

import re

import pytest
from starlette.testclient import TestClient

from courseware.actions import certificates
from courseware.certificates import sheet, tries
from courseware.errors import Refused
from courseware.progress.certificate import Left
from tests.certificates.office import CODE, ISSUED, LIBRARY, SHANGHAI, Office, open_office

MARKUP = '<script>alert(1)</script> & "x" {{ 7*7 }} *b*'


@pytest.fixture
def office(tmp_path) -> Office:
    return open_office(tmp_path)


def text(html: str) -> str:
    """What a reader sees of the page."""
    return " ".join(re.sub(r"(?s)<style>.*?</style>|<[^>]*>", " ", html).split())


def test_a_guest_signs_in_first_and_comes_back(office):
    answer = office.browser().get("/certificate", params={"lang": "en"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fcertificate&lang=en")


def test_whoever_has_none_yet_sees_what_is_left_with_links(office):
    office.person()
    html = office.browser("A0317").get("/certificate").text
    assert html.count("<li>") == 9
    assert '<a href="/lesson?lesson=customers">' in html
    assert "另外还有 21 项" in html
    assert 'class="sheet' not in html


def test_the_sheet_names_holder_store_award_and_date_in_both_languages(office):
    office.certify(office.person())
    html = office.browser("A0317", "en").get("/certificate").text
    seen = text(html)
    for part in (
        "林晓雨", "南京路店", "结业证书", "Certificate of completion", "学完全部课程。", "has read it all.",
        "2026 年 6 月 12 日", "12 June 2026", "RP42-YMJW-WC4Y-VRY3", "赢在服务", "Winning Service",
    ):  # fmt: skip
        assert part in seen, part
    assert "A0317" not in html
    assert html.count("<b></b>") == 7
    assert "<svg" in html.split('class="qr"')[1]


def test_hr_opens_the_sheet_of_anybody_and_others_get_the_page_that_checks_it(office):
    office.certify(office.person())
    office.person("H1", "hr")
    office.person("T1", "learner", "trainer")
    assert "南京路店" in office.browser("H1").get(f"/certificate/{CODE}").text
    assert "南京路店" in office.browser("A0317").get(f"/certificate/{CODE.lower()}").text
    for number in ("T1", ""):
        answer = office.browser(number).get(f"/certificate/{CODE}")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/verify/{CODE}")
    for path in ("/certificate/nothing", "/certificate/%2F%2Fevil.example"):
        assert office.browser("H1").get(path).headers["location"].startswith("/verify/")


@pytest.mark.parametrize(("language", "valid"), [("zh", "证书有效"), ("en", "This certificate is valid")])
def test_anybody_checks_a_certificate_and_learns_only_what_it_needs(office, language, valid):
    office.certify(office.person(), department="南京路店")
    answer = office.browser(language=language).get(f"/verify/{CODE}")
    assert answer.status_code == 200
    seen = text(answer.text)
    day = "2026 年 6 月 12 日" if language == "zh" else "12 June 2026"
    assert all(part in seen for part in (valid, "林晓雨", day, "RP42-YMJW-WC4Y-VRY3"))
    assert "南京路店" not in answer.text
    assert "A0317" not in answer.text


@pytest.mark.parametrize(("language", "revoked"), [("zh", "证书已撤销"), ("en", "This certificate has been revoked")])
def test_a_revoked_certificate_says_so_and_when_but_not_why(office, language, revoked):
    office.revoke(office.certify(office.person()))
    answer = office.browser(language=language).get(f"/verify/{CODE}")
    seen = text(answer.text)
    assert revoked in seen
    assert ("2026 年 6 月 12 日" if language == "zh" else "12 June 2026") in seen
    assert "代考" not in answer.text
    mine = office.browser("A0317", language).get("/certificate")
    assert "HR" in text(mine.text)
    assert 'class="sheet' not in mine.text
    assert office.browser("H0001").get(f"/certificate/{CODE}").headers["location"] == f"/verify/{CODE}"


@pytest.mark.parametrize(
    "path",
    [
        "/verify/0000000000000000",
        "/verify/nothing",
        "/verify/%00",
        "/verify/a/b",
        "/verify//evil.example",
        "/verify?code=nothing",
    ],
)
def test_a_code_nobody_has_is_unknown(office, path):
    office.certify(office.person())
    answer = office.browser().get(path)
    assert answer.status_code == 404
    assert "没有这张证书" in text(answer.text)


def test_the_form_leads_to_the_address_of_the_certificate_and_keeps_the_language(office):
    office.certify(office.person())
    client = office.browser()
    form = client.get("/verify", params={"lang": "en"}).text
    assert 'action="/verify" method="get"' in form
    assert '<input type="hidden" name="lang" value="en">' in form
    answer = client.get("/verify", params={"code": " rp42 ymjw-wc4y vry3 ", "lang": "en"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/verify/{CODE}?lang=en")


def test_what_people_typed_stays_text(office):
    office.certify(office.person(name=MARKUP, department=MARKUP), department=MARKUP)
    for path, number in (("/certificate", "A0317"), (f"/verify/{CODE}", ""), ("/verify", "")):
        html = (
            office.browser(number)
            .get(path, params={"code": MARKUP, "lang": '"><script>'} if path == "/verify" else {})
            .text
        )
        assert "<script>alert" not in html
        assert '"><script>' not in html
        assert "&lt;script&gt;" in html
        assert "49" not in text(html)


def test_nothing_is_indexed_kept_or_framed(office):
    office.certify(office.person())
    for path, number in (("/verify", ""), (f"/verify/{CODE}", ""), ("/verify/nothing", ""), ("/certificate", "A0317"),
                         ("/certificate", "")):  # fmt: skip
        answer = office.browser(number).get(path)
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert answer.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex,nofollow">' in office.browser().get("/verify").text


def test_too_many_unknown_codes_have_to_wait_whatever_comes_next(office):
    office.certify(office.person())
    client = office.browser()
    for n in range(tries.PER_ADDRESS.amount):
        assert client.get(f"/verify/{n:016}").status_code == 404
        assert client.get(f"/verify/{CODE}").status_code == 200 if n % 10 == 0 else True
    answer = client.get(f"/verify/{CODE}")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 300
    assert "林晓雨" not in answer.text
    assert "请过 5 分钟再查" in text(answer.text)


def test_codes_that_exist_are_checked_as_often_as_people_like(office):
    office.certify(office.person())
    client = office.browser()
    assert {client.get(f"/verify/{CODE}").status_code for _ in range(tries.PER_ADDRESS.amount + 5)} == {200}


def test_a_database_that_does_not_answer_gives_a_sentence(office, monkeypatch):
    def away(*_):
        raise Refused("database-away")

    monkeypatch.setattr(certificates, "check", away)
    answer = office.browser().get(f"/verify/{CODE}")
    assert answer.status_code == 503
    assert "记录暂时读不到" in text(answer.text)


@pytest.mark.parametrize(
    ("base", "there"),
    [("https://train.example.com/", "https://train.example.com/verify/"), ("", "http://testserver/verify/")],
)
def test_the_qr_code_leads_to_the_address_people_reach_the_server_at(tmp_path, monkeypatch, base, there):
    office = open_office(tmp_path, base_url=base)
    office.certify(office.person())
    drawn: list[str] = []
    monkeypatch.setattr(sheet, "qr", lambda address: drawn.append(address) or "")
    client: TestClient = office.browser("A0317")
    html = client.get("/certificate").text
    assert drawn == [there + CODE]
    assert there.split("://")[1].rstrip("/") in html


def test_a_name_is_set_smaller_the_longer_it_is():
    assert [sheet.size(name) for name in ("林晓雨", "Anna Smith", "欧阳娜娜古丽·阿依努尔", "伊" * 40, "W" * 80)] == [
        "short", "short", "middle", "long", "long"
    ]  # fmt: skip


def test_a_day_is_that_of_the_zone():
    assert sheet.date(ISSUED, SHANGHAI, LIBRARY.say("zh")) == "2026 年 6 月 12 日"
    assert sheet.date(ISSUED, SHANGHAI, LIBRARY.say("en")) == "12 June 2026"


def test_every_thing_left_leads_to_where_it_is_done():
    say = LIBRARY.say("zh")
    left = (Left("read", "water"), Left("quiz", "water"), Left("exam", "exam"))
    lines = [sheet.line(LIBRARY, say, one) for one in left]
    assert [where for _, _, where in lines] == ["/lesson?lesson=water", "/quiz?quiz=water", "/quiz?quiz=exam"]
    assert lines[0][0] == lines[1][0] == "第 9 课 冷热水效应"
    assert lines[2][0] == "结业考试"
    assert sheet.line(LIBRARY, say, Left("away", "gone"))[2] == "/"
