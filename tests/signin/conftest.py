import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from courseware.actions import hashing
from courseware.signin.routes import routes
from tests.signin.served import Served, Visitor, open_served


@pytest.fixture
def served(tmp_path) -> Served:
    return open_served(tmp_path)


@pytest.fixture
def app(served) -> Starlette:
    return Starlette(routes=routes(served))


@pytest.fixture
def visitor(app) -> Visitor:
    return Visitor(app)


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
