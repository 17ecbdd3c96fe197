"""The pages' files and the office's folder of pictures over HTTP: whole, cached, and nothing else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.media import FILES_MAX, TICKER_LENGTH_MAX, MediaFolder, scan
from server.web_files import web_routes

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 8
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 1_000


@dataclass
class Web:
    """The folder and a client that asks for it."""

    folder: Path
    http: httpx.AsyncClient


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[Web]:
    """The board's files with a folder of two pictures, a video and what is neither."""
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "b ảnh.png").write_bytes(PNG)
    (folder / "a.jpg").write_bytes(JPEG)
    (folder / "c.mp4").write_bytes(MP4)
    (folder / "letter.jpg").write_text("<html>", encoding="utf-8")
    (folder / "ticker.txt").write_text("Xin chào\n\nXin cảm ơn\n", encoding="utf-8")
    (folder / ".hidden.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    transport = httpx.ASGITransport(Starlette(routes=web_routes(MediaFolder(folder))))
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as http:
        yield Web(folder, http)


async def test_board_and_desk_and_their_files_are_served_with_their_types(web: Web) -> None:
    """Page, script, style and letters come with their types, a strict policy and no sniffing."""
    types = {
        "/board": "text/html; charset=utf-8",
        "/desk": "text/html; charset=utf-8",
        "/web/board.js": "text/javascript; charset=utf-8",
        "/web/desk/app.js": "text/javascript; charset=utf-8",
        "/web/vendor/preact-htm.js": "text/javascript; charset=utf-8",
        "/web/vendor/preact-LICENSE.txt": "text/plain; charset=utf-8",
        "/web/board.css": "text/css; charset=utf-8",
        "/web/be-vietnam-pro-latin-800.woff2": "font/woff2",
    }
    for path, media_type in types.items():
        answer = await web.http.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        again = await web.http.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


async def test_the_policy_names_the_socket_of_this_server_only(web: Web) -> None:
    """Old engines need the socket's address; a host that is none is left out."""
    for path in ("/board", "/desk"):
        answer = await web.http.get(path, headers={"Host": "tv.local:8700"})
        policy = answer.headers["content-security-policy"]
        assert policy.endswith("connect-src 'self' ws://tv.local:8700 wss://tv.local:8700")
        assert "unsafe" not in policy
        assert "<script>" not in answer.text
        assert " on" not in answer.text.replace(" one", "")
    odd = (await web.http.get("/board", headers={"Host": "x; script-src *"})).headers[
        "content-security-policy"
    ]
    assert "script-src *" not in odd


async def test_nothing_else_is_served(web: Web) -> None:
    """Paths that leave the folder, hidden files, links to elsewhere and unknown names are not there."""
    for path in (
        "/web/__init__.py",
        "/web/ORIGIN",
        "/web/vendor/ORIGIN",
        "/web/desk/",
        "/web/desk/../__init__.py",
        "/web/desk/..%2F__init__.py",
        "/web//web/board.js",
        "/web/..%2Fpyproject.toml",
        "/web/media/..%2F..%2Fsecret.png",
        "/web/media/%2e%2e%2fsecret.png",
        "/web/media/link.png",
        "/web/media/.hidden.png",
        "/web/media/letter.jpg",
        "/web/media/ticker.txt",
        "/web/media/%00",
    ):
        assert (await web.http.get(path)).status_code == 404, path


async def test_the_folder_is_listed_and_what_can_not_be_shown_is_skipped_and_told(web: Web) -> None:
    """Pictures and videos are told by their first bytes; the others are named to staff with the reason."""
    listing = (await web.http.get("/web/media.json")).json()
    assert [(file["name"], file["kind"]) for file in listing["files"]] == [
        ("a.jpg", "picture"),
        ("b ảnh.png", "picture"),
        ("c.mp4", "video"),
    ]
    assert listing["ticker"] == "Xin chào • Xin cảm ơn"
    for file, content in zip(listing["files"], (JPEG, PNG, MP4), strict=True):
        assert (await web.http.get(file["address"])).content == content
    part = await web.http.get("/web/media/c.mp4", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.content) == (206, MP4[:10])
    assert scan(web.folder).skipped == (
        "letter.jpg: is neither a picture nor a video that browsers show",
        "link.png: is no file of this folder",
    )


def test_a_full_folder_and_a_wrong_ticker_are_bounded(tmp_path: Path) -> None:
    """At most FILES_MAX files are shown, a ticker is cut, and one that is no text leaves the pictures."""
    for number in range(FILES_MAX + 1):
        (tmp_path / f"{number:04}.png").write_bytes(PNG)
    (tmp_path / "ticker.txt").write_text("x" * 5_000, encoding="utf-8")
    content = scan(tmp_path)
    assert len(content.files) == FILES_MAX
    assert content.skipped == (f"{FILES_MAX:04}.png: more than {FILES_MAX} files",)
    assert len(content.ticker) == TICKER_LENGTH_MAX
    (tmp_path / "ticker.txt").write_bytes(b"\xff\xfe\x00")
    assert (scan(tmp_path).ticker, len(scan(tmp_path).files)) == ("", FILES_MAX)
    assert scan(tmp_path / "gone").files == ()


async def test_without_a_folder_there_is_nothing_to_show() -> None:
    """A server without --media lists nothing."""
    content = await MediaFolder(None).content()
    assert (content.files, content.ticker, content.skipped) == ((), "", ())
