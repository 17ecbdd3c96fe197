"""The slip that a virtual printer has printed, as it would lie in the hand."""

from textual.content import Content
from textual.widget import Widget

from kiosk.widgets.half_blocks import Picture, Tint, half_blocks

TINT = Tint(ink="#1c1c1c", paper="#fffdf4")


class SlipPicture(Widget):
    """Shows nothing until there is a slip."""

    def __init__(self, picture: Picture | None = None) -> None:
        super().__init__()
        self._picture = picture

    def render(self) -> Content:
        """The slip in half blocks, the whole of it."""
        if self._picture is None:
            return Content("")
        return half_blocks(self._picture, *self.content_size, TINT)
