"""Passwords are kept as Argon2id hashes. Hashing takes some 40 ms, so it is done outside transactions."""

import unicodedata
from contextlib import suppress
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB and two rounds, the setting of the OWASP cheat sheet: a classroom of sixty signs in within two seconds on two
# cores. Raise it here; hashes are renewed as people sign in.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """The hash to keep, with a salt of its own."""
    return _hasher.hash(same_everywhere(password))


def matches(password: str, kept: str) -> bool:
    """Does the password belong to the hash? Without a usable hash the answer is no, after the same work."""
    typed = same_everywhere(password)
    try:
        return _hasher.verify(kept, typed)
    except InvalidHashError:
        with suppress(VerificationError):
            _hasher.verify(_nobodys(), typed)
        return False
    except VerificationError:
        return False


def outdated(kept: str) -> bool:
    """Was the hash made with other settings than today's?"""
    return _hasher.check_needs_rehash(kept)


def same_everywhere(typed: str) -> str:
    """A password in the one form it is hashed in: é is one character on one keyboard and two on another."""
    return unicodedata.normalize("NFC", typed)


@lru_cache(1)
def _nobodys() -> str:
    return _hasher.hash("nobody")
