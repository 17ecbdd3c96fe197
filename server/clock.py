"""The only place that reads the clock and draws random values."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Protocol

TRACK_LETTERS = "0123456789BCGHKLMNPQTV"
TRACK_LENGTH = 12
_TRACK_TABLE = bytes(ord(TRACK_LETTERS[byte % len(TRACK_LETTERS)]) for byte in range(256))


class Clock(Protocol):
    """Tells the office's local time."""

    def now(self) -> datetime:
        """The moment it is, aware of the office's time zone."""


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
