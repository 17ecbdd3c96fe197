"""Bytes that are no request, over real sockets on asyncio's loop: refused by name, in the API's shape."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.api.body_limit import BODY_SECONDS_MAX, BodyLimit
from server.api.refusals import RefusalWriter
from server.app import RunningServer, Settings, running_server
from server.connections.seats import Totals
from server.refusals import Translator
from tests.link.virtual_time import in_virtual_time, within
from tests.server.connections.strangers import (
    UPGRADE,
    Stranger,
    asked,
    comes_true,
    get,
    greeted,
    stranger,
    strangers,
)
from tests.server.fakes import CountedRandomSource
from tests.ticketing.plans import PLAN

MALFORMED = {
    "TLS": bytes.fromhex("16030100c8010000c40303") + b"\x00" * 40,
    "no request": b"HELO office\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "a bad header": b"GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",
    "an endless header": b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70_000,
    "letters that are none": "GET /ệ HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
    "a bad chunk": b"POST /api/v1/tickets HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
}
HANDSHAKES = {
    "no key": get("/ws", Connection="Upgrade", Upgrade="websocket", Sec_WebSocket_Version="13"),
    "an old version": UPGRADE.replace(b"Version: 13", b"Version: 8"),
    "a bad key": UPGRADE.replace(b"AAAAAAAAAAAAAAAAAAAAAA==", b"short"),
    "another method": UPGRADE.replace(b"GET", b"POST"),
    "many headers": UPGRADE.replace(b"\r\n\r\n", b"\r\nX: y" * 300 + b"\r\n\r\n"),
}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    """A server of the small office on a free port."""
    async with running_server(Settings(PLAN, tmp_path, port=0)) as running:
        yield running


async def refused(server: RunningServer, says: bytes) -> tuple[int, str]:
    """Status and name of what these bytes are answered; the connection ends after it."""
    one = await stranger(server.address)
    await one.send(says)
    answer = await one.refusal()
    await one.ended()
    one.close()
    return answer


async def test_what_is_no_request_is_refused_in_the_shape_of_the_api(
    server: RunningServer, caplog: pytest.LogCaptureFixture
) -> None:
    """400 with a name and a sentence, and the end; no traceback, and the server goes on."""
    for name, says in MALFORMED.items():
        assert await refused(server, says) == (400, "malformed-request"), name
    assert (await asked(server.address, "/healthz"))[0] == 200
    assert "Traceback" not in caplog.text
    assert server.services.seats.requests.turned_away["malformed"] >= len(MALFORMED)


async def test_a_handshake_that_is_none_is_refused_in_the_shape_of_the_api(
    server: RunningServer, caplog: pytest.LogCaptureFixture
) -> None:
    """What asks for a websocket and lacks something, or asks elsewhere than at /ws, reads why."""
    for name, says in HANDSHAKES.items():
        status, error = await refused(server, says)
        assert (status // 100, error) in {(4, "malformed-request"), (4, "method-not-allowed")}, name
    assert await refused(server, UPGRADE.replace(b"/ws", b"/elsewhere")) == (404, "unknown-address")
    assert "Traceback" not in caplog.text


async def handshaken(server: RunningServer) -> Stranger:
    """A websocket by hand."""
    one = await stranger(server.address)
    await one.send(UPGRADE)
    assert (await one.answer())[0] == 101
    return one


def frame(first: int, payload: bytes) -> bytes:
    """One short frame of a client, masked with zeros."""
    return bytes([first, 0x80 | len(payload), 0, 0, 0, 0]) + payload


@pytest.mark.parametrize(
    "says",
    [frame(0x81, b"\xff\xfe"), frame(0x01, b"\xc3") + frame(0x80, b"\x28"), frame(0xF1, b"x"), b"\x81\x01x"],
    ids=["no UTF-8", "no UTF-8 in two parts", "reserved bits", "no mask"],
)
async def test_a_frame_that_is_none_ends_its_connection_without_a_line(
    server: RunningServer, caplog: pytest.LogCaptureFixture, says: bytes
) -> None:
    """The connection is closed and counted; the log has nothing to say, however many come."""
    with caplog.at_level(logging.INFO):
        before = server.services.seats.requests.turned_away["malformed"]
        for _ in range(3):
            one = await handshaken(server)
            await one.send(says * 5)
            await one.ended()
            one.close()
    assert server.services.seats.requests.turned_away["malformed"] >= before + 3
    assert [line for line in caplog.records if line.levelno >= logging.WARNING] == []


@in_virtual_time
async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    """408 by name, and the connection's end; so a slow body holds its seat for some seconds only."""
    sent: list[Any] = []

    async def never(*_: object) -> Any:
        await asyncio.get_running_loop().create_future()

    async def send(message: Any) -> None:
        sent.append(message)

    body_limit = BodyLimit(never, RefusalWriter(Translator()).response)
    scope = {"type": "http", "headers": [(b"content-length", b"50"), (b"accept-language", b"en")]}
    await within(BODY_SECONDS_MAX + 1, body_limit(scope, never, send))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    said = json.loads(sent[1]["body"])
    assert (said["error"], f"{BODY_SECONDS_MAX} seconds" in said["message"]) == ("body-too-late", True)


async def test_where_all_seats_work_a_token_is_served_and_a_stranger_is_told(tmp_path: Path) -> None:
    """Bodies that do not come hold every seat of strangers: 503 by name, in the language asked for."""
    async with running_server(Settings(PLAN, tmp_path, port=0)) as server:
        seats = server.services.seats.requests
        seats.totals = Totals(served=3, served_for_tokens=1)
        token = server.services.tokens.make("manager", CountedRandomSource())
        head = b"POST /api/v1/tickets HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{"
        async with strangers(server.address, 3, head):
            await comes_true(lambda: seats.counts()["working"] == 3)
            for headers in ({}, {"Authorization": "Bearer guessed"}):
                status, said, body = await asked(
                    server.address, "/api/v1/board", Accept_Language="en", **headers
                )
                assert (status, json.loads(body)["error"]) == (503, "too-many-connections")
                assert (said["content-language"], said["retry-after"]) == ("en", "1")
            answered = await asked(server.address, "/api/v1/board", Authorization=f"Bearer {token}")
            assert answered[0] == 200
        await comes_true(lambda: not seats.counts()["working"])
        assert (await asked(server.address, "/api/v1/board"))[0] == 200


async def test_screens_of_every_kind_leave_their_seats(server: RunningServer) -> None:
    """Who has gone holds no seat, be it a request, a socket without a hello, a board or a manager."""
    token = server.services.tokens.make("manager", CountedRandomSource())
    board = await greeted(server.address, "display")
    manager = await greeted(server.address, "manager", token=token)
    silent = await handshaken(server)
    screens, requests = server.services.seats.screens, server.services.seats.requests
    await comes_true(lambda: screens.counts() == {"greeting": 1, "boards": 1, "staff": 1})
    await board.close()
    await manager.close()
    silent.close()
    await asked(server.address, "/healthz")
    await comes_true(lambda: not any((screens.counts() | requests.counts()).values()))
