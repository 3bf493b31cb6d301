# pyright: reportOptionalMemberAccess=false
"""The certificate on the home page, on results and in HR's list, drawn without a browser."""

from typing import Any

import pytest

from courseware.actions import certificates
from courseware.records.tables import page_seen
from tests.certificates.earning import earn, passed
from tests.screens.conftest import NOW
from tests.screens.test_pages import GUEST, drawn, person


def told(shown: Any) -> str:
    return " ".join([one.body for one in shown.html] + [one.value for one in shown.markdown])


@pytest.fixture
def learner(house):
    return person(house, "learner")


def certify(house: Any, learner: Any) -> Any:
    earn(house.records, learner, house.library, NOW)
    drawn("home", learner)
    return certificates.mine(house.records, learner)


def test_home_says_how_much_is_left_and_leads_to_the_list(house, learner):
    shown = told(drawn("home", learner))
    assert "结业证书：还差 29 项" in shown
    assert 'href="/certificate"' in shown
    assert "/certificate" not in told(drawn("home", GUEST))


def test_home_issues_what_is_earned_and_shows_it(house, learner):
    earn(house.records, learner, house.library, NOW, but={"exam"})
    assert "结业证书：还差 1 项" in told(drawn("home", learner))
    assert certificates.mine(house.records, learner) is None
    passed(house.records, learner, house.library, "exam", NOW)
    assert "结业证书已颁发，2026 年 11 月 21 日" in told(drawn("home", learner))
    both = told(drawn("home", learner, both=True))
    assert "2026 年 11 月 21 日 / Your certificate was issued on 21 November 2026" in both
    assert certificates.mine(house.records, learner).name == "林 *晓雨*"


def test_the_last_page_read_last_issues_the_certificate(house, learner):
    earn(house.records, learner, house.library, NOW)
    with house.records.writing() as db:
        last = house.library.lessons["water"].pages[-1].id
        db.execute(page_seen.delete().where(page_seen.c.lesson_id == "water", page_seen.c.page_id == last))
    drawn("lesson", learner, lesson="water", page="1")
    assert certificates.mine(house.records, learner) is None
    drawn("lesson", learner, lesson="water", page=str(len(house.library.lessons["water"].pages)))
    assert certificates.mine(house.records, learner) is not None


def test_a_result_that_counted_leads_to_the_certificate_and_a_later_one_does_not(house, learner):
    attempt = passed(house.records, learner, house.library, "trust", NOW)
    assert "/certificate" not in told(drawn("quiz", learner, quiz="trust", attempt=str(attempt)))
    certify(house, learner)
    assert 'href="/certificate"' in told(drawn("quiz", learner, quiz="trust", attempt=str(attempt)))
    later = passed(house.records, learner, house.library, "trust", NOW.replace(year=2027))
    assert "/certificate" not in told(drawn("quiz", learner, quiz="trust", attempt=str(later)))
    hr = person(house, "learner", "hr")
    assert "/certificate" not in told(drawn("quiz", hr, quiz="trust", attempt=str(attempt)))


def test_hr_revokes_with_a_reason_and_may_issue_again(house, learner, monkeypatch):
    made, hr = certify(house, learner), person(house, "learner", "hr")
    monkeypatch.setattr("courseware.screens.certificates.asker", lambda: hr)
    shown = drawn("certificates", hr)
    assert "1 张有效，0 张已撤销" in told(shown)
    assert r"林 \*晓雨\*" in told(shown)
    shown.button(key=f"revoke-{made.id}").click().run()
    assert certificates.mine(house.records, learner).revoked_at is None
    assert shown.session_state["refusal"].key == "reason-missing"
    shown.text_input(key=f"reason-{made.id}").set_value("*代考* <b>").run()
    shown.button(key=f"revoke-{made.id}").click().run()
    assert certificates.mine(house.records, learner).revoked_at == NOW
    assert r"\*代考\* \<b\>" in told(shown)
    assert "撤销" in told(drawn("home", learner))
    shown.button(key=f"again-{made.id}").click().run()
    assert certificates.mine(house.records, learner).code != made.code
    assert "1 张有效，1 张已撤销" in told(shown)
    with pytest.raises(KeyError):
        shown.button(key=f"again-{made.id}")


def test_hrs_list_is_refused_to_others_and_says_when_it_is_empty(house, learner):
    assert drawn("certificates", learner).title[0].value == house.library.say("zh")("frame.refused")
    hr = person(house, "learner", "hr")
    assert "还没有人拿到证书" in told(drawn("certificates", hr))
    shown = drawn("certificates", hr)
    shown.text_input(key="certificates-search").set_value("x").run()
    assert "没有这样的证书" in told(shown)


def test_hrs_scores_say_who_holds_one(house, learner):
    certify(house, learner)
    shown = drawn("hr", person(house, "learner", "hr"))
    assert set(shown.table[0].value["证书"]) == {"2026-11-21"}
