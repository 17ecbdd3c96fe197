"""The table [board] of an office file, and how a field looks on every screen."""

import re
from datetime import time
from typing import Literal

from offices.parsing.colours import read_colour
from offices.parsing.mistakes import shown
from offices.parsing.table import Table
from ticketing.board_plan import (
    HEADER_COLOUR,
    HILLS,
    NO_HORIZON,
    BoardLayout,
    BoardPlan,
    FieldIcon,
    NightHours,
)
from ticketing.plan import Name

PICTURE_PATH_LENGTH_MAX = 300
NIGHT_LENGTH_MAX = 40
SHORT_NAME_LENGTH_MAX = 30
ROWS_OF_TABLE = (4, 6, 8, 12)
LAYOUTS: tuple[BoardLayout, ...] = ("stage", "table", "raw")
ICONS: tuple[FieldIcon, ...] = ("family", "seal", "map", "shop", "care", "book", "house", "tray", "guide")
NO_ICON: Literal["none"] = "none"
NO_NIGHT = "off"

NIGHT = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) ?- ?([01][0-9]|2[0-3]):([0-5][0-9])")


def read_board(board: Table) -> BoardPlan:
    """What is said of boards; its pictures are paths as they are written."""
    return BoardPlan(
        logo=board.text("logo", PICTURE_PATH_LENGTH_MAX, ""),
        header=read_colour(board.table("colours"), "header", HEADER_COLOUR),
        layout=board.choice("layout", LAYOUTS, LAYOUTS[0]),
        rows=_rows(board),
        night=_night(board),
        horizon=board.text("horizon", PICTURE_PATH_LENGTH_MAX, HILLS) or NO_HORIZON,
    )


def _rows(board: Table) -> int | None:
    if "rows" not in board:
        return None
    rows = board.whole("rows", min(ROWS_OF_TABLE), max(ROWS_OF_TABLE))
    if rows not in ROWS_OF_TABLE:
        known = ", ".join(map(str, ROWS_OF_TABLE))
        raise board.mistake("rows", "unknown-choice", value=shown(rows), known=known)
    return rows


def _night(board: Table) -> NightHours | None:
    if "night" not in board:
        return BoardPlan().night
    text = board.text("night", NIGHT_LENGTH_MAX, "")
    if text in ("", NO_NIGHT):
        return None
    found = NIGHT.fullmatch(text)
    if found:
        begins, ends = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
        if begins != ends:
            return NightHours(begins, ends)
    raise board.mistake("night", "bad-night", value=shown(text))


def read_short_name(field: Table) -> Name:
    """The field's name for narrow places; empty where the whole name stands there too."""
    if "short" not in field:
        return Name("")
    short = field.table("short")
    return Name(short.text("vi", SHORT_NAME_LENGTH_MAX), short.text("en", SHORT_NAME_LENGTH_MAX, ""))


def read_icon(field: Table) -> FieldIcon | None:
    """The field's picture; "" where its prefix is to stand in its place, None where nothing is said."""
    if "icon" not in field:
        return None
    choices: tuple[FieldIcon | Literal["none"], ...] = (*ICONS, NO_ICON)
    icon = field.choice("icon", choices, NO_ICON)
    return "" if icon == NO_ICON else icon
