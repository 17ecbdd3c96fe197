"""What a kiosk that is offline does when the office refuses, its disk fails, or everybody presses at once."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.offline.standby import LOOK_SECONDS, LateTickets, late_tickets
from kiosk.screens.staff import late_lines
from link.contract import CommandRefused, LinkState, Unanswered
from tests.kiosk.offline.outpost import KIOSK, LONG_ENOUGH, SOON, Outpost
from tests.link.virtual_time import in_virtual_time, passes
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.answers import Answer
from ticketing.commands import Command, ReconcileTicket
from ticketing.plan import Name
from ticketing.rules.leases import LEASE_NUMBERS
from ticketing.wire.messages import Sentence
from wording import load

TODAY = MONDAY_MORNING.date()


@pytest.fixture
def outpost(tmp_path: Path) -> Outpost:
    return Outpost(tmp_path / "kiosk.sqlite")


@in_virtual_time
async def test_a_number_that_the_office_refuses_is_kept_for_staff(
    outpost: Outpost, caplog: pytest.LogCaptureFixture
) -> None:
    """It is refused by name and logged, and the tickets after it come on record all the same."""
    await outpost.boot()
    await outpost.go_offline()
    first, second = await outpost.take(), await outpost.take()
    leased = {number: held for number, held in outpost.office.office.leased.items() if number != first.number}
    outpost.office.office = replace(outpost.office.office, leased=leased)
    await outpost.come_back()
    assert outpost.line() == (second.number,)
    assert [(t.number, t.refusal) for t in outpost.link.refused_tickets] == [("1980", "number-not-leased")]
    assert outpost.link.held_tickets == ()
    assert "refuses number 1980" in caplog.text
    await outpost.die()


@in_virtual_time
async def test_a_disk_that_fails_gives_no_number(outpost: Outpost) -> None:
    """What can't be written is not shown; the press waits for the server as ever."""
    await outpost.boot()
    await outpost.go_offline()
    outpost.store._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(Unanswered):
        await outpost.take()
    outpost.store._connection.execute("PRAGMA query_only=OFF")
    assert outpost.store.held() == ()
    assert (await outpost.take()).number == "1980"
    await outpost.die()


class RefusingLink:
    """A link whose server refuses the first late tickets, since its disk is full."""

    def __init__(self, outpost: Outpost, refusals: int) -> None:
        self._inner = outpost.office.link(KIOSK)
        self._refusals = refusals
        self.request_ids: list[str] = []
        for name in ("listen", "run", "now"):
            setattr(self, name, getattr(self._inner, name))

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    async def send(self, command: Command, *, request_id: str = "", patience_seconds: float = 10.0) -> Answer:
        if isinstance(command, ReconcileTicket):
            self.request_ids.append(request_id)
            if len(self.request_ids) <= self._refusals:
                raise CommandRefused("journal-unavailable", Sentence("Không", "No"))
        return await self._inner.send(command, request_id=request_id, patience_seconds=patience_seconds)


@in_virtual_time
async def test_a_refusal_that_passes_is_asked_about_again(outpost: Outpost) -> None:
    """The ticket stays held; every try after a refusal has a request id of its own."""
    link = RefusingLink(outpost, refusals=2)
    await outpost.boot(link)  # type: ignore[arg-type]  # its attributes are the inner link's
    await outpost.go_offline()
    number = (await outpost.take()).number
    await outpost.come_back()
    assert [ticket.number for ticket in outpost.link.held_tickets] == [number]
    await passes(15)
    assert outpost.line() == (number,)
    assert len(link.request_ids) == len(set(link.request_ids)) == 3
    await outpost.die()


@in_virtual_time
async def test_a_hundred_presses_get_each_a_number_of_their_own(outpost: Outpost) -> None:
    """Presses at one moment neither share a number nor leave one out."""
    await outpost.boot()
    await outpost.go_offline()
    answers = await asyncio.gather(*(outpost.take() for _ in range(100)), return_exceptions=True)
    numbers = [answer.number for answer in answers if not isinstance(answer, BaseException)]
    assert numbers == [f"1{serial}" for serial in range(980, 1000)]
    assert sum(isinstance(answer, CommandRefused) for answer in answers) == 100 - LEASE_NUMBERS
    await outpost.die()


@contextmanager
def without_table(outpost: Outpost, table: str) -> Iterator[None]:
    """The store's file has lost a table, as after damage, until the test puts it back."""
    connection = outpost.store._connection
    connection.execute(f"ALTER TABLE {table} RENAME TO lost")
    yield
    connection.execute(f"ALTER TABLE lost RENAME TO {table}")


@in_virtual_time
async def test_a_card_of_the_office_that_is_not_kept_is_logged(
    outpost: Outpost, caplog: pytest.LogCaptureFixture
) -> None:
    """The kiosk goes on with what the office says now; staff learn that it won't know it after a restart."""
    await outpost.boot()
    outpost.office.cut()
    outpost.store._connection.execute("PRAGMA query_only=ON")
    renamed = replace(outpost.office.office.plan, names=(Name("UBND xã Mới"),))
    outpost.office.office = replace(outpost.office.office, plan=renamed)
    await outpost.come_back()
    assert outpost.link.office is not None
    assert (outpost.state, outpost.link.office.names) == (LinkState.LIVE, renamed.names)
    assert "the office's card and time are not kept: attempt to write a readonly database" in caplog.text
    assert not late_tickets(outpost.link).is_store_healthy
    outpost.store._connection.execute("PRAGMA query_only=OFF")
    outpost.office.cut()
    await outpost.come_back()
    assert late_tickets(outpost.link).is_store_healthy
    await outpost.die()


@in_virtual_time
async def test_a_store_that_fails_while_a_citizen_waits_is_logged(
    outpost: Outpost, caplog: pytest.LogCaptureFixture
) -> None:
    """The line breaks between the touch and the answer, and the kiosk can't look up its own numbers."""
    await outpost.boot()
    outpost.office.cut()
    waiting = asyncio.create_task(outpost.take())
    await passes(SOON)
    with without_table(outpost, "leased"):
        await passes(LONG_ENOUGH)
        with pytest.raises(Unanswered):
            await waiting
    assert "a citizen who waits gets no number here: no such table: leased" in caplog.text
    assert outpost.store.held() == ()
    await outpost.die()


@in_virtual_time
async def test_a_kiosk_that_can_not_look_up_its_lease_says_so_once(
    outpost: Outpost, caplog: pytest.LogCaptureFixture
) -> None:
    """It is looked at every few seconds and logged once; when the store is whole the kiosk goes offline."""
    await outpost.boot()
    with without_table(outpost, "facts"):
        outpost.office.cut()
        await passes(10 * LONG_ENOUGH)
        assert LinkState.OFFLINE not in outpost.heard.states
        assert not late_tickets(outpost.link).is_store_healthy
    assert caplog.text.count("no numbers are given out here: no such table: facts") == 1
    await passes(2 * LOOK_SECONDS)
    assert outpost.heard.states[-1] is LinkState.OFFLINE
    assert late_tickets(outpost.link).is_store_healthy
    await outpost.die()


@in_virtual_time
async def test_a_view_that_can_not_be_made_is_logged(
    outpost: Outpost, caplog: pytest.LogCaptureFixture
) -> None:
    """The last view stands while the kiosk can't look up how many numbers are left."""
    await outpost.boot()
    last = outpost.link.view
    with without_table(outpost, "leased"):
        await outpost.go_offline()
        assert (outpost.state, outpost.link.view) == (LinkState.OFFLINE, last)
    assert "what can be had here is not shown: no such table: leased" in caplog.text
    await outpost.die()


def test_staff_are_told_of_a_store_that_fails() -> None:
    """The staff's page leads to the log, whether the store can't be read now or has failed before."""
    words = load("en")
    assert late_lines(LateTickets(held=None), words) == ["This kiosk's store can't be read; see the log"]
    failing = LateTickets(is_store_healthy=False)
    assert late_lines(failing, words) == ["This kiosk's store fails at times; see the log"]
    assert late_lines(LateTickets(), words) == []
