"""A register of people on disk and the sessions of its people."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clerks.sessions import Sessions
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, ManualClock

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Staff:
    """Hoa the clerk with PIN 2468, Lan the manager with 135790, and a way to restart the server."""

    folder: Path
    clock: ManualClock = field(default_factory=ManualClock)
    random_source: CountedRandomSource = field(default_factory=CountedRandomSource)

    def __post_init__(self) -> None:
        self.register = ClerkRegister(ClerkFile(self.folder), CHEAP_PINS)
        self.sessions = self._sessions()

    async def hire(self) -> None:
        """Put both into the register."""
        await self.register.add("Hoa", "clerk", "2468", self.random_source)
        await self.register.add("Lan", "manager", "135790", self.random_source)

    async def restart(self) -> None:
        """Only what is on disk is left of the sessions."""
        await self.sessions.close()
        self.sessions = self._sessions()

    def _sessions(self) -> Sessions:
        return Sessions(ClerkFile(self.folder), self.clock, self.random_source, ZONE, CHEAP_PINS)


@pytest.fixture
async def staff(tmp_path: Path) -> AsyncIterator[Staff]:
    staff = Staff(tmp_path)
    await staff.hire()
    yield staff
    await staff.sessions.close()
