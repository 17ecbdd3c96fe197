"""What strangers leave in the log: no name, PIN or token, and never more than some lines a kind."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.log_limit import LINES_MAX, LogLimit
from motcua.logs import CHATTY, FORM
from server.app import RunningServer, Settings, running_server
from tests.server.connections.strangers import UPGRADE, get, stranger
from tests.ticketing.plans import PLAN
from ticketing.wire.messages import PROTOCOL_VERSION

NAME, PIN, TOKEN = "Nguyen-Marker-Hoa", "73911984", "tOkEn-mArKeR-0123456789"
TIMES = 2 * LINES_MAX
KINDS_EXPECTED_MAX = 6


def post(path: str, body: object, token: str = TOKEN) -> bytes:
    """A POST request with a token."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(content)}"
    )
    return f"{head}\r\nContent-Type: application/json\r\n\r\n".encode() + content


def frame(text: str | bytes) -> bytes:
    """A text frame of a client, masked with zeros."""
    data = text if isinstance(text, bytes) else text.encode()
    return b"\x81\xfe" + len(data).to_bytes(2, "big") + bytes(4) + data


def said(hello: dict[str, object], *more: str | bytes) -> bytes:
    """A handshake, a hello, and what comes after it."""
    first = {"type": "hello", "protocol": PROTOCOL_VERSION, "name": NAME, "token": TOKEN, **hello}
    return UPGRADE + frame(json.dumps(first)) + b"".join(frame(each) for each in more)


COMMAND = {"type": "command", "id": TOKEN, "command": {"name": "open-counter", "counter": 1, "clerk": NAME}}
DOORS = {
    "a wrong token": get("/api/v1/visits?day=2026-11-23", Authorization=f"Bearer {TOKEN}"),
    "a token in the address": get(f"/api/v1/visits?token={TOKEN}&pin={PIN}"),
    "a name in the address": get(f"/api/v1/tickets/{NAME}", Authorization=f"Bearer {TOKEN}"),
    "a page": get(f"/t/{TOKEN}"),
    "nowhere": get(f"/{NAME}/{PIN}"),
    "a file": get(f"/web/media/{NAME}"),
    "metrics": get("/metrics", Authorization=f"Bearer {TOKEN}", X_Forwarded_For=NAME),
    "a sign-in": post("/api/v1/session", {"name": NAME, "pin": PIN}),
    "a sign-in that is none": post("/api/v1/session", {"name": [NAME], "pin": {PIN: PIN}}),
    "no JSON": post("/api/v1/session", f'{{"name": "{NAME}", "pin": "{PIN}"'.encode()),
    "no UTF-8": post("/api/v1/session", f'{{"name": "{NAME}", "pin": "{PIN}"}}'.encode() + b"\xff"),
    "a press": post("/api/v1/counters/1/open", {"clerk": NAME}),
    "no request": f"{TOKEN} {NAME} {PIN}\r\n\r\n".encode(),
    "a bad header": f"GET / HTTP/1.1\r\nHost: {NAME}\r\n{TOKEN} {PIN}\r\n\r\n".encode(),
    "a bad handshake": UPGRADE.replace(b"13", PIN.encode()),
    "another socket": UPGRADE.replace(b"/ws", f"/{TOKEN}".encode()),
    "a wrong hello": said({"role": "kiosk"}),
    "a hello of another version": said({"role": "manager", "protocol": 99}),
    "a board that presses": said({"role": "display", "token": ""}, json.dumps(COMMAND)),
    "a board that talks nonsense": said({"role": "display", "token": ""}, *[f"{NAME} {PIN}"] * 30),
    "a board that sends no UTF-8": said({"role": "display", "token": ""}, NAME.encode() + b"\xff"),
    "no hello": UPGRADE + frame(json.dumps(COMMAND)),
    "a frame that is none": UPGRADE + b"\xf1" + TOKEN.encode(),
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as `motcua server` writes it."""
    out = io.StringIO()
    handler, root = logging.StreamHandler(out), logging.getLogger()
    handler.setFormatter(logging.Formatter(FORM))
    handler.addFilter(LogLimit())
    levels = {name: logging.getLogger(name).level for name in ("", *CHATTY)}
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    yield out
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def knocked(server: RunningServer, says: bytes) -> None:
    """Say this over a connection of its own, hear something, and hang up."""
    one = await stranger(server.address)
    await one.send(says)
    await one.reader.read(1)
    one.writer.transport.abort()


@pytest.mark.slow
async def test_no_door_leaves_names_pins_or_tokens_in_the_log_nor_fills_it(
    tmp_path: Path, log: io.StringIO
) -> None:
    """Each door is knocked at more often than a kind may be written, by those who hang up at once."""
    async with running_server(Settings(PLAN, tmp_path, port=0)) as server:
        for door, says in DOORS.items():
            for _ in range(TIMES):
                await knocked(server, says)
            for marker in (NAME, PIN, TOKEN):
                assert marker not in log.getvalue(), door
    lines = log.getvalue().splitlines()
    assert not any("Traceback" in line for line in lines), log.getvalue()
    assert len(lines) <= KINDS_EXPECTED_MAX * LINES_MAX, log.getvalue()
