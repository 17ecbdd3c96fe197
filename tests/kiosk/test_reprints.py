"""Copies that a counter asks for come out of the kiosk that gave the number, once."""

from kiosk.printing.printer import Printer
from tests.kiosk.front_door import PLAN, undrawn_door
from ticketing.commands import AskReprint, OpenCounter


async def test_a_copy_that_a_counter_asks_for_is_printed_and_reported(virtual_printer: Printer) -> None:
    """The clerk's wish becomes a copy on paper, and then there is no wish any more."""
    async with undrawn_door(virtual_printer) as door:
        await door.take_ordinary_number()
        await door.reported()
        counter = PLAN.counters[0].number
        door.office.do(OpenCounter(counter, "Hoa"))
        door.office.do(AskReprint(counter, "1001"))
        told = await door.reported(copy=True)
        assert (told.command.number, told.command.outcome) == ("1001", "printed")
        assert door.office.office.tickets["1001"].copies == 1
        assert door.office.office.reprints == ()
