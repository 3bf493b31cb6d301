# pyright: reportOptionalMemberAccess=false
from courseware.actions import quizzes
from courseware.records import certificates, scores
from courseware.records.scores import Filter
from tests.records.sample import NOW, add, later, quiz, together


def issue(db, code, person_id, minutes=0.0, name="王芳"):
    return certificates.issue(db, code, person_id, "course", name, {"lessons": [1, 2]}, later(minutes))


def test_a_certificate_is_found_by_its_code_as_it_was_issued(records):
    person = add(records)
    with records.writing() as db:
        assert issue(db, "CODE", person.id)
    with records.reading() as db:
        found = certificates.by_code(db, "CODE")
        assert (found.name, found.details, found.issued_at) == ("王芳", {"lessons": [1, 2]}, NOW)
        assert (found.revoked_at, found.revoked_because) == (None, None)
        assert certificates.latest(db, person.id, "course") == certificates.by_id(db, found.id) == found
        assert certificates.by_code(db, "code") is None
        assert certificates.latest(db, person.id, "m1") is None


def test_one_stands_at_a_time_and_after_a_revocation_another_may(records):
    person = add(records)
    with records.writing() as db:
        assert issue(db, "ONE", person.id)
        assert not issue(db, "TWO", person.id)
        one = certificates.by_code(db, "ONE")
        assert certificates.revoke(db, one.id, "因为", later(1))
        assert not certificates.revoke(db, one.id, "又", later(2))
        assert issue(db, "THREE", person.id, 3)
    with records.reading() as db:
        assert certificates.by_code(db, "TWO") is None
        assert certificates.by_code(db, "ONE").revoked_because == "因为"
        assert certificates.by_code(db, "ONE").revoked_at == later(1)
        assert certificates.latest(db, person.id, "course").code == "THREE"


def test_of_fifteen_issued_at_once_one_comes(records):
    person = add(records)

    def deed(n):
        with records.writing() as db:
            return issue(db, f"CODE{n}", person.id)

    assert sorted(together(deed)) == [False] * 14 + [True]


def test_the_newest_come_first_and_a_search_finds_names_of_then_and_now_and_numbers(records):
    people = [add(records, f"K{n:03}", name=f"某{n}") for n in range(5)]
    with records.writing() as db:
        for n, person in enumerate(people):
            issue(db, f"CODE{n}", person.id, n, name="Old_Name" if n == 2 else f"某{n}")
        certificates.revoke(db, certificates.by_code(db, "CODE4").id, "因为", later(9))
    with records.reading() as db:
        rows, total, standing = certificates.listed(db, size=2)
        assert ([row.certificate.code for row in rows], total, standing) == (["CODE4", "CODE3"], 5, 4)
        assert [row.certificate.code for row in certificates.listed(db, page=3, size=2)[0]] == ["CODE0"]
        for search, codes in (("d_n", ["CODE2"]), ("某2", ["CODE2"]), ("k003", ["CODE3"]), ("%", []), ("", 5)):
            rows, total, _ = certificates.listed(db, search)
            assert total == len(rows) == (codes if isinstance(codes, int) else len(codes))
            assert isinstance(codes, int) or [row.certificate.code for row in rows] == codes
        holder = certificates.listed(db, "k002")[0][0]
        assert (holder.employee_number, holder.name, holder.department) == ("K002", "某2", "中山路店")
        assert {row.employee_number for row in certificates.listed(db)[0] if not row.stands} == {"K004"}
    with records.writing() as db:
        issue(db, "CODE5", people[4].id, 10)
    with records.reading() as db:
        assert [row.stands for row in certificates.listed(db, "K004")[0]] == [True, True]


def test_scores_say_who_holds_a_certificate_that_stands(records):
    people = [add(records, f"{n}") for n in range(3)]
    for person in people:
        quizzes.submit(records, person, quizzes.begin(records, person, "water", quiz(), 7, NOW).id, NOW)
    with records.writing() as db:
        for n, person in enumerate(people[:2]):
            issue(db, f"CODE{n}", person.id, n)
            certificates.issue(db, f"OTHER{n}", person.id, "m1", "王芳", {}, later(5))
        certificates.revoke(db, certificates.by_code(db, "CODE1").id, "因为", later(9))
    with records.reading() as db:
        found = {row.employee_number: row.certified_at for row in scores.rows(db, Filter())}
        assert found == {"0": NOW, "1": None, "2": None}
        assert len(list(scores.rows(db, Filter(which="all")))) == 3
