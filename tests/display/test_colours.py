"""The wall's colours can be read from the back of the room."""

import pytest
from rich.color import Color

from display.colours import (
    FADED,
    HEADING,
    INK,
    INK_SOFT,
    NIGHT,
    NIGHT_INK,
    NIGHT_TIME,
    NUMBER,
    PAPER,
    SAND,
    STALE,
)

CONTRAST_MIN = 7.0
WRITTEN = [
    (PAPER, HEADING), (HEADING, PAPER), (NUMBER, PAPER), (PAPER, NUMBER), (FADED, PAPER), (FADED, SAND),
    (INK, PAPER), (INK, SAND), (INK, STALE), (HEADING, SAND), (INK_SOFT, SAND), (NIGHT_INK, NIGHT),
    (NIGHT_TIME, NIGHT), (PAPER, INK), (PAPER, FADED),
]  # fmt: skip


def light(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2 has it."""
    shares = [part / 255 for part in Color.parse(colour).get_truecolor()]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("front", "back"), WRITTEN)
def test_every_letter_has_its_contrast(front: str, back: str) -> None:
    """Old data are paler and still have 7:1, and so has all that is written on any ground."""
    low, high = sorted((light(front), light(back)))
    assert (high + 0.05) / (low + 0.05) >= CONTRAST_MIN
