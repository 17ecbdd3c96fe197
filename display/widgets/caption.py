"""The caption below the stage: the call in words, or what is wrong with the connection."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from display.widgets.rows import centred, stacked

WIDE_COLUMNS = 100


class Caption(Widget):
    """Two rows, or one where the wall is wide."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def show(self, text: str, *, is_warning: bool = False) -> None:
        """The sentence to stand there; a warning is seen from afar."""
        self.set_class(is_warning, "-warning")
        if text != self._text:
            self._text = text
            self.refresh()

    def render(self) -> RenderResult:
        columns, rows = self.size
        wrapped = Content(" ".join(self._text.split())).wrap(max(1, columns))
        lines = [centred(row.rstrip(), columns) for row in wrapped[:rows]]
        return stacked([Content("")] * ((rows - len(lines)) // 2) + lines)
