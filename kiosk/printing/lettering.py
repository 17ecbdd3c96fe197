"""Sets text in rows of ink: wraps it between words and keeps every mark clear of the next row."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import get_args

from PIL import Image, ImageDraw, ImageFont

from fonts import Weight, font_path
from kiosk.printing.compounds import together

PITCH = 1.32  # from one baseline to the next, in font sizes
CLEAR_DOTS = 3  # white between the lowest ink of a row and the highest ink of the next
LINES_MAX = 8  # of one paragraph; what is over ends in an ellipsis
WORD_LETTERS_MAX = 400  # of one word; the rest of it is left out
MEASURES_KEPT_MAX = 2048  # so that words that come again are measured once
TEXTS_KEPT_MAX = 128  # drawn ones, of a few kilobytes each
NO_BREAK = "\N{NO-BREAK SPACE}"
BREAKABLE = re.compile(rf"[^\S{NO_BREAK}]+")
GOOD_ENDS = (",", ";", ":", ".", "·", "–")
BREAK_COST = 0.15  # of a line that ends elsewhere, in lines that are left empty, squared
WHITE, BLACK = 255, 0


class FontMissingError(Exception):
    """Without this font no slip can be drawn; the text is its path and what is wrong with it."""


@dataclass(frozen=True)
class Run:
    """Text of one font that starts `x` dots from the left edge of the paper."""

    text: str
    face: ImageFont.FreeTypeFont
    x: int


def refuse_missing_fonts(path_of: Callable[[Weight], Path] = font_path) -> None:
    """Raises FontMissingError where a font is not where `path_of` says, or cannot be read."""
    for weight in get_args(Weight):
        path = path_of(weight)
        try:
            ImageFont.truetype(path, 18)
        except OSError as error:
            raise FontMissingError(f"{path} ({error})") from error


@lru_cache(maxsize=MEASURES_KEPT_MAX)
def text_width(text: str, font: ImageFont.FreeTypeFont) -> int:
    """The dots that the text takes up on its line; slanting ink may stand out by a dot or two."""
    return ceil(font.getlength(text))


def wrap(text: str, font: ImageFont.FreeTypeFont, width: int, lines_max: int = LINES_MAX) -> list[str]:
    """The lines of the text, as few as possible: broken after commas by preference, else of equal length.

    Compounds and what a no-break space joins are parted only where they are wider than `width`, and so is a
    word inside; what is over `lines_max` lines is left out.
    """
    words = [piece for run in together(_words(text)) for piece in _fitting(run, font, width)]
    if not words:
        return []
    widths = [text_width(word, font) for word in words]
    space = text_width(" ", font)
    breaks = _breaks(widths, space, width)
    if 1 < len(breaks) <= lines_max:
        breaks = _best_breaks(_Line(words, widths, space, width), len(breaks))
    lines = [" ".join(words[start:end]).rstrip(" ·") for start, end in pairwise([*breaks, len(words)])]
    if len(lines) > lines_max:
        lines = [*lines[: lines_max - 1], _shortened(lines[lines_max - 1], font, width)]
    return lines


def set_rows(rows: list[list[Run]], width: int, pitch: float = PITCH) -> Image.Image:
    """A picture `width` dots wide, cropped to the ink above and below, with one row under the other."""
    rows = [row for row in rows if any(run.text.strip() for run in row)]
    if not rows:
        return Image.new("L", (width, 0), WHITE)
    baselines, height = place_rows(rows, pitch)
    picture = Image.new("L", (width, height), WHITE)
    for row, baseline in zip(rows, baselines, strict=True):
        for run in row:
            ink, left, top = _drawn(run.text, run.face)
            picture.paste(BLACK, (run.x + left, baseline + top), mask=ink)
    return picture


def at_the_foot(picture: Image.Image, height: int) -> Image.Image:
    """The picture at the foot of a white one of this height."""
    higher = Image.new("L", (picture.width, height), WHITE)
    higher.paste(picture, (0, height - picture.height))
    return higher


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def _drawn(text: str, font: ImageFont.FreeTypeFont) -> tuple[Image.Image, int, int]:
    """The text in white on black, and where its upper left corner stands from the start of its baseline."""
    left, top, right, bottom = (int(side) for side in font.getbbox(text, anchor="ls"))
    ink = Image.new("L", (max(right - left, 1), max(bottom - top, 1)), BLACK)
    ImageDraw.Draw(ink).text((-left, -top), text, font=font, fill=WHITE, anchor="ls")
    return ink, left, top


def place_rows(rows: list[list[Run]], pitch: float) -> tuple[list[int], int]:
    """The baseline of each row and the height of all, in dots from the highest ink.

    All rows stand equally far apart: `pitch` font sizes, or more where the marks of a pair would meet.
    """
    extents = [_extent(row) for row in rows]
    step = round(max(run.face.size for row in rows for run in row) * pitch)
    for (_, bottom), (top, _) in pairwise(extents):
        step = max(step, bottom - top + CLEAR_DOTS)
    baselines = [index * step - extents[0][0] for index in range(len(rows))]
    return baselines, baselines[-1] + extents[-1][1]


def forget_texts() -> None:
    """From here on every text is measured and drawn anew once."""
    for kept in (text_width, _ink, _drawn):
        kept.cache_clear()


def _extent(row: list[Run]) -> tuple[int, int]:
    """The highest and the lowest ink of a row, in dots below its baseline."""
    inks = [_ink(run.text, run.face) for run in row]
    return min(top for top, _ in inks), max(bottom for _, bottom in inks)


@lru_cache(maxsize=MEASURES_KEPT_MAX)
def _ink(text: str, font: ImageFont.FreeTypeFont) -> tuple[int, int]:
    """The highest and the lowest ink of a text, in dots below its baseline."""
    box = font.getbbox(text, anchor="ls")
    return int(box[1]), int(box[3])


def _breaks(widths: list[int], space: int, width: int) -> list[int]:
    """The words that begin a line, when each line takes as many as it holds."""
    starts: list[int] = []
    used = width
    for index, word in enumerate(widths):
        if used + space + word > width:
            starts.append(index)
            used = word
        else:
            used += space + word
    return starts


@dataclass(frozen=True)
class _Line:
    """Words that have to be broken into lines of `width`."""

    words: list[str]
    widths: list[int]
    space: int
    width: int

    def cost(self, start: int, end: int) -> float | None:
        """How badly these words fill a line, and where it ends; None where they do not fit."""
        used = sum(self.widths[start:end]) + self.space * (end - start - 1)
        if used > self.width:
            return None
        is_good_end = end == len(self.words) or self.words[end - 1].endswith(GOOD_ENDS)
        return ((self.width - used) / self.width) ** 2 + (0.0 if is_good_end else BREAK_COST)


def _best_breaks(line: _Line, count: int) -> list[int]:
    """The words that begin a line in the best way of filling `count` lines."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(count):
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (so_far, starts) in best.items():
            for end in range(start + 1, len(line.words) + 1):
                cost = line.cost(start, end)
                if cost is None:
                    break
                if end not in reached or so_far + cost < reached[end][0]:
                    reached[end] = so_far + cost, [*starts, start]
        best = reached
    return best[len(line.words)][1]


def _words(text: str) -> list[str]:
    """The words between which a line may be broken; those that a no-break space joins are one."""
    return [word for word in BREAKABLE.split(text) if word]


def _fitting(run: list[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The run as one where it fits into a line, else its words, the longest of them in pieces."""
    text = " ".join(run).replace(NO_BREAK, " ")
    if text_width(text, font) <= width:
        return [text]
    return [piece for word in text.split() for piece in _pieces(word, font, width)]


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    word = word[:WORD_LETTERS_MAX]
    if text_width(word, font) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, font) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while line and text_width(f"{line}…", font) > width:
        line = line[:-1]
    return f"{line}…"
