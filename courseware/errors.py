"""Every error this product raises on purpose.

CoursewareError
├── Refused        an action may not be done now, by this person, or with this input; `key` names the sentence to show
│   ├── Forbidden  the person lacks the role
│   ├── Missing    what was asked for does not exist
│   └── Stale      somebody, or another tab, was there first
├── Unreadable     a form cannot be read as a response
├── BadSum         an expression in the content cannot be computed
└── Unready        the server cannot start or serve as configured; the message is for whoever runs it
"""

from collections.abc import Mapping


class CoursewareError(Exception):
    """Root of the family."""


class Refused(CoursewareError):
    """An action was refused. `key` is a key of assets/words/refusals.yaml, `values` fill its places."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, object] = values


class Forbidden(Refused):
    """The person's roles do not allow the action."""

    def __init__(self, key: str = "forbidden", **values: object) -> None:
        super().__init__(key, **values)


class Missing(Refused):
    """There is no such lesson, quiz, attempt or person."""


class Stale(Refused):
    """The record has moved on since the page was drawn."""


class Unreadable(CoursewareError):
    """A form is no possible response to its question."""


class BadSum(CoursewareError):
    """An expression is not one of `sums`: the message says why, in English, for authors."""


class Unready(CoursewareError):
    """The server cannot run like this; the message names the setting and what to do."""
