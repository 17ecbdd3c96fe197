"""The connections and views of the real link, against a server played by hand in virtual time."""

import asyncio
import logging

import pytest

from link.client import retry_seconds
from link.contract import LinkLimits, LinkState, StateChanged
from tests.link.listening import running
from tests.link.scripted_server import ScriptedServer, board
from tests.link.small_office import COUNTER, KIOSK, NOW, PLAN
from tests.link.virtual_time import in_virtual_time, passes
from tests.patience import PATIENCE_SECONDS
from ticketing.wire.messages import (
    PROTOCOL_VERSION,
    ChannelClosed,
    Fault,
    Hello,
    Sentence,
    Welcome,
    office_card,
)

LIMITS = LinkLimits()
NOT_KNOWN = Sentence(vi="Mã này không có ở đây.", en="This token is not known here.")


def now() -> float:
    return asyncio.get_running_loop().time()


def test_no_retry_waits_longer_than_two_seconds() -> None:
    """However many attempts were vain and whatever the jitter, the delay stays within its limits."""
    for attempts in (0, 1, 5, 50, 5_000, 10**9):
        for jitter in (0.0, 0.5, 1.0):
            assert LIMITS.retry_seconds_min / 2 <= retry_seconds(attempts, jitter, LIMITS) <= 2.0


@in_virtual_time
async def test_retries_double_up_to_the_limit() -> None:
    """The delays between vain attempts are 0.1, 0.2, 0.4, 0.8, 1.6 and then 2 seconds for ever."""
    server = ScriptedServer()
    server.refuses = True
    async with running(server.link()):
        await passes(10)
    assert server.tries == pytest.approx([0, 0.1, 0.3, 0.7, 1.5, 3.1, 5.1, 7.1, 9.1])


@in_virtual_time
async def test_jitter_takes_up_to_half_of_a_delay() -> None:
    """With the whole jitter the delays are half as long."""
    server = ScriptedServer()
    server.refuses = True
    async with running(server.link(jitter=1.0)):
        await passes(5)
    assert server.tries == pytest.approx([0, 0.05, 0.15, 0.35, 0.75, 1.55, 2.55, 3.55, 4.55])


@in_virtual_time
async def test_a_steady_connection_is_made_again_at_once() -> None:
    """After a connection that held for a while the first retry comes after the shortest delay."""
    server = ScriptedServer()
    server.refuses = True
    async with running(server.link()):
        await passes(4)
        server.refuses = False
        caller = await server.called()
        await caller.welcomes()
        await passes(3)
        await caller.channel.close()
        lost_at = now()
        await server.called()
        assert now() == pytest.approx(lost_at + 0.1)


@in_virtual_time
async def test_a_server_that_hangs_up_after_every_welcome_is_not_besieged() -> None:
    """Delays go on doubling when connections are made but do not last."""
    server = ScriptedServer()
    async with running(server.link()):
        for _ in range(9):
            caller = await server.called()
            await caller.welcomes()
            await caller.channel.close()
    assert server.tries == pytest.approx([0, 0.1, 0.3, 0.7, 1.5, 3.1, 5.1, 7.1, 9.1])


@in_virtual_time
async def test_a_link_says_who_it_is() -> None:
    """The hello carries protocol, role, token, counter and name of the screen."""
    server = ScriptedServer()
    async with running(server.link(COUNTER)):
        hello = await (await server.called()).hears()
    assert hello == Hello(PROTOCOL_VERSION, "counter", COUNTER.token, 1, "")


@in_virtual_time
async def test_a_link_says_up_to_which_view_it_was_shown_the_office() -> None:
    """With each connection anew, and after a restart as it is told; a smaller version counts as well."""
    server = ScriptedServer()
    link = server.link()
    link.has_seen(40)
    async with running(link) as heard:
        for known, version in ((40, 12), (12, 900), (900, 7), (7, 8)):
            caller = await server.called()
            hello = await caller.welcomes(version)
            assert hello.seen == known
            await heard.until_state(LinkState.LIVE)
            await caller.channel.close()
            await heard.until_state(LinkState.CONNECTING)


@in_virtual_time
async def test_a_rejected_screen_says_so_and_comes_back_slowly() -> None:
    """A closing fault instead of a welcome is told once, and the link tries every two seconds."""
    server = ScriptedServer()
    link = server.link(KIOSK)
    async with running(link) as heard:
        for _ in range(3):
            caller = await server.called()
            await caller.hears()
            await caller.says(Fault("token-wrong", NOT_KNOWN, closing=True))
        await heard.until_state(LinkState.REJECTED)
        await passes(0.5)
        assert server.tries == pytest.approx([0, 2, 4])
        assert heard.events == [StateChanged(LinkState.REJECTED, NOT_KNOWN)]
        caller = await server.called()
        await caller.hears()
        await caller.says(Welcome(PROTOCOL_VERSION, NOW, 2.0, office_card(PLAN)))
        await passes(0.5)
        assert link.office == office_card(PLAN)


@in_virtual_time
async def test_a_server_of_another_version_is_rejected() -> None:
    """A welcome in another dialogue's version puts the link in the state rejected, with a sentence."""
    server = ScriptedServer()
    async with running(server.link()) as heard:
        caller = await server.called()
        await caller.hears()
        await caller.says(Welcome(PROTOCOL_VERSION + 1, NOW, 2.0, office_card(PLAN)))
        await heard.until_state(LinkState.REJECTED)
        last = heard.events[-1]
        assert isinstance(last, StateChanged)
        assert last.sentence is not None
        assert "phiên bản" in last.sentence.vi


@in_virtual_time
async def test_a_rejected_screen_that_loses_the_server_is_connecting() -> None:
    """Nobody says any more that the screen is rejected once nobody is there."""
    server = ScriptedServer()
    async with running(server.link()) as heard:
        caller = await server.called()
        await caller.hears()
        await caller.says(Fault("token-wrong", NOT_KNOWN, closing=True))
        await heard.until_state(LinkState.REJECTED)
        server.refuses = True
        await heard.until_state(LinkState.CONNECTING)


@in_virtual_time
async def test_unknown_frames_and_faults_that_do_not_close_are_passed_over() -> None:
    """A frame of a newer server changes nothing; what comes after it counts."""
    server = ScriptedServer()
    async with running(server.link()) as heard:
        caller = await server.called()
        await caller.welcomes()
        await caller.channel.send('{"type":"confetti","colour":"red"}')
        await caller.says(Fault("malformed-command", NOT_KNOWN))
        await caller.shows(2, board(2))
        await heard.until(lambda: heard.link.view == board(2))
        assert len(server.tries) == 1


MALFORMED = [
    "",
    "{",
    "[]",
    '{"type":"view"}',
    '{"type":"view","version":2,"now":"2026-11-23T08:30:00+07:00","view":{"day":"never"}}',
    '{"type":"answered","id":"press-1","kind":"ticket","answer":{}}',
]


@pytest.mark.parametrize("text", MALFORMED)
def test_a_malformed_frame_ends_the_connection(text: str, caplog: pytest.LogCaptureFixture) -> None:
    """What can't be understood is logged, and the connection is made again; the last view stays."""
    server = ScriptedServer()

    @in_virtual_time
    async def talk() -> None:
        async with running(server.link()) as heard:
            caller = await server.called()
            await caller.welcomes(1, board(1))
            await caller.channel.send(text)
            again = await server.called()
            with pytest.raises(ChannelClosed):
                await caller.channel.receive()
            assert heard.link.view == board(1)
            assert heard.link.state is LinkState.CONNECTING
            await again.welcomes(2, board(2))
            await heard.until(lambda: heard.link.view == board(2))

    with caplog.at_level(logging.WARNING):
        talk()
    assert "malformed-frame" in caplog.text


@in_virtual_time
async def test_silence_makes_a_view_old_and_any_frame_makes_it_live() -> None:
    """A view is old after 5 seconds without a frame, and trusted again with the next heartbeat."""
    server = ScriptedServer()
    async with running(server.link()) as heard:
        caller = await server.called()
        await caller.welcomes()
        await heard.until_state(LinkState.LIVE)
        await passes(4)
        await caller.beats()
        await heard.until_state(LinkState.OLD)
        assert now() == pytest.approx(9)
        await caller.beats()
        await heard.until_state(LinkState.LIVE)
        assert len(server.tries) == 1


@in_virtual_time
async def test_a_lost_connection_makes_a_view_old_when_its_time_has_come() -> None:
    """The five seconds count from the last frame, whatever became of the connection since."""
    server = ScriptedServer()
    async with running(server.link()) as heard:
        caller = await server.called()
        await caller.welcomes()
        await heard.until_state(LinkState.LIVE)
        await passes(3)
        server.refuses = True
        caller.channel.cut()
        await heard.until_state(LinkState.CONNECTING)
        assert now() == pytest.approx(3)
        await heard.until_state(LinkState.OLD)
        assert now() == pytest.approx(5)


@in_virtual_time
async def test_a_silent_connection_is_given_up() -> None:
    """After 10 silent seconds the link makes a new connection, for the old one may lead nowhere."""
    server = ScriptedServer()
    async with running(server.link()):
        caller = await server.called()
        await caller.welcomes()
        await server.called()
        assert now() == pytest.approx(10.1)


@in_virtual_time
async def test_a_server_that_does_not_welcome_is_given_up() -> None:
    """A hello that nobody answers within 3 seconds is said again over a new connection."""
    server = ScriptedServer()
    async with running(server.link()):
        await server.called()
        await server.called()
        assert now() == pytest.approx(3.1)


@in_virtual_time
async def test_a_connection_that_is_never_made_is_given_up() -> None:
    """A server that does not even refuse is tried again after 3 seconds."""
    server = ScriptedServer()
    server.hangs = True
    async with running(server.link()):
        await passes(7)
    assert server.tries == pytest.approx([0, 3.1, 6.3])


@in_virtual_time
async def test_an_older_view_never_replaces_a_newer_one_within_a_connection() -> None:
    """Versions decide within a connection; after a reconnection the first view counts in any case."""
    server = ScriptedServer()
    async with running(server.link()) as heard:
        caller = await server.called()
        await caller.welcomes(7, board(7))
        await caller.shows(6, board(6))
        await caller.shows(7, board(70))
        await heard.until(lambda: heard.link.view == board(70))
        await caller.channel.close()
        await (await server.called()).welcomes(3, board(3))
        await heard.until(lambda: heard.link.view == board(3))
        assert heard.views == [board(7), board(70), board(3)]


@in_virtual_time
async def test_a_view_that_was_lost_is_fetched_by_a_new_connection() -> None:
    """A heartbeat that speaks of a newer view than the one shown makes the link connect anew."""
    server = ScriptedServer()
    link = server.link()
    async with running(link):
        caller = await server.called()
        await caller.welcomes(1, board(1))
        await caller.beats(2)
        again = await server.called()
        await again.welcomes(2, board(2))
        await passes(0.1)
        assert link.view == board(2)


@in_virtual_time
async def test_a_fault_of_a_listener_is_not_swallowed() -> None:
    """An error in a room comes out of the link's run."""
    server = ScriptedServer()
    link = server.link()

    def stumble(_: object) -> None:
        raise ZeroDivisionError

    link.listen(stumble)
    run = asyncio.create_task(link.run())
    await (await server.called()).welcomes()
    with pytest.raises(ZeroDivisionError):
        await run


@pytest.mark.parametrize("steps", range(8))
@in_virtual_time
async def test_a_link_ends_when_it_is_told_to_even_as_its_connection_ends(steps: int) -> None:
    """A cancellation is not forgotten, at whatever step it meets the end of the connection."""
    server = ScriptedServer()
    run = asyncio.create_task(server.link().run())
    caller = await server.called()
    await caller.welcomes()
    await passes(1)
    caller.channel.cut()
    for _ in range(steps):
        await asyncio.sleep(0)
    run.cancel()
    await asyncio.wait([run], timeout=PATIENCE_SECONDS)
    assert run.cancelled()
