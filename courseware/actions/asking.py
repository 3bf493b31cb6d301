"""Who is asking: `who`, for Streamlit (`st.context.cookies`) and routes (`request.cookies`) alike.

Whose a sign-in is is remembered for a few seconds, so that a rerun costs no query. Whoever ends a sign-in, or changes a
person, calls `forget` after the transaction: in this process it then takes effect at once, in others within REMEMBERED.
"""

import hashlib
import ipaddress
import re
import secrets
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from courseware.people import Person
from courseware.records import sessions
from courseware.records.database import Records

COOKIE = "courseware_session"
DEVICE_COOKIE = "courseware_device"
REMEMBERED = timedelta(seconds=5)
MOST_REMEMBERED = 10_000
_LONGEST_TOKEN = 128
_DEVICE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_DEVICE_SECONDS = 2 * 365 * 24 * 3600


class _Memory:
    """What one process knows of one database; `turn` counts how often something was forgotten."""

    def __init__(self) -> None:
        self.people: dict[str, tuple[Person, datetime]] = {}
        self.turn = 0


_memories: WeakKeyDictionary[Records, _Memory] = WeakKeyDictionary()
_lock = threading.Lock()


def who(records: Records, cookies: Mapping[str, str], now: datetime) -> Person:
    """The person whose sign-in cookie this is, else a guest with the device of the device cookie.

    Raises Refused("database-away").
    """
    return whose(records, token_of(cookies), now) or Person(device=device_of(cookies))


def whose(records: Records, token: str, now: datetime) -> Person | None:
    """Who signed in with `token`; None if nobody, or revoked, expired or deactivated."""
    if not token or len(token) > _LONGEST_TOKEN:
        return None
    key = fingerprint(token)
    with _lock:
        memory = _memories.setdefault(records, _Memory())
        known, turn = memory.people.get(key), memory.turn
    if known and timedelta(0) <= now - known[1] < REMEMBERED:
        return known[0]
    with records.reading() as db:
        found = sessions.person(db, key, now)
    with _lock:
        if found is None:
            memory.people.pop(key, None)
        elif memory.turn == turn:  # otherwise somebody was changed while we read
            if len(memory.people) >= MOST_REMEMBERED:
                memory.people.clear()
            memory.people[key] = (found, now)
    return found


def forget(records: Records, person_id: int | None = None) -> None:
    """Ask the records again, about this person or everybody."""
    with _lock:
        memory = _memories.setdefault(records, _Memory())
        memory.turn += 1
        if person_id is None:
            memory.people.clear()
        else:
            memory.people = {key: known for key, known in memory.people.items() if known[0].id != person_id}


def fingerprint(secret: str) -> str:
    """What the records keep of a token or a code: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def token_of(cookies: Mapping[str, str]) -> str:
    """The sign-in token, or nothing."""
    return cookies.get(COOKIE, "")


def device_of(cookies: Mapping[str, str]) -> str:
    """The device token, or nothing when it is not one of ours: 16 to 64 letters, figures, - and _."""
    device = cookies.get(DEVICE_COOKIE, "")
    return device if _DEVICE.fullmatch(device) else ""


def neighbourhood(address: str) -> str:
    """The address that tries are counted for: an IPv6 customer owns a whole /64, a new address for each try."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def new_device_cookie(secure: bool) -> str:
    """A Set-Cookie header that gives a browser a device token of its own for two years."""
    value = f"{DEVICE_COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_DEVICE_SECONDS}; HttpOnly; SameSite=Lax"
    return f"{value}; Secure" if secure else value
