"""The waiting room's display as a program of its own."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from display.settings import DisplaySettings
from display.wall import WallView
from link.contract import Link
from wording import Wording


class DisplayApp(App[None]):
    """The wall alone on a screen; where it is locked, no key ends it."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c,q", "leave", priority=True, show=False),
    ]

    def __init__(
        self, link: Link, words: Wording, settings: DisplaySettings, *, locked: bool = False
    ) -> None:
        super().__init__()
        self._face = WallView(link, words, settings)
        self._locked = locked

    def compose(self) -> ComposeResult:
        yield self._face

    def action_leave(self) -> None:
        """Ends the program, unless it is locked."""
        if not self._locked:
            self.exit()
