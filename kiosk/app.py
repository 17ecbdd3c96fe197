"""The kiosk as a program of its own, on a machine that citizens touch."""

from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from kiosk.kiosk import NO_EQUIPMENT, STYLES, Kiosk
from kiosk.printing.printer import Printer
from kiosk.settings import Equipment, KioskSettings
from link.contract import Link
from terminal.taps import tap_driver


class KioskApp(App[None]):
    """Fills the terminal with the kiosk; while `locked` no key leaves it."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "leave", show=False, priority=True),
    ]

    def __init__(
        self,
        link: Link,
        printer: Printer,
        settings: KioskSettings,
        equipment: Equipment = NO_EQUIPMENT,
        *,
        locked: bool = True,
    ) -> None:
        super().__init__(driver_class=tap_driver())
        self._kiosk = Kiosk(link, printer, settings, equipment)
        self._locked = locked

    def compose(self) -> ComposeResult:
        yield self._kiosk

    def on_mount(self) -> None:
        self._kiosk.focus()

    @on(Kiosk.Left)
    def leave(self) -> None:
        """The staff have opened the lock."""
        self.exit()

    def action_leave(self) -> None:
        """Ends the program where the staff have unlocked it."""
        if not self._locked:
            self.exit()
