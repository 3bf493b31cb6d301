from dataclasses import dataclass
from fractions import Fraction

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from courseware.actions import asking
from courseware.exports.routes import routes
from courseware.people import Role
from tests.exports.office import Sat, hire, sign_in, sit
from tests.signin.served import Served, open_served

PEOPLE = [
    ("00123", "林晓雨", "南京路店"),
    ("A0322", "=cmd|' /C calc'!A0", "南京路店"),
    ("202612345678", "王雅琴 👩🏽‍🔧", "滨江店"),
    ("1E5", '"赵", 一鸣; <script>', "滨江店"),
]
SAT = [
    Sat("00123", 86), Sat("00123", 70, days=3), Sat("00123", 92, quiz="final", days=1), Sat("A0322", 79, days=2),
    Sat("202612345678", Fraction(7, 2), 6, days=1.5), Sat("1E5", 100, days=40), Sat("1E5", 10, days=0.5),
]  # fmt: skip


@dataclass
class Office:
    """The server with some scores in it, and a browser of somebody with a role."""

    served: Served
    app: Starlette
    tokens: dict[Role, str]

    def client(self, role: Role | None = "hr", accept: str = "text/html", language: str = "zh-CN") -> TestClient:
        headers = {"Accept": accept, "Accept-Language": language}
        client = TestClient(self.app, follow_redirects=False, headers=headers)
        if role:
            client.cookies.set(asking.COOKIE, self.tokens[role])
        return client


@pytest.fixture
def served(tmp_path) -> Served:
    return open_served(tmp_path)


@pytest.fixture
def office(served) -> Office:
    tokens: dict[Role, str] = {}
    roles: tuple[Role, ...] = ("learner", "trainer", "hr", "admin")
    for at, role in enumerate(roles):
        number = f"Z{at}"
        tokens[role] = sign_in(served.records, hire(served.records, [(number, role, "总部")], [role])[number][0])
    sit(served.records, hire(served.records, PEOPLE), SAT)
    return Office(served, Starlette(routes=routes(served)), tokens)
