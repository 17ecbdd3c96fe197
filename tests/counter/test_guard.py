"""Text that was meant for another program, typed at a desk in a running terminal."""

import pytest

from tests.counter.desks import Desk, KeyTimeByHand, at_work, sitting_at
from ticketing import commands as c
from ticketing.desk.guard import GUARD_TIMES
from ticketing.tickets import TicketState

pytestmark = pytest.mark.slow  # a running terminal

TYPING = "Bàn phím đang gõ chữ: không thao tác nào được thực hiện. Hãy bấm từng phím."
TEXTS = (" 1.001193\n", "H52 001/26_1\n", "so 12 pho Chu Van An", "Sùng Thị Dua\n", "27/11/2026\n")
NAMES = {" ": "space", "\n": "enter", ".": "full_stop", "/": "slash", "_": "underscore"}


async def type_text(desk: Desk, text: str, gap: int) -> None:
    """Type as a hand does, so many milliseconds a key."""
    time = desk.widget.settings.key_time
    assert isinstance(time, KeyTimeByHand)
    for sign in text:
        await desk.terminal.press(NAMES.get(sign, sign))
        time.pass_time(gap)
    time.pass_time(GUARD_TIMES.pause_milliseconds)
    await desk.settle()


async def test_typed_text_changes_nothing_and_a_meant_key_does() -> None:
    """At 40 and 120 ms a key nothing is on record and nothing asked; it is said, and then a key acts."""
    office = at_work()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        before = office.fake.office
        for gap in (40, 120):
            for text in TEXTS:
                await type_text(desk, text, gap)
                assert (desk.outcome(), desk.asked()) == (TYPING, "")
        assert office.fake.office == before
        await desk.press("space")
        assert desk.outcome() == "Đã gọi số 1001."


async def test_a_clerk_of_the_keypad_has_no_letters() -> None:
    """Space and H do nothing, plus calls, and the keys show what is on the keypad."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app(keys="keypad")) as desk:
        assert "+ Gọi số tiếp theo" in await desk.reads()
        await desk.press("space", "h")
        assert (desk.outcome(), desk.asked()) == ("", "")
        await desk.press("plus")
        assert desk.outcome() == "Đã gọi số 1001."


async def test_the_enter_of_a_text_confirms_no_list() -> None:
    """A text typed over an open list chooses by its digits and confirms nothing; Enter after a pause does."""
    office = at_work()
    office.issue()
    office.fake.do(c.CallNext(3))
    async with sitting_at(office.app()) as desk:
        await desk.press("f")
        await type_text(desk, "so 1\n", 120)
        assert (desk.asked(), office.ticket("1001").state) == ("outcome", TicketState.CALLED)
        await desk.press("5", "enter")
        assert office.ticket("1001").state is TicketState.SERVED
