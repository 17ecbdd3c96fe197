"""The counter's own terminal: nothing but the desk."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from counter.desk import STYLES, CounterDesk
from counter.settings import CounterSettings
from link.contract import Link
from terminal.taps import tap_driver
from wording import Wording


class CounterApp(App[None]):
    """One clerk's desk in a terminal."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "quit", show=False, priority=True)]

    def __init__(
        self,
        link: Link,
        counter: int,
        words: Wording,
        clerk: str = "",
        settings: CounterSettings | None = None,
    ) -> None:
        super().__init__(driver_class=tap_driver())
        self.title = words("Counter {counter}", counter=counter)
        self.desk = CounterDesk(link, counter, words, clerk, settings)

    def compose(self) -> ComposeResult:
        yield self.desk
