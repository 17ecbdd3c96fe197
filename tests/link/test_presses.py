"""The presses of the real link, against a server played by hand in virtual time."""

import asyncio

import pytest

from link.contract import CommandRefused, LinkLimits, LinkState, Unanswered
from tests.link.listening import running
from tests.link.scripted_server import ScriptedServer
from tests.link.small_office import MANAGER
from tests.link.virtual_time import in_virtual_time, passes
from ticketing import commands as c
from ticketing.answers import DoneAnswer


def now() -> float:
    return asyncio.get_running_loop().time()


@in_virtual_time
async def test_a_command_without_an_answer_is_sent_again_with_the_same_id() -> None:
    """On a live connection a press is repeated every 2 seconds, unchanged, until its answer comes."""
    server = ScriptedServer()
    async with running(server.link(MANAGER)) as heard:
        caller = await server.called()
        await caller.welcomes()
        press = asyncio.create_task(heard.link.send(c.IssueTicket("1")))
        first = await caller.hears_command()
        sent_at = now()
        assert await caller.hears_command() == first
        assert now() == pytest.approx(sent_at + 2)
        await caller.answers(first.id, DoneAnswer("1001"))
        assert await press == DoneAnswer("1001")


@in_virtual_time
async def test_unanswered_commands_go_over_the_new_connection_in_their_order() -> None:
    """After a reconnection every press that is still open is sent again, with its id, the oldest first."""
    server = ScriptedServer()
    async with running(server.link(MANAGER)) as heard:
        caller = await server.called()
        await caller.welcomes()
        presses = [asyncio.create_task(heard.link.send(c.IssueTicket(field))) for field in "121"]
        before = [await caller.hears_command() for _ in presses]
        assert len({frame.id for frame in before}) == 3
        await caller.answers(before[1].id, DoneAnswer("2001"))
        await presses[1]
        caller.channel.cut()
        again = await server.called()
        await again.welcomes()
        assert [await again.hears_command(), await again.hears_command()] == [before[0], before[2]]


@in_virtual_time
async def test_nothing_is_sent_before_the_welcome() -> None:
    """A press waits until the server has accepted the screen."""
    server = ScriptedServer()
    async with running(server.link(MANAGER)) as heard:
        press = asyncio.create_task(heard.link.send(c.IssueTicket("1")))
        caller = await server.called()
        await caller.welcomes()
        frame = await caller.hears_command()
        await caller.answers(frame.id, DoneAnswer())
        assert await press == DoneAnswer()


@in_virtual_time
async def test_a_press_nobody_waits_for_is_sent_no_more() -> None:
    """After the caller's patience nothing is repeated, and a late answer is passed over."""
    server = ScriptedServer()
    async with running(server.link(MANAGER)) as heard:
        caller = await server.called()
        await caller.welcomes()
        with pytest.raises(Unanswered):
            await heard.link.send(c.IssueTicket("1"), request_id="given-up", patience_seconds=3)
        assert now() == pytest.approx(3)
        frames = [await caller.hears_command(), await caller.hears_command()]
        assert [frame.id for frame in frames] == ["given-up", "given-up"]
        await caller.answers("given-up", DoneAnswer())
        press = asyncio.create_task(heard.link.send(c.IssueTicket("2"), request_id="next"))
        assert (await caller.hears_command()).id == "next"
        await caller.answers("next", DoneAnswer("2001"))
        await caller.answers("next", DoneAnswer("2002"))
        assert await press == DoneAnswer("2001")


@in_virtual_time
async def test_a_cancelled_press_is_sent_no_more() -> None:
    """A room that stops waiting for an answer takes its press back from the link."""
    server = ScriptedServer()
    async with running(server.link(MANAGER)) as heard:
        press = asyncio.create_task(heard.link.send(c.IssueTicket("1")))
        await passes(0)
        press.cancel()
        with pytest.raises(asyncio.CancelledError):
            await press
        caller = await server.called()
        await caller.welcomes()
        other = asyncio.create_task(heard.link.send(c.IssueTicket("2"), request_id="other"))
        assert (await caller.hears_command()).id == "other"
        other.cancel()


@in_virtual_time
async def test_two_callers_of_one_press_get_one_answer() -> None:
    """The same request id under way is sent once; with another command it is refused here already."""
    server = ScriptedServer()
    async with running(server.link(MANAGER)) as heard:
        presses = [
            asyncio.create_task(heard.link.send(c.IssueTicket("1"), request_id="press")) for _ in range(2)
        ]
        caller = await server.called()
        await caller.welcomes()
        frame = await caller.hears_command()
        with pytest.raises(CommandRefused, match="request-id-reused"):
            await heard.link.send(c.IssueTicket("2"), request_id="press")
        await caller.answers(frame.id, DoneAnswer("1001"))
        assert await asyncio.gather(*presses) == [DoneAnswer("1001")] * 2


@in_virtual_time
async def test_a_link_keeps_no_more_than_its_limit_of_presses() -> None:
    """One press more than the limit is Unanswered at once and not sent."""
    link = ScriptedServer().link(MANAGER, LinkLimits(unanswered_max=2))
    presses = [asyncio.create_task(link.send(c.IssueTicket("1"))) for _ in range(2)]
    await passes(0)
    with pytest.raises(Unanswered, match="2 presses"):
        await link.send(c.IssueTicket("1"))
    assert now() == 0
    for press in presses:
        press.cancel()


@in_virtual_time
async def test_a_command_too_long_for_a_frame_is_refused_here() -> None:
    """A press that the server would hang up on does not even leave the screen."""
    with pytest.raises(CommandRefused, match="frame-too-large"):
        await ScriptedServer().link(MANAGER).send(c.CancelTicket("1001", "ư" * 40_000))


@in_virtual_time
async def test_a_network_that_takes_nothing_is_given_up() -> None:
    """A press that can't be sent for 10 seconds ends the connection, though heartbeats still come."""
    server = ScriptedServer()
    async with running(server.link(MANAGER)) as heard:
        caller = await server.called()
        await caller.welcomes()
        await heard.until_state(LinkState.LIVE)
        server.screen_ends[0].takes_nothing = True
        press = asyncio.create_task(heard.link.send(c.IssueTicket("1"), patience_seconds=20))
        for _ in range(9):
            await passes(1)
            await caller.beats()
        again = await server.called()
        assert now() == pytest.approx(10.1)
        await again.welcomes()
        await again.answers((await again.hears_command()).id, DoneAnswer("1001"))
        assert await press == DoneAnswer("1001")
