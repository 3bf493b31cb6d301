"""The certificate as people meet it: earned, printed on one page of A4, read from paper, checked by anybody."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from courseware.actions import quizzes
from courseware.certificates import codes
from courseware.people import Person
from courseware.progress import paper
from courseware.records import attempts, certificates, people
from courseware.records.database import Records
from tests.browser.conftest import Server
from tests.browser.driving import go, press, register, settled, sign_in
from tests.browser.test_accessible import serious
from tests.certificates.earning import earn
from tests.course import library

LIBRARY = library()
assert LIBRARY.course.certificate
NOW = datetime(2026, 6, 11, 17, 30, tzinfo=UTC)
HAN, LATIN = "欧阳司马上官诸葛" * 5, "Wolfeschlegelsteinhausen Maximiliana-Alexandrina van der Featherstonehaugh-Smith"
WIDEST = "W" * 80
NAMES = ["林晓雨", HAN, LATIN, WIDEST, "阿依努尔·买买提", '<b>Anna</b> & "O\'Neil"']
DETAILS = {
    "course": LIBRARY.course.title.model_dump(), "attests": LIBRARY.course.certificate.attests.model_dump(),
    "department": "上海市浦东新区世纪大道旗舰店客户服务中心",
    "lessons": [len(m.lessons) for m in LIBRARY.course.modules],
}  # fmt: skip


@pytest.fixture(scope="module")
def records(server: Server) -> Iterator[Records]:
    opened = Records(f"sqlite:///{server.data / 'courseware.db'}")
    yield opened
    opened.close()


def holder(page: Page, server: Server, records: Records, number: str, name: str = "林晓雨", **details: Any) -> str:
    """Somebody registered and signed in, who holds a certificate; its code."""
    register(page, server.url, number, name)
    code = codes.made(Random(number).choice)
    with records.writing() as db:
        assert certificates.issue(db, code, person(records, number).id or 0, "course", name, DETAILS | details, NOW)
    return code


def person(records: Records, number: str) -> Person:
    with records.reading() as db:
        found = people.find(db, number)
    assert found
    return found[0]


def read_from(picture: Any) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def wider(page: Page) -> int:
    """How many pixels the page moves sideways."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_the_last_quiz_passed_brings_the_certificate_and_the_result_leads_to_it(server, page: Page, records):
    register(page, server.url, "K0001", "周文静")
    learner = person(records, "K0001")
    earn(records, learner, LIBRARY, NOW, but={"trust"})
    answer_all(records, learner, "trust")
    go(page, server.url + "/")
    expect(page.get_by_text("结业证书：还差 1 项")).to_be_visible()
    page.goto(server.url + "/certificate")
    page.get_by_role("link", name=re.compile("从满意到信任")).click()
    page.locator("h1").first.wait_for()
    settled(page)
    press(page, "交卷")
    press(page, "确定交卷")
    page.get_by_role("link", name="打开证书").click()
    expect(page.locator(".sheet .name")).to_have_text("周文静")
    page.get_by_role("link", name="别人看到的查验页").click()
    expect(page.locator("h1")).to_have_text("证书有效")
    assert len(records_of(records, "K0001")) == 1


def answer_all(records: Records, learner: Person, name: str) -> None:
    """Begin a quiz and give every right answer, but do not hand it in."""
    quiz, now = LIBRARY.quizzes[name], datetime.now(UTC)
    made = quizzes.begin(records, learner, name, quiz, 7, now)
    with records.writing() as db:
        for item in made.paper:
            question = quiz.question(item["question"]).at(item["parameters"])
            right = paper.kept(question, paper.rules(question).key(question))
            attempts.append_answer(db, made.id, question.id, 1, right, "zh", now)


def records_of(records: Records, number: str) -> list[Any]:
    with records.reading() as db:
        return certificates.listed(db, number)[0]


@pytest.mark.parametrize(("number", "name"), enumerate(NAMES), ids=[name[:12] for name in NAMES])
def test_it_prints_on_one_page_of_a4_with_everything_on_it(server, page: Page, records, number, name):
    department = WIDEST if name == WIDEST else DETAILS["department"]
    code = holder(page, server, records, f"K01{number:02}", name, department=department)
    page.goto(server.url + "/certificate")
    printout = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(printout) == 1
    assert [round(side / 72 * 25.4) for side in printout[0].get_size()] == [210, 297]
    printed = "".join(printout[0].get_textpage().get_text_range().split()).replace("\ufffe", "-")  # at a line's end
    for part in (
        name, department, "结业证书", "Certificate of completion", DETAILS["attests"]["zh"],
        DETAILS["attests"]["en"], "2026 年 6 月 12 日", "12 June 2026", codes.shown(code),
    ):  # fmt: skip
        assert "".join(part.split()) in printed, part
    assert "打印" not in printed
    assert read_from(printout[0].render(scale=2).to_pil()) == [f"{server.url}/verify/{code}"]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 987})  # what A4 has inside its margins
    assert wider(page) <= 0


def test_it_prints_on_one_page_from_a_dark_screen_and_from_a_phone_too(server, page: Page, records):
    code = holder(page, server, records, "K0200", HAN)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.url + "/certificate")
    assert wider(page) <= 0
    shown = Image.open(BytesIO(page.screenshot(full_page=True)))
    assert read_from(shown) == [f"{server.url}/verify/{code}"]
    printout = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(printout) == 1
    picture = printout[0].render().to_pil().convert("L")
    assert picture.getpixel((20, 20)) == 255  # white, as paper is
    assert read_from(printout[0].render(scale=2).to_pil()) == [f"{server.url}/verify/{code}"]


def test_the_button_asks_the_browser_to_print_and_without_script_a_line_says_how(
    server, page: Page, browser: Browser, records
):
    holder(page, server, records, "K0300")
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(server.url + "/certificate")
    page.get_by_role("button", name="打印，或存成 PDF").click()
    assert page.evaluate("window.printed") is True
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(server.url + "/certificate")
    expect(plain.get_by_text("用浏览器的打印功能")).to_be_visible()
    expect(plain.locator("#print")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_anybody_checks_a_code_typed_from_paper_on_a_phone_without_script(
    server, page: Page, browser: Browser, records, locale
):
    code = holder(page, server, records, f"K04{locale[:2]}", LATIN)
    context = browser.new_context(
        java_script_enabled=False, locale=locale, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    phone = context.new_page()
    phone.goto(server.url + "/verify")
    phone.fill("#code", codes.shown(code).lower().replace("0", "o").replace("1", "l").replace("-", " "))
    phone.get_by_role("button").click()
    assert phone.url == f"{server.url}/verify/{code}"
    expect(phone.locator("h1")).to_have_text("证书有效" if locale == "zh-CN" else "This certificate is valid")
    expect(phone.get_by_text(LATIN)).to_be_visible()
    box = phone.locator("dl.facts").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_it_has_a_serious_fault(server, page: Page, records, scheme):
    code = holder(page, server, records, f"K05{scheme}")
    page.emulate_media(color_scheme=scheme)
    for path in ("/certificate", "/verify", f"/verify/{code}", "/verify/nothing", "/"):
        page.goto(server.url + path)
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(700 if path == "/" else 0)
        assert serious(page) == [], path
    page.context.clear_cookies()
    sign_in(page, server.url, *server.accounts["hr"])
    go(page, server.url + "/certificates")
    assert serious(page) == []
    register_new = f"K06{scheme}"
    page.context.clear_cookies()
    register(page, server.url, register_new)
    page.goto(server.url + "/certificate")
    assert serious(page) == []
