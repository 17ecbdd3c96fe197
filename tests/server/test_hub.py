"""Views to screens: at once, whole, the newest only, and never again when nothing changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest

from server.hub import REPLIES_WAITING_MAX, SEND_SECONDS_MAX, Audience, Hub, Outbox
from tests.link.virtual_time import in_virtual_time, passes
from tests.server.fakes import ManualClock
from tests.ticketing.plans import MONDAY_MORNING, PLAN, office_hours
from ticketing.apply import apply
from ticketing.desk_views import ScreenProblem
from ticketing.events import PrintReported, TicketIssued
from ticketing.office import Office, new_day
from ticketing.views import BoardView, KioskView
from ticketing.wire.codec import decode_from_server, decode_view
from ticketing.wire.messages import Role, ViewFrame


def with_tickets(count: int) -> Office:
    """An office in which so many wait in field 1."""
    office = new_day(PLAN, MONDAY_MORNING.date())
    for place in range(1, count + 1):
        number = f"1{place:03d}"
        office = apply(office, TicketIssued(MONDAY_MORNING, number, "1", None, place, place, 0, f"T{place}"))
    return office


class Reader:
    """A screen that keeps what it is sent."""

    def __init__(self, role: Role = "display", counter: int | None = None) -> None:
        self.outbox = Outbox(Audience(role, counter))
        self.texts: asyncio.Queue[str] = asyncio.Queue()
        self.pump = asyncio.create_task(self.outbox.pump(self.texts.put))

    async def view(self) -> ViewFrame:
        """The next frame, which must be a view."""
        frame = decode_from_server(await self.texts.get())
        assert isinstance(frame, ViewFrame)
        return frame

    async def waiting(self) -> int:
        """How many wait in field 1, by the next view."""
        view = decode_view("display", (await self.view()).view)
        assert isinstance(view, BoardView)
        return view.waiting["1"]


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    """A hub of an office in which nobody waits."""
    hub = Hub(ManualClock(), with_tickets(0), 0)
    yield hub
    hub.close()


async def shown() -> None:
    """Come back when what was published has been made into views, unless they have to wait for their time."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_a_new_screen_is_shown_the_newest_view_at_once(hub: Hub) -> None:
    """A screen that joins, or comes back, is right with its first frame."""
    hub.publish(with_tickets(3), 3)
    reader = Reader()
    hub.join(reader.outbox)
    frame = await reader.view()
    assert frame.version == 3
    reader.pump.cancel()


@in_virtual_time
async def test_a_burst_of_states_folds_into_the_last() -> None:
    """After the first view of a burst a screen is shown the last one, and none between."""
    states = [with_tickets(count) for count in range(1, 30)]
    hub, reader = Hub(ManualClock(), with_tickets(0), 0), Reader()
    hub.join(reader.outbox)
    assert await reader.waiting() == 0
    for count, office in enumerate(states, 1):
        hub.publish(office, count)
        await shown()
    assert await reader.waiting() == 1
    assert await reader.waiting() == 29
    reader.pump.cancel()
    hub.close()


async def test_no_view_is_made_before_the_answers_of_the_same_step_are_sent() -> None:
    """A clerk's answer does not wait for the lists that come after it."""
    happened: list[str] = []

    def troubles() -> tuple[ScreenProblem, ...]:
        happened.append("made")
        return ()

    async def send(text: str) -> None:
        happened.append(text if text == "answer" else "view")

    hub, outbox = Hub(ManualClock(), with_tickets(0), 0, troubles=troubles), Outbox(Audience("counter", 1))
    hub.join(outbox)
    pump = asyncio.create_task(outbox.pump(send))
    await shown()
    happened.clear()
    answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    answer.add_done_callback(lambda _: outbox.reply("answer"))
    answer.set_result(None)
    hub.publish(with_tickets(1), 1)
    await shown()
    await shown()
    assert happened == ["answer", "made", "view"]
    pump.cancel()
    hub.close()


async def test_a_slow_screen_skips_versions() -> None:
    """What a screen has not taken is replaced by what is newer."""
    outbox = Outbox(Audience("display"))
    sent: asyncio.Queue[str] = asyncio.Queue()
    for version in ("1", "2", "3"):
        outbox.show(version)
    pump = asyncio.create_task(outbox.pump(sent.put))
    assert await sent.get() == "3"
    pump.cancel()


async def test_a_screen_that_leaves_its_replies_unread_is_dropped() -> None:
    """Past REPLIES_WAITING_MAX unread replies the pump ends, and with it the connection."""
    outbox = Outbox(Audience("kiosk"))
    for _ in range(REPLIES_WAITING_MAX + 1):
        outbox.reply("heartbeat")

    async def send(text: str) -> None:
        """Never reached: the screen is dropped before anything else is sent."""
        raise AssertionError(text)

    with pytest.raises(TimeoutError):
        await outbox.pump(send)


@in_virtual_time
async def test_a_screen_that_takes_nothing_is_given_up() -> None:
    """A frame that is not taken within SEND_SECONDS_MAX ends the pump at the next heartbeat."""
    outbox = Outbox(Audience("display"))
    stuck: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def send(_text: str) -> None:
        """Wait for a screen that reads nothing."""
        await stuck

    pump = asyncio.create_task(outbox.pump(send))
    outbox.show("view")
    await passes(SEND_SECONDS_MAX)
    outbox.beat("heartbeat")
    await passes(1)
    assert not pump.done()
    outbox.beat("heartbeat")
    await passes(1)
    assert pump.cancelled()


async def test_a_view_that_did_not_change_is_not_sent_again(hub: Hub) -> None:
    """A report about paper changes no board: the next frame of a display is the one after it."""
    reader = Reader()
    hub.publish(with_tickets(1), 1)
    hub.join(reader.outbox)
    assert await reader.waiting() == 1
    printed = apply(with_tickets(1), PrintReported(MONDAY_MORNING, "1001", "printed", "", False))
    hub.publish(printed, 2)
    await shown()
    hub.publish(with_tickets(2), 3)
    frame = await reader.view()
    assert frame.version == 3
    reader.pump.cancel()


async def test_each_counter_is_shown_its_own_view(hub: Hub) -> None:
    """Two counters that are shown the same office see different lines."""
    hub.publish(with_tickets(2), 2)
    first, second = Reader("counter", 1), Reader("counter", 2)
    for reader in (first, second):
        hub.join(reader.outbox)
    views = [decode_view("counter", (await reader.view()).view) for reader in (first, second)]
    assert [getattr(view, "waiting_count", None) for view in views] == [2, 0]
    assert hub.screens_by_role()["counter"] == 2
    for reader in (first, second):
        reader.pump.cancel()
        hub.leave(reader.outbox)
    assert hub.screen_count == 0


async def test_a_heartbeat_brings_a_view_that_time_alone_has_changed() -> None:
    """When the office opens, kiosks are shown so without anybody pressing."""
    clock = ManualClock(MONDAY_MORNING - timedelta(hours=1))
    hub = Hub(clock, new_day(office_hours(), MONDAY_MORNING.date()), 0)
    reader = Reader("kiosk")
    hub.join(reader.outbox)
    closed = decode_view("kiosk", (await reader.view()).view)
    assert isinstance(closed, KioskView)
    assert not closed.is_open
    clock.forward(hours=1)
    ticks: list[int] = []
    beating = asyncio.create_task(hub.beat(lambda: ticks.append(1), seconds=0.001))
    frames = [await reader.texts.get(), await reader.texts.get()]
    views = [frame.view for frame in map(decode_from_server, frames) if isinstance(frame, ViewFrame)]
    opened = decode_view("kiosk", views[0])
    assert isinstance(opened, KioskView)
    assert opened.is_open
    assert ticks
    for task in (beating, reader.pump):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@in_virtual_time
async def test_a_call_need_not_wait_for_a_look_at_the_time() -> None:
    """A heartbeat that changes no view takes nothing of the time that lies between two views."""
    hub, reader = Hub(ManualClock(), with_tickets(0), 0), Reader()
    hub.join(reader.outbox)
    assert await reader.waiting() == 0
    beating = asyncio.create_task(hub.beat(lambda: None, seconds=1))
    await passes(1.001)
    assert not isinstance(decode_from_server(await reader.texts.get()), ViewFrame)
    hub.publish(with_tickets(1), 1)
    await shown()
    assert reader.texts.qsize() == 1
    assert await reader.waiting() == 1
    for task in (beating, reader.pump):
        task.cancel()
    hub.close()
