"""Whose wrong PINs lock whom, over a whole server's door: by connection, or by what a trusted proxy says."""

from pathlib import Path

import httpx
import pytest

from server.app import Settings, running_server
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clerks.sign_in_attempts import ATTEMPTS_MAX
from server.connections.callers import NOBODY_TRUSTED, Trusted, network
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, ManualClock
from tests.ticketing.plans import PLAN

pytestmark = pytest.mark.slow

PROXY = Trusted((network("127.0.0.1"),), ())


@pytest.mark.parametrize(
    ("trusted", "honest"), [(PROXY, 201), (NOBODY_TRUSTED, 429)], ids=["trusted", "not trusted"]
)
async def test_a_stranger_behind_a_trusted_proxy_locks_nobody_out(
    tmp_path: Path, trusted: Trusted, honest: int
) -> None:
    """Each caller behind it counts by itself; behind one that nobody trusts claims are nothing."""
    random_source = CountedRandomSource()
    await ClerkRegister(ClerkFile(tmp_path), CHEAP_PINS).add("Hoa", "clerk", "2468", random_source)
    settings = Settings(PLAN, tmp_path, port=0, trusted=trusted)
    async with (
        running_server(settings, ManualClock(), random_source) as server,
        httpx.AsyncClient(base_url=f"{server.address}/api/v1") as http,
    ):

        async def sign_in(pin: str, address: str) -> int:
            body, headers = {"name": "Hoa", "pin": pin}, {"X-Forwarded-For": address}
            return (await http.post("/session", json=body, headers=headers)).status_code

        guesses = [await sign_in("0000", "10.0.0.66") for _ in range(ATTEMPTS_MAX + 1)]
        assert guesses == [401] * ATTEMPTS_MAX + [429]
        assert await sign_in("2468", "192.168.1.11") == honest
