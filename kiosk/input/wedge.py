"""Tells a scanner that types from a hand that types: a scanner's characters come in a burst."""

from dataclasses import dataclass

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX

GAP_SECONDS = 0.04
BURST_CHARACTERS_MIN = 8
ENDED_BURST_CHARACTERS_MIN = 3
ENTER = "enter"


@dataclass(frozen=True, slots=True)
class KeyMeant:
    """A hand pressed this key."""

    key: str


@dataclass(frozen=True, slots=True, repr=False)
class Scan:
    """A scanner typed this; it has no repr, so that no log or traceback can hold it."""

    text: str


Heard = KeyMeant | Scan


class Wedge:
    """Holds every key until it is known whether more follow within `gap_seconds` of it.

    A burst that ends with Enter, or has BURST_CHARACTERS_MIN characters, is a scan; fewer are keys that
    were pressed one by one. Of a scan longer than PAYLOAD_LENGTH_MAX no more is kept than shows that it is.
    """

    def __init__(self, gap_seconds: float = GAP_SECONDS) -> None:
        self.gap_seconds = gap_seconds
        self._held: list[str] = []
        self._last = float("-inf")

    @property
    def holds(self) -> bool:
        """Whether keys are held, so that `quiet` has to be called."""
        return bool(self._held)

    def key(self, key: str, at: float) -> list[Heard]:
        """What is known now that `key` (a character, or a key's name) was pressed at a moment in seconds."""
        earlier = [] if at - self._last <= self.gap_seconds else self._released()
        self._last = at
        if key == ENTER and len(self._held) >= ENDED_BURST_CHARACTERS_MIN:
            return [*earlier, self._scan()]
        if len(self._held) <= PAYLOAD_LENGTH_MAX:
            self._held.append(key)
        return earlier

    def quiet(self, at: float) -> list[Heard]:
        """What is known when nothing more was pressed up to a moment in seconds."""
        return self._released() if at - self._last > self.gap_seconds else []

    def _released(self) -> list[Heard]:
        if len(self._held) >= BURST_CHARACTERS_MIN:
            return [self._scan()]
        keys = [KeyMeant(key) for key in self._held]
        self._held.clear()
        return list[Heard](keys)

    def _scan(self) -> Scan:
        scan = Scan("".join(sign for sign in self._held if len(sign) == 1))
        self._held.clear()
        return scan
