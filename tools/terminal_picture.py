"""Draws what a Textual app shows as a picture, cell by cell, so that block letters meet without a seam."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App

CELL_WIDTH, CELL_HEIGHT = 15, 29
FONT_SIZE = 25
MARGIN = 24
CORNER = 18
BASELINE = 0.79
FOREGROUND, BACKGROUND = (224, 224, 224), (14, 17, 22)
REGULAR, BOLD, OTHER_SIGNS = "Noto Sans Mono", "Noto Sans Mono:bold", "DejaVu Sans Mono"
NO_LETTER = "\U0010ffff"

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in parts of a cell."""

LOWER_EIGHTHS, LEFT_EIGHTHS = "▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█"
TOP_LEFT, TOP_RIGHT = (0.0, 0.0, 0.5, 0.5), (0.5, 0.0, 1.0, 0.5)
LOW_LEFT, LOW_RIGHT = (0.0, 0.5, 0.5, 1.0), (0.5, 0.5, 1.0, 1.0)
BLOCKS: dict[str, tuple[Box, ...]] = {
    **{sign: ((0, 1 - (i + 1) / 8, 1, 1),) for i, sign in enumerate(LOWER_EIGHTHS)},
    **{sign: ((0, 0, (i + 1) / 8, 1),) for i, sign in enumerate(LEFT_EIGHTHS)},
    "▀": ((0, 0, 1, 0.5),),
    "▔": ((0, 0, 1, 0.125),),
    "▐": ((0.5, 0, 1, 1),),
    "▕": ((0.875, 0, 1, 1),),
    "▖": (LOW_LEFT,),
    "▗": (LOW_RIGHT,),
    "▘": (TOP_LEFT,),
    "▝": (TOP_RIGHT,),
    "▙": (TOP_LEFT, LOW_LEFT, LOW_RIGHT),
    "▚": (TOP_LEFT, LOW_RIGHT),
    "▛": (TOP_LEFT, TOP_RIGHT, LOW_LEFT),
    "▜": (TOP_LEFT, TOP_RIGHT, LOW_RIGHT),
    "▞": (TOP_RIGHT, LOW_LEFT),
    "▟": (TOP_RIGHT, LOW_LEFT, LOW_RIGHT),
}


@dataclass(frozen=True, slots=True)
class Ink:
    """How the letters of a style look."""

    front: Colour
    back: Colour
    is_bold: bool

    @classmethod
    def of(cls, style: Style | None) -> "Ink":
        """The ink of a terminal's style."""
        style = style or Style.null()
        front, back = _rgb(style.color, FOREGROUND), _rgb(style.bgcolor, BACKGROUND)
        if style.reverse:
            front, back = back, front
        if style.dim:
            front = _between(front, back)
        return cls(front, back, bool(style.bold))


def _rgb(colour: Color | None, default: Colour) -> Colour:
    if colour is None or colour.is_default:
        return default
    red, green, blue = colour.get_truecolor()
    return red, green, blue


def _between(one: Colour, other: Colour) -> Colour:
    red, green, blue = ((a + b) // 2 for a, b in zip(one, other, strict=True))
    return red, green, blue


class Sheet:
    """The picture of a terminal of this many columns and rows."""

    def __init__(self, columns: int, rows: int) -> None:
        size = (columns * CELL_WIDTH + 2 * MARGIN, rows * CELL_HEIGHT + 2 * MARGIN)
        self.image = Image.new("RGB", size, BACKGROUND)
        self._draw = ImageDraw.Draw(self.image)
        self._fonts = {is_bold: _font(BOLD if is_bold else REGULAR) for is_bold in (False, True)}
        self._other_signs = _font(OTHER_SIGNS)

    def colour(self, column: int, row: int, text: str, ink: Ink) -> None:
        """Colour the ground of `text`, and fill its block letters."""
        for letter in text:
            left, top = MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT
            column += cell_len(letter)
            self._fill((left, top, MARGIN + column * CELL_WIDTH, top + CELL_HEIGHT), ink.back)
            for box in BLOCKS.get(letter, ()):
                self._fill(_placed(box, left, top), ink.front)

    def write(self, column: int, row: int, text: str, ink: Ink) -> None:
        """Write `text`; Vietnamese accents reach into the cells around, so all ground is coloured before."""
        for letter in text:
            if letter.strip() and letter not in BLOCKS:
                base = (MARGIN + column * CELL_WIDTH, MARGIN + (row + BASELINE) * CELL_HEIGHT)
                font = self._fonts[ink.is_bold]
                font = font if _has(font, letter) else self._other_signs
                self._draw.text(base, letter, ink.front, font, anchor="ls")
            column += cell_len(letter)

    def _fill(self, box: Box, colour: Colour) -> None:
        left, top, right, bottom = (round(edge) for edge in box)
        self._draw.rectangle((left, top, right - 1, bottom - 1), colour)

    def save(self, path: Path) -> None:
        """Save as PNG with rounded corners."""
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, *self.image.size), CORNER, fill=255)
        picture = self.image.convert("RGBA")
        picture.putalpha(mask)
        picture.save(path, optimize=True)


def _placed(box: Box, left: int, top: int) -> Box:
    return (
        left + box[0] * CELL_WIDTH,
        top + box[1] * CELL_HEIGHT,
        left + box[2] * CELL_WIDTH,
        top + box[3] * CELL_HEIGHT,
    )


def _font(name: str) -> ImageFont.FreeTypeFont:
    """A font of this machine, which must have it: a picture that differs from machine to machine is none."""
    command = ("fc-match", "--format", "%{family[0]}|%{file}", name)
    found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a fixed command
    family, _, path = found.stdout.partition("|")
    if family != name.partition(":")[0]:
        raise SystemExit(
            f"The picture needs the font {name}: apt-get install fonts-noto-mono fonts-dejavu-core fontconfig"
        )
    return ImageFont.truetype(path, FONT_SIZE)


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether the font draws something else for this letter than for one that no font has."""
    drawn, missing = font.getmask(letter), font.getmask(NO_LETTER)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def draw_screen(app: App[Any]) -> Sheet:
    """What the app shows just now."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no public way to its cells
    sheet = Sheet(app.size.width, app.size.height)
    for draw in (sheet.colour, sheet.write):
        for row, strip in enumerate(strips):
            column = 0
            for text, style, _ in strip:
                draw(column, row, text, Ink.of(style))
                column += cell_len(text)
    return sheet
