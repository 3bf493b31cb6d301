"""Where phones find a room: its address, and the same as a QR code."""

import io
import socket
from functools import lru_cache

import segno
from markupsafe import Markup
from starlette.requests import Request

from courseware.settings import Settings

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
_EVERYWHERE = ("0.0.0.0", "::")
_ELSEWHERE = ("10.255.255.255", 9)  # never reached: asking for the way there sends nothing


def site(request: Request, settings: Settings) -> str:
    """The address of the server as it is set, else as it was reached; whoever sits at the server itself is given the
    address that other machines on the network know it by."""
    base = settings.base_url.rstrip("/") or f"{request.url.scheme}://{request.headers.get('host', '')}"
    if not settings.base_url and request.url.hostname in _LOOPBACK and settings.host in _EVERYWHERE and (own := _own()):
        base = f"{request.url.scheme}://{own}:{settings.port}"
    return base


def live(request: Request, settings: Settings, code: str) -> str:
    """The address of the room for its audience."""
    return f"{site(request, settings)}/live/{code}"


def spoken(address: str) -> str:
    """The address as people type it: without scheme and code."""
    return address.split("://", 1)[-1].rsplit("/", 1)[0]


@lru_cache(64)
def qr(address: str) -> Markup:
    """The address as a QR code, an SVG in the colours of black on white, which every phone reads."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=3, dark="#000", light="#fff", nl=False
    )
    return Markup(drawn.getvalue().decode())


def _own() -> str:
    """This machine's address on its network; "" without one."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect(_ELSEWHERE)
            found = way.getsockname()[0]
    except OSError:
        return ""
    return "" if found.startswith("127.") or found == "0.0.0.0" else found
