"""Who is asking, and what their roles allow."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["learner", "trainer", "hr", "admin"]
ROLES: tuple[Role, ...] = ("learner", "trainer", "hr", "admin")
Right = Literal[
    "present", "see-scores", "see-statistics", "regrade", "grant-allowances", "manage-certificates", "manage-people",
    "see-problems",
]  # fmt: skip

_ALLOWED: dict[Right, frozenset[Role]] = {
    "present": frozenset({"trainer", "admin"}),
    "see-scores": frozenset({"hr", "admin"}),
    "see-statistics": frozenset({"trainer", "hr", "admin"}),
    "manage-certificates": frozenset({"hr", "admin"}),
    "regrade": frozenset({"hr", "admin"}),
    "grant-allowances": frozenset({"hr", "admin"}),
    "manage-people": frozenset({"admin"}),
    "see-problems": frozenset({"trainer", "admin"}),
}


@dataclass(frozen=True)
class Person:
    """A person with an account, or a guest (`id` is None) known only by the device they hold."""

    id: int | None = None
    employee_number: str = ""
    name: str = ""
    department: str = ""
    roles: frozenset[Role] = frozenset()
    device: str = ""

    @property
    def guest(self) -> bool:
        """Has no account."""
        return self.id is None

    def may(self, right: Right) -> bool:
        """Do the person's roles allow it?"""
        return bool(self.roles & _ALLOWED[right])
