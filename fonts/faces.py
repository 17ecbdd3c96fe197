"""The typeface as Pillow draws it."""

from functools import lru_cache

from PIL import ImageFont

from fonts import Weight, font_path

SIZES_KEPT_MAX = 256


@lru_cache(maxsize=SIZES_KEPT_MAX)
def face(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """The font of this weight and size in dots.

    The basic layout suffices for NFC text and does not vary with the libraries of the machine.
    """
    return ImageFont.truetype(font_path(weight), size, layout_engine=ImageFont.Layout.BASIC)
