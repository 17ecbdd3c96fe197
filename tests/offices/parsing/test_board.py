"""The table [board], and the colour, picture and short name of a field."""

from datetime import time

import pytest

from offices.parsing import parse_office_file
from offices.parsing.colours import CONTRAST_MIN, contrast_of_white, nearest_readable
from tests.offices.office_texts import changed
from ticketing.board_plan import BoardPlan, NightHours
from ticketing.field_looks import USUAL
from ticketing.plan import Name, OfficePlan


def with_board(*lines: str) -> OfficePlan:
    """The small office with these lines under [board]."""
    return parse_office_file(changed("[rules]", "\n".join(("[board]", *lines, "[rules]"))), "nho.toml")


def with_field(*lines: str) -> OfficePlan:
    """The small office with these lines in its first field."""
    return parse_office_file(changed('prefix = "1"', "\n".join(('prefix = "1"', *lines))), "nho.toml")


def test_an_office_that_says_nothing_has_the_usual_boards() -> None:
    """Blue heading, the stage, hills, and dimmed at night."""
    plan = with_board()
    assert plan.board == BoardPlan()
    assert (plan.board.header, plan.board.layout, plan.board.rows) == ("#0b3d91", "stage", None)
    assert (plan.board.horizon, plan.board.night) == ("hills", NightHours(time(20), time(6)))


def test_boards_are_as_the_office_says() -> None:
    """Colour of the heading, the table with its rows, a night of its own or none, and no hills."""
    board = with_board(
        'colours = { header = "#7A0010" }', 'layout = "table"', "rows = 8", 'night = "22:30 - 05:00"'
    ).board
    assert (board.header, board.layout, board.rows) == ("#7a0010", "table", 8)
    assert board.night == NightHours(time(22, 30), time(5))
    assert with_board('night = "off"', 'horizon = "none"').board == BoardPlan(night=None, horizon="none")
    assert with_board('logo = "logo.png"').board.logo == "logo.png"


def test_a_field_has_a_look_and_a_short_name() -> None:
    """The office's own, or none, which leaves them to its name; no picture at all is "none"."""
    field = with_field('short = { vi = "Tịch" }', 'colour = "#5C35A0"', 'icon = "book"').fields[0]
    assert (field.short_name, field.colour, field.icon) == (Name("Tịch"), "#5c35a0", "book")
    plain = with_field().fields[0]
    assert (plain.short_name, plain.colour, plain.icon) == (plain.name, "", None)
    assert with_field('icon = "none"').fields[0].icon == ""


@pytest.mark.parametrize("colour", ["#ffffff", "#ffc107", "#e07b00", "#00ff00", "#3355ff", "#777777"])
def test_the_nearest_colour_that_passes_is_named(colour: str) -> None:
    """It passes, keeps the hue, and is no darker than it must be."""
    assert contrast_of_white(colour) < CONTRAST_MIN
    nearest = nearest_readable(colour)
    assert CONTRAST_MIN <= contrast_of_white(nearest) < CONTRAST_MIN + 0.3
    channels, before = ([int(c[at : at + 2], 16) for at in (1, 3, 5)] for c in (nearest, colour))
    assert [before.index(level) for level in sorted(before)] == [
        before.index(level) for level in sorted(before, key=lambda level: channels[before.index(level)])
    ]
    with_field(f'colour = "{nearest}"')


def test_every_usual_colour_passes() -> None:
    """White can be read on the nine colours of the house; black stays black."""
    assert all(contrast_of_white(look.colour) >= CONTRAST_MIN for look, _ in USUAL)
    assert nearest_readable("#000000") == "#000000"
    assert contrast_of_white("#000000") == pytest.approx(21)
