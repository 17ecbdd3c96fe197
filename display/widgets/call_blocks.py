"""A turn as rows of the stage: heading, field, number, place, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from display.colours import INK_SOFT, NUMBER, PAPER
from display.widgets.rows import centred, fitted
from display.widgets.stage_content import CalledBeside, WordedCall
from terminal.large_text import large_text
from terminal.steady_number import steady_number, template

WORDS_SIZE_MIN = 10  # half blocks; in smaller letters the marks of Vietnamese run together
HEADING_SHARE = 7  # the heading has at most one row in so many
PLACE_SHARE = 0.34  # of the rows that number and place have together
PLACE_ROWS_MIN = 4  # the least in which a place's sign can be large
LOW_ROWS_MAX = 7  # on so few rows the place stands beside the number
PLAIN_ROWS_MAX = 8  # on so few rows the place is a plain row, and the number has the others
BESIDE_ROWS = 4  # the least in which digits can be told apart from afar
ROWS_WITH_LARGE_BESIDE = 14
ROWS_WITH_GAP = 12
GAP_COLUMNS = 3

Block = Sequence[Content]


@dataclass(frozen=True, slots=True)
class CallStyles:
    """The colours of a turn; what is old has no colour of a field either."""

    number: str
    heading: str
    is_old: bool = False


def call_rows(calls: Sequence[WordedCall], columns: int, rows: int, styles: CallStyles) -> list[Content]:
    """The turns below each other, each with the same room; what comes first has the rows that are left."""
    if not calls:
        return []
    share = rows // len(calls)
    drawn: list[Content] = []
    for place, call in enumerate(calls):
        room = rows - share * (len(calls) - 1) if place == 0 else share
        drawn += turn_rows(call, columns, room, styles)
    return drawn[:rows]


def turn_rows(call: WordedCall, columns: int, rows: int, styles: CallStyles) -> list[Content]:
    """One turn in exactly so many rows. Every part has the place that it has for any other number."""
    inner = max(1, columns - 2)
    if rows <= LOW_ROWS_MAX:
        return [centred(row, columns) for row in _low_rows(call, inner, rows, styles)][:rows]
    head = _head(call, inner, rows, styles)
    beside = _beside(call, inner, rows, styles)
    free = rows - len(head) - len(beside)
    place_rows = 1 if free <= PLAIN_ROWS_MAX else max(PLACE_ROWS_MIN, round(free * PLACE_SHARE))
    gap = int(free >= ROWS_WITH_GAP)
    number_rows = max(1, free - place_rows - gap)
    number = _number(call.number, inner, number_rows, styles)
    place = _place(call, inner, place_rows, styles)
    blocks = [
        *head,
        *_middle(number, number_rows),
        *[Content("")] * gap,
        *_middle(place, place_rows),
        *beside,
    ]
    return [centred(row, columns) for row in blocks][:rows]


def _low_rows(call: WordedCall, columns: int, rows: int, styles: CallStyles) -> Block:
    """Number and place beside each other, below as much of the rest as there is room for."""
    place = f"{call.to_place} {call.sign}"
    number = steady_number(call.number, columns - len(place) - GAP_COLUMNS, rows - 1) or (call.number,)
    lines = []
    for row, digits in enumerate(number):
        beside = f"{'':{GAP_COLUMNS}}{place}" if row == len(number) // 2 else " " * (GAP_COLUMNS + len(place))
        parts = (digits, f"bold {styles.number}"), (beside, f"bold {styles.heading}")
        lines.append(Content.assemble(*parts).truncate(columns, ellipsis=True))
    free = rows - len(lines)
    heading = f"{call.zone}: {call.heading}" if call.zone else call.heading
    head = [fitted(heading, columns, f"bold {styles.heading}")] if free > 0 else []
    field = [_field_row(call, columns, styles)] if free > 1 else []
    beside_rows = _beside(call, columns, rows, styles) if free > len(head) + len(field) else []
    return [*head, *field, *lines, *beside_rows]


def _head(call: WordedCall, columns: int, rows: int, styles: CallStyles) -> list[Content]:
    """The zone, the heading, and the field with the mark of a recall, which has its row always."""
    heading = large_text(call.heading, "Bold", columns, rows // HEADING_SHARE, WORDS_SIZE_MIN)
    head = [Content.styled(row, styles.heading) for row in heading]
    head = head or [fitted(call.heading, columns, f"bold {styles.heading}")]
    zone = [fitted(call.zone, columns, f"bold {INK_SOFT}")] if call.zone else []
    return [*zone, *head, _field_row(call, columns, styles)]


def _field_row(call: WordedCall, columns: int, styles: CallStyles) -> Content:
    parts = []
    if call.field:
        ground = styles.heading if styles.is_old else call.field.colour or styles.heading
        parts.append(fitted(f" {call.field.name} ", columns, f"bold {PAPER} on {ground}"))
    if call.repeated:
        ground = styles.heading if styles.is_old else NUMBER
        parts.append(fitted(f" {call.repeated} ", columns, f"bold {PAPER} on {ground}"))
    return Content("  ").join(parts).truncate(columns)


def _number(number: str, columns: int, rows: int, styles: CallStyles) -> Block:
    large = steady_number(number, columns, rows)
    return [Content.styled(row, f"bold {styles.number}") for row in large] or [
        fitted(number, columns, f"bold {styles.number}")
    ]


def _place(call: WordedCall, columns: int, rows: int, styles: CallStyles) -> Block:
    """The words of the place with its sign beside them in larger letters, where there is room."""
    plain = [fitted(f"{call.to_place} {call.sign}", columns, f"bold {styles.heading}")]
    widest = "8" * max(call.sign_length, len(call.sign))
    room = steady_number(template(widest), columns // 2, rows)
    digits = steady_number(call.sign, len(room[0]) if room else 0, len(room)) if room else ()
    if len(digits) < PLACE_ROWS_MIN - 1:
        return plain
    words = large_text(
        call.to_place, "Bold", columns - len(digits[0]) - GAP_COLUMNS, len(digits), WORDS_SIZE_MIN
    )
    if not words:
        words = (call.to_place,)
        if len(call.to_place) > columns - len(digits[0]) - GAP_COLUMNS:
            return plain
    above = len(digits) - len(words) if len(words) > 1 else len(digits) // 2
    left = [*[""] * above, *words]
    left += [""] * (len(digits) - len(left))
    width = max(map(len, left)) + GAP_COLUMNS
    style = f"bold {styles.heading}"
    return [
        Content.styled(f"{word:<{width}}{digit}", style) for word, digit in zip(left, digits, strict=True)
    ]


def _beside(call: WordedCall, columns: int, rows: int, styles: CallStyles) -> Block:
    """What comes next, in large digits where there is room for two at least, else on a row."""
    if not call.beside:
        return []
    if rows >= ROWS_WITH_LARGE_BESIDE and (large := _beside_large(call, columns, styles)):
        return [Content(""), *large]
    told = "   ".join(f"{other.number} → {other.place}" for other in call.beside)
    return [fitted(f"{call.next_word}: {told}{_and_more(call.more)}", columns, f"bold {styles.heading}")]


def _beside_large(call: WordedCall, columns: int, styles: CallStyles) -> Block:
    """As many of those that come next as there is room for; how many more there are stands behind them."""
    for count in range(len(call.beside), min(2, len(call.beside)) - 1, -1):
        more = _and_more(call.more + len(call.beside) - count)
        drawn = [_called(other, styles) for other in call.beside[:count]]
        width = sum(block[0].cell_length for block in drawn) + GAP_COLUMNS * (count - 1)
        if width + len(more) <= columns:
            gap = Content(" " * GAP_COLUMNS)
            rows = [gap.join(block[row] for block in drawn) for row in range(len(drawn[0]))]
            return [row.pad_right(len(more)) for row in rows[:-1]] + [Content.assemble(rows[-1], more)]
    return []


def _and_more(more: int) -> str:
    return f"  +{more}" if more else ""


def _called(other: CalledBeside, styles: CallStyles) -> list[Content]:
    """A number in large digits with its place below."""
    digits = steady_number(other.number, 40, BESIDE_ROWS) or (other.number,)
    width = max(len(digits[0]), len(other.place))
    rows = [Content.styled(f"{row:^{width}}", f"bold {styles.number}") for row in digits]
    return [*rows, Content.styled(f"{other.place:^{width}}", f"bold {styles.heading}")]


def _middle(block: Block, rows: int) -> list[Content]:
    """The block in the middle of so many rows."""
    above = max(0, (rows - len(block)) // 2)
    below = max(0, rows - len(block) - above)
    return [*[Content("")] * above, *block, *[Content("")] * below]
