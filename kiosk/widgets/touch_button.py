"""A large area of the screen that a finger or a key presses once, and its label."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from kiosk.actions import Action
from kiosk.widgets.large_label import LargeLabel
from kiosk.widgets.touchable import Touchable


class TouchButton(Horizontal, Touchable):
    """Shows a key, a label and perhaps a second line; disabled by its own press until somebody enables it."""

    class Pressed(Message):
        """The citizen meant the button's `touch`."""

        def __init__(self, button: "TouchButton") -> None:
            super().__init__()
            self.button = button
            self.action = button.action

    def __init__(
        self,
        action: Action,
        label: str,
        *,
        key: str = "",
        id: str | None = None,  # noqa: A002 - the name that every widget of Textual gives it
    ) -> None:
        super().__init__(id=id)
        self.action = action
        self.key = key
        self._key_cap = Static(f" {key} ", classes="key", markup=False)
        self._label = LargeLabel(label)

    def compose(self) -> ComposeResult:
        if self.key:
            yield self._key_cap
        yield self._label

    def say(self, label: str, line: str = "", short: str = "", short_line: str = "") -> None:
        """Puts texts from outside on the button, as they are."""
        self._label.say(label, line, short, short_line)

    def press(self) -> None:
        """What a touch does, and the button's key."""
        if not self.disabled and self.is_attached:
            self.disabled = True
            self.post_message(self.Pressed(self))

    def touched(self) -> None:
        """A finger presses like the button's key."""
        self.press()


class LastingButton(TouchButton):
    """A button that can be pressed again and again, such as a tick."""

    def press(self) -> None:
        """What a touch does, and the button's key."""
        if not self.disabled and self.is_attached:
            self.post_message(self.Pressed(self))
