"""The question about a number that has only just been called, at the desk in a terminal."""

import pytest

from tests.counter.desks import Office, sitting_at
from ticketing import commands as c
from ticketing.tickets import TicketState

pytestmark = pytest.mark.slow  # a running terminal


async def test_no_slip_leaves_a_called_number_and_a_meant_key_does() -> None:
    """Space asks; a burst, other keys and Escape change nothing; a Space that comes later notes the miss.

    The number that was picked is kept, and the question ends where its number leaves the desk.
    """
    office = Office()
    office.issue_many("1", "1", "1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space")
        office.pass_time(seconds=15)
        await desk.press("space")
        assert desk.asked() == "not-come"
        asks = await desk.reads()
        assert "Số 1001 vừa được gọi 15 giây trước." in asks
        assert "Space: ghi vắng và gọi số tiếp theo · Esc: chờ thêm" in asks
        for key in ("space", "enter", "f", "space"):
            office.pass_time(seconds=0.3)
            await desk.press(key)
        assert office.ticket("1001").state is TicketState.CALLED
        await desk.press("escape")
        assert (desk.asked(), office.ticket("1001").state) == ("", TicketState.CALLED)
        await desk.press("space")
        office.pass_time(seconds=0.8)
        await desk.press("space")
        assert (desk.asked(), desk.outcome()) == ("", "Đã gọi số 1002.")
        assert office.ticket("1001").state is TicketState.NO_SHOW
        await desk.press("g")
        await desk.type("1004")
        await desk.press("enter")
        assert "Space: ghi vắng và gọi số 1004" in await desk.reads()
        office.pass_time(seconds=0.8)
        await desk.press("plus")
        assert office.ticket("1004").state is TicketState.CALLED
        await desk.press("space")
        assert desk.asked() == "not-come"
        office.fake.do(c.FinishService(3))
        await desk.settle()
        assert (desk.asked(), desk.outcome()) == ("", "Số tại quầy đã thay đổi. Lệnh chưa được gửi.")
