"""A terminal screen proves to the server that it lives."""

from link.contract import Screen
from tests.link.listening import running
from tests.link.scripted_server import ScriptedServer
from tests.link.virtual_time import in_virtual_time, passes
from ticketing.wire.messages import REPORT_SECONDS, PaintedReport


@in_virtual_time
async def test_a_link_proves_every_ten_seconds_which_view_it_was_shown() -> None:
    """The proof names the newest version of the connection, again and again, and what troubles the screen."""
    server, troubles = ScriptedServer(), iter(["", "printer-paper-out"])
    screen = Screen("display", trouble=lambda: next(troubles))
    async with running(server.link(screen)):
        caller = await server.called()
        await caller.welcomes(version=7)
        for trouble in ("", "printer-paper-out"):
            for _ in range(int(REPORT_SECONDS) // 2):
                await passes(2)
                await caller.beats(7)
            proof = await caller.hears()
            assert proof == PaintedReport(7, "none", trouble)
