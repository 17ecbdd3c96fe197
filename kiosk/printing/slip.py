"""Draws a queue slip: worded lines in, a picture of black and white dots out."""

import logging
from base64 import b64decode
from dataclasses import dataclass, fields
from functools import lru_cache
from io import BytesIO
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageOps

from fonts import Weight
from fonts.faces import face
from kiosk.printing.lettering import BLACK, WHITE, Run, forget_texts, set_rows, text_width, wrap
from kiosk.printing.paper import Paper
from kiosk.printing.qr_codes import slip_code

INK_THRESHOLD = 136  # grey darker than this becomes a dot; a little over half keeps thin strokes whole
RULE_DOTS = 2
LOGO_HEIGHT_MAX = 240
MARK_PAD = 1  # above and below the words of a mark, in gaps
DETAIL_PITCH = 1.55  # the details are read one by one, so they stand apart

PARTS_KEPT_MAX = 64  # of each kind, so that what stands on every slip is drawn once

_INK = [WHITE if level > INK_THRESHOLD else BLACK for level in range(256)]

Part = tuple[int, Image.Image]  # the white above it in dots, and its picture as wide as the paper


@dataclass(frozen=True)
class Slip:
    """What a slip says, already worded; empty texts leave no trace on the paper.

    `priority_mark` only says that the ticket has priority: the reason is nobody else's business.
    A colon followed by a space parts a detail into a label and its value. `logo` is a PNG in base64;
    `copies` of the slip come out.
    """

    title: str
    number: str
    field_name: str
    office_lines: tuple[str, ...] = ()
    priority_mark: str = ""
    copy_mark: str = ""
    ahead_line: str = ""
    expected_line: str = ""
    time_line: str = ""
    session_line: str = ""
    qr_text: str | None = None
    qr_caption: str = ""
    foot_lines: tuple[str, ...] = ()
    missed_line: str = ""
    extra_lines: tuple[str, ...] = ()
    logo: str = ""
    copies: int = 1

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, str):
                object.__setattr__(self, item.name, _clean(value))
            elif isinstance(value, tuple):
                object.__setattr__(self, item.name, tuple(_clean(line) for line in value))


_log = logging.getLogger(__name__)


def draw_slip(slip: Slip, paper: Paper) -> Image.Image:
    """The slip as a picture of mode "1", exactly as wide as the paper.

    Raises ValueError where the QR text is too long for the paper.
    """
    gap = paper.gap
    parts: list[Part] = [
        (0, _logo(slip.logo, paper)),
        (2 * gap, _office(slip.office_lines, paper)),
        (2 * gap, _rule(paper)),
        (2 * gap, _centred(slip.title, "Bold", paper.fonts.title, paper)),
        (2 * gap, _mark(slip.copy_mark, paper, filled=False)),
        (2 * gap, _number(slip.number, paper)),
        (3 * gap, _mark(slip.priority_mark, paper, filled=True)),
        (3 * gap, _centred(slip.field_name, "Bold", paper.fonts.field, paper)),
        (2 * gap, _rule(paper)),
        (2 * gap, _details(slip, paper)),
        *_end(slip, paper),
    ]
    grey = ImageOps.expand(_stack(parts, paper), (0, paper.margin), fill=WHITE)
    return grey.point(_INK, mode="1")


def forget_parts() -> None:
    """From here on every part is drawn anew once; only measurements and tests have a use for that."""
    for kept in (_logo, _office, _centred, _rule, _mark, _words_beside):
        kept.cache_clear()
    forget_texts()


def _clean(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def _stack(parts: list[Part], paper: Paper) -> Image.Image:
    inked = [part for part in parts if part[1].height]
    picture = Image.new("L", (paper.width, sum(above + part.height for above, part in inked)), WHITE)
    top = 0
    for above, part in inked:
        picture.paste(part, (0, top + above))
        top += above + part.height
    return picture


def _centred_rows(lines: list[str], weight: Weight, size: int, paper: Paper) -> list[list[Run]]:
    font = face(weight, size)
    return [[Run(line, font, (paper.width - text_width(line, font)) // 2)] for line in lines]


@lru_cache(maxsize=PARTS_KEPT_MAX)
def _centred(text: str, weight: Weight, size: int, paper: Paper) -> Image.Image:
    lines = wrap(text, face(weight, size), paper.width - 2 * paper.margin)
    return set_rows(_centred_rows(lines, weight, size, paper), paper.width)


@lru_cache(maxsize=PARTS_KEPT_MAX)
def _rule(paper: Paper) -> Image.Image:
    rule = Image.new("L", (paper.width, RULE_DOTS), WHITE)
    rule.paste(BLACK, (paper.margin, 0, paper.width - paper.margin, RULE_DOTS))
    return rule


@lru_cache(maxsize=PARTS_KEPT_MAX)
def _logo(logo: str, paper: Paper) -> Image.Image:
    """The logo in the middle; one that cannot be read, or is too wide, is left out."""
    nothing = Image.new("L", (paper.width, 0), WHITE)
    if not logo:
        return nothing
    try:
        with Image.open(BytesIO(b64decode(logo)), formats=["PNG"]) as picture:
            width, height = picture.size
            if width > paper.width - 2 * paper.margin or height > LOGO_HEIGHT_MAX:
                raise ValueError(f"{width} x {height} dots are too many")
            sheet = Image.new("L", (paper.width, height), WHITE)
            sheet.paste(picture.convert("L"), ((paper.width - width) // 2, 0))
    except (OSError, ValueError, SyntaxError) as error:
        _log.warning("slips have no logo: %s", error)
        return nothing
    return sheet


@lru_cache(maxsize=PARTS_KEPT_MAX)
def _office(office_lines: tuple[str, ...], paper: Paper) -> Image.Image:
    """The body in charge in medium, the office itself, which stands last, in bold."""
    size, width = paper.fonts.office, paper.width - 2 * paper.margin
    rows: list[list[Run]] = []
    for index, line in enumerate(office_lines, start=1):
        weight: Weight = "Bold" if index == len(office_lines) else "Medium"
        rows += _centred_rows(wrap(line, face(weight, size), width), weight, size, paper)
    return set_rows(rows, paper.width)


def _number(number: str, paper: Paper) -> Image.Image:
    """The number on one line, as large as the paper allows."""
    largest, width = paper.fonts.number_max, paper.width - 2 * paper.margin
    size = min(largest, largest * width // max(text_width(number, face("Black", largest)), 1))
    return _centred(number, "Black", max(size, paper.fonts.field), paper)


@lru_cache(maxsize=PARTS_KEPT_MAX)
def _mark(text: str, paper: Paper, *, filled: bool) -> Image.Image:
    """Text in a rounded box, white on black or black on white."""
    room = 3 * paper.gap
    lines = wrap(text, face("Bold", paper.fonts.mark), paper.width - 2 * (paper.margin + room))
    words = set_rows(_centred_rows(lines, "Bold", paper.fonts.mark, paper), paper.width)
    ink = ImageOps.invert(words)
    bounds = ink.getbbox()
    if bounds is None:
        return words
    plate = Image.new("L", (paper.width, words.height + 2 * MARK_PAD * paper.gap), WHITE)
    ImageDraw.Draw(plate).rounded_rectangle(
        (bounds[0] - room, 0, bounds[2] + room - 1, plate.height - 1),
        radius=paper.gap,
        fill=BLACK if filled else WHITE,
        outline=BLACK,
        width=RULE_DOTS + 1,
    )
    plate.paste(WHITE if filled else BLACK, (0, MARK_PAD * paper.gap), mask=ink)
    return plate


def _details(slip: Slip, paper: Paper) -> Image.Image:
    rows: list[list[Run]] = []
    for line in (slip.ahead_line, slip.expected_line, slip.time_line, slip.session_line):
        rows += _detail_rows(line, paper)
    return set_rows(rows, paper.width, pitch=DETAIL_PITCH)


def _detail_rows(line: str, paper: Paper) -> list[list[Run]]:
    """The label at the left and its value at the right, on one row where both fit, else on several."""
    label, colon, value = line.partition(": ")
    plain, strong = face("Medium", paper.fonts.detail), face("Bold", paper.fonts.detail)
    width, right = paper.width - 2 * paper.margin, paper.width - paper.margin
    labels = [[Run(text, plain, paper.margin)] for text in wrap(label + colon.strip(), plain, width)]
    values = [[Run(text, strong, right - text_width(text, strong))] for text in wrap(value, strong, width)]
    if len(labels) == len(values) == 1:
        (label_run,), (value_run,) = labels[0], values[0]
        if label_run.x + text_width(label_run.text, plain) + paper.gap <= value_run.x:
            return [[label_run, value_run]]
    return labels + values


def _end(slip: Slip, paper: Paper) -> list[Part]:
    """The code, its caption and the foot lines: beside it where the paper is wide enough, else below."""
    gap = paper.gap
    code = slip_code(slip.qr_text, paper) if slip.qr_text else None
    last: list[Part] = [(2 * gap, _centred(slip.missed_line, "Bold", paper.fonts.foot, paper))]
    last += [(2 * gap, _centred(line, "Medium", paper.fonts.foot, paper)) for line in slip.extra_lines]
    if code and paper.words_beside_qr and 2 * code.width <= paper.width:
        return [(0, _code_and_words(code, slip, paper)), (0, _rule(paper)), *last]
    parts: list[Part] = []
    if code:
        centred = Image.new("L", (paper.width, code.height), WHITE)
        centred.paste(code, ((paper.width - code.width) // 2, 0))
        parts = [(0, centred), (0, _centred(slip.qr_caption, "Bold", paper.fonts.caption, paper))]
    parts.append((2 * gap, _rule(paper)))
    parts += [(2 * gap, _centred(line, "Medium", paper.fonts.foot, paper)) for line in slip.foot_lines]
    return parts + last


def _code_and_words(code: Image.Image, slip: Slip, paper: Paper) -> Image.Image:
    beside = _words_beside(slip.qr_caption, slip.foot_lines, code.width, paper)
    picture = Image.new("L", (paper.width, max(code.height, beside.height + 2 * paper.gap)), WHITE)
    picture.paste(beside, (0, (picture.height - beside.height) // 2))
    picture.paste(code, (0, (picture.height - code.height) // 2))
    return picture


@lru_cache(maxsize=PARTS_KEPT_MAX)
def _words_beside(caption: str, lines: tuple[str, ...], left: int, paper: Paper) -> Image.Image:
    words = [(caption, face("Bold", paper.fonts.caption))]
    words += [(line, face("Medium", paper.fonts.foot)) for line in lines]
    width = paper.width - paper.margin - left
    return _stack(
        [
            (
                2 * paper.gap if index else 0,
                set_rows([[Run(line, font, left)] for line in wrap(text, font, width)], paper.width),
            )
            for index, (text, font) in enumerate(words)
        ],
        paper,
    )
