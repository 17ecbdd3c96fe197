"""The catalogue reaches kiosks over a real link, and no other screen."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from link.contract import Link, LinkEvent, Welcomed
from motcua.demo.office import DemoOffice
from server.app import Settings, running_server
from server.clock import SystemClock
from tests.kiosk.catalogue import CATALOGUE_PLAN, NOTE, PROCEDURES
from tests.kiosk.front_door import HANOI
from tests.patience import PATIENCE_SECONDS
from ticketing.plan import Procedure
from ticketing.procedures import EMPTY_CATALOGUE


async def welcome_over(link: Link) -> Welcomed:
    """The first welcome that comes over a link."""
    heard: asyncio.Queue[Welcomed] = asyncio.Queue()

    def listen(event: LinkEvent) -> None:
        if isinstance(event, Welcomed):
            heard.put_nowait(event)

    link.listen(listen)
    running = asyncio.create_task(link.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        welcome = await heard.get()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return welcome


@pytest.mark.slow
async def test_only_kiosks_are_given_the_catalogue(tmp_path: Path) -> None:
    """Papers, note and all; a display has no use for it."""
    many = tuple(Procedure(f"9.{place:06}", "1", "Thủ tục " * 36) for place in range(400))
    plan = replace(CATALOGUE_PLAN, procedures=PROCEDURES + many)
    async with running_server(Settings(plan, tmp_path, port=0), SystemClock(HANOI)) as server:
        office = DemoOffice(plan, server.address, tmp_path)
        welcome = await welcome_over(office.link("kiosk"))
        assert welcome.catalogue.procedures == plan.procedures
        assert welcome.catalogue.note == NOTE
        assert welcome.office.same_day_until == plan.rules.same_day_until
        assert (await welcome_over(office.link("display"))).catalogue == EMPTY_CATALOGUE
