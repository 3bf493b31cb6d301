"""Sign-in's pure rules: reading a form, its token, and where to go afterwards.

What may stand in an account is one step lower, in `courseware.actions.particulars`: the command line
reads through it too.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from courseware.actions import particulars
from courseware.actions.particulars import Particulars
from courseware.errors import Refused, Unreadable

LARGEST_FORM = 16 * 1024
MOST_FIELDS = 20
LONGEST_ADDRESS = 500
FORM_LASTS = timedelta(hours=12)
_SKEW = timedelta(minutes=5)

Form = Mapping[str, str]


class Rejected(Refused):
    """A form with several things wrong: `problems` maps a field to what was refused in it, in the order of the form."""

    def __init__(self, problems: Mapping[str, Refused]) -> None:
        super().__init__(next(iter(problems.values())).key)
        self.problems = problems


def read_form(body: bytes, content_type: str) -> dict[str, str]:
    """The fields of a posted form; raises Unreadable when it is none a browser would send from our pages."""
    if content_type.split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Unreadable("not a form")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict",
            max_num_fields=MOST_FIELDS,
        )  # fmt: skip
    except ValueError as error:
        raise Unreadable("the form is damaged") from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise Unreadable("a field came twice")
    return form


def form_token(key: bytes, secret: str, now: datetime) -> str:
    """The token of a form, bound to the random `secret` in the browser's cookie and to the time it was made."""
    made = str(int(now.timestamp()))
    return f"{made}.{_mac(key, secret, made)}"


def check_token(key: bytes, secret: str, token: str, now: datetime, aged: bool = False) -> None:
    """Raises Refused("no-cookie"), Refused("form-foreign") or, unless `aged` is allowed, Refused("form-old")."""
    if not secret:
        raise Refused("no-cookie")
    made, _, mac = token.partition(".")
    if not (made.isascii() and made.isdigit() and len(made) < 12):
        raise Refused("form-foreign")
    if not hmac.compare_digest(mac.encode(), _mac(key, secret, made).encode()):
        raise Refused("form-foreign")
    age = timedelta(seconds=now.timestamp() - int(made))
    if not aged and not -_SKEW <= age <= FORM_LASTS:
        raise Refused("form-old")


def _mac(key: bytes, secret: str, made: str) -> str:
    return hmac.new(key, f"form\n{secret}\n{made}".encode(), "sha256").hexdigest()


def next_path(asked: str | None) -> str:
    """Where to go afterwards: an address on this server, or / when `asked` is anything else."""
    if not asked or len(asked) > LONGEST_ADDRESS or not asked.startswith("/") or asked.startswith("//"):
        return "/"
    if "\\" in asked or any(ord(character) <= 32 or ord(character) == 127 for character in asked):
        return "/"
    parts = urlsplit(asked)
    return "/" if parts.scheme or parts.netloc or parts.path.startswith("//") else asked


def read_particulars(form: Form) -> Particulars:
    """The new account of a registration; raises Rejected with everything that is wrong with it."""
    return _read_particulars(_Reader(form))


def read_setup(form: Form) -> tuple[str, Particulars]:
    """The one-time code and the new account; raises Rejected."""
    read = _Reader(form)
    code = read("code", _something("code-empty"))
    return code, _read_particulars(read)


def _read_particulars(read: "_Reader") -> Particulars:
    number = read("employee_number", particulars.employee_number)
    name = read("name", particulars.name)
    department = read("department", particulars.department)
    password = read("password", lambda typed: particulars.password(typed, number, name))
    read.twice("password", "password_again")
    read.done()
    return Particulars(number, name, department, password)


def read_credentials(form: Form) -> tuple[str, str]:
    """Number and password of a sign-in. An impossible number is simply nobody's."""
    read = _Reader(form)
    read("employee_number", _something("number-empty"))
    read("password", _something("password-empty"))
    read.done()
    try:
        return particulars.employee_number(form["employee_number"]), form["password"]
    except Refused as refused:
        raise Refused("sign-in-wrong") from refused


def read_new_password(form: Form, *theirs: str) -> tuple[str, str]:
    """Current and new password; raises Rejected."""
    read = _Reader(form)
    current = read("current", _something("password-empty"))
    new = read("password", lambda typed: particulars.password(typed, *theirs))
    read.twice("password", "password_again")
    read.done()
    return current, new


@dataclass
class _Reader:
    """Reads field after field and keeps what is wrong with each."""

    form: Form
    problems: dict[str, Refused] = field(default_factory=dict)

    def __call__(self, name: str, rule: Callable[[str], str]) -> str:
        typed = self.form.get(name, "")
        try:
            return rule(typed)
        except Refused as refused:
            self.problems[name] = refused
            return typed

    def twice(self, name: str, again: str) -> None:
        if name not in self.problems and self.form.get(name, "") != self.form.get(again, ""):
            self.problems[again] = Refused("password-again")

    def done(self) -> None:
        if self.problems:
            raise Rejected(self.problems)


def _something(key: str) -> Callable[[str], str]:
    def rule(typed: str) -> str:
        if not typed.strip():
            raise Refused(key)
        return typed

    return rule
