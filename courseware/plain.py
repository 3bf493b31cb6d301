"""Plain pages: server-rendered HTML for what people touch for a minute. No framework, no script needed.

`page("signin/sign-in.html", say, …)` renders a template found below courseware/; templates extend "plain.html".
`headers(language)` are the headers such a page is sent with. Stylesheets and scripts are files of assets/, served at
/assets/; a template names one by `asset("css/plain.css")`.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from courseware import look
from courseware.blocks.lines import joined
from courseware.settings import ROOT
from courseware.words import LANGUAGES, Language, Say

LANGUAGE_COOKIE = "courseware_language"
LANGUAGE_COOKIE_SECONDS = 365 * 24 * 3600
_LARGEST_ACCEPT_LANGUAGE = 200

_inline = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["emphasis", "backticks", "newline", "escape"])


def markdown_line(text: str) -> Markup:
    """An author's text as safe HTML: emphasis, strong, code and line breaks; everything else is shown as written."""
    return Markup(_inline.renderInline(joined(text)))


@lru_cache
def tokens() -> str:
    """The only inline style of a plain page: colours for light and dark, and the font list.

    The local face for Chinese quotes ("WS Punct", LOOK.md) must not stand in the list of an English page or paragraph.
    What is `ws-paper`, a sheet to be printed, is light on every screen.
    """
    chinese = look.font()
    english = chinese.replace("'WS Punct'", "'WS Punct En'")
    paper = f"@media (prefers-color-scheme:dark){{.ws-paper{{color-scheme:light;{look.css(False)}}}}}"
    fonts = f"--ws-font:{chinese}}}:root:lang(en),[lang=en]{{--ws-font:{english}"
    return f"{colours()}{paper}:root{{color-scheme:light dark;{fonts}}}"


@lru_cache
def colours() -> str:
    """The colours as CSS, light and dark."""
    return f":root{{{look.css(False)}}}@media (prefers-color-scheme:dark){{:root{{{look.css(True)}}}}}"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "courseware"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["md"] = markdown_line
    made.globals.update(asset=look.asset, tokens=lambda: Markup(tokens()))
    return made


_pages = _environment()


def page(template: str, say: Say, **values: object) -> str:
    """Render `template`, a path below courseware/. It sees `say` and the values; a name nobody gave is an error."""
    return _pages.get_template(template).render(say=say, **values)


@lru_cache
def _policy() -> str:
    digest = b64encode(hashlib.sha256(tokens().encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'", f"style-src 'self' 'sha256-{digest}'", "img-src 'self' data:", "script-src 'self'",
            "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'self'",
        )
    )  # fmt: skip


def headers(language: Language) -> dict[str, str]:
    """Headers of a plain page: it runs no foreign script or style, is framed by nobody else, and is not kept."""
    return {
        "Content-Security-Policy": _policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Content-Language": "zh-CN" if language == "zh" else "en",
        "Vary": "Cookie, Accept-Language",
    }


def chosen_language(
    cookie: str | None, accept_language: str | None, default: Language, asked: str | None = None
) -> Language:
    """The language of a page: `asked` (?lang=), else the cookie, else what the browser prefers, else the setting."""
    for language in LANGUAGES:
        if asked == language:
            return language
    for language in LANGUAGES:
        if cookie == language:
            return language
    return _preferred((accept_language or "")[:_LARGEST_ACCEPT_LANGUAGE]) or default


def _preferred(accept_language: str) -> Language | None:
    wanted: list[tuple[float, int, Language]] = []
    for place, part in enumerate(accept_language.split(",")):
        tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            weight = float(quality)
        except ValueError:
            continue
        for language in LANGUAGES:
            if tag.split("-")[0] == language and 0 < weight <= 1:
                wanted.append((-weight, place, language))
    return min(wanted)[2] if wanted else None


def switch(path: str, query: Iterable[tuple[str, str]], language: Language) -> str:
    """The address of the same page in the other language."""
    other = "en" if language == "zh" else "zh"
    return f"{path}?{urlencode([*((k, v) for k, v in query if k != 'lang'), ('lang', other)])}"
