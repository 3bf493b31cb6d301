"""Reading what a browser sends: one field at a time, refusing what no page of ours could have sent.

Fields that do not belong to the question (a token, a button) are passed over.
"""

import unicodedata

from courseware.errors import Unreadable
from courseware.questions import Form

LONGEST = 40
"""Characters of the longest value: an id, or a number as people type it."""

LONGEST_WORDS = 60
"""Characters of the longest word or phrase that people type."""


def sent(form: Form, field: str) -> list[str]:
    """All values of `field`; an absent field has none. Raises Unreadable for one too long or unprintable."""
    values = list(form.get(field, ()))
    for value in values:
        if not isinstance(value, str) or len(value) > LONGEST:
            raise Unreadable(f"{field}: a value is too long")
        if any(unicodedata.category(character)[0] == "C" for character in value):
            raise Unreadable(f"{field}: a value has control characters")
    return values


def only(form: Form, field: str) -> str:
    """The one value of `field`; raises Unreadable when there is none or more than one."""
    values = sent(form, field)
    if len(values) != 1:
        raise Unreadable(f"{field}: one value expected, {len(values)} sent")
    return values[0]


def words(form: Form, field: str) -> str:
    """What a person typed into `field`, on one line and without the invisible characters that come along with pasted
    text; empty when the field is absent. Raises Unreadable for something too long, and for a field sent twice."""
    values = list(form.get(field, ()))
    if len(values) > 1 or not all(isinstance(value, str) for value in values):
        raise Unreadable(f"{field}: one text expected, {len(values)} sent")
    line = " ".join("".join(values).split())
    seen = " ".join("".join(c for c in line if unicodedata.category(c)[0] != "C").split())
    if len(seen) > LONGEST_WORDS:
        raise Unreadable(f"{field}: the text is too long")
    return seen
