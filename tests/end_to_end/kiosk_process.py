"""A kiosk without its screen, as a process of its own: given a line with a field, it says a number."""

import asyncio
import sys
from datetime import UTC
from pathlib import Path

from kiosk.offline.standby import StandbyLink
from kiosk.offline.store import KioskStore, OfflineTicket
from link.client import ServerLink
from link.contract import LinkEvent, Screen, StateChanged
from server.clock import SystemClock, SystemRandomSource
from ticketing.answers import LeaseAnswer, TicketAnswer
from ticketing.commands import IssueTicket, ReportPrint


def say(*words: object) -> None:
    """One line for the test."""
    print(*words, flush=True)


class TellingStore(KioskStore):
    """A store that tells what it has written."""

    def hold(self, lease: LeaseAnswer) -> None:
        super().hold(lease)
        say("leased", lease.field)

    def settle(self, ticket: OfflineTicket, refusal: str = "") -> None:
        super().settle(ticket, refusal)
        say("settled", ticket.number, refusal)


def tell_state(event: LinkEvent) -> None:
    """Say every state of the link."""
    if isinstance(event, StateChanged):
        say("state", event.state.value)


async def serve(address: str, token: str, path: Path) -> None:
    """Take numbers for as long as somebody asks."""
    random_source = SystemRandomSource()
    inner = ServerLink(address, Screen("kiosk", token), new_id=random_source.secret, jitter=lambda: 0.5)
    store = TellingStore.open(path, random_source.request_id)
    link = StandbyLink(inner, store, clock=SystemClock(UTC).now, new_track=random_source.track)
    link.listen(tell_state)
    running = asyncio.create_task(link.run())
    while field := (await asyncio.to_thread(sys.stdin.readline)).strip():
        answer = await link.send(IssueTicket(field), request_id=random_source.request_id())
        assert isinstance(answer, TicketAnswer)
        await link.send(ReportPrint(answer.number, "printed"))
        say("number", answer.number, answer.ahead)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
