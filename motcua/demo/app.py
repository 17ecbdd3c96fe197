"""The demo: kiosk, one counter and the waiting room in one terminal, each the real view on its own link."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from counter.desk import STYLES as DESK_STYLES
from counter.desk import CounterDesk
from display.colours import WALL_COLOURS
from display.wall import STYLES as WALL_STYLES
from display.wall import WallView
from kiosk.kiosk import STYLES as KIOSK_STYLES
from kiosk.kiosk import Kiosk
from terminal.taps import tap_driver
from wording import Wording

STYLES = Path(__file__).with_name("demo.tcss")
SIDE_BY_SIDE_COLUMNS = 150
TWO_COLUMNS = 110
TWO_ROWS = 34


@dataclass(frozen=True, slots=True)
class RoomViews:
    """The three rooms' views, not mounted yet; `counter` is the number of the counter."""

    kiosk: Kiosk
    desk: CounterDesk
    display: WallView
    counter: int


class Room(Container):
    """A frame around one room's view, with the key that leads there in its title."""

    class Touched(Message):
        """Somebody has touched the room or clicked into it."""

        def __init__(self, room: "Room") -> None:
            super().__init__()
            self.room = room

    def __init__(self, view: Widget, title: str, *, key: str) -> None:
        super().__init__(id=f"room-{key.lower()}")
        self.view = view
        self.key = key
        self.border_title = Content(f" {key}  {title} ")

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mouse_down(self) -> None:
        self.post_message(self.Touched(self))


class DemoApp(App[None]):
    """Shows the three rooms beside each other, or one at a time where the terminal is small."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS_PATH: ClassVar[list[str | PurePath]] = [DESK_STYLES, KIOSK_STYLES, WALL_STYLES, STYLES]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "quit", show=False, priority=True),
        Binding("f1", "enter('f1')", show=False, priority=True),
        Binding("f2", "enter('f2')", show=False, priority=True),
        Binding("f3", "enter('f3')", show=False, priority=True),
    ]

    def __init__(self, views: RoomViews, words: Wording) -> None:
        super().__init__(driver_class=tap_driver())
        self.words = words
        self.rooms = (
            Room(views.kiosk, words("Kiosk"), key="F1"),
            Room(views.desk, words("Counter {counter}", counter=views.counter), key="F2"),
            Room(views.display, words("Waiting room"), key="F3"),
        )
        self._hints = (
            words("Touch a field, or press its digit"),
            words("Space: next, S: start, Enter: finish"),
            words("Who is called where"),
        )

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of the wall, for its styles."""
        return WALL_COLOURS

    def compose(self) -> ComposeResult:
        with Container(id="rooms"):
            yield from self.rooms
        yield Static(id="hints", markup=False)

    def on_mount(self) -> None:
        self.action_enter("f1")

    def on_resize(self, event: events.Resize) -> None:
        """Places the rooms as the terminal allows."""
        width, height = event.size
        three = width >= SIDE_BY_SIDE_COLUMNS
        two = not three and width >= TWO_COLUMNS and height >= TWO_ROWS
        self.screen.set_class(three, "-three")
        self.screen.set_class(two, "-two")
        self.screen.set_class(not (three or two), "-one")

    def action_enter(self, key: str) -> None:
        """Goes into the room of this key, so that keys are pressed there."""
        room = self.query_one(f"#room-{key}", Room)
        self._show_here(room)
        if room.view.focusable:
            room.view.focus()
        else:
            self.set_focus(None)

    @on(Room.Touched)
    def enter_touched(self, message: Room.Touched) -> None:
        """A touch is a way into a room too; what it gave the keys to inside keeps them."""
        if not message.room.has_focus_within:
            self.action_enter(message.room.key.lower())

    def on_descendant_focus(self) -> None:
        """Marks the room in which keys are pressed now."""
        for room in self.rooms:
            if room.has_focus_within:
                self._show_here(room)

    def _show_here(self, here: Room) -> None:
        for room in self.rooms:
            room.set_class(room is here, "-here")
        hint = self._hints[self.rooms.index(here)]
        keys = self.words("F1 F2 F3: rooms   Ctrl+C: leave")
        self.query_one("#hints", Static).update(f"{keys}   {hint}")
