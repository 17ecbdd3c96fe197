"""The waiting room's display as a program of its own."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from display.colours import WALL_COLOURS
from display.settings import DisplaySettings
from display.wall import STYLES, WallView
from link.contract import Link
from terminal.taps import tap_driver
from wording import Wording


class DisplayApp(App[None]):
    """The wall alone on a screen; where it is locked, no key ends it."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c,q", "leave", priority=True, show=False),
    ]

    def __init__(
        self, link: Link, words: Wording, settings: DisplaySettings, *, locked: bool = False
    ) -> None:
        super().__init__(driver_class=tap_driver())
        self._wall = WallView(link, words, settings)
        self._locked = locked

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of the wall, for its styles."""
        return WALL_COLOURS

    def compose(self) -> ComposeResult:
        yield self._wall

    def action_leave(self) -> None:
        """Ends the program, unless it is locked."""
        if not self._locked:
            self.exit()
