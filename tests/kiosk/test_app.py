"""The kiosk as a program on a public machine."""

import pytest

from kiosk.printing.printer import Printer
from tests.kiosk.front_door import Setup, undrawn_door

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def test_no_key_leaves_a_locked_kiosk(virtual_printer: Printer) -> None:
    """A citizen with a keyboard finds no way out, and the kiosk goes on."""
    async with undrawn_door(virtual_printer) as door:
        await door.press("ctrl+q", "ctrl+c", "ctrl+p", "ctrl+z", "f1", "tab", "enter")
        assert not door.app._exit
        assert len(door.app.screen_stack) == 1
        await door.press("1")
        assert "Ông/bà có thuộc diện ưu tiên không?" in door.text()


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_staff_leave_an_unlocked_kiosk(virtual_printer: Printer, key: str) -> None:
    """Without the lock both keys end the program."""
    async with undrawn_door(virtual_printer, Setup(locked=False)) as door:
        await door.press(key)
        assert door.app._exit
