"""The sign-in pages over HTTP: /sign-in, /register, /sign-out, /account and /setup. Plain forms, no script."""

import math
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from courseware import plain
from courseware.actions import accounts, asking
from courseware.errors import Refused, Unreadable
from courseware.people import ROLES, Person
from courseware.records.database import Records
from courseware.settings import Settings
from courseware.signin import forms, rules
from courseware.signin.tries import PER_NUMBER, Tries
from courseware.words import Say, Text

FORM_COOKIE = "courseware_form"
THREADS = 8  # database work and hashing; Streamlit's own threads are not touched
_STATUS = {
    "sign-in-wrong": 401, "current-wrong": 401, "account-closed": 403, "has-admin": 403, "no-cookie": 403,
    "form-old": 403, "form-foreign": 403, "form-large": 413, "form-damaged": 400, "too-often": 429,
    "database-away": 503,
}  # fmt: skip
_GUESSES = frozenset({"sign-in-wrong", "current-wrong", "code-wrong", "number-taken"})
_UNREADABLE = frozenset({"form-large", "form-damaged"})


T = TypeVar("T")


class Served(Protocol):
    """What the server hands to these routes."""

    @property
    def settings(self) -> Settings: ...
    @property
    def records(self) -> Records: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    def words(self) -> Mapping[str, Text]: ...


@dataclass
class _Visit:
    """One request: who asks, in which language, and the secret its forms are bound to."""

    request: Request
    say: Say
    person: Person
    now: datetime
    away: bool

    def __post_init__(self) -> None:
        self.secret = self.request.cookies.get(FORM_COOKIE, "")
        self.next = rules.next_path(self.request.query_params.get("next"))
        self.address = self.request.client.host if self.request.client else ""
        self.device = asking.device_of(self.request.cookies)


_Deed = Callable[[_Visit, rules.Form], Response]


def routes(served: Served) -> list[Route]:
    """The routes, with one count of tries and one set of threads between them."""
    desk = _Desk(served)
    both = ["GET", "POST"]
    return [
        Route("/sign-in", desk.sign_in, methods=both),
        Route("/register", desk.register, methods=both),
        Route("/sign-out", desk.sign_out, methods=["POST"]),
        Route("/account", desk.account, methods=both),
        Route("/setup", desk.setup, methods=both),
    ]


class _Desk:
    def __init__(self, served: Served) -> None:
        self.served, self.tries, self.threads = served, Tries(), CapacityLimiter(THREADS)
        self.lasts = timedelta(days=served.settings.session_days)

    async def sign_in(self, request: Request) -> Response:
        visit = await self._visit(request)
        if request.method == "POST":
            return await self._take(visit, "sign-in", self._sign_in)
        return await self._show(visit, "sign-in") if visit.person.guest else _go(visit.next)

    def _sign_in(self, visit: _Visit, form: rules.Form) -> Response:
        number, password = rules.read_credentials(form)
        token = secrets.token_urlsafe(32)
        with self._counted(visit, number):
            accounts.sign_in(self.served.records, number, password, visit.device, token, visit.now, self.lasts)
        return self._entered(token, visit.next)

    async def register(self, request: Request) -> Response:
        visit = await self._visit(request)
        if not self.served.settings.registration:
            return self._message(visit, "register.closed-title", "register.closed", 403)
        if request.method == "POST":
            return await self._take(visit, "register", self._register)
        return await self._show(visit, "register") if visit.person.guest else _go(visit.next)

    def _register(self, visit: _Visit, form: rules.Form) -> Response:
        new, token = rules.read_particulars(form), secrets.token_urlsafe(32)
        with self._counted(visit):
            called = self.served.words()["report.called"]
            accounts.register(self.served.records, new, visit.device, token, visit.now, self.lasts, called)
        self.tries.failed(visit.address)  # a made account counts too, so that nobody makes thousands
        return self._entered(token, visit.next)

    async def account(self, request: Request) -> Response:
        visit = await self._visit(request)
        if visit.person.guest:
            return self._away(visit) if visit.away else _go("/sign-in?next=/account")
        if request.method == "POST":
            return await self._take(visit, "account", self._change)
        return await self._show(visit, "account")

    def _change(self, visit: _Visit, form: rules.Form) -> Response:
        person = visit.person
        current, new = rules.read_new_password(form, person.employee_number, person.name)
        token = secrets.token_urlsafe(32)
        with self._counted(visit, person.employee_number):
            accounts.change_password(self.served.records, person, current, new, token, visit.now, self.lasts)
        return self._entered(token, "/account?done=password")

    async def sign_out(self, request: Request) -> Response:
        visit = await self._visit(request)
        if visit.person.guest:
            return self._away(visit) if visit.away else _go("/")
        return await self._take(visit, "account", self._sign_out, aged=True)

    def _sign_out(self, visit: _Visit, form: rules.Form) -> Response:
        accounts.sign_out(self.served.records, asking.token_of(visit.request.cookies), visit.now)
        response = _go("/")
        self._cookie(response, asking.COOKIE, "", 0)
        return response

    async def setup(self, request: Request) -> Response:
        visit = await self._visit(request)
        if request.method == "POST":
            return await self._take(visit, "setup", self._setup)
        try:
            if await self._threaded(accounts.has_admin, self.served.records):
                return self._message(visit, "setup.done-title", "setup.done", 403)
        except Refused:
            return self._away(visit)
        return await self._show(visit, "setup", {"code": request.query_params.get("code", "")[:40]})

    def _setup(self, visit: _Visit, form: rules.Form) -> Response:
        code, new = rules.read_setup(form)
        token = secrets.token_urlsafe(32)
        with self._counted(visit):
            accounts.register_first_admin(self.served.records, code, new, token, visit.now, self.lasts)
        return self._entered(token, "/")

    @contextmanager
    def _counted(self, visit: _Visit, number: str = "") -> Iterator[None]:
        """A try at something that could be guessed; raises Refused("too-often")."""
        if seconds := self.tries.wait(number, visit.address):
            raise Refused("too-often", seconds=seconds, minutes=math.ceil(seconds / 60))
        try:
            yield
        except Refused as refused:
            if refused.key in _GUESSES:
                self.tries.failed(visit.address)
                if number and self.tries.used_up(number):
                    accounts.note_blocked(self.served.records, number, PER_NUMBER.amount, visit.now)
            raise
        if number:
            self.tries.succeeded(number)

    async def _visit(self, request: Request) -> _Visit:
        settings, now, away = self.served.settings, self.served.clock(), False
        language = plain.chosen_language(
            request.cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language"), settings.language,
            request.query_params.get("lang"),
        )  # fmt: skip
        try:
            person = await self._threaded(asking.who, self.served.records, request.cookies, now)
        except Refused:
            person, away = Person(), True
        return _Visit(request, Say(language, self.served.words()), person, now, away)

    async def _take(self, visit: _Visit, template: str, deed: _Deed, aged: bool = False) -> Response:
        """Read the posted form and do the deed; show the form again, with what was typed, when it is refused.

        `aged` accepts a form that stood open for days.
        """
        form: rules.Form = {}
        try:
            form = await _read(visit.request)
            visit.next = rules.next_path(form.get("next"))
            key = self.served.settings.signing_key
            rules.check_token(key, visit.secret, form.get("token", ""), visit.now, aged)
            return await self._threaded(deed, visit, form)
        except Refused as refused:
            if refused.key in _UNREADABLE:
                return self._message(visit, "trouble", f"refused.{refused.key}", _STATUS[refused.key])
            return await self._show(visit, template, form, refused)

    async def _show(
        self, visit: _Visit, template: str, typed: Mapping[str, str] | None = None, refused: Refused | None = None
    ) -> Response:  # fmt: skip
        """A form, empty or as it was typed, with what was refused."""
        visit.secret = visit.secret or secrets.token_urlsafe(24)
        token = rules.form_token(self.served.settings.signing_key, visit.secret, visit.now)
        problems = forms.sentences(visit.say, refused) if refused else {}
        form = forms.Shown(token, visit.next, forms.kept(typed or {}), problems)
        departments: list[str] = []
        if template in ("register", "setup"):
            with suppress(Refused):
                departments = await self._threaded(accounts.departments, self.served.records)
        response = self._page(
            visit, f"{template}.html", _STATUS.get(refused.key, 422) if refused else 200, form=form,
            departments=departments, person=visit.person, roles=[role for role in ROLES if role in visit.person.roles],
            registration=self.served.settings.registration, done=visit.request.query_params.get("done") == "password",
        )  # fmt: skip
        if refused and "seconds" in refused.values:
            response.headers["Retry-After"] = str(refused.values["seconds"])
        self._cookie(response, FORM_COOKIE, visit.secret)
        return response

    def _away(self, visit: _Visit) -> Response:
        return self._message(visit, "trouble", "refused.database-away", 503)

    def _message(self, visit: _Visit, title: str, text: str, status: int) -> Response:
        say = visit.say.within("signin")
        return self._page(visit, "message.html", status, title=say(title), text=say(text))

    def _page(self, visit: _Visit, template: str, status: int, **values: object) -> Response:
        request, language = visit.request, visit.say.language
        where = {} if visit.next == "/" else {"next": visit.next}
        path = "/account" if request.url.path == "/sign-out" else request.url.path
        html = plain.page(
            f"signin/{template}", visit.say, switch=plain.switch(path, where.items(), language),
            link=lambda to: f"{to}?{urlencode(where)}" if where else to, **values,
        )  # fmt: skip
        response = HTMLResponse(html, status, plain.headers(language))
        if request.query_params.get("lang") == language:
            # Streamlit's pages change this cookie by script, so it is not HttpOnly.
            self._cookie(response, plain.LANGUAGE_COOKIE, language, plain.LANGUAGE_COOKIE_SECONDS, hidden=False)
        return response

    def _entered(self, token: str, path: str) -> Response:
        response = _go(path)
        self._cookie(response, asking.COOKIE, token, int(self.lasts.total_seconds()))
        return response

    def _cookie(
        self, response: Response, name: str, value: str, seconds: int | None = None, hidden: bool = True
    ) -> None:  # fmt: skip
        secure = self.served.settings.secure
        response.set_cookie(name, value, seconds, path="/", secure=secure, httponly=hidden, samesite="lax")

    async def _threaded(self, deed: Callable[..., T], *arguments: object) -> T:
        return await to_thread.run_sync(partial(deed, *arguments), limiter=self.threads)


async def _read(request: Request) -> dict[str, str]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > rules.LARGEST_FORM:
            raise Refused("form-large")
    try:
        return rules.read_form(bytes(body), request.headers.get("content-type", ""))
    except Unreadable as error:
        raise Refused("form-damaged") from error


def _go(path: str) -> Response:
    return RedirectResponse(path, 303, {"Cache-Control": "no-store"})
