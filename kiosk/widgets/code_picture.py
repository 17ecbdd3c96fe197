"""A code for phones on the screen, as large as the room for it."""

from textual.content import Content
from textual.widget import Widget

from kiosk.printing.qr_codes import screen_code
from kiosk.widgets.half_blocks import Tint, half_blocks

TINT = Tint(ink="#000000", paper="#ffffff")
NEAREST_FILTER = 0  # Pillow's number for no shades between the modules


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
        return half_blocks(self._code.resize((width, width), NEAREST_FILTER), width, (width + 1) // 2, TINT)
