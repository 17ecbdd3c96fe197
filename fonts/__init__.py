"""The typeface of the house, Be Vietnam Pro, in the weights that paper and screens are set in."""

from pathlib import Path
from typing import Literal

Weight = Literal["Medium", "Bold", "Black"]


def font_path(weight: Weight) -> Path:
    """The TrueType file of this weight; it has every Vietnamese letter."""
    return Path(__file__).parent / f"BeVietnamPro-{weight}.ttf"
