"""A large area of the screen that a finger or a key presses once."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from kiosk.touches import Touch
from kiosk.widgets.large_label import LargeLabel


class TouchButton(Horizontal):
    """Shows a key, a label and perhaps a second line; disabled by its own press until somebody enables it."""

    class Pressed(Message):
        """The citizen meant the button's `touch`."""

        def __init__(self, button: "TouchButton") -> None:
            super().__init__()
            self.button = button
            self.touch = button.touch

    def __init__(
        self,
        touch: Touch,
        label: str,
        *,
        key: str = "",
        id: str | None = None,  # noqa: A002 - the name that every widget of Textual gives it
    ) -> None:
        super().__init__(id=id)
        self.touch = touch
        self.key = key
        self._key_cap = Static(f" {key} ", classes="key", markup=False)
        self._label = LargeLabel(label)

    def compose(self) -> ComposeResult:
        if self.key:
            yield self._key_cap
        yield self._label

    def say(self, label: str, line: str = "") -> None:
        """Puts texts from outside on the button, as they are."""
        self._label.say(label, line)

    def press(self) -> None:
        """What a touch does, and the button's key."""
        if not self.disabled and self.is_attached:
            self.disabled = True
            self.post_message(self.Pressed(self))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.press()


class LastingButton(TouchButton):
    """A button that can be pressed again and again, such as a tick."""

    def press(self) -> None:
        """What a touch does, and the button's key."""
        if not self.disabled and self.is_attached:
            self.post_message(self.Pressed(self))
