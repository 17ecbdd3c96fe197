"""PINs become argon2id hashes here and are checked against them, and nowhere else."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from server.allocator import give_large_memory_back
from server.clerks.clerk import ClerkRefusal, ClerkRole, hashed
from server.clerks.clerk_file import ClerksUnavailable
from server.clock import RandomSource

if TYPE_CHECKING:  # most starts end before anybody signs in; see _hasher
    from argon2 import PasswordHasher

PIN_LENGTH_MIN = 4
MANAGERS_PIN_LENGTH_MIN = 6
PIN_LENGTH_MAX = 12
HASH_PASSES = 2
HASH_MEMORY_KIB = 19_456
HASH_LANES = 1
SALT_BYTES = 16
COSTS_KEPT_MAX = 4

_DIGITS = re.compile("[0-9]*")


@dataclass(frozen=True, slots=True)
class PinCost:
    """What it costs to make a PIN's hash, and to check a PIN against it."""

    passes: int = HASH_PASSES
    memory_kib: int = HASH_MEMORY_KIB
    lanes: int = HASH_LANES

    @property
    def nobodys_hash(self) -> str:
        """No PIN has this hash; checking one against it takes as long as against anybody's."""
        return f"$argon2id$v=19$m={self.memory_kib},t={self.passes},p={self.lanes}${'A' * 22}${'A' * 43}"


FULL_COST = PinCost()


def pin_length_min(role: ClerkRole) -> int:
    """How many digits a PIN of this role has at least."""
    return MANAGERS_PIN_LENGTH_MIN if role == "manager" else PIN_LENGTH_MIN


def check_pin(pin: str, role: ClerkRole) -> None:
    """Raise ClerkRefusal unless `pin` has as many plain digits as one of this role has."""
    length_min = pin_length_min(role)
    if not _DIGITS.fullmatch(pin) or not length_min <= len(pin) <= PIN_LENGTH_MAX:
        name = "managers-pin-malformed" if role == "manager" else "pin-malformed"
        raise ClerkRefusal(name, length_min=length_min, length_max=PIN_LENGTH_MAX)


def hash_pin(pin: str, random_source: RandomSource, cost: PinCost = FULL_COST) -> str:
    """The hash that is kept in place of a PIN, salted from `random_source`.

    At FULL_COST it takes some 30 ms and 19 MiB.
    """
    return _hasher(cost).hash(pin, salt=hashed(random_source.secret())[:SALT_BYTES])


def is_pin_of(pin_hash: str, pin: str) -> bool:
    """Whether `pin_hash` was made of `pin`; takes as long as making it did. Raises ClerksUnavailable."""
    from argon2.exceptions import (  # noqa: PLC0415 - see _hasher
        InvalidHashError,
        VerificationError,
        VerifyMismatchError,
    )

    try:
        return _hasher(FULL_COST).verify(pin_hash, pin)
    except VerifyMismatchError:
        return False
    except (VerificationError, InvalidHashError) as error:
        raise ClerksUnavailable("a PIN can't be checked against what is kept of it") from error


@lru_cache(maxsize=COSTS_KEPT_MAX)
def _hasher(cost: PinCost) -> "PasswordHasher":
    """Made at the first PIN: no screen waits for argon2 before its first answer."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - imported when it is needed

    give_large_memory_back()
    return PasswordHasher(cost.passes, cost.memory_kib, cost.lanes)
