"""Keys on the screen, for kiosks that have no keyboard: letters and digits, or digits alone."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from kiosk.widgets.touchable import Touchable
from wording import Wording

BACKSPACE, CLEAR, SPACE, ENTER = "backspace", "delete", " ", "enter"
LETTERS = ("abcdefghijklm", "nopqrstuvwxyz", "0123456789")
DIGITS = ("123", "456", "789")


class LetterKey(Static, Touchable):
    """One key; it can be pressed as often and as quickly as fingers do."""

    class Typed(Message):
        """A key on the screen was touched: a character, or the name of a key."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, key: str, label: str) -> None:
        super().__init__(label, markup=False)
        self._key = key

    def touched(self) -> None:
        """Types its character."""
        self.post_message(self.Typed(self._key))


class Keyboard(Vertical):
    """Rows of characters, and one of keys that have names."""

    def __init__(self, rows: Sequence[str], named: Sequence[tuple[str, str]], *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._rows = rows
        self._named = named

    def compose(self) -> ComposeResult:
        for place, row in enumerate(self._rows):
            with Horizontal(classes="keys -odd" if place % 2 else "keys"):
                for letter in row:
                    yield LetterKey(letter, letter.upper())
        with Horizontal(classes="keys -odd" if len(self._rows) % 2 else "keys"):
            for key, label in self._named:
                yield LetterKey(key, label)


def letters_keyboard(words: Wording) -> Keyboard:
    """What a search needs; accents are not needed for it."""
    named = ((SPACE, words("Space")), (BACKSPACE, words("Erase")), (CLEAR, words("Clear")))
    return Keyboard(LETTERS, named, id="letters")


def digits_keyboard(words: Wording) -> Keyboard:
    """What a PIN needs."""
    named = ((BACKSPACE, words("Erase")), ("0", "0"), (ENTER, words("Enter")))
    return Keyboard(DIGITS, named, id="digits")
