"""Buttons in a grid that has leaves to turn where large letters leave no room for all at once."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.touches import TurnLeaf
from kiosk.widgets.large_label import LARGE
from kiosk.widgets.touch_button import LastingButton, TouchButton
from kiosk.widgets.touch_grid import TouchGrid, grid_columns

LARGE_ROWS_MAX = 3
LARGE_ROW_CELLS = 11
TWO_COLUMNS_CELLS_MIN = 70
MORE_KEY = "/"


class Leaves(Vertical):
    """All buttons on one leaf, or with large letters a few on each and one more button to turn it."""

    def __init__(self, buttons: Sequence[TouchButton], more: str, *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._buttons = tuple(buttons)
        self._more = LastingButton(TurnLeaf(), more, key=MORE_KEY)
        self._grid = TouchGrid(*self._buttons)
        self._leaf = 0

    def compose(self) -> ComposeResult:
        yield self._grid
        yield self._more

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size.width, event.size.height)

    @on(TouchButton.Pressed)
    def turn(self, event: TouchButton.Pressed) -> None:
        """Shows the next leaf, and the first after the last; other touches are not for this widget."""
        if event.touch == TurnLeaf():
            event.stop()
            self._leaf += 1
            self._lay_out(*self.size)

    def _lay_out(self, width: int, height: int) -> None:
        is_large = any(ancestor.has_class(LARGE) for ancestor in self.ancestors)
        columns, count = large_leaf(width, height) if is_large else (0, len(self._buttons))
        has_more = count < len(self._buttons)
        first = self._leaf * count if self._leaf * count < len(self._buttons) else 0
        self._leaf = first // max(1, count)
        for place, button in enumerate(self._buttons):
            button.display = first <= place < first + count
        self._more.display = has_more
        self._grid.fixed_columns = columns
        self._grid.styles.grid_size_columns = columns or grid_columns(len(self._buttons), width, height)


def large_leaf(width: int, height: int) -> tuple[int, int]:
    """How many columns, and how many buttons in all, a leaf of large letters has in so many cells."""
    columns = 2 if width >= TWO_COLUMNS_CELLS_MIN else 1
    rows = max(2, min(LARGE_ROWS_MAX, height // LARGE_ROW_CELLS))
    return columns, columns * min(rows, 2) if columns == 2 else rows
