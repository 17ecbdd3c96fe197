"""What every room may expect of its link, kept by the fake and by the real link alike."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from link.contract import CommandRefused, LinkState, Screen, StateChanged, Unanswered, ViewArrived, Welcomed
from tests.link.listening import running
from tests.link.real_server import server_subject
from tests.link.small_office import COUNTER, DISPLAY, KIOSK, MANAGER, PLAN
from tests.link.subjects import Subject, fake_subject, socket_subject
from ticketing import commands as c
from ticketing.answers import CallAnswer, DoneAnswer, TicketAnswer
from ticketing.desk_views import CounterView, StaffView
from ticketing.views import BoardView, KioskView
from ticketing.wire.messages import office_card

SUBJECTS = [
    pytest.param(fake_subject, id="fake"),
    pytest.param(socket_subject, id="sockets"),
    pytest.param(server_subject, id="server", marks=pytest.mark.slow),
]


@pytest.fixture(params=SUBJECTS)
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    """Every kind of link, one after the other."""
    async with request.param(tmp_path) as subject:
        yield subject


async def test_the_office_and_a_view_come_at_once(subject: Subject) -> None:
    """After the welcome comes a view, and only then is the link live."""
    link = subject.link(KIOSK)
    assert (link.state, link.office, link.view) == (LinkState.CONNECTING, None, None)
    async with running(link) as heard:
        await heard.until_state(LinkState.LIVE)
        assert [type(event) for event in heard.events] == [Welcomed, ViewArrived, StateChanged]
        assert link.office == office_card(PLAN)
        assert heard.views == [link.view]


async def test_every_role_has_its_view(subject: Subject) -> None:
    """Kiosk, counter, display and manager are shown what is theirs."""
    for screen, view in (
        (KIOSK, KioskView),
        (COUNTER, CounterView),
        (DISPLAY, BoardView),
        (MANAGER, StaffView),
    ):
        async with running(subject.link(screen)) as heard:
            await heard.until_state(LinkState.LIVE)
            assert isinstance(heard.link.view, view)


async def test_a_screen_sees_what_others_do(subject: Subject) -> None:
    """The newest view stands in the link, and versions never fall within a connection."""
    async with running(subject.link(DISPLAY)) as heard:
        await heard.until_state(LinkState.LIVE)
        for _ in range(20):
            await subject.do(c.IssueTicket("1"))
        await heard.until(lambda: isinstance(v := heard.link.view, BoardView) and v.waiting["1"] == 20)
        assert heard.versions == sorted(heard.versions)


async def test_a_command_is_answered(subject: Subject) -> None:
    """Each kind of answer comes back whole."""
    async with running(subject.link(MANAGER)) as heard:
        send = heard.link.send
        opened = await send(c.OpenCounter(1, "Hoà"))
        ticket = await send(c.IssueTicket("1", "elderly"))
        called = await send(c.CallNext(1))
    assert opened == DoneAnswer(None)
    assert isinstance(ticket, TicketAnswer)
    assert (ticket.number, ticket.priority, ticket.ahead) == ("1001", "elderly", 0)
    assert isinstance(called, CallAnswer)
    assert (called.number, called.counter, called.why and called.why.is_priority) == ("1001", 1, True)


async def test_a_refusal_says_why_in_both_languages(subject: Subject) -> None:
    """A refused command raises the refusal's name and its sentence in Vietnamese and English."""
    async with running(subject.link(COUNTER)) as heard:
        with pytest.raises(CommandRefused) as refusal:
            await heard.link.send(c.CallNext(1))
    assert refusal.value.name == "counter-closed"
    assert refusal.value.message.en == "Counter 1 is closed. Open it first."
    assert "Quầy" in refusal.value.message.vi


async def test_a_press_sent_twice_happens_once(subject: Subject) -> None:
    """The same request id with the same command gives the first answer again."""
    async with running(subject.link(KIOSK)) as heard:
        first = await heard.link.send(c.IssueTicket("1"), request_id="press")
        assert await heard.link.send(c.IssueTicket("1"), request_id="press") == first
    assert await subject.issued_count() == 1


async def test_presses_without_an_id_are_different(subject: Subject) -> None:
    """Whoever gives no request id presses anew each time."""
    async with running(subject.link(KIOSK)) as heard:
        answers = [await heard.link.send(c.IssueTicket("1")) for _ in range(3)]
    assert [answer.number for answer in answers if isinstance(answer, TicketAnswer)] == [
        "1001",
        "1002",
        "1003",
    ]


async def test_a_request_id_belongs_to_one_command(subject: Subject) -> None:
    """The same request id with another command is refused, whichever screen sends it."""
    async with running(subject.link(KIOSK)) as first, running(subject.link(KIOSK)) as second:
        await first.link.send(c.IssueTicket("1"), request_id="press")
        with pytest.raises(CommandRefused) as refusal:
            await second.link.send(c.IssueTicket("2"), request_id="press")
    assert refusal.value.name == "request-id-reused"


FORBIDDEN = [
    (DISPLAY, c.IssueTicket("1")),
    (KIOSK, c.CallNext(1)),
    (COUNTER, c.IssueTicket("1")),
    (COUNTER, c.CallNext(2)),
    (COUNTER, c.AssignFields(1, ("1", "2"))),
]


@pytest.mark.parametrize(("screen", "command"), FORBIDDEN, ids=lambda value: type(value).__name__)
async def test_a_screen_may_do_only_what_its_role_may(
    subject: Subject, screen: Screen, command: c.Command
) -> None:
    """What belongs to another role is refused and changes nothing."""
    async with running(subject.link(screen)) as heard:
        with pytest.raises(CommandRefused) as refusal:
            await heard.link.send(command)
    assert refusal.value.name == "not-allowed"
    assert await subject.issued_count() == 0


async def test_a_cut_line_makes_the_view_old_and_healing_makes_it_right(subject: Subject) -> None:
    """The last view stays and grows old; as soon as the link is live again, the newest one is there."""
    link = subject.link(DISPLAY)
    async with running(link) as heard:
        await heard.until_state(LinkState.LIVE)
        seen = link.view
        await subject.cut()
        await heard.until_state(LinkState.OLD)
        assert link.view == seen
        await subject.do(c.IssueTicket("1"))
        await subject.heal()
        await heard.until_state(LinkState.LIVE)
        assert isinstance(link.view, BoardView)
        assert link.view.waiting["1"] == 1
        assert heard.states[-2:] == [LinkState.OLD, LinkState.LIVE]


async def test_a_press_during_an_outage_is_answered_after_it(subject: Subject) -> None:
    """A command sent while the line is cut is carried out exactly once when it is healed."""
    async with running(subject.link(KIOSK)) as heard:
        await heard.until_state(LinkState.LIVE)
        await subject.cut()
        press = asyncio.create_task(heard.link.send(c.IssueTicket("1")))
        await heard.until_state(LinkState.OLD)
        assert not press.done()
        await subject.heal()
        assert isinstance(await press, TicketAnswer)
    assert await subject.issued_count() == 1


async def test_a_lost_answer_comes_after_the_outage(subject: Subject) -> None:
    """A command that was carried out before its answer was lost is not carried out again."""
    async with running(subject.link(KIOSK)) as heard:
        await heard.until_state(LinkState.LIVE)
        await subject.cut_before_next_answer()
        press = asyncio.create_task(heard.link.send(c.IssueTicket("1")))
        await heard.until_state(LinkState.OLD)
        await subject.heal()
        answer = await press
    assert isinstance(answer, TicketAnswer)
    assert answer.number == "1001"
    assert await subject.issued_count() == 1


async def test_patience_ends_and_the_press_can_be_made_again(subject: Subject) -> None:
    """Unanswered says that nothing is known; the same request id later gives the one answer."""
    async with running(subject.link(KIOSK)) as heard:
        await heard.until_state(LinkState.LIVE)
        await subject.cut()
        with pytest.raises(Unanswered):
            await heard.link.send(c.IssueTicket("1"), request_id="press", patience_seconds=0.01)
        await subject.heal()
        assert isinstance(await heard.link.send(c.IssueTicket("1"), request_id="press"), TicketAnswer)
    assert await subject.issued_count() == 1


async def test_a_counter_that_does_not_exist_is_rejected(subject: Subject) -> None:
    """The state is rejected and comes with a sentence in both languages."""
    async with running(subject.link(Screen("counter", "counter-token", counter=99))) as heard:
        await heard.until_state(LinkState.REJECTED)
        last = heard.events[-1]
    assert isinstance(last, StateChanged)
    assert last.sentence is not None
    assert "99" in last.sentence.vi
    assert "99" in last.sentence.en
