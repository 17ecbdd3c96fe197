"""Draws the list of papers that a citizen still has to bring: worded lines in, a picture of dots out."""

import asyncio
import logging
from dataclasses import dataclass, fields
from unicodedata import normalize

from PIL import Image, ImageOps

from fonts import Weight
from fonts.faces import face
from kiosk.printing.lettering import BLACK, WHITE, Run, set_rows, text_width, wrap
from kiosk.printing.paper import Paper
from kiosk.printing.printer import Printer, PrintReport

INK_THRESHOLD = 136  # as on slips: a little over half keeps thin strokes whole
RULE_DOTS = 2
BOX_GAPS = 3
BOX_DOTS_PER_FONT = 0.8

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PapersList:
    """What the list says, already worded; empty texts leave no trace on the paper."""

    title: str
    procedure: str
    papers: tuple[str, ...]
    office_lines: tuple[str, ...] = ()
    foot_lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            clean = _clean(value) if isinstance(value, str) else tuple(map(_clean, value))
            object.__setattr__(self, item.name, clean)


def draw_papers(listed: PapersList, paper: Paper) -> Image.Image:
    """The list as a picture of mode "1", exactly as wide as the paper, with a box to tick for each paper."""
    fonts = paper.fonts
    parts = [_centred(line, "Medium", fonts.office, paper) for line in listed.office_lines]
    parts += [_rule(paper), _centred(listed.title, "Bold", fonts.title, paper)]
    parts += [_centred(listed.procedure, "Bold", fonts.detail, paper), _rule(paper)]
    parts += [_entry(text, paper) for text in listed.papers]
    parts += [_rule(paper), *(_centred(line, "Medium", fonts.foot, paper) for line in listed.foot_lines)]
    step = 2 * paper.gap
    inked = [part for part in parts if part.height]
    height = sum(part.height + step for part in inked) - step
    picture = Image.new("L", (paper.width, height), WHITE)
    top = 0
    for part in inked:
        picture.paste(part, (0, top))
        top += part.height + step
    grey = ImageOps.expand(picture, (0, paper.margin), fill=WHITE)
    return grey.point(lambda level: WHITE if level > INK_THRESHOLD else BLACK, mode="1")


async def print_papers(listed: PapersList, printer: Printer, name: str) -> PrintReport:
    """Draws and prints the list; `name` is for files and logs. Never raises: the screen shows it too."""
    try:
        picture = await asyncio.to_thread(draw_papers, listed, printer.paper)
        return await printer.print(picture, name)
    except Exception:  # noqa: BLE001 - whatever it is, the list is on the screen
        _log.exception("the list %s could not be printed", name)
        return PrintReport("failed", "other", "the list could not be drawn or sent, see the log")


def _clean(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def _centred(text: str, weight: Weight, size: int, paper: Paper) -> Image.Image:
    font = face(weight, size)
    lines = wrap(text, font, paper.width - 2 * paper.margin)
    rows = [[Run(line, font, (paper.width - text_width(line, font)) // 2)] for line in lines]
    return set_rows(rows, paper.width)


def _rule(paper: Paper) -> Image.Image:
    rule = Image.new("L", (paper.width, RULE_DOTS), WHITE)
    rule.paste(BLACK, (paper.margin, 0, paper.width - paper.margin, RULE_DOTS))
    return rule


def _entry(text: str, paper: Paper) -> Image.Image:
    """A box at the left, and the name of the paper beside it."""
    font = face("Medium", paper.fonts.detail)
    left = paper.margin + BOX_GAPS * paper.gap + paper.fonts.detail
    rows = [[Run(line, font, left)] for line in wrap(text, font, paper.width - paper.margin - left)]
    words = set_rows(rows, paper.width)
    side = round(BOX_DOTS_PER_FONT * paper.fonts.detail)
    picture = Image.new("L", (paper.width, max(words.height, side)), WHITE)
    picture.paste(words, (0, 0))
    box = (paper.margin, 0, paper.margin + side, side)
    picture.paste(BLACK, box)
    inner = (box[0] + RULE_DOTS, RULE_DOTS, box[2] - RULE_DOTS, side - RULE_DOTS)
    picture.paste(WHITE, inner)
    return picture
