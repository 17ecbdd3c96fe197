"""The only place that reads the clock and draws random values."""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import partial
from typing import Protocol

TRACK_LETTERS = "0123456789BCGHKLMNPQTV"
TRACK_LENGTH = 12
# time.monotonic stands still while a computer sleeps, after which its clock would seem to have jumped.
_ticks = (
    partial(time.clock_gettime, time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic
)
_TRACK_TABLE = bytes(ord(TRACK_LETTERS[byte % len(TRACK_LETTERS)]) for byte in range(256))


class Clock(Protocol):
    """Tells the office's local time, and the time gone by."""

    def now(self) -> datetime:
        """The moment it is, aware of the office's time zone."""

    def ticks(self) -> float:
        """Seconds of a clock that nobody sets, since a moment of its own."""


class RandomSource(Protocol):
    """Gives texts that nobody can guess."""

    def track(self) -> str:
        """The token by which a citizen follows a ticket; its letters survive a Vietnamese keyboard."""

    def request_id(self) -> str:
        """The request id of a press that came without one."""

    def secret(self) -> str:
        """A token that gives the right to write."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's clock in the office's time zone."""

    zone: tzinfo

    def now(self) -> datetime:
        """The moment it is, with its offset: in a zone with summer time, durations would be wrong without."""
        now = datetime.now(self.zone)
        return now.replace(tzinfo=timezone(now.utcoffset() or timedelta()))

    def ticks(self) -> float:
        """Seconds since the computer's start, with those that it slept where the system counts them."""
        return _ticks()


class SystemRandomSource:
    """The operating system's randomness."""

    def track(self) -> str:
        """About 53 bits in letters that scanners, Telex and VNI leave alone."""
        return secrets.token_bytes(TRACK_LENGTH).translate(_TRACK_TABLE).decode()

    def request_id(self) -> str:
        """128 bits."""
        return secrets.token_hex(16)

    def secret(self) -> str:
        """256 bits."""
        return secrets.token_urlsafe(32)
