"""Names and synonyms as phrases that are looked up by their words; each leads to its rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ticketing.search.letters import TONES, Word, has_accents, words_of
from ticketing.search.vocabulary import IDLE_WEIGHT, AskedWord, Vocabulary
from ticketing.search_words import SearchWords

OTHER_ACCENTS = 0.7
INITIALS_SURE = 0.8
BY_COVER, BY_PHRASE, BY_ORDER = 0.4, 0.42, 0.18  # what a phrase's score is made of; they sum to 1
LOOKED_AT_MAX = 120
LIKELY = 0.4  # of what the most likely phrase covers; others are not looked at where there are many


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or synonym; `rows` are the places of what it stands for."""

    words: tuple[Word, ...]
    rows: tuple[int, ...]
    weights: tuple[float, ...]
    initials: str
    weight: float


class Phrases:
    """All phrases with the words that they have."""

    def __init__(self, named: Iterable[tuple[int, str]], row_count: int, search_words: SearchWords) -> None:
        """`named` are the phrases, each with the place of its row."""
        rows_of: dict[tuple[Word, ...], dict[int, None]] = {}
        self.words_of_row: list[set[str]] = [set() for _ in range(row_count)]
        for row, text in named:
            if words := words_of(text):
                rows_of.setdefault(words, {})[row] = None
                self.words_of_row[row].update(word.plain for word in words)
        counts: dict[str, int] = {}
        for row_words in self.words_of_row:
            for plain in row_words:
                counts[plain] = counts.get(plain, 0) + 1
        self.vocabulary = Vocabulary(counts, row_count, search_words)
        self._phrases = [self._phrase(words, tuple(rows)) for words, rows in rows_of.items()]
        self._with: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            for plain in {word.plain for word in phrase.words}:
                self._with.setdefault(plain, []).append(number)

    def _phrase(self, words: tuple[Word, ...], rows: tuple[int, ...]) -> Phrase:
        weights = tuple(map(self.vocabulary.weight, words))
        return Phrase(words, rows, weights, "".join(word.plain[0] for word in words), sum(weights))

    def found(self, asked: Sequence[AskedWord]) -> Iterator[tuple[float, tuple[int, ...]]]:
        """The phrases that have something of what is asked, each with its score from 0 to 1 and its rows."""
        total = sum(word.weight for word in asked)
        if not total:
            return
        for number in self._likely(asked):
            phrase = self._phrases[number]
            if score := _score(asked, total, phrase):
                yield score, phrase.rows

    def _likely(self, asked: Sequence[AskedWord]) -> list[int]:
        """The phrases that are worth looking at closely, by the weights of the words that meet alone."""
        covered: dict[int, float] = {}
        telling = [word for word in asked if word.weight > IDLE_WEIGHT]
        for word in telling or asked:
            seen: set[int] = set()
            for plain, sure in sorted(word.fits.items(), key=_by_sureness):
                gained = sure * word.weight
                for number in self._with[plain]:
                    if number not in seen:
                        seen.add(number)
                        covered[number] = covered.get(number, 0.0) + gained

            if word.initials:
                for number, phrase in enumerate(self._phrases):
                    if word.initials in phrase.initials and number not in seen:
                        covered[number] = covered.get(number, 0.0) + INITIALS_SURE * word.weight
        if len(covered) <= LOOKED_AT_MAX:
            return list(covered)

        def likelihood(number: int) -> float:
            # As if all that is covered were of this phrase; what a longer one has besides counts against it.
            return covered[number] * (1 + min(1.0, covered[number] / self._phrases[number].weight))

        least = LIKELY * max(covered.values())
        likely = [number for number, cover in covered.items() if cover >= least]
        return sorted(likely, key=likelihood, reverse=True)[:LOOKED_AT_MAX]

    def cover(self, asked: Sequence[AskedWord], row: int) -> float:
        """How much of what is asked stands somewhere in the phrases of the row, from 0 to 1."""
        has = self.words_of_row[row]
        total = sum(word.weight for word in asked) or 1.0
        return sum(word.weight * _surest(word, has) for word in asked) / total


def _by_sureness(fit: tuple[str, float]) -> float:
    return -fit[1]


def _surest(word: AskedWord, has: set[str]) -> float:
    return max((sure for plain, sure in word.fits.items() if plain in has), default=0.0)


def _score(asked: Sequence[AskedWord], total: float, phrase: Phrase) -> float:
    """How near the phrase is: how much of what is asked it has, how much of it is asked, and the order."""
    covered, met, followed = 0.0, [0.0] * len(phrase.words), 0
    last, placed = -1, 0
    for word in asked:
        sure, place, count = _place(word, phrase, last + 1)
        if not sure:
            continue
        covered += sure * word.weight
        for at in range(place, place + count):
            met[at] = max(met[at], sure)
        followed += placed > 0 and place == last + 1
        last, placed = place + count - 1, placed + 1
    if not placed:
        return 0.0
    of_phrase = sum(sure * weight for sure, weight in zip(met, phrase.weights, strict=True)) / phrase.weight
    in_order = (followed + 1) / placed
    return (covered / total) * (BY_COVER + BY_PHRASE * of_phrase + BY_ORDER * in_order)


def _place(word: AskedWord, phrase: Phrase, after: int) -> tuple[float, int, int]:
    """How sure, where and over how many words the phrase has this word; where it comes next counts first."""
    best, where, count = 0.0, 0, 1
    for place, other in enumerate(phrase.words):
        sure = word.fits.get(other.plain, 0.0)
        if sure and not _same_accents(word.word, other):
            sure *= OTHER_ACCENTS
        if sure > best or (sure == best and sure and place == after):
            best, where = sure, place
    if word.initials and best < INITIALS_SURE and (at := phrase.initials.find(word.initials)) >= 0:
        best, where, count = INITIALS_SURE, at, len(word.initials)
    return best, where, count


def _same_accents(typed: Word, word: Word) -> bool:
    """Whether the accents that were typed are the word's; a word that is still being typed has time."""
    if not has_accents(typed.accented):
        return True
    if len(word.plain) == len(typed.plain):
        return typed.accented == word.accented
    return word.accented.startswith(typed.accented.rstrip(TONES))
