"""Which keys were meant: a key acts once nobody types on, and text meant for another program never does.

Moments are milliseconds of a clock that never goes back; whoever has the keyboard waits for `due_at`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

StrokeKind = Literal["main", "coded", "keypad", "alt", "digit", "text", "composed", "erase"]
"""What a stroke is: a key of the main block, one of which an input method has left no more than its place, a
key of the numeric keypad, one with Alt, a digit of either block, a sign that is no command, a letter that an
input method has put together, or Backspace."""


@dataclass(frozen=True, slots=True)
class GuardTimes:
    """The times of the guard.

    A key of the main block acts after `guard_milliseconds` without another one. Typing lasts until there was
    no key for `pause_milliseconds`. The same key once more within `bounce_milliseconds` is a worn contact,
    and a letter that follows Backspace within `rewrite_milliseconds` is an input method at work.
    """

    guard_milliseconds: int = 150
    pause_milliseconds: int = 1_000
    bounce_milliseconds: int = 30
    rewrite_milliseconds: int = 30


GUARD_TIMES = GuardTimes()
TONES: Mapping[str, str] = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
"""The key of Telex behind each tone mark: all that is left of a key that an input method has swallowed."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key that was pressed: `sign` tells it from others, `command` is what it means to the desk."""

    kind: StrokeKind
    sign: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a stroke leads to at once: `acts` is the command that it gives, `says` that somebody is typing."""

    acts: str = ""
    says: bool = False


NOTHING = Verdict()
LONG_AGO = float("-inf")


class KeyGuard:
    """Holds a key back until it is known to be one, and swallows what is typed."""

    def __init__(self, times: GuardTimes = GUARD_TIMES) -> None:
        self.times = times
        self._held: Stroke | None = None
        self._held_at = LONG_AGO
        self._has_bounced = False
        self._last_at = LONG_AGO
        self._last_sign = ""
        self._erased_at = LONG_AGO
        self._coded_at = LONG_AGO
        self._typing_until = LONG_AGO
        self._has_said = True

    @property
    def due_at(self) -> float | None:
        """When the key that is held back acts; None where there is none."""
        return None if self._held is None else self._held_at + self.times.guard_milliseconds

    def press(self, stroke: Stroke, at: float) -> Verdict:
        """Take in a stroke. One that is held back acts by `release`, at `due_at`."""
        if self._bounces(stroke, at) or self._echoes(stroke, at):
            return NOTHING
        self._last_sign = stroke.sign
        is_composed = stroke.kind in ("composed", "coded")
        is_rewritten = is_composed and at - self._erased_at <= self.times.rewrite_milliseconds
        if at < self._typing_until or self._follows(at, is_rewritten=is_rewritten):
            return self._type(at)
        self._last_at = at
        return self._begin(stroke, at, is_rewritten=is_rewritten)

    def release(self) -> str:
        """The command of the key that was held back; nobody has typed on."""
        held, self._held = self._held, None
        return held.command if held else ""

    def is_typing(self, at: float) -> bool:
        """Whether what comes now belongs to a text."""
        return at < self._typing_until

    def typed_elsewhere(self, at: float) -> None:
        """A sign went into a field: what comes after the field has gone is still meant for it."""
        self._typing_until = at + self.times.pause_milliseconds
        self._has_said = False
        self._held = None

    def calm(self, at: float) -> None:
        """Somebody has confirmed, dismissed or clicked something: the keys are the desk's again."""
        self._typing_until = LONG_AGO
        self._last_at = at
        self._held = None

    def _bounces(self, stroke: Stroke, at: float) -> bool:
        is_again = stroke.sign == self._last_sign and at - self._last_at <= self.times.bounce_milliseconds
        self._has_bounced = is_again and not self._has_bounced
        return self._has_bounced

    def _echoes(self, stroke: Stroke, at: float) -> bool:
        """Whether an input method says in signs what a key has said already."""
        is_recent = at - self._coded_at <= self.times.rewrite_milliseconds
        return is_recent and stroke.kind in ("erase", "composed")

    def _follows(self, at: float, *, is_rewritten: bool) -> bool:
        """Whether the stroke goes on with what was begun: a key that is held back was not alone."""
        if is_rewritten:
            return False
        return self._held is not None or at - self._last_at < self.times.guard_milliseconds

    def _type(self, at: float) -> Verdict:
        """Somebody is typing."""
        says = at >= self._typing_until or not self._has_said
        self._typing_until = at + self.times.pause_milliseconds
        self._has_said = True
        self._last_at, self._erased_at = at, LONG_AGO
        self._held = None
        return Verdict(says=says)

    def _begin(self, stroke: Stroke, at: float, *, is_rewritten: bool) -> Verdict:
        """The first stroke after a pause."""
        match stroke.kind:
            case "erase":
                self._erased_at = at
            case "digit":
                self._typing_until, self._has_said = at + self.times.pause_milliseconds, False
            case "keypad" | "alt":
                return Verdict(acts=stroke.command)
            case "coded":
                self._coded_at = at
                return self._hold(stroke, at)
            case "main":
                return self._hold(stroke, at)
            case "composed" if is_rewritten:
                return self._hold(stroke, at)
            case _:
                pass
        return NOTHING

    def _hold(self, stroke: Stroke, at: float) -> Verdict:
        if not self.times.guard_milliseconds or not stroke.command:
            return Verdict(acts=stroke.command)
        self._held, self._held_at = stroke, at
        return NOTHING


def tone_key(letter: str) -> str:
    """The key of Telex that a letter's tone mark was typed with; "" where it has none."""
    return next((TONES[mark] for mark in normalize("NFD", letter) if mark in TONES), "")
