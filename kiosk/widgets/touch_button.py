"""A large area of the screen that a finger or a key presses once, and its label."""

from functools import lru_cache

from textual.app import ComposeResult
from textual.containers import Grid, Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from fonts.faces import face
from kiosk.actions import Action
from kiosk.printing.lettering import Run, set_rows, text_width, wrap
from kiosk.widgets.touchable import Touchable
from terminal.half_blocks import HalfBlockPicture, Tint, half_blocks

LARGE = "-large"
DRAWN_SIZE = 48
LETTER_DOTS_MIN = 9.0  # below this the marks of Vietnamese letters melt together; plain letters are clearer
LETTER_DOTS_MAX = 16.0
LINES_MAX = 5
DRAWINGS_KEPT_MAX = 128


class LargeLabel(Static):
    """A title and perhaps a second line; the title grows where an ancestor has the class `-large`.

    The titles of one grid grow together or not at all, so that none looks more important than the others.
    """

    def __init__(self, title: str) -> None:
        super().__init__(Content.styled(title, "bold"), classes="label", markup=False)
        self._title = title
        self._line = ""

    def say(self, title: str, line: str = "") -> None:
        """Puts texts from outside on the button, as they are."""
        if (title, line) == (self._title, self._line):
            return
        self._title, self._line = title, line
        second = f"\n{line}" if line else ""
        self.update(Content.assemble((title, "bold"), second))

    @property
    def is_shown(self) -> bool:
        """Whether this label has a place on the screen."""
        return self.content_size.area > 0

    def drawn(self) -> "tuple[HalfBlockPicture, int, int] | None":
        """The title in large letters with its cells, None where there is no room for them."""
        columns, rows = self.content_size
        return drawn_to_fit(self._title, columns, rows - bool(self._line))

    def render(self) -> Content:
        """The title in half blocks with the second line below, or both as plain text."""
        plain = Content.assemble((self._title, "bold"), f"\n{self._line}" if self._line else "")
        if not any(ancestor.has_class(LARGE) for ancestor in self.ancestors):
            return plain
        drawn = self.drawn()
        grid = next((each for each in self.ancestors if isinstance(each, Grid)), None)
        others = grid.query(LargeLabel) if grid else ()
        if drawn is None or any(label.is_shown and label.drawn() is None for label in others):
            return plain
        picture, columns, rows = drawn
        _, _, background, color = self.colors
        large = half_blocks(picture, columns, rows, Tint(ink=color.hex6, paper=background.hex6))
        return Content.assemble(large, f"\n{self._line}" if self._line else "")


@lru_cache(maxsize=DRAWINGS_KEPT_MAX)
def drawn_to_fit(text: str, columns: int, rows: int) -> tuple[HalfBlockPicture, int, int] | None:
    """The text in the lines that make its letters largest, and its cells; None if too small to read."""
    if columns < 1 or rows < 1 or not text:
        return None
    font = face("Bold", DRAWN_SIZE)
    whole = text_width(text, font)
    best: tuple[float, HalfBlockPicture] | None = None
    for count in range(1, LINES_MAX + 1):
        lines = wrap(text, font, max(whole // count + DRAWN_SIZE, DRAWN_SIZE))
        width = max(text_width(line, font) for line in lines)
        picture = set_rows([[Run(line, font, 0)] for line in lines], width)
        scale = min(columns / width, 2 * rows / max(1, picture.height), LETTER_DOTS_MAX / DRAWN_SIZE)
        if best is None or scale > best[0]:
            best = (scale, picture)
    if best is None or best[0] * DRAWN_SIZE < LETTER_DOTS_MIN:
        return None
    scale, chosen = best
    width, height = chosen.size
    return chosen, max(1, int(width * scale)), max(1, int(height * scale / 2))


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

    def say(self, label: str, line: str = "") -> None:
        """Puts texts from outside on the button, as they are."""
        self._label.say(label, line)

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
