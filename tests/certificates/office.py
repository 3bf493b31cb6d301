"""A small course with a rule, people of each role, and a certificate: served without a browser."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.testclient import TestClient

from courseware.actions import asking, certificates
from courseware.certificates.routes import routes
from courseware.people import Person, Role
from courseware.records import certificates as records_of
from courseware.records import people, sessions
from tests.course import library
from tests.signin.served import Served, open_served

LIBRARY = library()
ISSUED = datetime(2026, 6, 11, 17, 30, tzinfo=UTC)  # already the 12th in Shanghai
CODE = "RP42YMJWWC4YVRY3"
DETAILS = {
    "course": {"zh": "赢在服务", "en": "Winning Service"}, "department": "南京路店", "lessons": [4, 3],
    "attests": {"zh": "学完全部课程。", "en": "has read it all."},
}  # fmt: skip


@dataclass
class Office:
    """The house as the routes see it, and browsers."""

    served: Served
    library: Any = LIBRARY

    def __getattr__(self, name: str) -> Any:
        return getattr(self.served, name)

    def person(self, number: str = "A0317", *roles: Role, name: str = "林晓雨", department: str = "南京路店") -> Person:
        with self.served.records.writing() as db:
            made = people.add(db, number, name, department, "-", roles or ("learner",), self.served.clock())
            assert made.id is not None
            lasts = self.served.clock().replace(year=2030)
            sessions.start(db, asking.fingerprint(f"token {number}"), made.id, self.served.clock(), lasts)
        return made

    def certify(self, person: Person, code: str = CODE, **details: Any) -> int:
        with self.served.records.writing() as db:
            assert records_of.issue(db, code, person.id or 0, "course", person.name, DETAILS | details, ISSUED)
            found = records_of.by_code(db, code)
        assert found is not None
        return found.id

    def revoke(self, certificate_id: int) -> None:
        hr = self.person("H0001", "hr")
        certificates.revoke(self.served.records, hr, certificate_id, "代考，已核实", self.served.clock())

    def browser(self, number: str = "", language: str = "zh-CN") -> TestClient:
        app = Starlette(routes=routes(self))  # type: ignore[arg-type]
        client = TestClient(app, follow_redirects=False, headers={"Accept-Language": language})
        if number:
            client.cookies.set(asking.COOKIE, f"token {number}")
        return client


def open_office(folder: Path, **settings: Any) -> Office:
    return Office(open_served(folder, **settings))


SHANGHAI = ZoneInfo("Asia/Shanghai")
