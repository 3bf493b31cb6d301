"""A form as its template sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from courseware.errors import Refused
from courseware.signin.rules import Rejected
from courseware.words import Say

_KEPT = ("employee_number", "name", "department", "code")  # never a password
_FIELD = {"number-taken": "employee_number", "current-wrong": "current", "code-wrong": "code"}


@dataclass(frozen=True)
class Shown:
    """Values to keep, sentences by field, the form's token, and where to go afterwards."""

    token: str
    next: str
    values: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def kept(typed: Mapping[str, str]) -> dict[str, str]:
    """What of a refused form is shown again."""
    return {name: typed.get(name, "") for name in _KEPT}


def sentences(say: Say, refused: Refused) -> dict[str, str]:
    """What was refused, by field; what belongs to no single field stands under "form"."""
    if isinstance(refused, Rejected):
        return {name: _sentence(say, one.key, one.values) for name, one in refused.problems.items()}
    key = "too-often-soon" if refused.values.get("minutes") == 1 else refused.key
    return {_FIELD.get(key, "form"): _sentence(say, key, refused.values)}


def _sentence(say: Say, key: str, values: Mapping[str, object]) -> str:
    ours = f"signin.refused.{key}"
    return say(ours if say.has(ours) else f"refusals.{key}", **values)
