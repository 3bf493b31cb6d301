"""What pages look like: colours, written once in .streamlit/config.toml, and where styles and scripts are served."""

import hashlib
import tomllib
from functools import lru_cache

from courseware.settings import ROOT
from simulations import Look

_TOKENS = {
    "ink": "textColor", "muted": "grayTextColor", "paper": "backgroundColor", "mist": "secondaryBackgroundColor",
    "line": "dataframeBorderColor", "edge": "borderColor", "accent": "primaryColor", "tint": "greenBackgroundColor",
    "fill": "redColor", "warm": "redTextColor", "warm_tint": "redBackgroundColor", "honey": "yellowTextColor",
    "honey_tint": "yellowBackgroundColor", "slate": "grayColor",
}  # fmt: skip
_BUTTON = {"light": "#0B6270", "dark": "#1A7A88"}  # white text needs a darker fill than selected text on dark paper


@lru_cache
def tokens(dark: bool) -> dict[str, str]:
    """Colour names of LOOK (ink, paper, accent, …, button) to CSS colours."""
    name = "dark" if dark else "light"
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    return {token: theme[name][key] for token, key in _TOKENS.items()} | {"button": _BUTTON[name]}


@lru_cache
def font() -> str:
    """The font list of pages and figures."""
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]["font"]


@lru_cache
def look(dark: bool, size: int = 15, phone: bool = False) -> Look:
    """What a figure needs to match the page it stands on."""
    colours = {name: value for name, value in tokens(dark).items() if name != "button"}
    return Look(dark=dark, font=font(), size=size, phone=phone, **colours)


@lru_cache
def asset(path: str) -> str:
    """The address of a file below assets/, with a hash of its content, so that browsers may keep it for good."""
    digest = hashlib.sha256((ROOT / "assets" / path).read_bytes()).hexdigest()[:12]
    return f"/assets/{path}?v={digest}"


@lru_cache
def css(dark: bool) -> str:
    """The tokens as CSS custom properties: `--ws-ink:#16252B;…`."""
    return "".join(f"--ws-{name.replace('_', '-')}:{value};" for name, value in tokens(dark).items())
