"""Pages of other servers can neither connect nor change anything; the refusal says which key lets one in."""

import json
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from server.api.refusals import RefusalWriter
from server.connections.callers import Trusted
from server.connections.entrance import Entrance
from server.connections.origins import ORIGINS_TOLD_MAX, Origins, is_right
from server.connections.protocols import Doors
from server.connections.seats import RequestSeats
from server.refusals import Translator
from tests.server.serving import Asked, asked
from tests.ticketing.plans import PLAN

NAMED = ("https://so.mocchau.gov.vn", "http://192.168.1.10:8700/motcua")


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://192.168.1.10:8700", "192.168.1.10:8700"),
        ("http://OFFICE", "office"),
        ("http://office", "office:80"),
        ("https://office", "office"),  # a proxy speaks https for the server
        ("https://office", "office:443"),
        ("http://[fd00::1]:8700", "[fd00::1]:8700"),
        ("https://so.mocchau.gov.vn", "127.0.0.1:8700"),
        ("https://so.mocchau.gov.vn:443", "127.0.0.1:8700"),
        ("http://192.168.1.10:8700", "127.0.0.1:8700"),
    ],
)
def test_a_page_of_the_server_or_of_the_office_file_may(origin: str, host: str) -> None:
    """Letters' case and a port that goes without saying make no difference."""
    assert is_right(origin, [host], NAMED)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("null", "office"),
        ("", ""),
        ("http://", ""),
        ("file://", ""),
        ("http://evil.example", "office"),
        ("http://office.evil.example", "office"),
        ("http://office:8701", "office:8700"),
        ("http://so.mocchau.gov.vn", "office"),
        ("https://office@evil.example", "office"),
        ("chrome-extension://office", "office"),
    ],
)
def test_any_other_may_not(origin: str, host: str) -> None:
    """Nor one that only begins or ends like it, nor one without a host."""
    assert not is_right(origin, [host], NAMED)


@pytest.mark.slow
async def test_a_foreign_page_changes_nothing_over_http_and_may_read(tmp_path: Path) -> None:
    """403 with the key to write, before the token is looked at; the own page and programs go on."""
    async with asked(tmp_path, PLAN) as office:
        body = {"json": {"field": "1"}, "headers": {"Accept-Language": "en", **office.bearer("kiosk")}}
        for origin in ("http://evil.example", "null"):
            answer = await post(office, body, {"Origin": origin})
            assert (answer.status_code, answer.json()["error"]) == (403, "origin-unknown")
            assert f'[server] origins = ["{origin}"]' in answer.json()["message"]
        forged = await post(
            office, body, {"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}
        )
        assert forged.status_code == 403
        assert (await post(office, body, {"Origin": "http://office"})).json()["number"] == "1001"
        assert (await post(office, body, {})).json()["number"] == "1002"
        assert (await office.http.get("/healthz", headers={"Origin": "null"})).status_code == 200


async def post(office: Asked, body: dict[str, Any], headers: dict[str, str]) -> Any:
    """What a press for a ticket is answered with these headers besides."""
    sent = {**body, "headers": {**body["headers"], **headers}}
    return await office.http.post("/api/v1/tickets", **sent)


@pytest.mark.slow
async def test_a_foreign_page_can_not_connect(tmp_path: Path) -> None:
    """Its socket is told why, with the key, and is closed before it has said anything."""
    async with asked(tmp_path, PLAN) as office:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "websocket",
            "path": "/ws",
            "headers": [(b"origin", b"http://evil.example"), (b"host", b"office")],
            "client": ("10.0.0.66", 1),
            "query_string": b"",
            "subprotocols": [],
        }
        await office.app(scope, receive, send)
        assert [message["type"] for message in sent] == [
            "websocket.accept",
            "websocket.send",
            "websocket.close",
        ]
        fault = json.loads(sent[1]["text"])
        assert (fault["error"], fault["closing"]) == ("origin-unknown", True)
        assert '[server] origins = ["http://evil.example"]' in fault["message"]["en"]


@pytest.mark.parametrize(("peer", "is_let_in"), [("10.0.0.1", True), ("10.0.0.66", False)])
async def test_only_a_trusted_proxy_says_for_which_host_it_asks(peer: str, is_let_in: bool) -> None:
    """Where it asks by the server's own address, its page is known by X-Forwarded-Host."""
    found = []

    async def look(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(Origins().refusal_of(scope) is None)

    async def nothing(*_: object) -> Any:
        raise AssertionError

    headers = {"origin": "https://so", "host": "127.0.0.1:8700", "x-forwarded-host": "so"}
    lines = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": "/", "headers": lines, "client": (peer, 1)}
    doors = Doors(RequestSeats(), RefusalWriter(Translator()), Trusted((ip_network("10.0.0.1"),)))
    await Entrance(look, doors, nothing)(scope, nothing, nothing)
    assert found == [is_let_in]


def test_the_log_names_each_wrong_origin_once(caplog: pytest.LogCaptureFixture) -> None:
    """With the key to write, without marks, and no more of them than so many, whatever pages make up."""
    origins = Origins()
    for number in range(2 * ORIGINS_TOLD_MAX):
        for _ in range(2):
            headers = [(b"origin", f"http://{number}\x1b[31m".encode()), (b"host", b"office")]
            assert origins.refusal_of({"type": "http", "headers": headers}) is not None
    assert len(caplog.records) == ORIGINS_TOLD_MAX
    assert '[server] origins = ["http://0 [31m"]' in caplog.text
