"""Sessions at the turn of a day, over restarts of a whole server whose clock is set."""

from pathlib import Path

import pytest

from server.app import Settings, running_server
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, ManualClock, refused
from tests.ticketing.plans import PLAN

pytestmark = pytest.mark.slow


async def test_no_clock_that_is_set_back_revives_a_session_that_has_ended(tmp_path: Path) -> None:
    """A server that starts the day after ends it on disk, with nobody asking, for good."""
    settings, random_source, clock = Settings(PLAN, tmp_path, port=0), CountedRandomSource(), ManualClock()
    await ClerkRegister(ClerkFile(tmp_path), CHEAP_PINS).add("Hoa", "clerk", "2468", random_source)
    async with running_server(settings, clock, random_source) as server:
        token = (await server.services.sessions.sign_in("Hoa", "2468")).token
    async with running_server(settings, clock, random_source) as server:
        assert await server.services.sessions.session_of(token)
    clock.forward(days=1)
    async with running_server(settings, clock, random_source):
        pass
    clock.jump(days=-1)
    async with running_server(settings, clock, random_source) as server:
        with refused("session-over"):
            await server.services.sessions.session_of(token)
