"""Where a citizen goes: the office's own word for the place (counter, window, table, room) and its sign."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ticketing.sentences import N_, Words

PlaceKind = Literal["counter", "window", "table", "room"]
PLACE_KINDS: tuple[PlaceKind, ...] = ("counter", "window", "table", "room")
SIGN_LENGTH_MAX = 6
RUN_MIN = 3
SIGN = re.compile(r"[^\W_]+([./-]?[^\W_]+)*")

PLACE_WORDS: Mapping[PlaceKind, str] = {
    "counter": N_("counter"),
    "window": N_("window"),
    "table": N_("table"),
    "room": N_("room"),
}
_PLURALS: Mapping[PlaceKind, str] = {
    "counter": N_("counters"),
    "window": N_("windows"),
    "table": N_("tables"),
    "room": N_("rooms"),
}
# Two sentences, for Vietnamese has a word before figures that it does not have before letters.
_LETTERED = N_("{place} {sign}")
_NUMBERED = N_("{place} {number}")
_TO_PLACE = N_("to {place}")

_KINDS_OF_WORDS: Mapping[str, PlaceKind] = {
    "quầy": "counter",
    "cửa": "window",
    "bàn": "table",
    "phòng": "room",
}
_SIGN_IN_LABEL = r"[a-zđ]?[0-9]{1,4}[a-zđ]?|[a-zđ]"
_BARE_SIGN = re.compile(rf"(?:{_SIGN_IN_LABEL})", re.IGNORECASE)
_LABEL = re.compile(
    rf"({'|'.join(_KINDS_OF_WORDS)})\s+(?:số\s+)?({_SIGN_IN_LABEL})(?=$|\s*[-–:,.(])", re.IGNORECASE
)
# A counter by its number, as every sentence in either language speaks of one.
_COUNTER_IN_SENTENCE = re.compile(r"\b(quầy|counter)( số)? \{((?:to_)?counter)\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CounterPlace:
    """A place as citizens find it: what it is called, and what stands over it."""

    kind: PlaceKind
    sign: str

    @property
    def is_numbered(self) -> bool:
        """Whether Vietnamese says "số" before the sign: before figures, but not of a room's."""
        return self.kind != "room" and self.sign.isdecimal()

    def word(self, words: Words) -> str:
        """What it is called without its sign: counter, room; quầy, phòng."""
        return words(PLACE_WORDS[self.kind])

    def named(self, words: Words) -> str:
        """Its name on a list or a key: counter 3, room 201; quầy 3, phòng 201."""
        return words(_LETTERED, place=self.word(words), sign=self.sign)

    def addressed(self, words: Words) -> str:
        """Its name in a sentence that sends somebody there: counter 3; quầy số 3, quầy A, phòng 201."""
        return self._addressed(words, self.sign)

    def before_sign(self, words: Words) -> str:
        """What stands above its sign where that is large: TO COUNTER; ĐẾN QUẦY SỐ, ĐẾN QUẦY, ĐẾN PHÒNG."""
        return words(_TO_PLACE, place=self._addressed(words, "").rstrip()).upper()

    def _addressed(self, words: Words, sign: str) -> str:
        if self.is_numbered:
            return words(_NUMBERED, place=self.word(words), number=sign)
        return words(_LETTERED, place=self.word(words), sign=sign)


def named_together(places: Iterable[CounterPlace], words: Words) -> str:
    """Several places in one name, those of a kind together: quầy 1–4, phòng 201; counters 1, 2."""
    signs: dict[PlaceKind, list[str]] = {}
    for place in places:
        signs.setdefault(place.kind, []).append(place.sign)
    return ", ".join(
        words(_LETTERED, place=words((PLACE_WORDS if len(some) == 1 else _PLURALS)[kind]), sign=_listed(some))
        for kind, some in signs.items()
    )


def _listed(signs: list[str]) -> str:
    """The signs with runs of three figures or more as 1–4."""
    runs: list[list[str]] = []
    for sign in signs:
        last = runs[-1][-1] if runs else ""
        if last.isdecimal() and sign.isdecimal() and int(sign) == int(last) + 1:
            runs[-1].append(sign)
        else:
            runs.append([sign])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) >= RUN_MIN else ", ".join(run) for run in runs)


def place_in_label(label: str) -> CounterPlace | None:
    """What a counter's Vietnamese label says of its place: "Phòng 201", "Quầy A – Hộ tịch", or "A" alone."""
    if _BARE_SIGN.fullmatch(label):
        return CounterPlace("counter", label.upper())
    found = _LABEL.match(label)
    return CounterPlace(_KINDS_OF_WORDS[found[1].lower()], found[2].upper()) if found else None


def numbered(number: int) -> CounterPlace:
    """A counter by its number, of which no more is known."""
    return CounterPlace("counter", str(number))


class PlacesNamed:
    """Puts values into sentences in which a counter is called what its office calls it.

    Sentences are written of "counter {counter}" and "quầy {counter}" with its number; where that counter is
    room 201 to everybody, they say so.
    """

    def __init__(self, words: Words, place_of: Callable[[int], CounterPlace]) -> None:
        """`place_of` is asked anew each time, for an office may still be on its way."""
        self._words = words
        self._place_of = place_of

    def __call__(self, template: str, values: Mapping[str, object]) -> str:
        def named(found: re.Match[str]) -> str:
            number = str(values[found[3]])
            place = self._place_of(int(number)) if number.isdecimal() else CounterPlace("counter", number)
            if place == CounterPlace("counter", number):
                return found[0]
            name = place.addressed(self._words) if found[2] else place.named(self._words)
            return name[:1].upper() + name[1:] if found[1][:1].isupper() else name

        return _COUNTER_IN_SENTENCE.sub(named, template).format_map(values)
