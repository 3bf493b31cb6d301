"""The open controls of a simulator: their values are kept and sent as texts, `45`, `true`, `cash`."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from courseware.errors import Unreadable
from simulations import Control

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


def _text(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else value


Value = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=r"^(-?\d{1,9}|[a-z][a-z0-9_-]{0,39})$")]

SWITCH = ("true", "false")
_WHOLE = re.compile(r"-?[0-9]{1,9}")


def choices(control: Control) -> tuple[str, ...]:
    """What a switch or a choice may be set to; nothing for a slider."""
    return SWITCH if isinstance(control.default, bool) else control.options


def written(value: Any) -> str:
    """A control's value as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def read(control: Control, typed: str) -> str:
    """The value typed for a control. Raises Unreadable for one it cannot be set to."""
    if choices(control):
        if typed not in choices(control):
            raise Unreadable(f"{control.name}: no such choice")
        return typed
    low, high, step = control.low, control.high, control.step
    assert low is not None
    assert high is not None
    assert step is not None
    if not _WHOLE.fullmatch(typed) or not low <= int(typed) <= high or (int(typed) - low) % step:
        raise Unreadable(f"{control.name}: not within its limits, or between its steps")
    return str(int(typed))
