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
from kiosk.printing.lettering import (
    BLACK,
    BREAKABLE,
    LINES_MAX,
    WHITE,
    Run,
    forget_texts,
    set_rows,
    text_width,
    wrap,
)
from kiosk.printing.paper import Paper
from kiosk.printing.qr_codes import slip_code

INK_THRESHOLD = 136  # grey darker than this becomes a dot; a little over half keeps thin strokes whole
RULE_DOTS = 2
LOGO_HEIGHT_MAX = 240
MARK_PAD = 1  # above and below the words of a mark, in gaps
PAPER_LINES_MAX = 6
PROCEDURE_LINES_MAX = 2  # of the name, which citizens have just chosen
DASH = "– "

PARTS_KEPT_MAX = 64  # of each kind, so that what stands on every slip is drawn once

_INK = [WHITE if level > INK_THRESHOLD else BLACK for level in range(256)]

Part = tuple[int, Image.Image]  # the white above it in dots, and its picture as wide as the paper


@dataclass(frozen=True)
class Slip:
    """What a slip says, already worded; empty texts leave no trace on the paper.

    `priority_mark` only says that the ticket has priority: the reason is nobody else's business. `late_line`
    says how a number is called that was given out offline. Of the `papers` so many stand on it as go into
    PAPER_LINES_MAX; `papers_more` says where the others are, `papers_note` what has to be said of all.
    `logo` is a PNG in base64; `copies` of the slip come out.
    """

    number: str
    field_name: str
    office_lines: tuple[str, ...] = ()
    priority_mark: str = ""
    copy_mark: str = ""
    procedure: str = ""
    where_line: str = ""
    late_line: str = ""
    wait_line: str = ""
    time_line: str = ""
    papers_title: str = ""
    papers: tuple[str, ...] = ()
    papers_more: str = ""
    papers_note: str = ""
    qr_text: str | None = None
    qr_caption: str = ""
    missed_line: str = ""
    help_line: str = ""
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
    gap, fonts = paper.gap, paper.fonts
    step = 7 * gap // 5
    parts: list[Part] = [
        (0, _logo(slip.logo, paper)),
        (gap, _office(slip.office_lines, paper)),
        (step, _mark(slip.copy_mark, paper, filled=False)),
        (step, _number(slip.number, paper)),
        (step, _mark(slip.priority_mark, paper, filled=True)),
        (step, _centred(slip.field_name, "Bold", fonts.field, paper)),
        (gap, _centred(slip.procedure, "Medium", fonts.detail, paper, PROCEDURE_LINES_MAX)),
        (step, _centred(slip.where_line, "Bold", fonts.where, paper)),
        (step, _rule(paper)),
        (step, _centred(slip.late_line, "Bold", fonts.detail, paper)),
        (gap, _centred(slip.wait_line, "Bold", fonts.detail, paper)),
        (gap, _centred(slip.time_line, "Medium", fonts.foot, paper)),
        *_papers(slip, paper),
        *_end(slip, paper),
    ]
    grey = ImageOps.expand(_stack(parts, paper), (0, gap // 2), fill=WHITE)
    return grey.point(_INK, mode="1")


def forget_parts() -> None:
    """From here on every part is drawn anew once; only measurements and tests have a use for that."""
    for kept in (_logo, _office, _centred, _rule, _mark, _entry):
        kept.cache_clear()
    forget_texts()


def _clean(text: str) -> str:
    """The text in NFC with single spaces; one that is not to be broken stays."""
    return BREAKABLE.sub(" ", normalize("NFC", text)).strip()


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
def _centred(text: str, weight: Weight, size: int, paper: Paper, lines_max: int = LINES_MAX) -> Image.Image:
    lines = wrap(text, face(weight, size), paper.width - 2 * paper.margin, lines_max)
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
    """The number on one line, as large as the paper allows; only one that is endless is broken."""
    size, width = paper.fonts.number_max, paper.width - 2 * paper.margin
    size = min(size, size * width // max(text_width(number, face("Black", size)), 1))
    while size > paper.fonts.field and text_width(number, face("Black", size)) > width:
        size -= 1
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


def _papers(slip: Slip, paper: Paper) -> list[Part]:
    """The papers to have ready, whole ones in PAPER_LINES_MAX lines, and where the rest of them stands."""
    if not slip.papers:
        return []
    gap, size = paper.gap, paper.fonts.foot
    parts: list[Part] = [
        (2 * gap, _rule(paper)),
        (2 * gap, _centred(slip.papers_title, "Bold", size, paper)),
    ]
    lines_left, shown = PAPER_LINES_MAX, 0
    for text in slip.papers:
        lines, picture = _entry(text, paper)
        if lines > lines_left:
            break
        lines_left, shown = lines_left - lines, shown + 1
        parts.append((gap, picture))
    if shown < len(slip.papers):
        parts.append((2 * gap, _centred(slip.papers_more, "Bold", size, paper)))
    return [*parts, (gap, _centred(slip.papers_note, "Medium", size, paper)), (2 * gap, _rule(paper))]


@lru_cache(maxsize=PARTS_KEPT_MAX)
def _entry(text: str, paper: Paper) -> tuple[int, Image.Image]:
    """A paper behind its dash, and how many lines it takes."""
    font = face("Medium", paper.fonts.foot)
    left = paper.margin + text_width(DASH, font)
    lines = wrap(text, font, paper.width - paper.margin - left)
    rows = [[Run(line, font, left)] for line in lines]
    rows[:1] = [[Run(DASH, font, paper.margin), *rows[0]]] if rows else []
    return len(lines), set_rows(rows, paper.width)


def _end(slip: Slip, paper: Paper) -> list[Part]:
    """The code with its caption, what to do when the call was missed, whom to ask, the office's own lines."""
    gap, size = paper.gap, paper.fonts.foot
    parts: list[Part] = []
    if slip.qr_text:
        code = slip_code(slip.qr_text, paper)
        centred = Image.new("L", (paper.width, code.height), WHITE)
        centred.paste(code, ((paper.width - code.width) // 2, 0))
        parts = [(0, centred), (0, _centred(slip.qr_caption, "Bold", size, paper))]
    parts.append((gap if slip.qr_text else 2 * gap, _centred(slip.missed_line, "Medium", size, paper)))
    parts.append((gap, _centred(slip.help_line, "Bold", size, paper)))
    return parts + [(gap, _centred(line, "Medium", size, paper)) for line in slip.extra_lines]
