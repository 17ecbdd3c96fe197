"""Buttons in rows and columns that share whatever room there is."""

from math import ceil

from textual import events
from textual.containers import Grid

COLUMN_CELLS_MIN = 24
COLUMN_CELLS_WISHED = 36
ROW_CELLS_MIN = 5  # the gap to the next one included
COLUMNS_MAX = 3


class TouchGrid(Grid):
    """Wide buttons where there is room, more columns where there is not; or `fixed_columns`."""

    fixed_columns = 0

    def on_resize(self, event: events.Resize) -> None:
        shown = sum(bool(child.display) for child in self.children)
        self.styles.grid_size_columns = self.fixed_columns or grid_columns(shown, *event.size)


def grid_columns(count: int, width: int, height: int) -> int:
    """How many columns suit `count` buttons in so many cells: wide ones, unless the rows get too low."""
    wished = min(COLUMNS_MAX, max(1, width // COLUMN_CELLS_WISHED))
    most = min(COLUMNS_MAX, max(1, width // COLUMN_CELLS_MIN))
    fitting = (n for n in range(wished, most) if ceil(count / n) * ROW_CELLS_MIN <= height)
    return next(fitting, most)
