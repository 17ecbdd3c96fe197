"""The kiosk goes on without its server, and everything it gave out comes on record."""

from dataclasses import replace
from datetime import UTC, time, timedelta
from pathlib import Path

import pytest

from kiosk.offline.standby import OFFLINE_AFTER_SECONDS, StandbyLink, tickets_before_start
from kiosk.offline.store import KioskStore
from link.contract import CommandRefused, LinkState, Unanswered, Welcomed
from tests.kiosk.offline.outpost import KIOSK, LONG_ENOUGH, SOON, Outpost, with_quota
from tests.link.virtual_time import in_virtual_time, passes
from tests.ticketing.plans import FIELDS, MONDAY_MORNING, PLAN, office_hours
from ticketing.answers import DoneAnswer, TicketAnswer
from ticketing.commands import CallNext, IssueTicket, OpenCounter, ReportPrint
from ticketing.plan import Procedure, Session, SlipPlan
from ticketing.rules.leases import LEASE_NUMBERS
from ticketing.tickets import PrintState, TicketState
from ticketing.views import KioskView
from ticketing.wire.messages import HEARTBEAT_SECONDS, Sentence

TODAY = MONDAY_MORNING.date()


@pytest.fixture
def outpost(tmp_path: Path) -> Outpost:
    return Outpost(tmp_path / "kiosk.sqlite")


@in_virtual_time
async def test_a_late_ticket_keeps_the_procedure_that_was_chosen(tmp_path: Path) -> None:
    """On the citizen's slip at once, and on record once the office has the ticket."""
    procedure = Procedure("1.001193", "1", "Đăng ký khai sinh")
    plan = replace(PLAN, procedures=(procedure,), slip=SlipPlan(phone="1022"))
    outpost = Outpost(tmp_path / "kiosk.sqlite", plan)
    await outpost.boot()
    await outpost.go_offline()
    answer = await outpost.link.send(IssueTicket("1", procedure=procedure.code), request_id="press")
    assert isinstance(answer, TicketAnswer)
    assert (answer.ahead, answer.procedure, answer.is_late) == (None, procedure.code, True)
    view = outpost.link.view
    assert isinstance(view, KioskView)
    assert (view.phone, view.fields[0].counters) == ("1022", (1, 3))
    await outpost.come_back()
    assert outpost.ticket(answer.number).procedure == procedure.code
    await outpost.die()


@in_virtual_time
async def test_while_the_line_is_there_the_server_gives_the_numbers(outpost: Outpost) -> None:
    """Online everything passes through, and a block of each field is held ahead of time."""
    await outpost.boot()
    answer = await outpost.take()
    assert (answer.number, answer.ahead, outpost.state) == ("1001", 0, LinkState.LIVE)
    assert [outpost.store.left(field, TODAY) for field in "123"] == [LEASE_NUMBERS] * 3
    await outpost.die()


@in_virtual_time
async def test_without_the_line_the_kiosk_gives_numbers_of_its_lease(outpost: Outpost) -> None:
    """After OFFLINE_AFTER_SECONDS it says so, and gives real numbers of which nobody knows the wait."""
    await outpost.boot()
    outpost.office.cut()
    await passes(OFFLINE_AFTER_SECONDS - SOON)
    assert LinkState.OFFLINE not in outpost.heard.states
    await passes(2 * SOON)
    assert outpost.heard.states[-1] is LinkState.OFFLINE
    answer = await outpost.take(priority="elderly")
    assert (answer.number, answer.priority, answer.ahead) == ("1980", "elderly", None)
    assert answer.expected_minutes is None
    assert answer.issued_at == outpost.office.now()
    assert outpost.office.office.tickets == {}
    await outpost.come_back()
    assert outpost.state is LinkState.LIVE
    ticket = outpost.ticket("1980")
    assert (ticket.issued_at, ticket.track, ticket.priority) == (answer.issued_at, answer.track, "elderly")
    assert outpost.store.held() == ()
    await outpost.die()


@in_virtual_time
async def test_a_server_that_fell_silent_is_not_waited_for_any_longer(outpost: Outpost) -> None:
    """A link that is old has waited already; a sign of life makes it live again."""
    inner = outpost.office.link(KIOSK)
    await outpost.boot(inner)
    inner.fall_silent()
    assert (await outpost.take()).number == "1980"
    await passes(HEARTBEAT_SECONDS)
    assert outpost.heard.states[-2:] == [LinkState.OFFLINE, LinkState.LIVE]
    assert outpost.line() == ("1980",)
    await outpost.die()


@in_virtual_time
async def test_a_press_that_waits_when_the_line_breaks_gets_its_number(outpost: Outpost) -> None:
    """The citizen who pressed just then is not asked to press again."""
    await outpost.boot()
    outpost.office.cut()
    assert (await outpost.take()).number == "1980"
    await outpost.die()


@in_virtual_time
async def test_an_answer_that_was_lost_leaves_one_live_ticket(outpost: Outpost) -> None:
    """The server had issued 1001 unheard; the citizen's 1980 takes its place."""
    await outpost.boot()
    outpost.office.cut_before_next_answer()
    answer = await outpost.take()
    assert answer.number == "1980"
    assert outpost.line() == ("1001",)
    await outpost.come_back()
    assert outpost.ticket("1001").state is TicketState.CANCELLED
    assert outpost.line() == ("1980",)
    await outpost.die()


@in_virtual_time
async def test_late_tickets_stand_in_line_by_their_moment(outpost: Outpost) -> None:
    """Whoever came first is called first, though another screen's ticket was on record before."""
    await outpost.boot()
    await outpost.go_offline()
    numbers = [(await outpost.take()).number]
    await passes(10)
    numbers.append((await outpost.take()).number)
    await passes(10)
    outpost.office.do(IssueTicket("1"))
    await outpost.come_back()
    assert outpost.line() == (*numbers, "1001")
    outpost.office.do(OpenCounter(1, "Hoa"))
    outpost.office.do(CallNext(1))
    assert outpost.ticket("1980").state is TicketState.CALLED
    await outpost.die()


@in_virtual_time
async def test_a_press_has_one_number_however_often_it_is_sent(outpost: Outpost) -> None:
    """The same request id gets the same number: at once, after a restart, and after the line is back."""
    await outpost.boot()
    await outpost.go_offline()
    first = await outpost.take(request_id="same")
    assert await outpost.take(request_id="same") == first
    await outpost.die()
    await outpost.boot()
    assert await outpost.take(request_id="same") == first
    await outpost.come_back()
    assert await outpost.take(request_id="same") == first
    assert outpost.line() == (first.number,)
    await outpost.die()


@in_virtual_time
async def test_a_kiosk_killed_offline_knows_which_numbers_it_gave(outpost: Outpost) -> None:
    """Restarted without its server it shows its fields, goes on with the next number, at the right time."""
    await outpost.boot()
    card = outpost.link.office
    await outpost.go_offline()
    numbers = [(await outpost.take()).number for _ in range(3)]
    await outpost.die()
    await outpost.boot()
    assert (outpost.state, outpost.link.office, outpost.link.view) == (LinkState.CONNECTING, card, None)
    await passes(LONG_ENOUGH)
    assert outpost.state is LinkState.OFFLINE
    assert isinstance(outpost.heard.events[0], Welcomed)
    assert isinstance(outpost.link.view, KioskView)
    fourth = await outpost.take()
    assert abs(fourth.issued_at - outpost.office.now()) < timedelta(seconds=1)
    assert [*numbers, fourth.number] == ["1980", "1981", "1982", "1983"]
    await outpost.come_back()
    assert outpost.line() == ("1980", "1981", "1982", "1983")
    await outpost.die()


@in_virtual_time
async def test_a_clock_that_lost_its_time_does_not_turn_the_line_over(outpost: Outpost) -> None:
    """A computer without a battery starts in the past; its tickets follow those before, and time goes on."""
    await outpost.boot()
    await outpost.go_offline()
    first = await outpost.take()
    await outpost.die()
    outpost.wrong_hours = -8
    await outpost.boot()
    await passes(LONG_ENOUGH)
    second = await outpost.take()
    await passes(600)
    third = await outpost.take()
    assert first.issued_at <= second.issued_at == third.issued_at - timedelta(minutes=10)
    await outpost.come_back()
    assert outpost.line() == (first.number, second.number, third.number)
    await outpost.die()


@in_virtual_time
async def test_the_paper_of_a_late_ticket_is_reported_after_it(outpost: Outpost) -> None:
    """What the printer said is kept, over a restart too, and told once the office knows the number."""
    await outpost.boot()
    await outpost.go_offline()
    number = (await outpost.take()).number
    assert await outpost.link.send(ReportPrint(number, "failed", "paper-out")) == DoneAnswer(number)
    await outpost.die()
    await outpost.boot()
    await outpost.come_back()
    ticket = outpost.ticket(number)
    assert (ticket.print_state, ticket.print_reason) == (PrintState.FAILED, "paper-out")
    assert outpost.store.unreported() == ()
    await outpost.link.send(ReportPrint(number, "printed", copy=True))
    assert outpost.ticket(number).print_state is PrintState.PRINTED
    await outpost.die()


def test_a_kiosk_that_starts_again_knows_its_last_tickets_before_it_runs(
    outpost: Outpost, tmp_path: Path
) -> None:
    """It is built before its loop runs, with what its store holds; the office need not be there."""

    @in_virtual_time
    async def before_the_restart() -> None:
        await outpost.boot()
        await outpost.go_offline()
        await outpost.take()
        await outpost.die()

    before_the_restart()
    store = KioskStore.open(tmp_path / "kiosk.sqlite", lambda: "kiosk", synchronous="OFF")
    link = StandbyLink(
        outpost.office.link(KIOSK),
        store,
        clock=lambda: MONDAY_MORNING.astimezone(UTC),
        new_track=lambda: "visit",
    )
    assert [ticket.number for ticket in tickets_before_start(link, 10)] == ["1980"]
    store.close()


@in_virtual_time
async def test_a_late_ticket_keeps_the_moment_of_its_paper(outpost: Outpost) -> None:
    """It was printed while the line was cut, by this kiosk, and not when the office heard of it."""
    await outpost.boot()
    await outpost.go_offline()
    number = (await outpost.take()).number
    await passes(5)
    came_out = outpost.office.now()
    await outpost.link.send(ReportPrint(number, "printed", kiosk="M1"))
    await passes(600)
    await outpost.come_back()
    ticket = outpost.ticket(number)
    assert ticket.printed_at is not None
    assert abs(ticket.printed_at - came_out) < timedelta(seconds=1)
    assert ticket.kiosk == "M1"
    await outpost.die()


@pytest.mark.parametrize("is_offline", [False, True])
@in_virtual_time
async def test_a_slip_that_was_being_printed_at_the_end_is_not_confirmed(
    outpost: Outpost, is_offline: bool
) -> None:
    """A kiosk that was killed in the middle of a slip says so after its restart, once."""
    await outpost.boot()
    if is_offline:
        await outpost.go_offline()
    number = (await outpost.take()).number
    outpost.link.begin_paper(ReportPrint(number, "unconfirmed", "interrupted"))
    await outpost.die()
    await outpost.boot()
    await outpost.come_back()
    ticket = outpost.ticket(number)
    assert (ticket.print_state, ticket.print_reason) == (PrintState.UNCONFIRMED, "interrupted")
    assert outpost.store.papers() == ()
    outpost.link.begin_paper(ReportPrint(number, "unconfirmed", "interrupted", copy=True))
    await outpost.link.send(ReportPrint(number, "printed", copy=True))
    assert outpost.ticket(number).print_state is PrintState.PRINTED
    assert outpost.store.papers() == ()
    await outpost.die()


@in_virtual_time
async def test_used_up_numbers_are_said_politely_and_come_anew(tmp_path: Path) -> None:
    """A field without numbers shows none left; the others go on; with the line comes another block."""
    outpost = Outpost(tmp_path / "kiosk.sqlite", with_quota(2))
    await outpost.boot()
    await outpost.go_offline()
    await outpost.take()
    await outpost.take()
    view = outpost.link.view
    assert isinstance(view, KioskView)
    assert [sign.left for sign in view.fields] == [0, None, None]
    with pytest.raises(CommandRefused, match="no-numbers-offline"):
        await outpost.take()
    assert (await outpost.take("2")).number == "2980"
    await outpost.die()


@in_virtual_time
async def test_a_block_that_is_half_used_is_followed_by_another(outpost: Outpost) -> None:
    """After the late tickets the kiosk asks for more, and holds more than it began with."""
    await outpost.boot()
    await outpost.go_offline()
    for _ in range(LEASE_NUMBERS // 2 + 1):
        await outpost.take()
    await outpost.come_back()
    assert outpost.store.left("1", TODAY) == LEASE_NUMBERS // 2 - 1 + LEASE_NUMBERS
    await outpost.die()


@pytest.mark.slow
@in_virtual_time
async def test_the_office_s_hours_hold_offline(tmp_path: Path) -> None:
    """At noon the kiosk says when it opens again, after the last session to ask at the office."""
    outpost = Outpost(tmp_path / "kiosk.sqlite", office_hours(), MONDAY_MORNING.replace(hour=11, minute=25))
    await outpost.boot()
    await outpost.go_offline()
    assert (await outpost.take()).number == "1980"
    await passes(6 * 60)
    with pytest.raises(CommandRefused, match="office-closed") as refusal:
        await outpost.take()
    assert "13:30 23/11/2026" in refusal.value.message.vi
    await passes(6 * 3600)
    with pytest.raises(CommandRefused, match="office-closed-long"):
        await outpost.take()
    await outpost.die()


@in_virtual_time
async def test_the_hours_of_a_field_hold_offline(tmp_path: Path) -> None:
    """The police go at eleven, the office half an hour later: in between that field alone gives nothing."""
    police = replace(FIELDS[0], hours=((Session(time(8), time(11)), Session(time(13, 30), time(15))),) * 7)
    plan = office_hours(fields=(police, *FIELDS[1:]))
    outpost = Outpost(tmp_path / "kiosk.sqlite", plan, MONDAY_MORNING.replace(hour=10, minute=58))
    await outpost.boot()
    await outpost.go_offline()
    assert (await outpost.take()).number == "1980"
    await passes(3 * 60)
    with pytest.raises(CommandRefused, match="field-closed") as refusal:
        await outpost.take()
    assert "13:30 23/11/2026" in refusal.value.message.vi
    assert (await outpost.take("2")).number == "2980"
    view = outpost.link.view
    assert isinstance(view, KioskView)
    assert view.is_open
    assert [row.is_open for row in view.fields] == [False, True, True]
    assert view.fields[0].opens_at == MONDAY_MORNING.replace(hour=13, minute=30)
    await outpost.die()


@in_virtual_time
async def test_past_midnight_nothing_is_given_without_a_lease_of_the_day(tmp_path: Path) -> None:
    """The leases ended with their day; what was given out yesterday is recorded there and has lapsed."""
    outpost = Outpost(tmp_path / "kiosk.sqlite", PLAN, MONDAY_MORNING.replace(hour=23, minute=59))
    await outpost.boot()
    await outpost.go_offline()
    number = (await outpost.take()).number
    await outpost.link.send(ReportPrint(number, "printed"))
    await passes(120)
    assert outpost.state is LinkState.OLD
    with pytest.raises(CommandRefused, match="no-numbers-offline"):
        await outpost.take()
    await outpost.come_back()
    assert outpost.office.office.tickets == {}
    assert outpost.office.office_on(TODAY).tickets[number].state is TicketState.LAPSED
    assert outpost.store.held() == outpost.store.unreported() == ()
    tomorrow = TODAY + timedelta(days=1)
    assert outpost.store.left("1", tomorrow) == LEASE_NUMBERS
    await outpost.die()


@in_virtual_time
async def test_a_kiosk_that_is_turned_away_gives_no_numbers(outpost: Outpost) -> None:
    """The server is there and says no: that is no reason to go on without it."""
    await outpost.boot()
    outpost.office.reject(Sentence("Không", "No"))
    await passes(LONG_ENOUGH)
    assert outpost.state is LinkState.REJECTED
    with pytest.raises(Unanswered):
        await outpost.take()
    await outpost.die()


@in_virtual_time
async def test_a_kiosk_that_never_saw_its_server_promises_nothing(outpost: Outpost) -> None:
    """It has no fields to show, and a press is refused politely."""
    outpost.office.cut()
    await outpost.boot()
    await passes(LONG_ENOUGH)
    assert (outpost.state, outpost.link.office) == (LinkState.CONNECTING, None)
    with pytest.raises(CommandRefused, match="no-numbers-offline"):
        await outpost.take()
    await outpost.die()
