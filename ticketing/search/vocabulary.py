"""Every word of the catalogue and its synonyms: which of them a typed word can mean, and how surely."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from ticketing.search.letters import (
    SLIP_LETTERS_MIN,
    Word,
    folded,
    has_accents,
    is_one_slip,
    shortened,
    without_input_method,
    words_of,
)
from ticketing.search_words import SearchWords

EXACT = 1.0
AS_DECODED = 0.95
PREFIX_LEAST, PREFIX_MORE = 0.55, 0.35  # more, the more of the word is typed already
INNER_PREFIX = 0.8  # of that, for a word after which others were typed
SLIP, SLIP_OF_SHORT = 0.75, 0.6
SLIP_THOUGH_KNOWN = 0.55  # of that, where what was typed is a word itself
SHORT_LETTERS_MAX = 3
IDLE_WEIGHT, LIGHT_WEIGHT = 0.08, 0.4
RARITY_LEAST, RARITY_MORE = 0.35, 0.65
UNKNOWN_WEIGHT, UNKNOWN_LETTER_WEIGHT = 0.6, 0.2
INITIALS_MIN, INITIALS_MAX = 2, 6
PIECE_COST = 0.6
PIECE_LETTERS_MIN, PIECE_LETTERS_MAX = 2, 7


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a query: what it can mean, each with how sure that is, and how much it says.

    `initials` are its letters where it may stand for the beginnings of several words.
    """

    word: Word
    fits: Mapping[str, float]
    weight: float
    initials: str = ""


class Vocabulary:
    """The words of all phrases; a word that few rows have says more than one that many have."""

    def __init__(self, rows_with: Mapping[str, int], row_count: int, words: SearchWords) -> None:
        """`rows_with` says of each folded word in how many of the `row_count` rows it stands."""
        self._idle, self._light = _forms(words.idle), _forms(words.light)
        scale = log(1 + row_count) or 1.0
        self._rarity = {
            word: RARITY_LEAST + RARITY_MORE * log(1 + row_count / count) / scale
            for word, count in rows_with.items()
        }
        self._sorted = sorted(self._rarity)

    @cached_property
    def _slips(self) -> Mapping[str, list[str]]:
        """Every word by itself with a letter missing."""
        slips: dict[str, list[str]] = {}
        for word in self._sorted:
            if len(word) >= SLIP_LETTERS_MIN:
                for short in set(shortened(word)):
                    slips.setdefault(short, []).append(word)
        return slips

    def weight(self, word: Word) -> float:
        """How much a word of a phrase says: của next to nothing, cửa a lot."""
        return self._share(word.accented) * self._rarity[word.plain]

    def tells(self, word: Word) -> bool:
        """Whether a typed word says more than giấy or xin do."""
        return self._share(_as_typed(word)) == 1.0

    def knows(self, word: str) -> bool:
        """Whether some phrase has this folded word."""
        return word in self._rarity

    def asked(self, word: Word, *, is_last: bool) -> AskedWord:
        """What the typed word can mean; the last one may be unfinished."""
        plain = word.plain
        fits = dict.fromkeys(self._slipped(plain), 0.0)
        is_known, is_idle = self.knows(plain), self._share(_as_typed(word)) == IDLE_WEIGHT
        for found in fits:
            short = SLIP_OF_SHORT if min(len(plain), len(found)) <= SHORT_LETTERS_MAX else SLIP
            fits[found] = short * (SLIP_THOUGH_KNOWN if is_known or is_idle else 1.0)
        for found in self._continued(plain):
            sure = PREFIX_LEAST + PREFIX_MORE * len(plain) / len(found)
            fits[found] = max(fits.get(found, 0.0), sure * (1.0 if is_last else INNER_PREFIX))
        if is_known:
            fits[plain] = EXACT
        return AskedWord(word, fits, self._weight_of(word, fits), "" if is_idle else self._initials(plain))

    def decoded(self, raw: str) -> Word | None:
        """The word that an input method would have made of `raw`, where only that is known."""
        made = without_input_method(raw)
        if made is None or self.knows(folded(raw)) or not self.knows(made):
            return None
        return Word(made, made)

    def split(self, plain: str, *, is_last: bool) -> tuple[str, ...]:
        """The known words that were run together in this one, the likeliest; () if it is not so."""
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *[None] * len(plain)]
        for end in range(PIECE_LETTERS_MIN, len(plain) + 1):
            for start in range(max(0, end - PIECE_LETTERS_MAX), end - PIECE_LETTERS_MIN + 1):
                before, piece = best[start], plain[start:end]
                cost = self._piece_cost(piece, may_go_on=is_last and end == len(plain))
                if before is None or cost is None:
                    continue
                kept, whole = best[end], before[0] + cost
                if kept is None or whole < kept[0]:
                    best[end] = (whole, (*before[1], piece))
        found = best[len(plain)]
        return found[1] if found else ()

    def _piece_cost(self, piece: str, *, may_go_on: bool) -> float | None:
        """How unlikely it is that this was meant: common words are likelier, and few words than many."""
        if self.knows(piece) or piece in self._idle:
            return PIECE_COST + self._rarity.get(piece, RARITY_LEAST)
        longer = self._continued(piece) if may_go_on else []
        return PIECE_COST + min(map(self._rarity.__getitem__, longer)) if longer else None

    def _share(self, form: str) -> float:
        return IDLE_WEIGHT if form in self._idle else LIGHT_WEIGHT if form in self._light else 1.0

    def _weight_of(self, word: Word, fits: Mapping[str, float]) -> float:
        share = self._share(_as_typed(word))
        if share == IDLE_WEIGHT:
            return IDLE_WEIGHT
        if not fits:
            return UNKNOWN_WEIGHT if len(word.plain) > 1 else UNKNOWN_LETTER_WEIGHT
        return share * max(sure * self._rarity[found] for found, sure in fits.items())

    def _initials(self, plain: str) -> str:
        may_be = INITIALS_MIN <= len(plain) <= INITIALS_MAX
        return plain if may_be and plain.isalpha() and not self.knows(plain) else ""

    def _continued(self, plain: str) -> list[str]:
        """The longer words that begin so."""
        first = bisect_left(self._sorted, plain)
        last = bisect_left(self._sorted, plain + "\uffff", first)
        return [word for word in self._sorted[first:last] if word != plain]

    def _slipped(self, plain: str) -> Iterable[str]:
        if len(plain) < SLIP_LETTERS_MIN or not plain.isalpha():
            return ()
        near = {word for short in set(shortened(plain)) for word in self._slips.get(short, ())}
        return {word for word in near if is_one_slip(plain, word)}


def _forms(texts: Iterable[str]) -> frozenset[str]:
    """The words as they are written, and without accents."""
    return frozenset(
        form for text in texts for word in words_of(text) for form in (word.plain, word.accented)
    )


def _as_typed(word: Word) -> str:
    return word.accented if has_accents(word.accented) else word.plain
