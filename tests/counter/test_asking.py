"""What the desk asks before it sends a command: a note, a number, a place to transfer to."""

import pytest
from textual.widgets import Input

from counter.question_panel import ChoiceList
from tests.counter.desks import MANY_FIELDS, Office, sitting_at
from ticketing import commands as c
from ticketing.tickets import TicketState

pytestmark = pytest.mark.slow  # every one of these starts a terminal


async def test_a_number_is_transferred_to_a_field() -> None:
    """T lists the fields; arrows choose, Enter goes on to the note, Enter sends."""
    office = Office(MANY_FIELDS)
    office.issue("1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "t", "down", "down", "enter")
        await desk.type("xem thửa đất")
        await desk.press("enter")
        assert office.ticket("1001").field == "3"
        assert office.ticket("1001").note == "xem thửa đất"
        assert desk.outcome() == "Đã chuyển số 1001."


async def test_a_number_is_transferred_to_a_counter() -> None:
    """Open counters come after the fields, and two digits reach them."""
    office = Office(MANY_FIELDS)
    office.issue("1")
    office.open(1)
    office.open(5)
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "t", "1", "1")
        assert desk.widget.query_one(ChoiceList).highlighted == 10
        await desk.press("enter", "enter")
        assert office.ticket("1001").reserved_for == 5


async def test_the_escape_key_takes_a_question_back() -> None:
    """Nothing is sent, and the keys are the desk's again."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "p", "escape")
        assert desk.widget.asking is None
        assert office.ticket("1001").state is TicketState.CALLED
        await desk.press("s")
        assert office.ticket("1001").state is TicketState.SERVING


@pytest.mark.parametrize("key", ["p", "t"])
async def test_nothing_is_asked_about_an_empty_desk(key: str) -> None:
    """On hold or transfer without a number is answered with a sentence."""
    async with sitting_at(Office().app()) as desk:
        await desk.press(key)
        assert desk.widget.asking is None
        assert desk.outcome() == "Hiện quầy không có số nào."


async def test_a_question_is_dropped_when_its_number_leaves() -> None:
    """A note for one number can't end up at another."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "p")
        office.twin.do(c.CallNext(3))
        await desk.settle()
        assert desk.widget.asking is None
        assert desk.outcome() == "Số tại quầy đã thay đổi. Lệnh chưa được gửi."


async def test_keys_do_nothing_while_somebody_types() -> None:
    """Letters, blanks and Del go into the text and reach no ticket."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "p")
        await desk.pilot.press(*"sr", "space", *"uco", "home", "delete")
        assert desk.widget.query_one(Input).value == "r uco"
        assert office.ticket("1001").state is TicketState.CALLED
        assert office.ticket("1001").recalls == 0


async def test_keys_do_nothing_while_a_place_is_chosen() -> None:
    """A list that passes letters on does not let them through to the desk."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "t", "s", "r", "space", "o")
        assert office.ticket("1001").state is not TicketState.SERVING
        assert office.ticket("1001").recalls == 0
        assert office.ticket("1002").state is TicketState.WAITING
