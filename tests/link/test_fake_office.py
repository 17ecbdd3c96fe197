"""What the fake office does beyond the promises of its links."""

from datetime import datetime, timedelta

import pytest

from link.contract import CommandRefused, LinkState, StateChanged
from tests.link.fake_office import FakeOffice
from tests.link.listening import running
from tests.link.small_office import COUNTER, DISPLAY, KIOSK, NOW, PLAN, small_office
from tests.link.virtual_time import in_virtual_time, passes
from ticketing import commands as c
from ticketing.answers import TicketAnswer
from ticketing.views import KioskView
from ticketing.wire.messages import OLD_AFTER_SECONDS, Sentence


@in_virtual_time
async def test_every_screen_sees_a_command_before_do_returns() -> None:
    """Views reach the listeners of all running links at once."""
    office = small_office()
    async with running(office.link(KIOSK)) as kiosk, running(office.link(COUNTER)) as counter:
        await kiosk.until_state(LinkState.LIVE)
        await counter.until_state(LinkState.LIVE)
        office.do(c.IssueTicket("1"))
        assert (len(kiosk.views), len(counter.views)) == (2, 2)


@in_virtual_time
async def test_a_quiet_office_stays_live() -> None:
    """A link does not grow old just because nothing happens."""
    async with running(small_office().link(DISPLAY)) as heard:
        await passes(60)
        assert heard.states == [LinkState.LIVE]
        assert len(heard.views) == 1


@in_virtual_time
async def test_a_cut_fake_grows_old_like_the_real_link() -> None:
    """The named time counts from the last sign of life."""
    office = small_office()
    async with running(office.link(DISPLAY)) as heard:
        await heard.until_state(LinkState.LIVE)
        office.cut()
        await passes(OLD_AFTER_SECONDS - 0.1)
        assert heard.states == [LinkState.LIVE, LinkState.CONNECTING]
        await passes(0.2)
        assert heard.states == [LinkState.LIVE, LinkState.CONNECTING, LinkState.OLD]


@in_virtual_time
async def test_a_fake_that_was_never_connected_does_not_grow_old() -> None:
    """Without a view there is nothing that could be old."""
    office = small_office()
    office.cut()
    async with running(office.link(DISPLAY)) as heard:
        await passes(60)
        assert heard.link.state is LinkState.CONNECTING


@in_virtual_time
async def test_a_rejected_screen_is_welcome_again_after_healing() -> None:
    """A test can turn all screens away with a sentence and take it back."""
    office = small_office()
    no = Sentence(vi="Mã này không có ở đây.", en="This token is not known here.")
    async with running(office.link(KIOSK)) as heard:
        await heard.until_state(LinkState.LIVE)
        office.reject(no)
        assert heard.events[-1] == StateChanged(LinkState.REJECTED, no)
        office.heal()
        assert heard.link.state is LinkState.LIVE


@in_virtual_time
async def test_a_refusal_is_remembered_like_an_answer() -> None:
    """A press that was refused is refused again, whatever has changed since."""
    office = small_office()
    for _ in range(2):
        with pytest.raises(CommandRefused, match="counter-closed"):
            office.do(c.CallNext(1), request_id="press")
        office.do(c.OpenCounter(1, "Hoà"))


@in_virtual_time
async def test_a_new_day_begins_with_the_first_number() -> None:
    """When the time has moved past midnight, a command or a refresh begins the next service day."""
    moments = [NOW]
    office = FakeOffice(PLAN, lambda: moments[-1], lambda: "BCG7")
    async with running(office.link(KIOSK)) as heard:
        await heard.until_state(LinkState.LIVE)
        office.do(c.IssueTicket("1"))
        moments.append(NOW + timedelta(days=1))
        office.refresh()
        assert isinstance(heard.link.view, KioskView)
        assert heard.link.view.day == datetime(2026, 11, 24).date()  # noqa: DTZ001 - a day has no zone
        assert heard.link.view.fields[0].waiting == 0
        answer = office.do(c.IssueTicket("1"))
        assert isinstance(answer, TicketAnswer)
        assert (answer.number, answer.track) == ("1001", "BCG7")
