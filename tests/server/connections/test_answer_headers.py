"""What every answer says besides what it is about, asked of every route that the server has."""

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.routing import BaseRoute, Mount, Route

from server.api.application import build_api
from server.connections.answer_headers import guarded, is_open
from server.journal.records import records_at
from server.media import MediaFolder
from tests.server.fakes import CountedRandomSource
from tests.server.serving import Asked

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
LIVE = {"/healthz", "/metrics", "/start.html", "/", "/kiosk", "/t/{track}"}


def paths(routes: list[BaseRoute], api: list[BaseRoute], before: str = "") -> Iterator[str]:
    """The patterns of all HTTP routes, those of the API included."""
    for route in routes:
        if isinstance(route, Mount):
            yield from paths(api, [], route.path)
        elif isinstance(route, Route):
            yield before + route.path


def all_paths(office: Asked) -> list[str]:
    """Every pattern of the server's route table, once."""
    services, visits = office.services, records_at(office.journal_path)
    api = build_api(services, visits, CountedRandomSource(), MediaFolder(None))
    found = dict.fromkeys(paths(office.app.routes, api.routes))
    assert {*LIVE, "/api/v1/visits", "/web/{name:path}", "/board"} <= found.keys()
    return [*found, "/nowhere", "/api/v1/nowhere", "/web/nowhere.js"]


def check(answer: httpx.Response, path: str) -> None:
    """No answer may be guessed at, and none be kept but open data and files of /web."""
    said = (answer.request.method, path, answer.status_code)
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"], said
    (keeping,) = answer.headers.get_list("cache-control")
    may_be_kept = answer.status_code in (200, 206, 304) and is_open(path)
    assert may_be_kept or keeping == "no-store", said
    assert not may_be_kept or keeping != "", said


@pytest.mark.slow
async def test_every_answer_of_every_route_says_that_nobody_keeps_it(office: Asked) -> None:
    """Whatever the method, the token and the status: nosniff, and no-store but for open data and /web."""
    statuses = set()
    for pattern in all_paths(office):
        path = re.sub(r"\{[^}]*\}", "1", pattern)
        for method in METHODS:
            for headers in (office.bearer("manager"), {"Authorization": "Bearer guessed"}):
                answer = await office.http.request(method, path, headers=headers)
                check(answer, path)
                statuses.add(answer.status_code)
    assert {200, 401, 404, 405, 422} <= statuses


async def test_what_a_browser_has_already_is_told_so_with_the_same_headers(office: Asked) -> None:
    """A file of /web that is asked for again is 304, with nosniff, and is asked for anew each time."""
    first = await office.http.get("/web/board.js")
    again = await office.http.get("/web/board.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")
    check(again, "/web/board.js")


async def test_open_data_is_the_board_the_office_and_the_description(office: Asked) -> None:
    """What anybody may have is asked for anew each time; what a token opens is kept by nobody."""
    for path in ("/board", "/office", "/openapi.json"):
        assert (await office.get(path, None)).headers["cache-control"] == "no-cache", path
    for path in ("/visits?day=2026-11-23", "/screens", "/procedures?find=a"):
        answer = await office.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), path


async def test_a_fault_of_the_program_is_answered_like_everything_else(
    office: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    """500 in the API's own shape and with the headers of all; the log has the cause once, and no address."""

    async def broken(_request: object) -> None:
        raise ZeroDivisionError

    office.app.router.routes.insert(0, Route("/broken/{what}", broken))
    answer = await office.http.get("/broken/secret-7", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["error"]) == (500, "server-fault")
    check(answer, "/broken/secret-7")
    assert caplog.text.count("Traceback") == 1
    assert "secret-7" not in caplog.text
    assert "/broken/{what}" in caplog.text


def test_an_answer_that_says_nothing_of_keeping_is_asked_for_anew() -> None:
    """Open data without a word on it is no-cache; another word on it stays, and of two none is lost."""
    assert (b"cache-control", b"no-cache") in guarded("/web/x.js", 200, [])
    assert (b"cache-control", b"max-age=5") in guarded("/web/x.wav", 200, [(b"Cache-Control", b"max-age=5")])
    assert (b"cache-control", b"no-store") in guarded("/web/x.js", 404, [(b"cache-control", b"max-age=5")])
