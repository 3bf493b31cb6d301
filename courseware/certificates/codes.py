"""The code of a certificate: long, random, and forgiving when it is typed from paper.

Of characters that look alike one is used, and what is typed for it is read as that one: O, Q and D as 0, I and L as 1,
and so on. A and E are left out so that no code spells a word.
"""

import re
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789CFHJKMNPRTVWXY"
LENGTH = 16  # 24 characters, 16 places: 73 bits
LONGEST_TYPED = 500
_ALIKE = str.maketrans("OQDILZSBGU", "000112586V")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def made(pick: Callable[[str], str]) -> str:
    """A new code; `pick` picks a character, like secrets.choice."""
    return "".join(pick(ALPHABET) for _ in range(LENGTH))


def read(typed: str) -> str | None:
    """The code somebody typed or pasted, with its address or without; None when it is none.

    Case, width, spaces, dashes and other marks do not matter.
    """
    last = re.split(r"[?#]", typed[:LONGEST_TYPED])[0].rstrip("/").rsplit("/", 1)[-1]
    plain = unicodedata.normalize("NFKC", last).upper()
    code = "".join(character for character in plain if character.isalnum()).translate(_ALIKE)
    return code if _CODE.fullmatch(code) else None


def shown(code: str) -> str:
    """The code as people read it: in fours."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
