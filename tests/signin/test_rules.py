from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.actions import particulars
from courseware.actions.hashing import hashed, matches, outdated
from courseware.errors import Refused, Unreadable
from courseware.signin import rules

KEY = b"a key"
NOW = datetime(2026, 6, 12, 6, 5, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("00123", "00123"),
        ("  A0317 ", "A0317"),
        ("Ａ０３１７", "A0317"),
        ("a－b_c", "a-b_c"),
        ("沪A001", "沪A001"),
        ("\ufeffA1\u200b", "A1"),
        ("x" * 40, "x" * 40),
    ],
)
def test_an_employee_number_is_kept_as_typed_but_in_plain_characters(typed, kept):
    assert particulars.employee_number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "number-empty"),
        (" \u3000 ", "number-empty"),
        ("x" * 41, "number-long"),
        ("A 1", "number-shape"),
        ("=1+1", "number-shape"),
        ("A1\x00", "number-shape"),
        ("А0317", "number-shape"),  # a Cyrillic letter that reads like a Latin one
        ("٠٠١", "number-shape"),
        ("<b>", "number-shape"),
    ],
)
def test_an_employee_number_that_nobody_could_have_is_refused(typed, key):
    with pytest.raises(Refused) as refused:
        particulars.employee_number(typed)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("林晓雨", "林晓雨"),
        ("  Anna   Müller ", "Anna Müller"),
        ("𠮷野家", "𠮷野家"),
        ("👩\u200d🔧 Li", "👩\u200d🔧 Li"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("A\u200fB", "AB"),
    ],
)
def test_a_name_is_kept_in_any_script(typed, kept):
    assert particulars.name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "name-empty"),
        ("\u200b\u200d", "name-empty"),
        ("...", "name-empty"),
        ("名" * 81, "name-long"),
        ("Li\x00", "name-characters"),
        ("Li\nMing", "name-characters"),
        ("Li\u202egnim", "name-characters"),
        ("\u2066Li", "name-characters"),
    ],
)
def test_a_name_that_would_disturb_a_table_is_refused(typed, key):
    with pytest.raises(Refused) as refused:
        particulars.name(typed)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1234567", "password-short"),
        ("x" * 129, "password-long"),
        ("Password123", "password-common"),
        ("aaaaabbbb", "password-common"),
        ("A0317-0317", "password-yours"),
        ("林晓雨林晓雨林晓雨", "password-yours"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(typed, key):
    with pytest.raises(Refused) as refused:
        particulars.password(typed, "a0317-0317", "林晓雨林晓雨林晓雨")
    assert refused.value.key == key


def test_a_password_is_the_same_however_its_accents_were_typed():
    kept = hashed("caf\u00e9-und-mehr")
    assert matches("cafe\u0301-und-mehr", kept)
    assert not matches("cafe-und-mehr", kept)
    assert not outdated(kept)
    assert not matches("anything", "")


@given(st.text())
def test_whatever_is_typed_as_a_name_is_kept_whole_or_refused(typed):
    try:
        kept = particulars.name(typed)
    except Refused:
        return
    assert particulars.name(kept) == kept
    assert 1 <= len(kept) <= 80
    assert "\n" not in kept


@pytest.mark.parametrize("path", ["/", "/quiz?quiz=a&page=2", "/lesson?lesson=水#x", "/a//b"])
def test_after_signing_in_one_goes_to_an_address_on_this_server(path):
    assert rules.next_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None, "", "quiz", "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "///evil",
        "/\t/evil.example", "/\n/evil", "javascript:alert(1)", "http:/evil", "/" + "x" * 500, " /quiz", "/a b",
    ],
)  # fmt: skip
def test_after_signing_in_nobody_is_sent_elsewhere(path):
    assert rules.next_path(path) == "/"


@given(st.text(max_size=60))
def test_no_address_leads_off_this_server(asked):
    path = rules.next_path(asked)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))


def test_a_forms_token_holds_for_twelve_hours_for_its_own_browser_only():
    token = rules.form_token(KEY, "browser", NOW)
    rules.check_token(KEY, "browser", token, NOW + timedelta(hours=11))
    for key, secret, given_token, after, refusal in (
        (KEY, "", token, 0, "no-cookie"),
        (KEY, "other", token, 0, "form-foreign"),
        (b"other", "browser", token, 0, "form-foreign"),
        (KEY, "browser", "", 0, "form-foreign"),
        (KEY, "browser", "9" * 30 + ".0", 0, "form-foreign"),
        (KEY, "browser", "١." + token.partition(".")[2], 0, "form-foreign"),
        (KEY, "browser", token.partition(".")[0] + ".é", 0, "form-foreign"),
        (KEY, "browser", token, 13, "form-old"),
        (KEY, "browser", token, -1, "form-old"),
    ):
        with pytest.raises(Refused) as refused:
            rules.check_token(key, secret, given_token, NOW + timedelta(hours=after))
        assert refused.value.key == refusal
    rules.check_token(KEY, "browser", token, NOW + timedelta(days=3), aged=True)


def test_a_form_is_read_as_a_browser_sends_it():
    assert rules.read_form(b"name=%E6%9E%97&a=&b=1+2%2B", FORM) == {"name": "林", "a": "", "b": "1 2+"}
    assert rules.read_form(b"", FORM + "; charset=utf-8") == {}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=1&a=2", FORM),
        (b"a=%ff%fe", FORM),
        (b"\xff\xfe", FORM),
        (b"no pairs", FORM),
        (b"&".join(b"f%d=1" % n for n in range(30)), FORM),
        (b'{"a": 1}', "application/json"),
        (b"a=1", ""),
    ],
)
def test_a_damaged_form_is_unreadable(body, kind):
    with pytest.raises(Unreadable):
        rules.read_form(body, kind)


def test_everything_wrong_with_a_registration_is_said_at_once():
    with pytest.raises(rules.Rejected) as rejected:
        rules.read_particulars({"employee_number": "A 1", "password": "long-enough-7", "password_again": "x"})
    keys = {name: refused.key for name, refused in rejected.value.problems.items()}
    assert keys == {
        "employee_number": "number-shape", "name": "name-empty", "department": "department-empty",
        "password_again": "password-again",
    }  # fmt: skip
