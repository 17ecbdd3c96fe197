"""A ticket's number, as large as the room for it."""

from textual.content import Content
from textual.widget import Widget

from fonts.faces import face
from kiosk.printing.lettering import Run, set_rows, text_width
from kiosk.widgets.half_blocks import Tint, half_blocks

DRAWN_SIZE = 120
TINT = Tint(ink="#b3122a", paper="#ffffff")


class BigNumber(Widget):
    """Draws the number in the letters of the slip; any letter will do."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        font = face("Black", DRAWN_SIZE)
        self._picture = set_rows([[Run(number, font, 0)]], text_width(number, font))

    def render(self) -> Content:
        """The number in half blocks."""
        return half_blocks(self._picture, *self.content_size, TINT)
