"""Keeps the staff's pages to the staff: a gesture that citizens do not make, and a PIN with few tries."""

from collections import deque
from hashlib import scrypt
from hmac import compare_digest

TOUCHES = 5
TOUCHES_SECONDS = 3.0
PIN_DIGITS_MIN, PIN_DIGITS_MAX = 4, 12
ATTEMPTS_MAX = 5
LOCKED_SECONDS = 300.0
COST, BLOCK, LANES = 2**13, 8, 1


class PinUnfitError(ValueError):
    """A PIN that the kiosk's keys cannot type, or that is guessed too soon."""

    def __init__(self) -> None:
        super().__init__(f"a PIN has {PIN_DIGITS_MIN} to {PIN_DIGITS_MAX} digits and nothing else")


class StaffGesture:
    """TOUCHES touches of the office's name, or of the minus key, within TOUCHES_SECONDS."""

    def __init__(self) -> None:
        self._touched_at: deque[float] = deque(maxlen=TOUCHES)

    def touched(self, at: float) -> bool:
        """Whether this touch, at a moment in seconds, completes the gesture."""
        self._touched_at.append(at)
        if len(self._touched_at) < TOUCHES or at - self._touched_at[0] > TOUCHES_SECONDS:
            return False
        self._touched_at.clear()
        return True


class StaffLock:
    """Knows a PIN by its hash; after ATTEMPTS_MAX wrong ones it opens to none for LOCKED_SECONDS."""

    def __init__(self, pin: str, salt: bytes) -> None:
        """Raises PinUnfitError."""
        if not (PIN_DIGITS_MIN <= len(pin) <= PIN_DIGITS_MAX and pin.isascii() and pin.isdigit()):
            raise PinUnfitError
        self._salt = salt
        self._hash = self._hashed(pin)
        self._attempts = 0
        self._locked_until = float("-inf")

    def opens(self, pin: str, at: float) -> bool:
        """Whether this PIN is the right one, at a moment in seconds; while locked none is looked at."""
        if self.locked_seconds(at) > 0:
            return False
        if compare_digest(self._hashed(pin), self._hash):
            self._attempts = 0
            return True
        self._attempts += 1
        if self._attempts >= ATTEMPTS_MAX:
            self._attempts, self._locked_until = 0, at + LOCKED_SECONDS
        return False

    def locked_seconds(self, at: float) -> float:
        """For how many seconds more no PIN is looked at; 0 if one may be tried."""
        return max(0.0, self._locked_until - at)

    def _hashed(self, pin: str) -> bytes:
        return scrypt(pin.encode(), salt=self._salt, n=COST, r=BLOCK, p=LANES)
