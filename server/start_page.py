"""The start page of a television: a file of its own that waits for the server and goes to its board."""

import re
from html import escape
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

FILE_NAME = "motcua-start.html"
HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9a-fA-F:]+\](:[0-9]+)?")
PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+/?")
SCHEMES = ("http", "https")
_EMPTY = 'data-server="" data-query="" data-paired=""'


def start_page(server: str, query: str = "", secret: str = "") -> str:
    """The page for a server's address and what the board's address says behind its question mark.

    With the `secret` of a pairing the board may speak, whatever its browser has forgotten.
    """
    text = (files("server") / "start.html").read_text(encoding="utf-8")
    filled = (
        f'data-server="{escape(server.rstrip("/"))}" data-query="{escape(query.lstrip("?"))}" '
        f'data-paired="{escape(secret)}"'
    )
    return text.replace(_EMPTY, filled, 1)


def with_name(query: str, name: str) -> str:
    """What a board's address says behind its question mark, with the name of the screen in it."""
    rest = [(key, value) for key, value in parse_qsl(query.lstrip("?")) if key != "name"]
    return urlencode([("name", name), *rest])


def name_in(query: str) -> str:
    """What a board of this address is called; empty where its address does not say."""
    return dict(parse_qsl(query.lstrip("?"))).get("name", "").strip()


def start_route() -> Route:
    """`/start.html`, to be kept on the television; its query becomes the board's."""
    return Route("/start.html", _given)


async def _given(request: Request) -> Response:
    address = address_of(request)
    if address is None:
        return PlainTextResponse("This request does not say by which address the server is reached.\n", 400)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"', "Cache-Control": "no-store"}
    page = start_page(address, request.url.query)
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)


def address_of(request: Request) -> str | None:
    """How whoever asks reaches the server: by its host, and by what a reverse proxy says of itself."""
    host = request.headers.get("host", "")
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    prefix = request.headers.get("x-forwarded-prefix", "")
    if not HOST.fullmatch(host) or scheme not in SCHEMES or (prefix and not PREFIX.fullmatch(prefix)):
        return None
    return f"{scheme}://{host}{prefix}".rstrip("/")
