"""Finds a procedure by what a citizen types: with accents, without them, or in abbreviations."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from unicodedata import normalize

from ticketing.plan import Name, Procedure

QUERY_LENGTH_MAX = 60
QUERY_WORDS_MAX = 10
INITIALS_MAX = 6

TONES = "\u0300\u0301\u0303\u0309\u0323"
MARKS = re.compile(r"[\u0300-\u036f]")
WORD = re.compile(r"[^\W_]+")
CODE = re.compile(r"[0-9]+(\.[0-9]*)?")

# What is usually shortened or called otherwise; initials such as dk, ks, hkd are found without a table.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "bhyt": ("bao hiem y te",),
    "cc": ("chung thuc", "can cuoc"),
    "cccd": ("can cuoc",),
    "cmnd": ("can cuoc",),
    "cong chung": ("chung thuc",),
    "gcn": ("giay chung nhan",),
    "gks": ("khai sinh",),
    "gpxd": ("giay phep xay dung",),
    "ho khau": ("thuong tru",),
    "qsdd": ("quyen su dung dat",),
    "so do": ("giay chung nhan quyen su dung dat",),
    "sao y": ("chung thuc ban sao",),
}
ABBREVIATION_WORDS_MAX = 2

EXACT, PREFIX, SHORT, INITIALS = range(4)
OTHER_ACCENT = 2
OUT_OF_ORDER = 20
BEYOND_NAME = 40


NO_NOTE = Name("")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The office's procedures, and what has to be said wherever they are shown."""

    procedures: tuple[Procedure, ...] = ()
    note: Name = NO_NOTE

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, if the catalogue has it."""
        return next((procedure for procedure in self.procedures if procedure.code == code), None)


EMPTY_CATALOGUE = Catalogue()


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    accented: str


@dataclass(frozen=True, slots=True)
class _Row:
    procedure: Procedure
    words: tuple[_Word, ...]
    further: tuple[_Word, ...]
    digits: str
    begun: str
    initials: str

    @classmethod
    def of(cls, procedure: Procedure, field: str) -> "_Row":
        words, further = _words(procedure.name), _words(field)
        every = (*words, *further)
        return cls(
            procedure,
            words,
            further,
            digits="".join(filter(str.isdigit, procedure.code)),
            begun="".join(f" {word.plain}" for word in every),
            initials="".join(word.plain[0] for word in every),
        )

    def may_hold(self, asked: "_Word") -> bool:
        """Whether looking closer is worth while: a word begins so, or the initials are there."""
        return f" {asked.plain}" in self.begun or asked.plain in self.initials


class ProcedureIndex:
    """A catalogue made ready for searching; `field_name` gives the name of a field by its code."""

    def __init__(self, procedures: Iterable[Procedure], field_name: Callable[[str], str] = str) -> None:
        self._rows = tuple(_Row.of(procedure, field_name(procedure.field)) for procedure in procedures)

    def search(self, query: str, field: str = "") -> tuple[Procedure, ...]:
        """The procedures that `query` can mean, the likeliest first; of one field only if it is given.

        An empty query means all of them, in the catalogue's order. Words are looked for from their beginning
        and in order first; a query of digits and a dot is the beginning of a code too.
        """
        rows = [row for row in self._rows if not field or row.procedure.field == field]
        asked = query.strip()[:QUERY_LENGTH_MAX]
        if not asked:
            return tuple(row.procedure for row in rows)
        readings = _readings(_words(asked)[:QUERY_WORDS_MAX])
        digits = asked.replace(".", "") if CODE.fullmatch(asked) else ""
        found = []
        for place, row in enumerate(rows):
            costs = [cost for reading in readings if (cost := _cost(reading, row)) is not None]
            if digits and row.digits.startswith(digits):
                costs.append((0, 0, len(row.words)))
            if costs:
                found.append((min(costs), place, row.procedure))
        return tuple(procedure for _, _, procedure in sorted(found, key=lambda entry: entry[:2]))


def folded(text: str) -> str:
    """The text in small letters without accents; đ is d."""
    return MARKS.sub("", normalize("NFD", text.casefold())).replace("đ", "d")


def _words(text: str) -> tuple[_Word, ...]:
    found = WORD.findall(normalize("NFC", text).casefold())
    return tuple(_Word(folded(word), _accented(word)) for word in found)


def _accented(word: str) -> str:
    """The word with its tone at the end, so that xoá and xóa are one word."""
    characters = normalize("NFD", word)
    tone = "".join(character for character in characters if character in TONES)
    return "".join(character for character in characters if character not in TONES) + tone


QueryReading = tuple[int, tuple[_Word, ...]]


def _readings(words: tuple[_Word, ...]) -> list[QueryReading]:
    """The query as it stands, and with each abbreviation of the table written out; each with its cost."""
    readings: list[QueryReading] = [(0, words)]
    for start in range(len(words)):
        for length in range(1, ABBREVIATION_WORDS_MAX + 1):
            short = " ".join(word.plain for word in words[start : start + length])
            for meaning in ABBREVIATIONS.get(short, ()):
                written_out = (*words[:start], *_words(meaning), *words[start + length :])
                readings.append((SHORT, written_out))
    return readings


def _cost(reading: QueryReading, row: _Row) -> tuple[int, int, int] | None:
    """How far the row is from the reading, smaller is nearer; None if it is something else."""
    extra, asked = reading
    if not asked or not all(map(row.may_hold, asked)):
        return None
    in_order = _in_order(asked, row.words)
    if in_order is not None:
        cost, gaps = in_order
        return extra + cost, gaps, len(row.words)
    anywhere = _anywhere(asked, row.words)
    if anywhere is not None:
        return extra + anywhere + OUT_OF_ORDER, 0, len(row.words)
    beyond = _anywhere(asked, row.words + row.further)
    return None if beyond is None else (extra + beyond + BEYOND_NAME, 0, len(row.words))


def _in_order(asked: tuple[_Word, ...], words: tuple[_Word, ...]) -> tuple[int, int] | None:
    """Cost and gaps when each word that is asked for follows the one before; the cheapest start counts."""
    starts = (place for place in range(len(words)) if _fits(asked[0], words, place))
    found = (_from(asked, words, start) for start in starts)
    return min((cost for cost in found if cost is not None), default=None)


def _from(asked: tuple[_Word, ...], words: tuple[_Word, ...], start: int) -> tuple[int, int] | None:
    cost, gaps, place = 0, min(start, 1), start
    for number, word in enumerate(asked):
        fits = ((at, fit) for at in range(place, len(words)) if (fit := _fit(word, words, at)))
        at, (kind, taken) = next(fits, (-1, (0, 0)))
        if at < 0:
            return None
        gaps += (at - place) if number else 0
        cost += kind
        place = at + taken
    return cost, gaps


def _fits(asked: _Word, words: tuple[_Word, ...], at: int) -> bool:
    return words[at].plain[0] == asked.plain[:1]


def _fit(asked: _Word, words: tuple[_Word, ...], at: int) -> tuple[int, int] | None:
    """How well the words from `at` on fit one that is asked for, and how many of them it takes."""
    word = words[at]
    if word.plain.startswith(asked.plain):
        kind = EXACT if word.plain == asked.plain else PREFIX
        if asked.accented != asked.plain and not _is_accented_like(asked, word):
            kind += OTHER_ACCENT
        return kind, 1
    count = len(asked.plain)
    may_be_initials = 1 < count <= min(INITIALS_MAX, len(words) - at)
    if may_be_initials and all(words[at + i].plain[0] == asked.plain[i] for i in range(count)):
        return INITIALS, count
    return None


def _is_accented_like(asked: _Word, word: _Word) -> bool:
    """Whether the accents that were typed are the word's; a word that is still being typed has time."""
    if len(word.plain) == len(asked.plain):
        return asked.accented == word.accented
    return word.accented.startswith(asked.accented.rstrip(TONES))


def _anywhere(asked: tuple[_Word, ...], words: tuple[_Word, ...]) -> int | None:
    total = 0
    for word in asked:
        kinds = (fit[0] for at in range(len(words)) if (fit := _fit(word, words, at)))
        best = min(kinds, default=None)
        if best is None:
            return None
        total += best
    return total
