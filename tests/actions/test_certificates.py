# pyright: reportOptionalMemberAccess=false, reportArgumentType=false
import pytest
from sqlalchemy import func, select, update

from courseware.actions import certificates as deeds
from courseware.actions import quizzes, study
from courseware.content.library import load
from courseware.errors import Forbidden, Missing, Refused
from courseware.people import Person
from courseware.progress.certificate import Left
from courseware.records import audit, tables
from tests.content.small import COURSE, QUIZ, write
from tests.records.sample import DEVICE, NOW, RIGHT, add, later, quiz, together

RULE = """
exam: final
certificate:
  attests: {zh: 学完并及格, en: has read and passed}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Two lessons, one of which has a quiz, and an exam."""
    root = write(tmp_path_factory.mktemp("course"))
    (root / "lessons/course.yaml").write_text(COURSE + RULE.lstrip(), "utf-8")
    (root / "quizzes/final.yaml").write_text(QUIZ.replace("q1", "q2").replace("lesson: water\n", ""), "utf-8")
    found = load(root)
    assert not [p for p in found.errors if not p.file.endswith("words.yaml")]
    return found


def read(records, person, library, lessons=("water", "other")):
    for lesson in lessons:
        for page in library.lessons[lesson].pages:
            study.see_page(records, person, lesson, page.id, NOW)


def sit(records, person, name, rightly=True):
    made = quizzes.begin(records, person, name, quiz(), 7, NOW)
    for question, form in RIGHT.items() if rightly else ():
        quizzes.answer(records, person, made.id, question, 1, form, "zh", NOW)
    return quizzes.submit(records, person, made.id, NOW)


def earn(records, person, library):
    read(records, person, library)
    sit(records, person, "water")
    sit(records, person, "final")


def issue(records, person, library, code="CODE", minutes=0.0):
    return stand(records, person, library, code, minutes).certificate


def stand(records, person, library, code="CODE", minutes=0.0):
    return deeds.issue(records, person, library.course, library.lessons, code, later(minutes))


def count(records):
    with records.reading() as db:
        return db.execute(select(func.count()).select_from(tables.certificate)).scalar_one()


def audited(records):
    with records.reading() as db:
        return [(one.deed, one.subject, one.person_id, one.details) for one in audit.latest(db)]


def test_the_certificate_comes_with_the_last_thing_left(records, library):
    person = add(records)
    read(records, person, library)
    sit(records, person, "final")
    sit(records, person, "water", rightly=False)
    assert stand(records, person, library) == deeds.Standing(None, (Left("quiz", "water"),))
    sit(records, person, "water")
    made = issue(records, person, library, minutes=9)
    assert (made.code, made.name, made.person_id, made.issued_at) == ("CODE", "王芳", person.id, later(9))
    assert made.details == {
        "course": {"zh": "课程", "en": "Course"}, "attests": {"zh": "学完并及格", "en": "has read and passed"},
        "department": "中山路店", "lessons": [2],
    }  # fmt: skip
    assert deeds.mine(records, person) == made
    assert audited(records) == [("issue-certificate", "certificate:CODE", person.id, {"holder": person.id})]


def test_asking_again_shows_the_same_certificate(records, library):
    person = add(records)
    earn(records, person, library)
    assert issue(records, person, library, "ONE") == issue(records, person, library, "TWO", 5)
    assert count(records) == 1


def test_of_fifteen_visits_at_once_one_certificate_comes(records, library):
    person = add(records)
    earn(records, person, library)
    made = together(lambda n: issue(records, person, library, f"CODE{n}", n))
    assert len({one.code for one in made}) == 1
    assert count(records) == 1
    assert len(audited(records)) == 1


def test_guests_and_courses_without_a_rule_have_no_certificate(records, library, tmp_path):
    earn(records, DEVICE, library)
    nothing = deeds.Standing(None, ())
    assert stand(records, DEVICE, library) == stand(records, Person(), library) == nothing
    person, without = add(records), load(write(tmp_path / "other"))
    earn(records, person, library)
    assert stand(records, person, without) == nothing
    assert count(records) == 0


def test_a_course_that_grows_takes_no_certificate_away(records, library, tmp_path):
    person = add(records)
    earn(records, person, library)
    made = issue(records, person, library)
    root = write(tmp_path / "grown")
    (root / "lessons/course.yaml").write_text(COURSE.replace("other]", "other, new]") + RULE.lstrip(), "utf-8")
    grown = load(root)
    assert stand(records, person, grown, "NEW") == deeds.Standing(made, ())
    assert Left("away", "new") in stand(records, add(records, "2"), grown).left


def test_a_pass_that_is_taken_away_leaves_the_certificate_to_hr(records, library):
    person = add(records)
    earn(records, person, library)
    made = issue(records, person, library)
    with records.writing() as db:
        db.execute(update(tables.attempt).values(score=10.0))
    assert issue(records, person, library, "NEW") == made
    assert deeds.check(records, "CODE").revoked_at is None


def test_hr_revokes_with_a_reason_and_only_hr_gives_another(records, library):
    person, hr = add(records), add(records, "2", ("hr",))
    earn(records, person, library)
    made = issue(records, person, library)
    deeds.revoke(records, hr, made.id, "  代考，\n已核实\x00 ", later(1))
    gone = deeds.check(records, "CODE")
    assert (gone.revoked_at, gone.revoked_because) == (later(1), "代考， 已核实")
    assert issue(records, person, library, "NEW", 2) == gone
    with records.writing() as db:
        db.execute(
            update(tables.person).where(tables.person.c.id == person.id).values(name="王芳芳", department="新店")
        )
    deeds.issue_again(records, hr, made.id, "AGAIN", later(3))
    again = deeds.mine(records, person)
    assert (again.code, again.name, again.details["department"]) == ("AGAIN", "王芳芳", "新店")
    assert again.details["attests"] == made.details["attests"]
    assert audited(records)[:2] == [
        ("issue-certificate", "certificate:AGAIN", hr.id, {"holder": person.id, "instead_of": "CODE"}),
        ("revoke-certificate", "certificate:CODE", hr.id, {"holder": person.id, "because": "代考， 已核实"}),
    ]


@pytest.mark.parametrize(
    ("reason", "key"), [("", "reason-missing"), (" \n\x00", "reason-missing"), ("长" * 201, "reason-long")]
)
def test_a_revocation_without_a_usable_reason_is_refused(records, library, reason, key):
    person, hr = add(records), add(records, "2", ("hr",))
    earn(records, person, library)
    made = issue(records, person, library)
    with pytest.raises(Refused) as caught:
        deeds.revoke(records, hr, made.id, reason, NOW)
    assert caught.value.key == key
    assert deeds.mine(records, person) == made


def test_of_fifteen_who_revoke_and_of_fifteen_who_issue_again_one_does(records, library):
    person, hr = add(records), add(records, "2", ("hr",))
    earn(records, person, library)
    made = issue(records, person, library)
    done = together(lambda n: deeds.revoke(records, hr, made.id, f"原因 {n}", NOW))
    assert sorted(one.key for one in done if one is not None) == ["already-revoked"] * 14
    done = together(lambda n: deeds.issue_again(records, hr, made.id, f"CODE{n}", NOW))
    assert sorted(one.key for one in done if one is not None) == ["has-certificate"] * 14
    assert count(records) == 2
    assert len(audited(records)) == 3


def test_only_hr_and_administrators_list_revoke_and_issue_again(records, library):
    person = add(records)
    earn(records, person, library)
    made = issue(records, person, library)
    for asker in (person, add(records, "2", ("learner", "trainer")), DEVICE, Person()):
        for deed in (
            lambda who: deeds.listed(records, who),
            lambda who: deeds.revoke(records, who, made.id, "原因", NOW),
            lambda who: deeds.issue_again(records, who, made.id, "NEW", NOW),
        ):
            with pytest.raises(Forbidden):
                deed(asker)
    for role in ("hr", "admin"):
        asker = add(records, role, (role,))
        assert [one.certificate for one in deeds.listed(records, asker)[0]] == [made]
        for deed in (
            lambda who: deeds.revoke(records, who, 99, "原因", NOW),
            lambda who: deeds.issue_again(records, who, 99, "NEW", NOW),
        ):
            with pytest.raises(Missing) as caught:
                deed(asker)
            assert caught.value.key == "no-such-certificate"


def test_the_whole_certificate_is_for_its_holder_and_for_those_who_see_scores(records, library):
    person = add(records)
    earn(records, person, library)
    made = issue(records, person, library)
    for asker in (person, add(records, "2", ("hr",)), add(records, "3", ("admin",))):
        assert deeds.show(records, asker, "CODE") == made
    for asker in (add(records, "4", ("learner", "trainer")), DEVICE, Person()):
        with pytest.raises(Forbidden) as caught:
            deeds.show(records, asker, "CODE")
        assert caught.value.key == "not-your-certificate"
    with pytest.raises(Missing):
        deeds.show(records, person, "NOTHING")
