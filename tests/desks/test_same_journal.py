"""The same morning at every desk there is gives the same journal."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from server.app import JOURNAL_NAME
from server.journal.sqlite import SqliteJournal
from tests.desks.browser import in_browser
from tests.desks.drivers import Sitting, at_the_terminal, by_command, over_http
from tests.desks.scenario import COUNTER, MORNING, WAITING
from tests.web.conftest import OpenPage
from tests.web.office import BOARD_PLAN, running_office
from ticketing.events import Event, TicketIssued

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def journal_of(sitting: Sitting, folder: Path) -> tuple[list[Event], list[str]]:
    """What is on record after the morning, whose every line went as the table says, and what was read."""
    folder.mkdir()
    async with running_office(folder) as office:
        for field in WAITING:
            await office.issue(field)
        async with sitting(office, folder) as driver:
            for line in MORNING:
                assert await driver.do(line.act) == line.refused, line
                at_desk = office.server.services.desk.office.counter(COUNTER).ticket or ""
                assert at_desk == line.at_desk, line
            read = driver.sentences
    journal = await SqliteJournal.open(folder / JOURNAL_NAME, BOARD_PLAN.code)
    entries = await journal.read(0)
    await journal.close()
    return [_without_track(event) for entry in entries for event in entry.events], read


def _without_track(event: Event) -> Event:
    """The event without what chance has given it."""
    return replace(event, track="") if isinstance(event, TicketIssued) else event


async def test_every_desk_leads_to_the_same_journal(tmp_path: Path, open_page: OpenPage) -> None:
    """Event by event, with the same values; and both screens say the same of every act."""
    # A command takes the process's output for itself, so that nothing else runs meanwhile.
    mornings = {"command": await journal_of(by_command, tmp_path / "command")}
    doors = {"http": over_http, "terminal": at_the_terminal, "browser": in_browser(open_page)}
    at_once = (journal_of(sitting, tmp_path / name) for name, sitting in doors.items())
    mornings |= zip(doors, await asyncio.gather(*at_once), strict=True)
    journals = {name: journal for name, (journal, _) in mornings.items()}
    sentences = {name: read for name, (_, read) in mornings.items()}
    first, *others = journals
    for other in others:
        for one, same in zip(journals[other], journals[first], strict=True):
            assert one == same, other
    assert len(journals[first]) > len(MORNING)
    for line, terminal, browser in zip(MORNING, sentences["terminal"], sentences["browser"], strict=True):
        assert terminal == browser, line
