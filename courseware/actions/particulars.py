"""What may stand in an account: employee number, name, department, password. All accounts are made through here.

Every function takes what was typed and returns what is kept; it raises Refused with a key below `signin.refused`.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from courseware.actions.hashing import same_everywhere
from courseware.errors import Refused

LONGEST_NUMBER = 40
LONGEST_NAME = 80
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128

# Latin letters, figures, - and _, and Han characters (沪A001). Letters of other scripts are refused because some look
# exactly like Latin ones: two different people would read alike in HR's table.
_NUMBER = re.compile("[0-9A-Za-z_\\-\u3400-\u4dbf\u4e00-\u9fff]+")
# Marks nobody sees or types: byte order mark, zero-width space, word joiner, soft hyphen, left-to-right marks.
# Joiners (U+200C, U+200D) stay: emoji and some scripts need them.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")
# Control characters, line separators, and the marks that turn the rest of a line round.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\uffff\ud800-\udfff]")
_COMMON = """
password password1 password12 password123 passw0rd p@ssw0rd p@ssword admin123 admin1234 administrator 12345678
123456789 1234567890 0123456789 01234567 87654321 987654321 0987654321 123123123 12341234 11223344 147258369
1q2w3e4r 1qaz2wsx qwertyui qwertyuiop qwerty12 qwerty123 asdfghjk asdfghjkl zxcvbnm1 zxcvbnm123 abcd1234 abc12345
abcdefgh a1234567 a12345678 a123456789 aa123456 aa12345678 q1234567 woaini1314 woaini520 woaini123 5201314520
13145201314 iloveyou iloveyou1 sunshine princess football baseball superman welcome1 welcome123 letmein1 changeme
changeme1 trustno1 computer internet whatever dragon12 monkey12 master12 qazwsxedc 1qazxsw2 test1234 user1234
"""


@dataclass(frozen=True)
class Particulars:
    """A new account as it will be kept, in words that passed the rules."""

    employee_number: str
    name: str
    department: str
    password: str = field(repr=False)


def employee_number(typed: str) -> str:
    """1 to 40 letters, figures, - or _; full-width ones become plain, zeros in front and capitals stay as typed."""
    kept = unicodedata.normalize("NFKC", _UNSEEN.sub("", typed)).strip()
    if not kept:
        raise Refused("number-empty")
    if len(kept) > LONGEST_NUMBER:
        raise Refused("number-long", longest=LONGEST_NUMBER)
    if not _NUMBER.fullmatch(kept):
        raise Refused("number-shape")
    return kept


def name(typed: str) -> str:
    """1 to 80 characters of any script."""
    return _line(typed, "name")


def department(typed: str) -> str:
    """1 to 80 characters of any script."""
    return _line(typed, "department")


def password(typed: str, *theirs: str) -> str:
    """8 to 128 characters, none of the commonest passwords, and none of `theirs` (the person's own number and name)."""
    kept = same_everywhere(typed)
    if len(kept) < SHORTEST_PASSWORD:
        raise Refused("password-short", shortest=SHORTEST_PASSWORD)
    if len(kept) > LONGEST_PASSWORD:
        raise Refused("password-long", longest=LONGEST_PASSWORD)
    plain = kept.casefold()
    if plain in {same_everywhere(own).casefold() for own in theirs}:
        raise Refused("password-yours")
    if plain in _COMMON.split() or len(set(plain)) < 3:
        raise Refused("password-common")
    return kept


def _line(typed: str, what: str) -> str:
    kept = " ".join(_UNSEEN.sub("", typed).split(" ")).strip()
    if _FORBIDDEN.search(kept):
        raise Refused(f"{what}-characters")
    kept = " ".join(kept.split())
    if not any(_can_be_seen(character) for character in kept):
        raise Refused(f"{what}-empty")
    if len(kept) > LONGEST_NAME:
        raise Refused(f"{what}-long", longest=LONGEST_NAME)
    return kept


def _can_be_seen(character: str) -> bool:
    """Is it a letter, figure, sign or emoji? Characters newer than this Python (Cn) or a company's own (Co) count."""
    category = unicodedata.category(character)
    return category[0] in "LNS" or category in ("Cn", "Co")
