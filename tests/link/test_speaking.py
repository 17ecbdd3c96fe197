"""The link of a display that speaks: it names its zone, hears whose turn it is, tells what it said."""

from link.contract import REPORTS_WAITING_MAX, DutyTold, LinkEvent, LinkState, Screen, TurnTold
from tests.link.listening import running
from tests.link.scripted_server import ScriptedServer
from tests.link.turns import TURN
from tests.link.virtual_time import in_virtual_time
from ticketing.wire.messages import DutyFrame, Hello, PaintedReport, Spoken

SPEAKER = Screen("display", name="speaker", zone="hall", can_speak=True)


@in_virtual_time
async def test_a_turn_reaches_the_listener() -> None:
    """The hello says what the screen can do; a turn arrives whole."""
    server = ScriptedServer()
    link = server.link(SPEAKER)
    told: list[LinkEvent] = []
    link.listen(told.append)
    async with running(link) as heard:
        caller = await server.called()
        await caller.welcomes()
        await heard.until_state(LinkState.LIVE)
        await caller.says(TURN)
        await heard.until(lambda: TurnTold(TURN) in told)


@in_virtual_time
async def test_a_duty_reaches_the_listener() -> None:
    """A display in a terminal is told in which zone staff have put it."""
    server = ScriptedServer()
    link = server.link(SPEAKER)
    told: list[LinkEvent] = []
    link.listen(told.append)
    async with running(link) as heard:
        caller = await server.called()
        await caller.welcomes()
        await heard.until_state(LinkState.LIVE)
        await caller.says(DutyFrame(True, True, "one", "", 1, False))
        await heard.until(lambda: DutyTold("one") in told)


@in_virtual_time
async def test_signs_wait_for_a_connection_and_the_oldest_are_lost() -> None:
    """What was said while the line was cut is told over the next one, as far as there is room."""
    server = ScriptedServer()
    link = server.link(SPEAKER)
    link.report(PaintedReport(1, "live"))
    for number in range(REPORTS_WAITING_MAX):
        link.report(Spoken(str(number)))
    async with running(link):
        caller = await server.called()
        await caller.welcomes()
        reports = [await caller.hears() for _ in range(REPORTS_WAITING_MAX)]
        assert reports == [Spoken(str(number)) for number in range(REPORTS_WAITING_MAX)]
        link.report(Spoken("now", is_said=False))
        assert await caller.hears() == Spoken("now", is_said=False)


def test_a_hello_has_the_zone_by_default_of_the_first() -> None:
    """Older screens name none and say nothing aloud."""
    hello = Hello(1, "display")
    assert (hello.zone, hello.can_speak) == ("", False)
