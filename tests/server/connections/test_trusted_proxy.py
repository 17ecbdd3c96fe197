"""A real nginx before the server, set up by the very text of the docs: who is taken for the caller."""

from pathlib import Path

import httpx
import pytest

from server.app import Settings, running_server
from server.connections.callers import Trusted, network
from tests.ticketing.plans import PLAN
from tests.web.proxy import documented, nginx_before

pytestmark = pytest.mark.slow

CITIZEN = "127.0.0.2"


async def statuses(address: str) -> list[int]:
    """What /metrics answers a citizen behind the proxy, without a claim and with two false ones."""
    transport = httpx.AsyncHTTPTransport(verify=False, local_address=CITIZEN)
    claims: tuple[dict[str, str], ...] = (
        {},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
    )
    async with httpx.AsyncClient(transport=transport) as http:
        return [(await http.get(f"{address}/metrics", headers=claim)).status_code for claim in claims]


@pytest.mark.parametrize(
    ("proxies", "watchers", "answers"),
    [
        ((), ("127.0.0.0/8",), [401, 401, 401]),
        (("127.0.0.1",), (CITIZEN,), [200, 200, 401]),
        (("127.0.0.1",), ("127.0.0.1",), [401, 401, 401]),
    ],
    ids=["not trusted", "trusted, the citizen may", "trusted, the citizen may not"],
)
async def test_the_proxy_is_believed_only_where_it_is_trusted(
    tmp_path: Path, proxies: tuple[str, ...], watchers: tuple[str, ...], answers: list[int]
) -> None:
    """Behind a trusted proxy the caller is the citizen, whatever the citizen claims; else nobody certain."""
    trusted = Trusted(tuple(map(network, proxies)), tuple(map(network, watchers)))
    async with (
        running_server(Settings(PLAN, tmp_path / "data", port=0, trusted=trusted)) as server,
        nginx_before(server.address, tmp_path / "nginx", documented()) as address,
    ):
        assert await statuses(address) == answers
