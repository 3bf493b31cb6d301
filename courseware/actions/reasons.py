"""The reason somebody gives for a deed on scores or people; it is kept with the deed."""

from courseware.errors import Refused

LONGEST = 200


def given(typed: str) -> str:
    """The reason on one line, printable; raises Refused("reason-missing") or Refused("reason-long")."""
    reason = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    if not reason:
        raise Refused("reason-missing")
    if len(reason) > LONGEST:
        raise Refused("reason-long", most=LONGEST)
    return reason
