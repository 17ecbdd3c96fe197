"""How buttons are laid out in rows and columns."""

import pytest

from kiosk.widgets.button_grid import grid_columns


@pytest.mark.parametrize(
    ("count", "width", "height", "columns"),
    [
        (9, 58, 90, 1),
        (9, 54, 30, 2),
        (9, 78, 19, 3),
        (9, 116, 30, 3),
        (9, 196, 40, 3),
        (1, 20, 10, 1),
        (40, 54, 30, 2),
    ],
)
def test_columns_go_by_the_room(count: int, width: int, height: int, columns: int) -> None:
    """Tall screens have one wide column, flat ones three, and a crowd takes as many as can be read."""
    assert grid_columns(count, width, height) == columns
