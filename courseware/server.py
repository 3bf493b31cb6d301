"""The server: routes, middleware and lifespan, handed to st.App; uvicorn serves it."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import lru_cache
from html import escape
from importlib import import_module
from pathlib import Path
from socket import socket
from typing import Any

import streamlit as st
from servestatic import ServeStaticASGI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

import simulations
from courseware import blocks, compressed, plain, questions
from courseware.actions import asking, crediting, quizzes
from courseware.blocks.simulator import routes as simulator_routes
from courseware.certificates import routes as certificates_routes
from courseware.errors import Refused, Unready
from courseware.exports import routes as exports_routes
from courseware.house import House, house, open_house
from courseware.look import asset
from courseware.reference import routes as reference_routes
from courseware.screens.trouble import show_trouble
from courseware.settings import Settings
from courseware.signin import routes as signin_routes
from courseware.workshops import routes as workshops_routes
from courseware.workshops.hub import Hub

log = logging.getLogger(__name__)
SHEETS = ("blocks", "questions", "simulator", "pages", "statistics")
PAGES = (
    "lesson", "simulators", "quiz", "review", "hr", "regrade", "allowances", "statistics", "certificates", "people",
)  # fmt: skip
_REQUIRED = {"server.fileWatcherType": "none", "runner.postScriptGC": False, "browser.gatherUsageStats": False}
_EXPIRE_EVERY = 20  # seconds
_CREDIT_EVERY = 1800
_COLLECT_EVERY = 120  # seconds between full collections, since Streamlit's own after every run is off


def parts() -> dict[str, Any]:
    """Everything st.App wants besides the script: our routes before Streamlit's, middleware, lifespan, error page.

    Opens the house: exits with a sentence when it cannot be opened.
    """
    try:
        held = open_house(Settings())
    except Unready as error:
        sys.exit(f"courseware cannot start: {error}")
    _announce(held)
    hub = _hub()
    routes: list[BaseRoute] = [
        Route("/healthz", lambda request: PlainTextResponse("ok")),
        Route("/readyz", ready),
        Route("/home", lambda request: RedirectResponse("/", 308)),
        Route("/assets/{path:path}", lambda request: PlainTextResponse("not found", 404)),  # the others never get here
        *simulator_routes.routes(lambda language: held.library.say(language), lambda: held.library.stories),
        *signin_routes.routes(held),
        *exports_routes.routes(held),
        *reference_routes.routes(held),
        *certificates_routes.routes(held),
        *workshops_routes.routes(held, hub),
    ]
    middleware = [
        Middleware(ServeStaticASGI, root=compressed.build(), immutable_file_test=lambda path, url: True),
        Middleware(Shell, ours={route.path.split("/")[1] for route in routes if isinstance(route, Route)}),
    ]
    lifespan = _lifespan_with(hub)
    return {"routes": routes, "middleware": middleware, "lifespan": lifespan, "on_script_error": show_trouble}


def serve(app: st.App) -> None:
    """Serve with uvicorn, which (unlike `streamlit run`) sets TCP_NODELAY: 40 ms less for every interaction."""
    import uvicorn

    settings = house().settings
    guard = _only_process(settings)

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket] | None = None) -> None:
            """Phones hold connections that never end by themselves: they are let go first, and come back at once."""
            await _hub().stop()
            await super().shutdown(sockets)

    running = Server(uvicorn.Config(
        app, host=settings.host, port=settings.port, log_level="warning", log_config=None, access_log=False,
        ws="websockets-sansio", timeout_graceful_shutdown=3, proxy_headers=True,
    ))  # fmt: skip
    try:
        with suppress(KeyboardInterrupt):
            running.run()
    finally:
        guard.release()


@lru_cache(1)
def _hub() -> Hub:
    """The hub of this process."""
    return Hub(house())


def _only_process(settings: Settings):
    from filelock import FileLock, Timeout

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.data_dir / "server.lock")
    if settings.database.startswith("sqlite"):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            sys.exit(
                f"courseware cannot start: another server already uses {settings.data_dir}. SQLite serves one process; "
                "stop the other one, or set COURSEWARE_DATA_DIR, or COURSEWARE_DATABASE_URL to PostgreSQL."
            )
    return lock


def _announce(held: House) -> None:
    from courseware.actions.accounts import issue_first_code

    settings = held.settings
    address = settings.base_url or f"http://{settings.host}:{settings.port}"
    print(f"赢在服务 · Winning Service: {address}", file=sys.stderr)
    for problem in held.library.errors:
        print(problem, file=sys.stderr)
    code = issue_first_code(held.records, held.clock())
    if code:
        print(
            f"There is no administrator yet. Become the first at {address}/setup with the code {code}", file=sys.stderr
        )


def _lifespan_with(hub: Hub) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        logging.getLogger("uvicorn.access").disabled = True  # Streamlit has just switched it on
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        hub.start()
        tasks = [asyncio.create_task(_expire()), asyncio.create_task(_credit())]
        if not config.get_option("runner.postScriptGC"):  # then collecting garbage is up to us
            tasks.append(asyncio.create_task(_collect()))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await hub.stop()
            house().records.close()

    return lifespan


async def _expire() -> None:
    """Hand in attempts whose time is over and whose browser is gone: nobody waits for a score that never comes."""
    while True:
        await asyncio.sleep(_EXPIRE_EVERY)
        held = house()
        try:
            await asyncio.to_thread(quizzes.expire, held.records, held.clock())
        except Refused:
            log.warning("attempts whose time is over could not be handed in: the database does not answer")


async def _credit() -> None:
    """Book what was answered in rooms that nobody ended."""
    while True:
        await asyncio.sleep(_CREDIT_EVERY)
        held = house()
        try:
            called = held.library.words["report.called"]
            await asyncio.to_thread(crediting.catch_up, held.records, held.clock(), called)
        except Refused:
            log.warning("rooms that nobody ended could not be booked: the database does not answer")


async def _collect() -> None:
    await asyncio.to_thread(_warm)
    gc.collect()
    gc.freeze()
    while True:
        await asyncio.sleep(_COLLECT_EVERY)
        gc.collect()


def _warm() -> None:
    """Import what the first visitor would otherwise wait for; the server answers meanwhile."""
    import_module("courseware.screens.menu")
    for kind in blocks.names():
        blocks.view(kind)
    for kind in questions.names():
        _ = questions.kind(kind).view
    for name in simulations.names():
        _ = simulations.simulator(name).draw
    import_module("fsrs")


def ready(request: Request) -> Response:
    """200 when the database answers, the content has no error and Streamlit's settings are in force; else 503."""
    held = house()
    trouble = []
    try:
        held.records.ping()
    except Refused:
        trouble.append("the database does not answer")
    if held.library.errors:
        trouble.append(f"the content has {len(held.library.errors)} errors: python -m courseware check")
    for name, value in _REQUIRED.items():
        if config.get_option(name) != value:
            trouble.append(f"Streamlit's {name} is {config.get_option(name)!r}, not {value!r}: .streamlit/config.toml")
    return JSONResponse({"ready": not trouble, "trouble": trouble}, 200 if not trouble else 503)


class Shell:
    """Answers for Streamlit's one HTML page: our language, title and noscript, a device cookie, our own 404."""

    def __init__(self, app: ASGIApp, ours: Collection[str]) -> None:
        self.app, self.ours = app, ours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite GETs of pages; everything else passes untouched."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not _is_page(scope["path"], self.ours):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        cookies = request.cookies
        held = house()
        language = plain.chosen_language(
            cookies.get(plain.LANGUAGE_COOKIE), request.headers.get("accept-language", ""), held.settings.language
        )
        say = held.library.say(language)
        name = scope["path"].strip("/")
        if name and name not in PAGES:
            page = plain.page("missing.html", say)
            await HTMLResponse(page, 404, plain.headers(language))(scope, receive, send)
            return
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
        headers += [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
        headers += [(b"x-frame-options", b"SAMEORIGIN")]
        if asking.DEVICE_COOKIE not in cookies:
            headers.append((b"set-cookie", asking.new_device_cookie(held.settings.secure).encode()))
        large = request.query_params.get("view") == "slide"
        body = _shell(language, say("frame.title"), say("frame.noscript"), large)
        headers.append((b"content-length", str(len(body)).encode()))
        start: Message = {"type": "http.response.start", "status": 200, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _is_page(path: str, ours: Collection[str]) -> bool:
    """Paths that Streamlit would answer with its one HTML page, ours excepted."""
    first = path.strip("/").split("/")[0]
    return first not in ours and not first.startswith(("_stcore", "static", "media", "component")) and "." not in first


@lru_cache(16)
def _shell(language: str, title: str, noscript: str, large: bool) -> bytes:
    """Streamlit's index.html in the reader's language, with our styles, which so are no part of any rerun.

    `large` is the type of a projector, for simulators on slides.
    """
    source = Path(st.__file__).parent / "static/index.html"
    html = source.read_text("utf-8")
    html = html[html.index("<!DOCTYPE") :]
    before, rest = html.split("<noscript>", 1)
    html = f"{before}<noscript>{escape(noscript)}</noscript>{rest.split('</noscript>', 1)[1]}"
    lang = "zh-Hans" if language == "zh" else "en"
    html = html.replace('<html lang="en">', f'<html lang="{lang}"{" class=ws-large" if large else ""}>')
    html = html.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>")
    html = html.replace('href="./favicon.png"', f'href="{asset("pictures/mark.svg")}" type="image/svg+xml"')
    sheets = "".join(f'<link rel="stylesheet" href="{asset(f"css/{name}.css")}">' for name in SHEETS)
    punctuation = asset(f"css/punctuation-{language}.css")
    sheets += f'<link rel="stylesheet" id="ws-punctuation" href="{punctuation}">'
    # In the body, after all that Streamlit adds to the head while it runs: ours win where both are as specific.
    html = html.replace("</body>", f"<style>{plain.colours()}</style>{sheets}</body>")
    return html.replace('"./', '"/').encode()
