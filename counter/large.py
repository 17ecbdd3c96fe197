"""A number in letters that fill several rows, drawn with half blocks so that any terminal shows them."""

GLYPH_COLUMNS = 5
GAP_COLUMNS = 1
GLYPH_ROWS = 7
SCALES = (2, 1)
ROWS_MAX = GLYPH_ROWS * max(SCALES) // 2

# One letter: seven rows of five points each, from the top.
GLYPHS: dict[str, str] = {
    "0": ".###. #...# #...# #...# #...# #...# .###.",
    "1": "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
    "2": ".###. #...# ....# ...#. ..#.. .#... #####",
    "3": ".###. #...# ....# ..##. ....# #...# .###.",
    "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
    "5": "##### #.... ####. ....# ....# #...# .###.",
    "6": ".###. #.... #.... ####. #...# #...# .###.",
    "7": "##### ....# ...#. ...#. ..#.. ..#.. ..#..",
    "8": ".###. #...# #...# .###. #...# #...# .###.",
    "9": ".###. #...# #...# .#### ....# ....# .###.",
    "A": ".###. #...# #...# ##### #...# #...# #...#",
    "B": "####. #...# #...# ####. #...# #...# ####.",
    "C": ".###. #...# #.... #.... #.... #...# .###.",
    "D": "####. #...# #...# #...# #...# #...# ####.",
    "E": "##### #.... #.... ####. #.... #.... #####",
    "F": "##### #.... #.... ####. #.... #.... #....",
    "G": ".###. #...# #.... #.### #...# #...# .###.",
    "H": "#...# #...# #...# ##### #...# #...# #...#",
    "I": ".###. ..#.. ..#.. ..#.. ..#.. ..#.. .###.",
    "J": "..### ...#. ...#. ...#. ...#. #..#. .##..",
    "K": "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
    "L": "#.... #.... #.... #.... #.... #.... #####",
    "M": "#...# ##.## #.#.# #.#.# #...# #...# #...#",
    "N": "#...# ##..# ##..# #.#.# #..## #..## #...#",
    "O": "##### #...# #...# #...# #...# #...# #####",
    "P": "####. #...# #...# ####. #.... #.... #....",
    "Q": ".###. #...# #...# #...# #.#.# #..#. .##.#",
    "R": "####. #...# #...# ####. #.#.. #..#. #...#",
    "S": ".#### #.... #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
    "U": "#...# #...# #...# #...# #...# #...# .###.",
    "V": "#...# #...# #...# #...# .#.#. .#.#. ..#..",
    "W": "#...# #...# #...# #.#.# #.#.# ##.## #...#",
    "X": "#...# #...# .#.#. ..#.. .#.#. #...# #...#",
    "Y": "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
    "Z": "##### ....# ...#. ..#.. .#... #.... #####",
    "Đ": ".###. .#..# .#..# ###.# .#..# .#..# .###.",
}
HALF_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def enlarged(text: str, columns_max: int, rows_max: int = ROWS_MAX) -> str:
    """`text` as lines of blocks in the largest letters that fit into `columns_max` and `rows_max`.

    Where none fit, or a letter has no large form, it is answered as it came.
    """
    if not text or any(letter not in GLYPHS for letter in text):
        return text
    columns = len(text) * (GLYPH_COLUMNS + GAP_COLUMNS) - GAP_COLUMNS
    fits = (s for s in SCALES if columns * s <= columns_max and -(-GLYPH_ROWS * s // 2) <= rows_max)
    scale = next(fits, None)
    return text if scale is None else _in_blocks(_points(text, scale))


def _points(text: str, scale: int) -> list[str]:
    """Rows of points, an even number of them; each point of a glyph is `scale` points wide and high."""
    glyphs = [GLYPHS[letter].split() for letter in text]
    rows = [
        "".join(point * scale for point in ("." * GAP_COLUMNS).join(row)) for row in zip(*glyphs, strict=True)
    ]
    points = [row for row in rows for _ in range(scale)]
    return points if len(points) % 2 == 0 else [*points, "." * len(points[0])]


def _in_blocks(points: list[str]) -> str:
    pairs = zip(points[::2], points[1::2], strict=True)
    return "\n".join(
        "".join(HALF_BLOCKS[above == "#", below == "#"] for above, below in zip(*pair, strict=True))
        for pair in pairs
    )
