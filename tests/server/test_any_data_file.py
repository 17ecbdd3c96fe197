"""Whatever lies in the data folder in the place of a file beside the journal, the office goes on."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.app import Settings, running_server
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from tests.rings import RING
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, ManualClock
from tests.ticketing.plans import PLAN
from ticketing.screen_duty import ScreenDuty

BESIDE = ("tokens.sqlite", "clerks.sqlite", "pairings.sqlite", "screens.json", "journal.anchor")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of an office that has given out a number, after its server has ended."""
    folder = tmp_path_factory.mktemp("whole")

    async def live() -> None:
        async with running_server(Settings(PLAN, folder, port=0), ManualClock()) as server:
            token = server.services.tokens.make("manager", CountedRandomSource())
            await ClerkRegister(ClerkFile(folder), CHEAP_PINS).add(
                "Hoa", "clerk", "1357", CountedRandomSource()
            )
            await server.services.duties.keep("tv", ScreenDuty())
            async with httpx.AsyncClient(base_url=server.address) as http:
                headers = {"Authorization": f"Bearer {token}"}
                assert (
                    await http.post("/api/v1/tickets", json={"field": "1"}, headers=headers)
                ).status_code == 201

    asyncio.run(live())
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def damaged(data: st.DataObject, content: bytes) -> bytes:
    """Noise, nothing, or the true file with some of it replaced, cut away or added."""
    noise = data.draw(st.binary(max_size=300))
    match data.draw(st.sampled_from(["noise", "cut", "changed", "added"])):
        case "noise":
            return noise
        case "cut":
            return content[: data.draw(st.integers(0, len(content)))]
        case "changed":
            at = data.draw(st.integers(0, len(content)))
            return content[:at] + noise + content[at + len(noise) :]
        case _:
            return content + noise


async def lives(folder: Path) -> None:
    """A server starts on these files, shows the board and refuses or takes a press by name."""
    async with (
        running_server(Settings(PLAN, folder, port=0), ManualClock()) as server,
        httpx.AsyncClient(base_url=server.address) as http,
    ):
        assert (await http.get("/api/v1/board")).status_code == 200
        assert (await http.get("/healthz")).status_code == 200
        headers = {"Authorization": "Bearer secret-1"}
        pressed = await http.post("/api/v1/tickets", json={"field": "1"}, headers=headers)
        answer: dict[str, Any] = pressed.json()
        assert answer.get("number") == "1002" or answer["error"] in ("token-wrong", "tokens-unavailable")
        signed_in = await http.post("/api/v1/session", json={"name": "Hoa", "pin": "1357"})
        assert signed_in.status_code in (201, 401, 503)


@pytest.mark.slow
@given(data=st.data(), name=st.sampled_from(BESIDE))
@settings(max_examples=RING.examples_of(0.15), deadline=None)
def test_a_damaged_file_beside_the_journal_stops_nobody_else(
    data: st.DataObject, name: str, whole: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Tokens, people, pairings, duties or the anchor may be anything: the journal's office lives."""
    folder = tmp_path_factory.mktemp("office")
    for each, content in whole.items():
        (folder / each).write_bytes(damaged(data, content) if each == name else content)
    asyncio.run(lives(folder))
