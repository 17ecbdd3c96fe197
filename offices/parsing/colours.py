"""Colours in an office file: white must be readable on each of them."""

import re

from offices.parsing.mistakes import shown
from offices.parsing.table import Table

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
COLOUR_LENGTH_MAX = 80
CONTRAST_MIN = 7.0
WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in what the eye takes for light (WCAG 2)
GLARE = 0.05


def read_colour(table: Table, key: str, usual: str = "") -> str:
    """A colour on which white text has a contrast of CONTRAST_MIN; `usual` where the key is lacking."""
    colour = table.text(key, COLOUR_LENGTH_MAX, usual).lower()
    if key not in table:
        return usual
    if not COLOUR.fullmatch(colour):
        raise table.mistake(key, "bad-colour", value=shown(colour), example=table.shape[key])
    contrast = contrast_of_white(colour)
    if contrast < CONTRAST_MIN:
        told = {"value": colour, "contrast": f"{int(contrast * 10) / 10}", "contrast_min": int(CONTRAST_MIN)}
        raise table.mistake(key, "pale-colour", nearest=nearest_readable(colour), **told)
    return colour


def contrast_of_white(colour: str) -> float:
    """How many times as light as `colour` white is, from 1 to 21, as WCAG 2 counts it."""
    return (1 + GLARE) / (_light(_channels(colour)) + GLARE)


def nearest_readable(colour: str) -> str:
    """The lightest colour of the same hue on which white has a contrast of CONTRAST_MIN."""
    channels = _channels(colour)
    share = min(1.0, ((1 + GLARE) / CONTRAST_MIN - GLARE) / max(_light(channels), GLARE / 100))
    return "#" + "".join(f"{_byte(channel * share):02x}" for channel in channels)


def _channels(colour: str) -> tuple[float, ...]:
    """Red, green and blue as shares of light, from 0 to 1."""
    return tuple(_share(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def _light(channels: tuple[float, ...]) -> float:
    return sum(weight * channel for weight, channel in zip(WEIGHTS, channels, strict=True))


def _share(byte: int) -> float:
    """The share of light that a byte of sRGB stands for."""
    value = byte / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _byte(share: float) -> int:
    """The greatest byte of sRGB that stands for no more light than this share."""
    return max(byte for byte in range(256) if _share(byte) <= share + 1e-9)
