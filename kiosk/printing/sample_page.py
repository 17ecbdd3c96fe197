"""The page that a printer is tried out with: all Vietnamese letters, a ruler, and a length to measure."""

from dataclasses import dataclass
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageOps

from fonts.faces import face
from kiosk.printing.lettering import BLACK, WHITE, Run, set_rows, text_width, wrap
from kiosk.printing.paper import Paper

VOWELS = "aăâeêioôơuưy"
TONES = (
    "",
    "\N{COMBINING GRAVE ACCENT}",
    "\N{COMBINING HOOK ABOVE}",
    "\N{COMBINING TILDE}",
    "\N{COMBINING ACUTE ACCENT}",
    "\N{COMBINING DOT BELOW}",
)
CONSONANTS = "bcdđghklmnpqrstvx"
DIGITS = "0123456789"
MEASURE_MILLIMETRES = 15
INCH_MILLIMETRES = 25.4
TICK_DOTS = 8
LONG_TICK_DOTS = 40
NUMBERED_TICK_DOTS = 80
INK_THRESHOLD = 136


@dataclass(frozen=True, slots=True)
class SamplePage:
    """What stands on the page besides letters and rulers, already worded."""

    title: str
    setting: str
    letters: str  # what to look for in the letters
    edges: str  # what to look for in the ruler
    lengths: str  # what to measure


def vietnamese_letters() -> tuple[str, ...]:
    """Every letter, vowels with all six tones, one line each in small and one in capital letters."""
    lines = []
    for vowel in VOWELS:
        toned = [normalize("NFC", vowel + tone) for tone in TONES]
        lines.append(" ".join([*toned, *(letter.upper() for letter in toned)]))
    return *lines, " ".join(CONSONANTS), " ".join(CONSONANTS.upper()), DIGITS


def draw_sample_page(page: SamplePage, paper: Paper) -> Image.Image:
    """The page as a picture of mode "1", exactly as wide as the paper."""
    fonts = paper.fonts
    parts = [
        _text((page.title,), fonts.title, paper, strong=True),
        _text((f"{page.setting} · {paper.name}",), fonts.foot, paper),
        _ruler(paper),
        _text((page.edges,), fonts.foot, paper),
        _text((page.letters,), fonts.foot, paper),
        _text(vietnamese_letters(), fonts.detail, paper, strong=True),
        _text(("Nghiêng ngả, thuỷ thủ, khuỷu tay, ẵm bẵng, ngượng nghịu",), fonts.foot, paper),
        _text((page.lengths,), fonts.foot, paper),
        _lengths(paper),
    ]
    step = 2 * paper.gap
    picture = Image.new("L", (paper.width, step + sum(part.height + step for part in parts)), WHITE)
    top = step
    for part in parts:
        picture.paste(part, (0, top))
        top += part.height + step
    return picture.point(lambda level: WHITE if level > INK_THRESHOLD else BLACK, mode="1")


def _text(lines: tuple[str, ...], size: int, paper: Paper, *, strong: bool = False) -> Image.Image:
    font = face("Bold" if strong else "Medium", size)
    width = paper.width - 2 * paper.margin
    wrapped = [part for line in lines for part in wrap(line, font, width)]
    return set_rows([[Run(line, font, paper.margin)] for line in wrapped], paper.width)


def _ruler(paper: Paper) -> Image.Image:
    """Ticks from the first dot to the last, in dots, and a thin line that ends at both edges."""
    font = face("Medium", paper.fonts.foot)
    numbers = range(0, paper.width - NUMBERED_TICK_DOTS // 2, NUMBERED_TICK_DOTS)
    runs = [Run(str(dot), font, dot - (text_width(str(dot), font) // 2 if dot else 0)) for dot in numbers]
    digits = set_rows([runs], paper.width)
    ticks = Image.new("L", (paper.width, 3 * TICK_DOTS), WHITE)
    pen = ImageDraw.Draw(ticks)
    for dot in (*range(0, paper.width, TICK_DOTS), paper.width - 1):
        is_long = dot % LONG_TICK_DOTS == 0 or dot == paper.width - 1
        pen.line((dot, 0, dot, (3 if is_long else 1) * TICK_DOTS), fill=BLACK)
    pen.line((0, 0, paper.width - 1, 0), fill=BLACK, width=2)
    picture = ImageOps.expand(ticks, (0, 0, 0, TICK_DOTS + digits.height), fill=WHITE)
    picture.paste(digits, (0, ticks.height + TICK_DOTS))
    return picture


def _lengths(paper: Paper) -> Image.Image:
    """A bar, and below it a gap between two lines: as long as each other where blank rows are fed rightly."""
    rows = round(MEASURE_MILLIMETRES / INCH_MILLIMETRES * paper.dots_per_inch)
    picture = Image.new("L", (paper.width, 2 * rows + 2), WHITE)
    picture.paste(BLACK, (paper.margin, 0, paper.margin + TICK_DOTS, rows))
    for top in (rows, 2 * rows):
        picture.paste(BLACK, (paper.margin, top, paper.margin + 10 * TICK_DOTS, top + 2))
    return picture
