"""The search of the catalogue: what a citizen types, what it can mean, and where to go else."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from ticketing.plan import Name, Procedure
from ticketing.search.letters import Word, folded, raw_words, words_of
from ticketing.search.phrases import Phrases
from ticketing.search.vocabulary import AskedWord
from ticketing.search_words import NO_SEARCH_WORDS, Hint, SearchWords

QUERY_LENGTH_MAX = 120
QUERY_WORDS_MAX = 20
READINGS_MAX = 6
MEANING_WORDS_MAX = 3
CODE = re.compile(r"[0-9]+(\.[0-9]*)?")

BY_OTHER_READING = 0.97  # of a score that needs a short word written out
OF_PHRASE, OF_ROW = 0.85, 0.15  # the best phrase, and how much of the query stands anywhere in the row
OF_FIELD = 0.45  # a field's procedures, where the field is what was named
CHANGING, ENDING = 0.96, 0.9  # what changes or ends something, where that was not asked for
ASKED_MORE, ASKED_ALONE = 0.05, 0.6  # alone it decides where no word tells anything, as đăng ký
WORTH_SHOWING = 0.22  # below it a row has too little of what was typed
BESIDE_BEST, BESIDE_HINT = 0.6, 0.7  # rows that are so much farther than the best one are left out
WHOLE = 0.7
LED_BY_LETTERS_MIN = 3  # of words that tell something, before a field or hint may come first,
LED_BY_SCORE = 0.97  # but for one that is typed whole
NOTHING_SAID = Name("")


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds: procedures, the likeliest first, and where to go if none of them is meant.

    `whole` are those of them that have every word. `field` is the code of the nearest field; it `leads` where
    it comes nearer than any procedure. `said` is the office's sentence on what is no procedure of its own.
    Where only a part was understood, it is not `is_sure`.
    """

    procedures: tuple[Procedure, ...] = ()
    whole: tuple[Procedure, ...] = ()
    field: str = ""
    leads: bool = False
    said: Name = NOTHING_SAID
    is_sure: bool = True


@dataclass(slots=True)
class _Scores:
    """Scores by the place of the row, and how much of the query the row has in all."""

    best: dict[int, float] = field(default_factory=dict)
    cover: dict[int, float] = field(default_factory=dict)


class ProcedureIndex:
    """A catalogue made ready for searching.

    `fields` are the names of fields by code, both languages in one text; `asked` says how often each
    procedure was asked for, and takes the place of what is usual.
    """

    def __init__(
        self,
        procedures: Iterable[Procedure],
        fields: Mapping[str, str] | None = None,
        words: SearchWords = NO_SEARCH_WORDS,
        asked: Mapping[str, int] | None = None,
    ) -> None:
        self._procedures = tuple(procedures)
        self.field_names = dict(fields or {})
        self._fields = tuple(self.field_names)
        self._words = words
        self._meanings = _meanings(words)
        self._procedure_count = len(self._procedures)
        self._hints_from = self._procedure_count + len(self._fields)
        self._phrases = Phrases(self._named(fields or {}), self._hints_from + len(words.hints), words)
        self._digits = tuple(_digits(procedure.code) for procedure in self._procedures)
        self._asked = self._shares_asked(asked or {})
        self._kinds = tuple(map(self._kind, self._procedures))

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """All of them, in the catalogue's order."""
        return self._procedures

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, if there is one."""
        return next((procedure for procedure in self._procedures if procedure.code == code), None)

    def _named(self, fields: Mapping[str, str]) -> Iterator[tuple[int, str]]:
        """Every name and synonym with the place of its row: procedures, then fields, then hints."""
        also = {synonyms.code: synonyms.also for synonyms in self._words.procedures}
        for place, procedure in enumerate(self._procedures):
            yield place, procedure.name
            yield from ((place, text) for text in also.get(procedure.code, ()))
        also = {synonyms.code: synonyms.also for synonyms in self._words.fields}
        for place, (code, name) in enumerate(fields.items(), self._procedure_count):
            yield place, name
            yield from ((place, text) for text in also.get(code, ()))
        for place, hint in enumerate(self._words.hints, self._hints_from):
            yield from ((place, text) for text in hint.also)

    def search(self, query: str, field: str = "") -> Found:
        """What `query` can mean; of one field only if it is given.

        An empty query means all procedures in the catalogue's order. A query of digits and a dot is the
        beginning of a code.
        """
        typed = query.strip()[:QUERY_LENGTH_MAX]
        if not typed:
            every = tuple(one for one in self._procedures if not field or one.field == field)
            return Found(every, every, field)
        if CODE.fullmatch(typed) and (coded := self._coded(typed, field)):
            return Found(coded, coded)
        scores = _Scores()
        readings = list(self._readings(typed))
        for number, asked in enumerate(readings):
            self._rate(asked, 1.0 if number == 0 else BY_OTHER_READING, scores)
        return self._found(scores, readings, field)

    def _coded(self, typed: str, field: str) -> tuple[Procedure, ...]:
        digits = typed.replace(".", "")
        return tuple(
            procedure
            for procedure, own in zip(self._procedures, self._digits, strict=True)
            if own.startswith(digits) and (not field or procedure.field == field)
        )

    def _readings(self, typed: str) -> Iterator[tuple[AskedWord, ...]]:
        """The query as it stands, and with short words written out."""
        words = self._typed_words(typed)
        for number, reading in enumerate(self._written_out(words)):
            if number == READINGS_MAX:
                return
            last = len(reading) - 1
            yield tuple(
                self._phrases.vocabulary.asked(word, is_last=place == last)
                for place, word in enumerate(reading)
            )

    def _typed_words(self, typed: str) -> list[Word]:
        """The words that were typed, with Telex and VNI decoded, and split or joined where that is known."""
        vocabulary = self._phrases.vocabulary
        raw = raw_words(typed)[:QUERY_WORDS_MAX]
        words: list[Word] = []
        for place, each in enumerate(raw):
            word, is_last = words_of(each)[0], place == len(raw) - 1
            if words and self._is_torn(words[-1].plain, word.plain):
                joined = words.pop()
                words.append(Word(joined.plain + word.plain, joined.accented + word.accented))
            elif vocabulary.knows(word.plain) or word.plain in self._meanings:
                words.append(word)
            elif decoded := vocabulary.decoded(each):
                words.append(decoded)
            else:
                pieces = vocabulary.split(word.plain, is_last=is_last)
                words += [Word(piece, piece) for piece in pieces] if len(pieces) > 1 else [word]
        return words

    def _is_torn(self, before: str, word: str) -> bool:
        """Whether the two are one known word with a blank in it."""
        knows = self._phrases.vocabulary.knows
        return knows(before + word) and (len(before) == 1 or not knows(before) or not knows(word))

    def _written_out(self, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
        yield words
        for start in range(len(words)):
            for length in range(1, MEANING_WORDS_MAX + 1):
                short = " ".join(word.plain for word in words[start : start + length])
                if start + length > len(words):
                    break
                for meaning in self._meanings.get(short, ()):
                    yield [*words[:start], *meaning, *words[start + length :]]

    def _rate(self, asked: Sequence[AskedWord], share: float, scores: _Scores) -> None:
        best: dict[int, float] = {}
        for score, rows in self._phrases.found(asked):
            for row in rows:
                if score > best.get(row, 0.0):
                    best[row] = score
        for row, score in best.items():
            cover = self._phrases.cover(asked, row)
            rated = share * (OF_PHRASE * score + OF_ROW * cover)
            if rated > scores.best.get(row, 0.0):
                scores.best[row], scores.cover[row] = rated, cover

    def _found(self, scores: _Scores, readings: Sequence[Sequence[AskedWord]], field: str) -> Found:
        words = frozenset(word.word.plain for word in readings[0])
        tells = self._phrases.vocabulary.tells
        telling = sum(len(asked.word.plain) for asked in readings[0] if tells(asked.word))
        more = ASKED_MORE if telling else ASKED_ALONE
        rated = self._rated_procedures(scores, words)
        best = max((score for score, _ in rated), default=0.0)
        rated = [(score * (1 + more * self._asked[at]), at) for score, at in rated]
        hint, hinted = self._nearest_hint(scores.best)
        if telling < LED_BY_LETTERS_MIN and hinted < LED_BY_SCORE:
            hinted = 0.0
        leads = hinted >= max(best, WORTH_SHOWING)
        named = hint.field if leads and not hint.also else ""
        least = WORTH_SHOWING if field else max(WORTH_SHOWING, BESIDE_BEST * best, BESIDE_HINT * hinted)
        kept = [
            at
            for score, at in sorted(rated, key=lambda one: (-one[0], one[1]))
            if field in ("", self._procedures[at].field)
            and (score >= least or (score >= WORTH_SHOWING and self._procedures[at].field == named))
        ]
        found = tuple(self._procedures[at] for at in kept)
        whole = tuple(self._procedures[at] for at in kept if scores.cover.get(at, 0.0) >= WHOLE)
        is_sure = max(best, hinted) >= 2 * WORTH_SHOWING
        if leads:
            return Found(found, whole, hint.field, leads=True, said=Name(hint.vi, hint.en), is_sure=is_sure)
        nearest = found[0].field if found else self._words.guidance
        return Found(found, whole, nearest, is_sure=is_sure)

    def _rated_procedures(self, scores: _Scores, words: frozenset[str]) -> list[tuple[float, int]]:
        of_fields = {
            code: OF_FIELD * scores.best.get(place, 0.0)
            for place, code in enumerate(self._fields, self._procedure_count)
        }
        rated = []
        for place, procedure in enumerate(self._procedures):
            score = max(
                scores.best.get(place, 0.0) * self._share(place, words), of_fields.get(procedure.field, 0.0)
            )
            if score:
                rated.append((score, place))
        return rated

    def _share(self, place: int, words: frozenset[str]) -> float:
        share, markers = self._kinds[place]
        return 1.0 if markers & words else share

    def _nearest_hint(self, best: Mapping[int, float]) -> tuple[Hint, float]:
        """The hint that comes nearest, or the field as one without words, and how near it comes."""
        rows = range(self._hints_from + len(self._words.hints) - 1, self._procedure_count - 1, -1)
        place = max(rows, key=lambda at: best.get(at, 0.0), default=-1)
        if place >= self._hints_from:
            return self._words.hints[place - self._hints_from], best.get(place, 0.0)
        code = self._fields[place - self._procedure_count] if place >= 0 else ""
        return Hint((), "", "", code), best.get(place, 0.0)

    def _kind(self, procedure: Procedure) -> tuple[float, frozenset[str]]:
        """What a name is held back by for changing or ending something, and the words that say so."""
        name = words_of(procedure.name)
        for share, marking in ((ENDING, self._words.ending), (CHANGING, self._words.changing)):
            marked = [found for found in map(words_of, marking) if _has(name, found)]
            if marked:
                return share, frozenset(word.plain for found in marked for word in found)
        return 1.0, frozenset()

    def _shares_asked(self, asked: Mapping[str, int]) -> tuple[float, ...]:
        """How often each procedure is asked for, from 0 to 1, on a scale that grows ever more slowly."""
        usual = {synonyms.code: synonyms.asked for synonyms in self._words.procedures}
        counts = asked if sum(asked.values()) > sum(usual.values()) else _added(usual, asked)
        most = log(1 + max(counts.values(), default=0)) or 1.0
        return tuple(log(1 + counts.get(procedure.code, 0)) / most for procedure in self._procedures)


def for_desk(found: Found, own_field: str) -> tuple[Procedure, ...]:
    """What a clerk chooses from: what has every word, if there is such; those of the own field first."""
    return tuple(sorted(found.whole or found.procedures, key=lambda one: one.field != own_field))


def _has(name: Sequence[Word], marking: Sequence[Word]) -> bool:
    """Whether the words of `marking` stand one after the other in the name, accents and all."""
    count = len(marking)
    return any(tuple(name[at : at + count]) == tuple(marking) for at in range(len(name) - count + 1))


def _added(one: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    return {code: one.get(code, 0) + other.get(code, 0) for code in {*one, *other}}


def _meanings(words: SearchWords) -> Mapping[str, list[tuple[Word, ...]]]:
    meanings: dict[str, list[tuple[Word, ...]]] = {}
    for meaning in words.short_forms:
        meanings.setdefault(_plain(meaning.short), []).append(words_of(meaning.words))
    return meanings


def _plain(text: str) -> str:
    return " ".join(map(folded, raw_words(text)))


def _digits(code: str) -> str:
    return "".join(filter(str.isdigit, code))


NO_PROCEDURES = ProcedureIndex(())
