"""Which screens wait to be paired, and the codes that they show: short, for minutes, and few guesses."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

CODE_LENGTH = 6
CODE_SECONDS = 600.0
WAITING_MAX = 200
WRONG_CODES_MAX = 10
# A digit that was mistyped may not name another screen.
PLACES_APART_MIN = 2
DRAWS_MAX = 50

Asking = TypeVar("Asking")


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code on a screen at `address`, good until that second."""

    code: str
    address: str
    until: float


class WaitingScreens(Generic[Asking]):
    """The screens that show a code; `draw` gives CODE_LENGTH digits that nobody can foresee.

    With WAITING_MAX of them the address with the most gives way to others: the one of it that came last.
    """

    def __init__(self, draw: Callable[[], str]) -> None:
        self._draw = draw
        self._shown: dict[Asking, ShownCode] = {}
        self._wrong = 0

    def code_of(self, screen: Asking) -> str:
        """What a screen shows; empty where it has no code."""
        shown = self._shown.get(screen)
        return shown.code if shown else ""

    def come(self, screen: Asking, address: str, at: float) -> Asking | None:
        """Give a screen a code, if there is a place; answers which one has lost its own for that."""
        yielding = None
        if len(self._shown) >= WAITING_MAX:
            fullest, _ = Counter(shown.address for shown in self._shown.values()).most_common(1)[0]
            if fullest == address:
                return None
            yielding = next(each for each in reversed(self._shown) if self._shown[each].address == fullest)
            del self._shown[yielding]
        if code := self._new_code():
            self._shown[screen] = ShownCode(code, address, at + CODE_SECONDS)
        return yielding

    def leave(self, screen: Asking) -> None:
        """This screen waits no more."""
        self._shown.pop(screen, None)

    def renew(self, at: float) -> tuple[Asking, ...]:
        """Give those another code whose own is over; answers which they are."""
        return self._drawn_anew([screen for screen, shown in self._shown.items() if shown.until <= at], at)

    def find(self, code: str, at: float) -> Asking | None:
        """The screen that shows this code."""
        found = (screen for screen, shown in self._shown.items() if shown.code == code and at < shown.until)
        return next(found, None)

    def guess_wrong(self, at: float) -> tuple[Asking, ...]:
        """Count a code that no screen shows; after WRONG_CODES_MAX all show others, and which are told."""
        self._wrong += 1
        if self._wrong < WRONG_CODES_MAX:
            return ()
        self._wrong = 0
        return self._drawn_anew(list(self._shown), at)

    def _drawn_anew(self, screens: Iterable[Asking], at: float) -> tuple[Asking, ...]:
        changed = tuple(screens)
        for screen in changed:
            if code := self._new_code():
                self._shown[screen] = replace(self._shown[screen], code=code, until=at + CODE_SECONDS)
        return changed

    def _new_code(self) -> str:
        taken = [shown.code for shown in self._shown.values()]
        for _ in range(DRAWS_MAX):
            code = self._draw()
            if all(_places_apart(code, other) >= PLACES_APART_MIN for other in taken):
                return code
        return ""


def _places_apart(code: str, other: str) -> int:
    return sum(digit != beside for digit, beside in zip(code, other, strict=True))
