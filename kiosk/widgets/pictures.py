"""Pictures on the kiosk's screen: a ticket's number, a code for phones, and the slip."""

from textual.content import Content
from textual.widget import Widget

from fonts.faces import face
from kiosk.printing.lettering import Run, set_rows, text_width
from kiosk.printing.qr_codes import screen_code
from terminal.half_blocks import HalfBlockPicture, Tint, half_blocks

DRAWN_SIZE = 120
NUMBER_TINT = Tint(ink="#b3122a", paper="#ffffff")
CODE_TINT = Tint(ink="#000000", paper="#ffffff")
SLIP_TINT = Tint(ink="#1c1c1c", paper="#fffdf4")
NEAREST_FILTER = 0  # Pillow's number for no shades between the modules


class BigNumber(Widget):
    """Draws the number in the letters of the slip; any letter will do."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        font = face("Black", DRAWN_SIZE)
        self._picture = set_rows([[Run(number, font, 0)]], text_width(number, font))

    def render(self) -> Content:
        """The number in half blocks."""
        return half_blocks(self._picture, *self.content_size, NUMBER_TINT)


class CodePicture(Widget):
    """Draws every module alike, or nothing where not all have room: half a code is none."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._code = screen_code(text)

    def render(self) -> Content:
        """The code in half blocks."""
        columns, rows = self.content_size
        side, _ = self._code.size
        scale = min(columns // side, 2 * rows // side)
        if scale < 1:
            return Content("")
        width = side * scale
        return half_blocks(
            self._code.resize((width, width), NEAREST_FILTER), width, (width + 1) // 2, CODE_TINT
        )


class SlipPreview(Widget):
    """Shows nothing until there is a slip."""

    def __init__(self, picture: HalfBlockPicture | None = None) -> None:
        super().__init__()
        self._picture = picture

    def render(self) -> Content:
        """The slip in half blocks, the whole of it."""
        if self._picture is None:
            return Content("")
        return half_blocks(self._picture, *self.content_size, SLIP_TINT)
