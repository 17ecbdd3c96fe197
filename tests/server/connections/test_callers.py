"""Who asks: what is forwarded counts only if a trusted proxy says it, and nobody can hide behind a header."""

from typing import Any

import pytest
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from server.api.refusals import RefusalWriter
from server.connections.callers import (
    Caller,
    Network,
    Trusted,
    caller_of,
    counted_as,
    is_within,
    network,
    plain_address,
)
from server.connections.entrance import Entrance, caller_in
from server.connections.protocols import Doors
from server.connections.seats import RequestSeats
from server.refusals import Translator

PROXIES = (network("10.0.0.1"), network("10.9.0.0/16"))
STRANGER, CITIZEN = "198.51.100.9", "203.0.113.7"


async def nothing(*_values: object) -> Any:
    """An end of a connection that nobody uses."""


def headers(**values: str) -> list[tuple[bytes, bytes]]:
    """Headers by their names with underscores."""
    return [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in values.items()]


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        (STRANGER, {}, Caller(STRANGER, is_certain=True)),
        (STRANGER, {"x_forwarded_for": CITIZEN}, Caller(STRANGER, is_certain=False)),
        (STRANGER, {"forwarded": f"for={CITIZEN}"}, Caller(STRANGER, is_certain=False)),
        ("10.0.0.1", {}, Caller("10.0.0.1", is_certain=True)),
        ("10.0.0.1", {"x_forwarded_proto": "https"}, Caller("10.0.0.1", is_certain=False)),
        ("10.0.0.1", {"x_forwarded_for": CITIZEN}, Caller(CITIZEN, is_certain=True)),
        ("::ffff:10.0.0.1", {"x_forwarded_for": CITIZEN}, Caller(CITIZEN, is_certain=True)),
        ("10.0.0.1", {"x_forwarded_for": f"127.0.0.1, {CITIZEN}"}, Caller(CITIZEN, is_certain=True)),
        (
            "10.0.0.1",
            {"x_forwarded_for": f"127.0.0.1, {CITIZEN}, 10.9.3.3"},
            Caller(CITIZEN, is_certain=True),
        ),
        ("10.0.0.1", {"x_forwarded_for": "10.9.3.3"}, Caller("10.9.3.3", is_certain=True)),
        ("10.0.0.1", {"x_forwarded_for": f"{CITIZEN}:4711"}, Caller(CITIZEN, is_certain=True)),
        ("10.0.0.1", {"x_forwarded_for": "unknown"}, Caller("10.0.0.1", is_certain=False)),
        ("10.0.0.1", {"x_forwarded_for": f"{CITIZEN}, evil"}, Caller("10.0.0.1", is_certain=False)),
        (
            "10.0.0.1",
            {"forwarded": f'for=127.0.0.1;proto=http, For="{CITIZEN}:80"'},
            Caller(CITIZEN, is_certain=True),
        ),
        (
            "10.0.0.1",
            {"forwarded": 'for="[2001:db8::17]:4711";by=10.0.0.1'},
            Caller("2001:db8::17", is_certain=True),
        ),
        (
            "10.0.0.1",
            {"x_forwarded_for": CITIZEN, "forwarded": f"for={CITIZEN}"},
            Caller(CITIZEN, is_certain=True),
        ),
        (
            "10.0.0.1",
            {"x_forwarded_for": CITIZEN, "forwarded": "for=127.0.0.1"},
            Caller("10.0.0.1", is_certain=False),
        ),
    ],
)
def test_who_asks(peer: str, forwarded: dict[str, str], caller: Caller) -> None:
    """The nearest address that is no proxy of ours; without a trusted proxy the connection's other end."""
    assert caller_of(peer, headers(**forwarded), PROXIES) == caller


def test_addresses_are_counted_by_what_one_household_has() -> None:
    """IPv4 by the address, IPv6 by its 64 bits of network."""
    assert counted_as(CITIZEN) == CITIZEN
    assert counted_as("2001:db8:1:2::5") == counted_as("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert counted_as("not an address: at all") == "not an address: at all"


def test_a_network_and_an_address_are_both_written_as_people_do() -> None:
    """Host bits do no harm, and what is no address lies nowhere."""
    assert is_within("192.168.1.77", [network(" 192.168.1.1/24 ")])
    assert not is_within("nonsense", [network("0.0.0.0/0")])
    assert plain_address("fe80::1%eth0") == "fe80::1"


@pytest.mark.parametrize(("proxies", "seen"), [((), "10.0.0.1"), (PROXIES, CITIZEN)])
async def test_the_application_is_told_who_asks(proxies: tuple[Network, ...], seen: str) -> None:
    """Behind a trusted proxy the client is the citizen, else the connection's other end."""
    told = []

    async def look(scope: Scope, _receive: Receive, _send: Send) -> None:
        told.append((scope["client"][0], caller_in(HTTPConnection(scope)).address))

    said = headers(x_forwarded_for=CITIZEN)
    scope = {"type": "http", "path": "/", "client": ("10.0.0.1", 4711), "headers": said}
    doors = Doors(RequestSeats(), RefusalWriter(Translator()), Trusted(proxies))
    await Entrance(look, doors, nothing)(scope, nothing, nothing)
    assert told == [(seen, seen)]
