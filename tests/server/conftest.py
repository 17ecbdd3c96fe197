"""The servers that tests ask."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.serving import Asked, asked
from tests.ticketing.plans import PLAN


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Asked]:
    """A server of the small office, open at any hour, with a journal on disk."""
    async with asked(tmp_path, PLAN) as server:
        yield server
