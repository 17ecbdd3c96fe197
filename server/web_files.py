"""Serves the pages for browsers: the board, the clerk's desk, what they need, and the office's media."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from server.asgi import Endpoint
from server.media import MediaFolder
from server.start_page import HOST
from ticketing.board_plan import BoardPicture

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # A browser asks each time whether there is a newer file, so that an upgrade reaches it.
    "Cache-Control": "no-cache",
}

# The folders of web/ that are served; "" is the folder itself.
FOLDERS = ("", "desk", "vendor", "wall")

# Where a page says of which version it is.
VERSION_PLACE = b'<meta name="motcua-page" content="">'


def web_routes(
    media: MediaFolder,
    version: Callable[[], str] | None = None,
    pictures: Iterable[BoardPicture] = (),
) -> list[BaseRoute]:
    """`/board`, `/desk`, `/web/...`, the office's media, and the `pictures` of its boards.

    Pages say of which `version` they are.
    """
    version = version or page_version
    house = {name: _file(file.read_bytes(), TYPES[_suffix(name)]) for name, file in _house_files()}

    def page(name: str) -> Endpoint:
        plain = files("web").joinpath(name).read_bytes()

        async def shown(request: Request) -> Response:
            answer = _file(plain.replace(VERSION_PLACE, _said(version())), TYPES[".html"])(request)
            answer.headers["Content-Security-Policy"] += _socket_of(request)
            return answer

        return shown

    async def file(request: Request) -> Response:
        answer = house.get(request.path_params["name"])
        return answer(request) if answer else _missing()

    return [
        Route("/board", page("board.html")),
        Route("/desk", page("desk.html")),
        Route("/web/desk.json", _desk_model),
        Route("/web/media.json", _listing(media)),
        Route("/web/media/{name}", _shown(media)),
        *(Route(picture.address, _kept(picture)) for picture in pictures),
        Route("/web/{name:path}", file),
    ]


@cache
def page_version() -> str:
    """Another text for every change of what pages are made of: the files of web/ and the desk's model."""
    from server.desk_model import desk_model  # noqa: PLC0415 - made when a page asks: no start waits for it

    found = sha256(desk_model())
    for name, file in sorted(_house_files()):
        found.update(name.encode() + file.read_bytes())
    return found.hexdigest()[:16]


def _said(version: str) -> bytes:
    return VERSION_PLACE.replace(b'""', f'"{escape(version)}"'.encode())


def _house_files() -> Iterator[tuple[str, Traversable]]:
    """The files of web/ that browsers may have, by their paths below it."""
    for folder in FOLDERS:
        for file in files("web").joinpath(folder).iterdir():
            if _suffix(file.name) in TYPES:
                yield f"{folder}/{file.name}".lstrip("/"), file


def _socket_of(request: Request) -> str:
    """The policy's sentence on this server's socket; Chromium before 80 does not count it as 'self'."""
    host = request.headers.get("host", "")
    return f"; connect-src 'self' ws://{host} wss://{host}" if HOST.fullmatch(host) else ""


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]


def _file(content: bytes, media_type: str) -> Callable[[Request], Response]:
    """Answers with the file, or with 304 where the browser has it."""
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {**HEADERS, "ETag": tag}

    def answer(request: Request) -> Response:
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=media_type, headers=headers)

    return answer


async def _desk_model(request: Request) -> Response:
    """What the desk's keys mean and say; nobody's data, so that it needs no token."""
    return _made_model()(request)


@cache
def _made_model() -> Callable[[Request], Response]:
    from server.desk_model import desk_model  # noqa: PLC0415 - made when a desk asks: no start waits for it

    return _file(desk_model(), "application/json")


def _listing(media: MediaFolder) -> Endpoint:
    async def listing(_request: Request) -> Response:
        content = await media.content()
        shown = [
            {"name": file.name, "kind": file.kind, "address": f"/web/media/{quote(file.name, safe='')}"}
            for file in content.files
        ]
        return JSONResponse({"files": shown, "ticker": content.ticker}, headers=HEADERS)

    return listing


def _shown(media: MediaFolder) -> Endpoint:
    async def shown(request: Request) -> Response:
        name = request.path_params["name"]
        for file in (await media.content()).files:
            if file.name == name and file.path.is_file():
                return FileResponse(file.path, media_type=file.media_type, headers=HEADERS)
        return _missing()

    return shown


def _kept(picture: BoardPicture) -> Endpoint:
    """Answers with a picture, which browsers may keep for ever: another one has another address."""
    headers = {**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"}

    async def shown(_request: Request) -> Response:
        return Response(picture.content, media_type=picture.media_type, headers=headers)

    return shown


def _missing() -> Response:
    return PlainTextResponse("There is no such file.\n", 404, HEADERS)
