"""Clerks who press at the same time, on two devices, or while the line drops, over real websockets."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from link.contract import CommandRefused, Link, LinkState, Screen
from tests.link.listening import Heard, running
from tests.link.real_server import ServerSubject, server_subject
from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.desk_views import CounterView

FIRST, SECOND = Screen("counter", counter=1), Screen("counter", counter=2)
GUIDANCE = Screen("guidance")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[ServerSubject]:
    """A real server: both counters are open, and 1001 and 1002 wait."""
    async with server_subject(tmp_path) as subject:
        for command in (
            c.OpenCounter(1, "Hoa"),
            c.OpenCounter(2, "Lan"),
            c.IssueTicket("1"),
            c.IssueTicket("1"),
        ):
            await subject.do(command)
        yield subject


async def pressed(*presses: tuple[Link, c.Command]) -> tuple[list[Answer], list[CommandRefused]]:
    """What presses of the same moment are answered, and what they are refused."""
    outcomes = await asyncio.gather(
        *(link.send(command) for link, command in presses), return_exceptions=True
    )
    answers: list[Answer] = []
    refused: list[CommandRefused] = []
    for outcome in outcomes:
        if isinstance(outcome, CommandRefused):
            refused.append(outcome)
        else:
            assert not isinstance(outcome, BaseException)
            answers.append(outcome)
    return answers, refused


def at_desk(heard: Heard) -> str | None:
    """The number that the desk shows as its own."""
    view = heard.link.view
    return view.ticket.number if isinstance(view, CounterView) and view.ticket else None


async def test_of_two_clerks_who_pick_one_number_one_has_it(office: ServerSubject) -> None:
    """The other reads, in both languages, which counter was quicker."""
    async with running(office.link(FIRST)) as first, running(office.link(SECOND)) as second:
        for heard in (first, second):
            await heard.until_state(LinkState.LIVE)
        answers, refused = await pressed(
            (first.link, c.CallTicket(1, "1001")), (second.link, c.CallTicket(2, "1001"))
        )
    (won,), (lost,) = answers, refused
    assert isinstance(won, CallAnswer)
    assert lost.name == "called-elsewhere"
    assert lost.message.vi == f"Số 1001 đã được quầy số {won.counter} gọi."
    assert lost.message.en == f"Number 1001 has already been called by counter {won.counter}."


async def test_one_clerk_on_two_devices_calls_one_number(office: ServerSubject) -> None:
    """The second press saw an empty desk that is empty no more; both devices show the same number."""
    async with running(office.link(FIRST)) as bar, running(office.link(FIRST)) as screen:
        for heard in (bar, screen):
            await heard.until_state(LinkState.LIVE)
        answers, refused = await pressed(
            *[(heard.link, c.CallNext(1, at_desk="")) for heard in (bar, screen)]
        )
        assert [answer.number for answer in answers if isinstance(answer, CallAnswer)] == ["1001"]
        assert [refusal.name for refusal in refused] == ["desk-changed"]
        assert refused[0].message.vi == "Quầy 1 hiện đã có số 1001. Chưa thực hiện thao tác nào."
        await bar.until(lambda: at_desk(bar) == "1001")
        await screen.until(lambda: at_desk(screen) == "1001")


async def test_a_press_whose_answer_was_lost_is_answered_as_the_first_time(office: ServerSubject) -> None:
    """It is sent again under its id: what it saw is out of date by its own doing, and that is no fault."""
    async with running(office.link(FIRST)) as heard:
        await heard.until_state(LinkState.LIVE)
        await office.cut_before_next_answer()
        press = asyncio.create_task(heard.link.send(c.CallNext(1, at_desk="")))
        await heard.until(lambda: heard.link.state is not LinkState.LIVE)
        await office.heal()
        answer = await press
        assert isinstance(answer, CallAnswer)
        assert (answer.number, answer.call) == ("1001", 1)
        await heard.until(lambda: at_desk(heard) == "1001")


async def test_a_finish_whose_answer_was_lost_puts_its_dossier_on_record_once(office: ServerSubject) -> None:
    """Sent again it is no known dossier, and the next number is not called by mistake."""
    async with running(office.link(FIRST)) as heard:
        await heard.until_state(LinkState.LIVE)
        await heard.link.send(c.CallNext(1))
        await office.cut_before_next_answer()
        finish = c.FinishService(1, "accepted", "H52-1", at_desk="1001")
        press = asyncio.create_task(heard.link.send(finish))
        await heard.until(lambda: heard.link.state is not LinkState.LIVE)
        await office.heal()
        assert await press == DoneAnswer("1001")
        with pytest.raises(CommandRefused) as refused:
            await heard.link.send(c.FinishService(1, at_desk="1001"))
        assert refused.value.name == "desk-emptied"


async def test_the_guidance_desk_tells_a_counter_and_brings_nobody_to_it(office: ServerSubject) -> None:
    """Its message is on that desk at once; a clerk's keys are not its own."""
    async with running(office.link(GUIDANCE)) as guidance, running(office.link(FIRST)) as desk:
        for heard in (guidance, desk):
            await heard.until_state(LinkState.LIVE)
        await guidance.link.send(c.PostMessage("Số 1002 cần người dìu.", 1))
        await desk.until(lambda: isinstance(v := desk.link.view, CounterView) and bool(v.notices))
        for link, command in (
            (guidance.link, c.CallNext(1)),
            (desk.link, c.CallNext(2)),
            (desk.link, c.AnswerNotice(1)),
            (desk.link, c.AnswerNotice(1, 2)),
        ):
            with pytest.raises(CommandRefused) as refused:
                await link.send(command)
            assert refused.value.name == "not-allowed"
        await desk.link.send(c.AnswerNotice(1, 1))
        await desk.until(lambda: isinstance(v := desk.link.view, CounterView) and not v.notices)
