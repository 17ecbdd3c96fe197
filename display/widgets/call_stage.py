"""The stage: the number that is called, and to which counter, as large as the place allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from display.colours import FADED, HEADING, NUMBER, PAPER, WARNING
from display.widgets.rows import fitted, stacked
from terminal.large_text import large_number, large_text

WORDS_SIZE_MIN = 10  # half blocks; in smaller letters the marks of Vietnamese run together
MARGIN_COLUMNS = 2
ROWS_WITH_MARGINS = 14
NUMBER_SHARE = 0.62  # of the height that number and counter have together
COUNTER_ROWS_MIN = 4  # the least in which the counter's number can be large
GAP_COLUMNS = 3
GAP_ROWS_MAX = 3


@dataclass(frozen=True, slots=True)
class WordedCall:
    """What the stage says of a call; `repeated` is empty where it is no recall."""

    heading: str
    number: str
    to_counter: str
    counter: str
    repeated: str = ""


Block = Sequence[Content]


class CallStage(Widget):
    """The call that is shown now, or a sentence where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._worded: WordedCall | None = None
        self._sentence = ""

    def show_call(self, worded: WordedCall) -> None:
        self._show(worded, "")

    def show_sentence(self, sentence: str) -> None:
        """What a citizen should know while nothing is called."""
        self._show(None, sentence)

    def _show(self, worded: WordedCall | None, sentence: str) -> None:
        if (worded, sentence) != (self._worded, self._sentence):
            self._worded, self._sentence = worded, sentence
            self.refresh()

    def render(self) -> RenderResult:
        columns, rows = self.size
        if self._worded:
            blocks = call_blocks(self._worded, columns, rows, self._number_style)
        else:
            inner = max(1, columns - 2 * MARGIN_COLUMNS)
            wrapped = Content(self._sentence).wrap(inner)
            blocks = [[row.rstrip().center(inner).stylize("bold") for row in wrapped]]
        return stacked(spaced(blocks, columns, rows))

    @property
    def _number_style(self) -> str:
        if self.has_class("-lit"):
            return PAPER
        return FADED if self.has_class("-old") else NUMBER


def call_blocks(worded: WordedCall, columns: int, rows: int, number_style: str = NUMBER) -> list[Block]:
    """Heading, number and counter, each drawn as large as leaves the others their room."""
    inner = max(1, columns - 2 * MARGIN_COLUMNS)
    heading = [*drawn(worded.heading, inner, rows // 6)]
    if worded.repeated:
        repeated = Content.styled(f" {worded.repeated} ", f"bold {HEADING} on {WARNING}")
        heading = [repeated.pad_left(max(0, (heading[0].cell_length - repeated.cell_length) // 2)), *heading]
    margins = 2 if rows >= ROWS_WITH_MARGINS else 0
    free = rows - len(heading) - 2 - margins
    number_rows = max(1, round(free * NUMBER_SHARE))
    if free >= 2 * COUNTER_ROWS_MIN:
        number_rows = min(number_rows, free - COUNTER_ROWS_MIN)
    number = number_block(worded.number, inner, number_rows)
    counter = counter_block(worded, inner, min(free - len(number), len(number)))
    # What the counter leaves over, the number takes.
    number = number_block(worded.number, inner, free - len(counter))
    return [heading, [row.stylize(f"bold {number_style}") for row in number], counter]


def number_block(number: str, columns: int, rows: int) -> Block:
    large = large_number(number, columns, rows)
    return [Content(row) for row in large] or [fitted(number, columns)]


def counter_block(worded: WordedCall, columns: int, rows: int) -> Block:
    """The words `to counter` with the counter's number beside them, in larger letters."""
    plain = [fitted(f"{worded.to_counter} {worded.counter}", columns, "bold")]
    digits = large_number(worded.counter, columns // 2, rows)
    if len(digits) < 2:
        return plain
    room = columns - len(digits[0]) - GAP_COLUMNS
    if cell_len(worded.to_counter) > room:
        return plain
    words = drawn(worded.to_counter, room, rows)
    above = len(digits) - len(words) if len(words) > 1 else len(digits) // 2
    left = [Content("")] * above + [*words]
    left += [Content("")] * (len(digits) - len(left))
    width = max(row.cell_length for row in left)
    return [
        Content.assemble(row.pad_right(width + GAP_COLUMNS - row.cell_length), digit)
        for row, digit in zip(left, digits, strict=True)
    ]


def drawn(text: str, columns: int, rows: int) -> Block:
    """Words in large letters, or on a plain row where large ones could not be read."""
    large = large_text(text, "Bold", columns, rows, WORDS_SIZE_MIN)
    return [Content(row) for row in large] or [fitted(text, columns, "bold")]


def spaced(blocks: Sequence[Block], columns: int, rows: int) -> list[Content]:
    """The blocks in the middle of the place, with equal room between them."""
    free = max(0, rows - sum(map(len, blocks)))
    gap = min(GAP_ROWS_MAX, max(free // (len(blocks) + 1), min(1, free // max(1, len(blocks) - 1))))
    lines: list[Content] = []
    for block in blocks:
        width = max((row.cell_length for row in block), default=0)
        lines += [Content("")] * (gap if lines else 0)
        lines += [row.pad_left(max(0, (columns - width) // 2)) for row in block]
    return [Content("")] * ((rows - len(lines)) // 2) + lines
