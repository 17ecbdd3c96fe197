"""What a server does for itself at the turn of a day, when nobody waits for it."""

import asyncio
import gc
from datetime import date

from server.allocator import give_free_memory_back
from ticketing.office import Office

UPKEEP_AFTER_SECONDS = 0.5


class NightUpkeep:
    """A listener of the desk that looks for garbage, and gives free memory back, when another day runs.

    During the day garbage is looked for seldom (see `collector_at_rest`), so that some is left over.
    """

    def __init__(self, day: date) -> None:
        self._day = day

    def publish(self, office: Office, position: int) -> None:  # noqa: ARG002 - the shape of a desk's listener
        """Take in the newest state; the answers and views that wait for the loop go first."""
        if office.day != self._day:
            self._day = office.day
            asyncio.get_running_loop().call_later(UPKEEP_AFTER_SECONDS, self._clean)

    def _clean(self) -> None:
        gc.collect()
        give_free_memory_back()
