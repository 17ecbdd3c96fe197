"""Tells a scanner that types from a hand that types: by how close its characters come, and by their form."""

import re
from dataclasses import dataclass

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX

GAP_SECONDS = 0.08
DOUBT_SECONDS = 0.5
BURST_CHARACTERS_MIN = 8
ENDED_BURST_CHARACTERS_MIN = 3
ENTER, BAR, DIGITS = "enter", "|", frozenset("0123456789")
LATE = "0"
_CARD_BEGINS = re.compile(r"[0-9]{12}")


@dataclass(frozen=True, slots=True)
class KeyMeant:
    """A hand pressed this key."""

    key: str


@dataclass(frozen=True, slots=True, repr=False)
class Scan:
    """A scanner typed this; it has no repr, so that no log or traceback can hold it."""

    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Digits came too close for a hand; what the first of them did is to be taken back."""


Heard = KeyMeant | Scan | Doubt


class Wedge:
    """Holds every key until it is known whether more follow within `gap_seconds` of it.

    A burst that ends with Enter, or has BURST_CHARACTERS_MIN characters, is a scan. Digits that press buttons
    come one by one: where a second one follows within DOUBT_SECONDS, both and whatever follows as closely are
    swallowed; together they are a scan if they have a card's form, and else nothing. Of a scan longer than
    PAYLOAD_LENGTH_MAX no more is kept than shows that it is.
    """

    def __init__(self, gap_seconds: float = GAP_SECONDS) -> None:
        self.gap_seconds = gap_seconds
        self._held: list[str] = []
        self._swallowed: list[str] = []
        self._told = ""  # the digits that were passed on, each within DOUBT_SECONDS of the one before
        self._types = False
        self._last = float("-inf")

    @property
    def quiet_seconds(self) -> float | None:
        """After how long without a key `quiet` has to be called; None where nothing is held."""
        if self._swallowed or self._may_be_card:
            return max(DOUBT_SECONDS, self.gap_seconds)
        return self.gap_seconds if self._held else None

    def key(self, key: str, at: float, *, types: bool = False) -> list[Heard]:
        """What is known now that `key` (a character, or a key's name) was pressed at a moment in seconds.

        With `types` digits are text where they are pressed now, and no buttons.
        """
        pause, self._last = at - self._last, at
        if pause > DOUBT_SECONDS:
            self._told = ""
        heard: list[Heard] = []
        held_for = self.quiet_seconds
        if held_for is None or pause > held_for:
            if pause <= DOUBT_SECONDS and self._is_doubtful(key):
                self._swallowed, self._held, self._told = [*self._told, *self._held], [], ""
                return [Doubt(), *self._swallow(key)]
            heard = self._released()
            if pause > DOUBT_SECONDS:
                heard += self._scanned_slowly()
        if self._swallowed:
            return heard + self._swallow(key)
        if not self._held:
            self._types = types
        return heard + self._hold(key)

    def quiet(self, at: float) -> list[Heard]:
        """What is known when nothing more was pressed up to a moment in seconds."""
        seconds = self.quiet_seconds
        if seconds is None or at - self._last <= seconds:
            return []
        return self._scanned_slowly() if self._swallowed else self._released()

    @property
    def _may_be_card(self) -> bool:
        """Whether what is held begins like a card, or is digits that no longer press anything."""
        if not self._types and len(DIGITS.intersection(self._held[:1])) and len(self._held) > 1:
            return self._held[1] in DIGITS
        return _CARD_BEGINS.match("".join(self._held)) is not None

    def _is_doubtful(self, key: str) -> bool:
        """Whether a key that comes after a short pause shows that no hand pressed those before it."""
        so_far = self._told + "".join(self._held)
        if self._types:
            return key == BAR and _CARD_BEGINS.fullmatch(so_far) is not None
        return (key in DIGITS or key in (BAR, ENTER)) and bool(DIGITS.intersection(so_far))

    def _hold(self, key: str) -> list[Heard]:
        if key == ENTER and len(self._held) >= ENDED_BURST_CHARACTERS_MIN:
            return [self._scan(self._held)]
        if len(self._held) <= PAYLOAD_LENGTH_MAX:
            self._held.append(key)
        return []

    def _swallow(self, key: str) -> list[Heard]:
        if key == ENTER:
            heard, self._told = self._scanned_slowly(), ""
            return heard
        if len(self._swallowed) <= PAYLOAD_LENGTH_MAX:
            self._swallowed.append(key)
        return []

    def _scanned_slowly(self) -> list[Heard]:
        """What was swallowed as a scan, if it is one."""
        if not self._swallowed:
            return []
        scan = self._scan(self._swallowed)
        self._told = LATE  # what comes as closely after all, because the computer was busy, belongs to it
        is_card = BAR in scan.text or _CARD_BEGINS.match(scan.text)
        return [scan] if is_card else []

    def _released(self) -> list[Heard]:
        """What was held, now that nothing has followed: a scan, keys, or a doubt."""
        if len(self._held) >= BURST_CHARACTERS_MIN:
            return [self._scan(self._held)]
        digits = [sign for sign in self._held if sign in DIGITS]
        if len(digits) > 1 and not self._types:
            self._swallowed, self._held = self._held, []
            return [Doubt()]
        for sign in self._held:
            self._told = self._told + sign if sign in DIGITS else ""
        keys = [KeyMeant(key) for key in self._held]
        self._held.clear()
        return list[Heard](keys)

    def _scan(self, signs: list[str]) -> Scan:
        scan = Scan("".join(sign for sign in signs if len(sign) == 1))
        signs.clear()
        self._told = ""
        return scan
