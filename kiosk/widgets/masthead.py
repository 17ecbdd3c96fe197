"""The head of every page: whose kiosk this is, and the languages it speaks."""

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kiosk.touches import Speak
from kiosk.widgets.touch_button import TouchButton
from ticketing.plan import Name


class OfficeNames(Static):
    """The office's names; the staff touch them several times to be let in."""

    class Touched(Message):
        """A finger was on the office's names at a moment in seconds."""

        def __init__(self, at: float) -> None:
            super().__init__()
            self.at = at

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Touched(event.time))


class Masthead(Horizontal):
    """The office's names at the left, a button for each language at the right."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        """The languages by their codes, each with what its speakers call it."""
        super().__init__()
        self._languages = languages

    def compose(self) -> ComposeResult:
        yield OfficeNames(id="office", markup=False)
        with Horizontal(id="languages"):
            for code, own_name in self._languages.items():
                yield TouchButton(Speak(code), own_name, id=f"language-{code}")

    def show(self, names: tuple[Name, ...], language: str) -> None:
        """Names the office in `language`, whose own button is now the one that does nothing."""
        lines = [name.worded(language) for name in names]
        plain, strong = lines[:-1], lines[-1:]
        parts = [Content(line) for line in plain] + [Content.styled(line, "bold") for line in strong]
        self.query_one("#office", Static).update(Content("\n").join(parts))
        for button in self.query(TouchButton):
            button.disabled = button.touch == Speak(language)

    def press_other(self) -> None:
        """Goes on to the next language, as its button would."""
        buttons = list(self.query(TouchButton))
        spoken = next((place for place, button in enumerate(buttons) if button.disabled), -1)
        buttons[(spoken + 1) % len(buttons)].press()
