"""The sign-in pages as a browser meets them, over real records."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from markupsafe import escape
from starlette.applications import Starlette

from courseware.actions import accounts, asking
from courseware.actions.particulars import Particulars
from courseware.errors import Refused
from courseware.people import Person
from courseware.records import audit, people, sessions, study
from courseware.signin.routes import FORM_COOKIE, routes
from tests.signin.served import PASSWORD, Visitor, open_served, said

FILLED = {"employee_number": "A1", "name": "李", "department": "店", "password": PASSWORD, "password_again": PASSWORD}


def who(served, visitor) -> Person:
    return asking.who(served.records, visitor.cookies, served.clock())


def deeds(served) -> list[str]:
    with served.records.reading() as db:
        return [entry.deed for entry in audit.latest(db)]


def test_registering_signs_a_learner_in(served, visitor):
    answer = visitor.register()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    person = who(served, visitor)
    assert (person.employee_number, person.name, person.department) == ("A0317", "林晓雨", "南京路店")
    assert person.roles == {"learner"}
    assert deeds(served) == ["register"]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(served, visitor):
    cookie = visitor.register().headers["set-cookie"]
    assert cookie.startswith(f"{asking.COOKIE}=")
    for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=1209600"):
        assert part in cookie
    assert "Secure" not in cookie


def test_on_https_every_cookie_insists_on_it(tmp_path):
    served = open_served(tmp_path, base_url="https://learn.example")
    visitor = Visitor(Starlette(routes=routes(served)))
    visitor.client.base_url = "https://learn.example"
    for answer in (visitor.get("/sign-in?lang=zh"), visitor.register()):
        for cookie in answer.headers.get_list("set-cookie"):
            assert "Secure" in cookie


def test_signing_in_ends_where_one_wanted_to_go(served, app, visitor):
    visitor.register()
    other = Visitor(app)
    page = other.get("/sign-in?next=/quiz%3Fquiz=home-visit").text
    assert 'name="next" value="/quiz?quiz=home-visit"' in page
    assert "/register?next=%2Fquiz%3Fquiz%3Dhome-visit" in page
    answer = other.sign_in(next="/quiz?quiz=home-visit")
    assert (answer.status_code, answer.headers["location"]) == (303, "/quiz?quiz=home-visit")
    assert who(served, other).name == "林晓雨"
    assert other.get("/sign-in?next=/account").headers["location"] == "/account"


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "/\\evil.example", "/%09//evil.example "])
def test_nobody_is_sent_to_another_server(served, visitor, path):
    visitor.register()
    assert visitor.get("/sign-in", params={"next": path}).headers["location"] in ("/", "/%09//evil.example")
    visitor.client.cookies.clear()
    assert visitor.sign_in(next=path).headers["location"] in ("/", "/%09//evil.example")


def test_a_wrong_password_keeps_the_number_and_never_the_password(served, visitor):
    visitor.register()
    visitor.client.cookies.clear()
    answer = visitor.sign_in(password="wrong-secret")
    assert answer.status_code == 401
    assert said(answer) == "工号或密码不对。"
    assert 'value="A0317"' in answer.text
    assert "wrong-secret" not in answer.text
    assert re.search(r'role="alert" tabindex="-1" autofocus', answer.text)
    assert asking.COOKIE not in visitor.cookies


def test_an_unknown_number_is_answered_like_a_wrong_password(visitor, monkeypatch):
    visitor.register()
    visitor.client.cookies.clear()
    hashed = []
    monkeypatch.setattr("courseware.actions.accounts.matches", lambda typed, kept: hashed.append(kept) or False)
    known, unknown = visitor.sign_in(), visitor.sign_in(number="A9999")
    assert (known.status_code, said(known)) == (unknown.status_code, said(unknown)) == (401, "工号或密码不对。")
    assert [bool(kept) for kept in hashed] == [True, False]


def test_an_unknown_number_costs_the_same_work(monkeypatch):
    from courseware.actions import hashing

    verified = []

    class Hasher:
        def verify(self, kept, typed):
            verified.append(kept)
            return hashing.PasswordHasher().verify(kept, typed) if not kept else False

        def hash(self, typed):
            return "$argon2id$some"

    monkeypatch.setattr(hashing, "_hasher", Hasher())
    hashing._nobodys.cache_clear()
    assert not hashing.matches("anything", "")
    assert verified == ["", "$argon2id$some"]
    hashing._nobodys.cache_clear()


def test_ten_tries_with_one_number_and_then_one_waits(served, app, visitor):
    visitor.register()
    visitor.client.cookies.clear()
    for _ in range(10):
        assert visitor.sign_in(password="wrong-secret").status_code == 401
    answer = visitor.sign_in()
    assert answer.status_code == 429
    assert said(answer) == "试得太多了，请过5分钟再试。"
    assert 290 <= int(answer.headers["retry-after"]) <= 300
    assert visitor.sign_in(number="B0001", password="wrong-secret").status_code == 401
    assert deeds(served) == ["sign-in-blocked", "register"]


def test_a_right_password_forgives_the_wrong_ones(app, visitor):
    visitor.register()
    for _ in range(3):
        for _ in range(9):
            assert visitor.sign_in(password="wrong-secret", page="/account").status_code == 401
        assert visitor.sign_in(page="/account").status_code == 303


def test_a_classroom_signs_in_from_one_address_and_a_guesser_does_not(served, app, visitor):
    visitor.register()
    tries = Visitor(app)
    for _ in range(110):
        assert tries.sign_in(page="/register" if asking.COOKIE not in tries.cookies else "/account").status_code == 303
    tries.client.cookies.clear()
    for n in range(99):  # and the registration above
        assert tries.sign_in(number=f"X{n}", password="wrong-secret").status_code == 401
    assert tries.sign_in().status_code == 429
    assert tries.register("N1").status_code == 429


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda visitor: visitor.client.cookies.delete(FORM_COOKIE), "浏览器没有交回cookie"),
        (lambda visitor: visitor.client.cookies.set(FORM_COOKIE, "another"), "不是从本页发出的"),
    ],
)
def test_a_form_from_elsewhere_is_not_used(served, visitor, spoil, sentence):
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/register").text)
    assert token
    spoil(visitor)
    answer = visitor.client.post("/register", data={"token": token[1], **FILLED})
    assert answer.status_code == 403
    assert sentence in said(answer)
    assert 'value="李"' in answer.text
    with served.records.reading() as db:
        assert people.find(db, "A1") is None


def test_a_forged_token_is_not_used(visitor):
    visitor.get("/sign-in")
    for token in ("", "1.2", "1781244300." + "0" * 64, "\u0661.x"):
        answer = visitor.client.post("/sign-in", data={"token": token, "employee_number": "A1", "password": PASSWORD})
        assert answer.status_code == 403


def test_a_page_that_stood_open_over_night_keeps_what_was_typed(served, visitor):
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/register").text)
    assert token
    served.later(hours=13)
    answer = visitor.client.post("/register", data={"token": token[1], **FILLED})
    assert answer.status_code == 403
    assert "开得太久" in said(answer)
    fresh = re.search(r'name="token" value="([^"]+)"', answer.text)
    assert fresh
    assert visitor.client.post("/register", data={"token": fresh[1], **FILLED}).status_code == 303


@pytest.mark.parametrize(
    "name",
    [
        "王雅琴", "👩🏽\u200d🔧 阿珍", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "{{7*7}}",
        '"><img src=x onerror=alert(1)>',
    ],
)  # fmt: skip
def test_a_name_is_shown_as_it_was_typed_and_does_nothing(served, visitor, name):
    assert visitor.register(name=name).status_code == 303
    assert who(served, visitor).name == name
    page = visitor.get("/account").text
    assert "<script" not in page
    assert "<img" not in page
    assert f"<h1>{escape(name)}</h1>" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "名" * 81, "姓名最多80个字符。"),
        ("name", "Li\x00", "姓名里有看不见的控制字符"),
        ("name", "Li\u202egnim", "姓名里有看不见的控制字符"),
        ("department", "", "请写门店或部门。"),
        ("employee_number", "<b>", "工号里只能有"),
        ("password", "short", "密码至少8个字符。"),
        ("password_again", "another", "两遍密码不一样。"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(visitor, field, value, sentence):
    answer = visitor.register(**{field if field != "employee_number" else "number": value})
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true" aria-describedby="{field}-problem', answer.text)
    assert PASSWORD not in answer.text


def test_one_number_registers_once(served, app, visitor):
    visitor.register()
    answer = Visitor(app).register(name="别人")
    assert answer.status_code == 422
    assert said(answer) == "工号A0317已经注册过。是你就请登录，不是就找管理员。"
    assert 'value="别人"' in answer.text
    assert deeds(served) == ["register"]


def test_of_fifteen_registrations_of_one_number_at_once_one_succeeds(served):
    def register(turn: int) -> str:
        new = Particulars("A0317", f"第 {turn} 个", "南京路店", PASSWORD)
        try:
            accounts.register(served.records, new, "", f"token {turn}", served.clock(), timedelta(days=1))
        except Refused as refused:
            return refused.key
        return "registered"

    with ThreadPoolExecutor(15) as threads:
        assert Counter(threads.map(register, range(15))) == {"registered": 1, "number-taken": 14}
    assert deeds(served) == ["register"]


def test_departments_are_suggested(app, visitor):
    visitor.register()
    assert '<option value="南京路店"></option>' in Visitor(app).get("/register").text


def test_zeros_in_front_of_a_number_stay(served, visitor):
    visitor.register("００123")
    assert who(served, visitor).employee_number == "00123"


def test_signing_out_ends_the_sign_in_at_once(served, visitor):
    visitor.register()
    kept = visitor.cookies
    assert asking.who(served.records, kept, served.clock()).id
    answer = visitor.post("/sign-out", "/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert asking.COOKIE not in visitor.cookies
    assert asking.who(served.records, kept, served.clock()).guest


def test_another_site_cannot_sign_anybody_out(served, visitor):
    visitor.register()
    assert visitor.client.post("/sign-out").status_code == 400
    assert visitor.client.post("/sign-out", data={"token": "x"}).status_code == 403
    assert who(served, visitor).id


def test_one_signs_out_from_a_page_that_stood_open_for_days(served, visitor):
    visitor.register()
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/account").text)
    assert token
    served.later(days=3)
    assert visitor.client.post("/sign-out", data={"token": token[1]}).status_code == 303
    assert who(served, visitor).guest


def test_a_sign_in_ends_after_its_days(served, visitor):
    visitor.register()
    served.later(days=14)
    assert who(served, visitor).guest


def test_a_deactivated_person_is_out_within_seconds_and_cannot_come_back(served, visitor):
    visitor.register()
    person = who(served, visitor)
    assert person.id
    with served.records.writing() as db:
        people.set_active(db, person.id, False)
    assert who(served, visitor).id, "remembered for a few seconds"
    served.later(seconds=5)
    assert who(served, visitor).guest
    visitor.client.cookies.clear()
    answer = visitor.sign_in()
    assert (answer.status_code, said(answer)) == (403, "这个账户已停用，请找管理员。")


def test_what_an_administrator_changes_holds_at_once_when_said_so(served, visitor):
    visitor.register()
    person = who(served, visitor)
    assert person.id
    with served.records.writing() as db:
        people.set_roles(db, person.id, {"hr"})
    asking.forget(served.records, person.id)
    assert who(served, visitor).roles == {"hr"}
    with served.records.writing() as db:
        sessions.revoke_all(db, person.id, served.clock())
    asking.forget(served.records)
    assert who(served, visitor).guest


def test_a_rerun_asks_the_records_once_in_five_seconds(served, visitor, monkeypatch):
    visitor.register()
    asked = []
    original = sessions.person
    monkeypatch.setattr(sessions, "person", lambda *args: asked.append(1) or original(*args))
    for _ in range(50):
        who(served, visitor)
        served.later(seconds=0.2)
    assert len(asked) == 2


def test_a_guest_is_known_by_the_device_and_takes_what_was_read_along(served, visitor):
    device = "d" * 24
    visitor.client.cookies.set(asking.DEVICE_COOKIE, device)
    guest = who(served, visitor)
    assert (guest.guest, guest.device) == (True, device)
    with served.records.writing() as db:
        study.see(db, guest, "water", "moment", served.clock())
    visitor.register()
    with served.records.reading() as db:
        assert study.seen(db, who(served, visitor)) == {"water": {"moment"}}


@pytest.mark.parametrize("device", ["short", "x" * 65, "<script>alert(1)</script>", "数" * 20])
def test_a_device_we_did_not_name_is_nobody(served, device):
    assert asking.who(served.records, {asking.DEVICE_COOKIE: device}, served.clock()).device == ""


def test_a_new_device_gets_a_cookie_of_its_own():
    first, second = asking.new_device_cookie(True), asking.new_device_cookie(True)
    assert first != second
    rest = "; Path=/; Max-Age=63072000; HttpOnly; SameSite=Lax; Secure"
    assert re.fullmatch(asking.DEVICE_COOKIE + r"=[\w-]{32}" + rest, first)


def test_changing_the_password_signs_everybody_else_out(served, app, visitor):
    visitor.register()
    elsewhere = Visitor(app)
    elsewhere.sign_in()
    fields = {"password": "another-good-8", "password_again": "another-good-8"}
    wrong = visitor.post("/account", current="wrong-secret", **fields)
    assert (wrong.status_code, said(wrong)) == (401, "现在的密码不对。")
    answer = visitor.post("/account", current=PASSWORD, **fields)
    assert answer.headers["location"] == "/account?done=password"
    assert "密码换好了" in visitor.get("/account?done=password").text
    assert who(served, visitor).id
    assert who(served, elsewhere).guest
    assert elsewhere.sign_in().status_code == 401
    assert elsewhere.sign_in(password="another-good-8").status_code == 303
    assert deeds(served)[0] == "change-password"


def test_the_account_page_shows_who_one_is_and_is_not_for_guests(visitor):
    answer = visitor.get("/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/account")
    visitor.register()
    page = visitor.get("/account").text
    for fact in ("林晓雨", "A0317", "南京路店", "学员"):
        assert fact in page


def test_the_setup_code_makes_one_administrator(served, app, visitor):
    code = accounts.issue_first_code(served.records, served.clock())
    assert code
    assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}", code)
    fields = {
        "employee_number": "00001", "name": "许静", "department": "人力资源部", "password": PASSWORD,
        "password_again": PASSWORD,
    }  # fmt: skip
    assert "一次性代码" in visitor.get("/setup").text
    wrong = visitor.post("/setup", code="AAAA-BBBB-CCCC-DDDD", **fields)
    assert (wrong.status_code, "这个代码不对" in said(wrong)) == (422, True)
    late = Visitor(app)
    late.get("/setup")
    token = re.search(r'name="token" value="([^"]+)"', late.get("/setup").text)
    assert token
    assert visitor.post("/setup", code=f" {code.lower()} ", **fields).status_code == 303
    assert who(served, visitor).roles == {"learner", "admin"}
    again = late.client.post("/setup", data={"token": token[1], "code": code, **fields, "employee_number": "00002"})
    assert (again.status_code, "管理员已经有了" in said(again)) == (403, True)
    assert late.get("/setup").status_code == 403
    assert accounts.issue_first_code(served.records, served.clock()) is None
    assert deeds(served) == ["change-roles"]


def test_registration_can_be_closed(tmp_path):
    visitor = Visitor(Starlette(routes=routes(open_served(tmp_path, registration=False))))
    assert "/register" not in visitor.get("/sign-in").text
    for answer in (visitor.get("/register"), visitor.client.post("/register")):
        assert (answer.status_code, "不开放注册" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "lang"),
    [
        ("", "", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("", "", "fr, en-GB;q=0.8, zh;q=0.5", "en"),
        ("", "", "fr", "zh-CN"),
        ("", "", "en;q=0, zh;q=x, *", "zh-CN"),
        ("", "en", "zh-CN", "en"),
        ("", "xx", "en", "en"),
        ("?lang=en", "zh", "zh-CN", "en"),
        ("?lang=<b>", "", "zh-CN", "zh-CN"),
    ],
)
def test_a_page_speaks_the_language_asked_for(visitor, asked, cookie, accepted, lang):
    if cookie:
        visitor.client.cookies.set("courseware_language", cookie)
    answer = visitor.get(f"/sign-in{asked}", headers={"Accept-Language": accepted})
    assert f'<html lang="{lang}">' in answer.text
    assert answer.headers["content-language"] == lang


def test_the_language_link_is_remembered_for_a_year_and_readable_by_the_pages_script(visitor):
    page = visitor.get("/sign-in?next=/account").text
    assert 'href="/sign-in?next=%2Faccount&amp;lang=en"' in page
    cookie = visitor.get("/sign-in?lang=en").headers.get_list("set-cookie")[0]
    assert cookie == "courseware_language=en; Max-Age=31536000; Path=/; SameSite=lax"
    assert "Employee number" in visitor.get("/sign-in").text


def test_a_damaged_or_endless_form_is_answered_in_words(visitor):
    html = {"Content-Type": "application/x-www-form-urlencoded"}
    for body, kind, status, sentence in (
        (b"\xff\xfe", html, 400, "不完整"),
        (b"a=1&a=2", html, 400, "不完整"),
        (b"{}", {"Content-Type": "application/json"}, 400, "不完整"),
        (b"name=" + b"x" * 20_000, html, 413, "太长"),
    ):
        answer = visitor.client.post("/sign-in", content=body, headers=kind)
        assert (answer.status_code, sentence in answer.text) == (status, True)


def test_without_a_database_the_form_is_kept_and_says_so(served, visitor, monkeypatch):
    visitor.get("/register")
    visitor.client.cookies.set(asking.COOKIE, "some-token")

    class Away:
        def __getattr__(self, name):
            raise Refused("database-away")

    monkeypatch.setattr(served, "records", Away())
    monkeypatch.setattr(asking, "_memories", {})
    assert visitor.get("/sign-in").status_code == 200
    answer = visitor.register()
    assert (answer.status_code, "暂时连不上记录库" in said(answer)) == (503, True)
    assert 'value="林晓雨"' in answer.text
    assert visitor.get("/account").status_code == 503
    assert visitor.get("/setup").status_code == 503


def test_plain_pages_run_nothing_foreign(visitor):
    answer = visitor.get("/sign-in")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script|style=|\son\w+=", answer.text)
    assert len(answer.content) < 6000


def test_the_command_line_makes_and_promotes_administrators(served, visitor):
    made = accounts.make_admin(served.records, "00001", "许静", "人力资源部", PASSWORD, served.clock())
    assert made.roles == {"learner", "admin"}
    visitor.register()
    person = who(served, visitor)
    promoted = accounts.make_admin(served.records, "A0317", "", "", "", served.clock())
    assert (promoted.id, promoted.roles) == (person.id, {"learner", "admin"})
    assert who(served, visitor).may("manage-people")
    accounts.make_admin(served.records, "A0317", "", "", "a-new-password", served.clock() + timedelta(seconds=1))
    assert who(served, visitor).guest
    assert visitor.sign_in(password="a-new-password").status_code == 303


def test_only_an_administrator_gives_somebody_another_password(served, visitor):
    visitor.register()
    learner = who(served, visitor)
    with pytest.raises(accounts.Forbidden):
        accounts.reset_password(served.records, learner, "A0317", "a-new-password", served.clock())
    admin = accounts.make_admin(served.records, "00001", "许静", "人力资源部", PASSWORD, served.clock())
    accounts.reset_password(served.records, admin, "A0317", "a-new-password", served.clock())
    assert who(served, visitor).guest
    assert visitor.sign_in(password="a-new-password").status_code == 303
    assert deeds(served)[0] == "reset-password"
    with pytest.raises(accounts.Missing):
        accounts.reset_password(served.records, admin, "nobody", "a-new-password", served.clock())
