"""The foot of every page: where help is, and how the citizen is spoken to."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from kiosk.touches import Listen, SwitchContrast, SwitchLetters, Touch
from kiosk.widgets.touch_button import LastingButton, TouchButton
from wording import Wording

LETTERS_KEY, CONTRAST_KEY, LISTEN_KEY = ".", "+", "enter"


class Toolbar(Horizontal):
    """Large letters, high contrast, and with a speaker spoken guidance; each has a key."""

    def __init__(self, *, has_speaker: bool) -> None:
        super().__init__()
        self._has_speaker = has_speaker

    def compose(self) -> ComposeResult:
        yield Static(id="help", markup=False)
        with Horizontal(id="tools"):
            yield LastingButton(SwitchLetters(), "", key=LETTERS_KEY, id="letters-switch")
            yield LastingButton(SwitchContrast(), "", key=CONTRAST_KEY, id="contrast-switch")
            if self._has_speaker:
                yield LastingButton(Listen(), "", key="Enter", id="listen")

    def show(self, words: Wording) -> None:
        """Words everything in the language of `words`."""
        self.query_one("#help", Static).update(words("Need help? Please see the guidance desk"))
        self.query_one("#letters-switch", TouchButton).say(words("Large letters"))
        self.query_one("#contrast-switch", TouchButton).say(words("High contrast"))
        for button in self.query("#listen").results(TouchButton):
            button.say(words("Listen"))

    def press_key(self, key: str) -> None:
        """Presses the button that has this key, if there is one."""
        wanted: dict[str, Touch] = {
            LETTERS_KEY: SwitchLetters(),
            CONTRAST_KEY: SwitchContrast(),
            LISTEN_KEY: Listen(),
        }
        for button in self.query(TouchButton):
            if button.touch == wanted.get(key):
                button.press()
