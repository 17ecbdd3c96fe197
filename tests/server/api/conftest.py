"""The office whose desks the API's tests work at."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.serving import Asked, asked
from tests.ticketing.calendars import DESK


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Asked]:
    """Monday, with a calendar and procedures: 1001 is served at counter 1, 1002 waits; counter 3 is open."""
    async with asked(tmp_path, DESK) as server:
        for _ in range(2):
            await server.post("/tickets", {"field": "1"})
        await server.post("/counters/1/open", {"clerk": "Hoa"})
        await server.post("/counters/3/open", {"clerk": "Lan"})
        await server.post("/counters/1/next")
        yield server
