"""Is a request sent by a page of ours?"""

from urllib.parse import urlsplit

from starlette.requests import Request


def foreign(request: Request, base_url: str) -> bool:
    """Does another site's page send it? Browsers say so; what is no browser has no cookie of somebody else to abuse."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    if not origin:
        return False
    host = urlsplit(origin).netloc
    return not host or host not in (request.headers.get("host"), urlsplit(base_url).netloc)
