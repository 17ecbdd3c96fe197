"""Limited attempts at signing in, counted in memory: by name and address, by name, and by address.

Moments are ticks of a clock that nobody sets. Nothing here is written, since whoever guesses needs no token.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

ATTEMPTS_MAX = 5
LOCK_SECONDS_MIN = 60
LOCK_SECONDS_MAX = 3_600
STRANGERS_ATTEMPTS_MAX = 10
ADDRESS_ATTEMPTS_MAX = 20
DAY_SECONDS = 86_400
NOBODYS_NAMES_MAX = 1_000
ADDRESSES_MAX = 1_000
LOCKS_TOLD_MAX = 50

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A name and where it comes from, with what the register knows of the two.

    `name` is empty where nobody is called so; `pin_hash` tells one PIN of a person from the next one.
    `is_own` says that this person has signed in from there before, `is_staffs` that somebody has.
    """

    key: str
    address: str
    name: str = ""
    pin_hash: str = field(default="", repr=False)
    is_own: bool = False
    is_staffs: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """What keeps a name out at an address until a moment to come.

    Without an address it keeps a person out wherever they have never signed in; without a name, everybody.
    """

    name: str
    address: str
    wrong: int
    since: float
    until: float


class Locked(Exception):
    """The PIN is not looked at; `seconds` are left."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True)
class _Tally:
    """Wrong attempts in a row, with the first, the last, and how long they lock."""

    wrong: int = 0
    since: float = 0.0
    last: float = 0.0
    until: float = 0.0

    def count(self, now: float, attempts_max: int) -> None:
        """One more; from the `attempts_max`-th on each locks twice as long as the one before."""
        if now - self.last >= DAY_SECONDS:
            self.wrong = 0
        self.since = self.since if self.wrong else now
        self.wrong += 1
        self.last = now
        self.until = now + lock_seconds(self.wrong - attempts_max)

    def count_of_day(self, now: float, attempts_max: int) -> None:
        """One more; the `attempts_max`-th locks until a day after the first."""
        if now - self.since >= DAY_SECONDS:
            self.wrong = 0
        self.since = self.since if self.wrong else now
        self.wrong += 1
        self.last = now
        self.until = self.since + DAY_SECONDS if self.wrong >= attempts_max else 0.0

    def lock(self, name: str, address: str) -> Lock:
        return Lock(name, address, self.wrong, self.since, self.until)


@dataclass(slots=True)
class _Name:
    """The attempts for one name, which end with a new PIN."""

    name: str
    pin_hash: str
    by_address: dict[str, _Tally] = field(default_factory=dict)
    strangers: _Tally = field(default_factory=_Tally)


class SignInAttempts:
    """All counts of an office; bounded, and no count of a person gives way to those of others.

    ATTEMPTS_MAX wrong ones in a row lock a name at one address, first for LOCK_SECONDS_MIN and with each
    further one for twice as long. STRANGERS_ATTEMPTS_MAX wrong ones in a day from addresses where a person
    has never signed in keep that name out of all such addresses for the rest of the day, so that many
    addresses gain nothing and the person's own stay open. ADDRESS_ATTEMPTS_MAX wrong ones for any names lock
    an address from which nobody has ever signed in. Names of nobody are counted alike, so that no lock tells
    who works here; of those the newest NOBODYS_NAMES_MAX are kept.
    """

    def __init__(self) -> None:
        # A person has at most their own addresses here and those of two days' strangers.
        self._people: dict[str, _Name] = {}
        self._nobody: OrderedDict[str, _Name] = OrderedDict()
        self._addresses: OrderedDict[str, _Tally] = OrderedDict()

    def check(self, attempt: Attempt, now: float) -> None:
        """Raise Locked unless this attempt's PIN may be looked at."""
        until = max((tally.until for tally in self._tallies(attempt)), default=0.0)
        if until > now:
            raise Locked(until - now)

    def begin(self, attempt: Attempt, now: float) -> None:
        """Count an attempt as wrong until it proves right. Raises Locked."""
        self.check(attempt, now)
        kept = self._kept(attempt)
        for address, tally in tuple(kept.by_address.items()):
            if now - tally.last >= DAY_SECONDS:
                del kept.by_address[address]
        kept.by_address.setdefault(attempt.address, _Tally()).count(now, ATTEMPTS_MAX)
        if not attempt.is_own:
            kept.strangers.count_of_day(now, STRANGERS_ATTEMPTS_MAX)
        if not attempt.is_staffs:
            self._addresses.setdefault(attempt.address, _Tally()).count(now, ADDRESS_ATTEMPTS_MAX)
            self._addresses.move_to_end(attempt.address)
            _forget_oldest(self._addresses, ADDRESSES_MAX)

    def succeed(self, attempt: Attempt) -> None:
        """The PIN was right: the row of wrong ones from there ends, and this one was none."""
        self._addresses.pop(attempt.address, None)
        if kept := self._names(attempt).get(attempt.key):
            kept.by_address.pop(attempt.address, None)
            if not attempt.is_own and kept.strangers.wrong:
                kept.strangers.wrong -= 1
                kept.strangers.until = 0.0

    def locks(self, now: float) -> tuple[Lock, ...]:
        """What keeps people out now, the newest first, at most LOCKS_TOLD_MAX."""
        locks = sorted(
            (lock for lock in self._all() if lock.until > now), key=lambda lock: lock.since, reverse=True
        )
        return tuple(locks[:LOCKS_TOLD_MAX])

    def guessed(self, now: float) -> int:
        """How many people's names were guessed at from elsewhere until all strangers are kept out."""
        return sum(kept.strangers.until > now for kept in self._people.values())

    def unlock(self, key: str) -> None:
        """Let this name begin anew everywhere."""
        self._people.pop(key, None)

    def unlock_address(self, address: str) -> None:
        """Let everybody begin anew at this address."""
        self._addresses.pop(address, None)

    @property
    def size(self) -> int:
        """How many counts are kept."""
        names = (*self._people.values(), *self._nobody.values())
        return len(self._addresses) + sum(1 + len(kept.by_address) for kept in names)

    def _names(self, attempt: Attempt) -> dict[str, _Name]:
        return self._people if attempt.name else self._nobody

    def _tallies(self, attempt: Attempt) -> Iterator[_Tally]:
        """The counts that this attempt has against it."""
        kept = self._names(attempt).get(attempt.key)
        if kept and kept.pin_hash == attempt.pin_hash:
            if tally := kept.by_address.get(attempt.address):
                yield tally
            if not attempt.is_own:
                yield kept.strangers
        if not attempt.is_staffs and (tally := self._addresses.get(attempt.address)):
            yield tally

    def _kept(self, attempt: Attempt) -> _Name:
        names = self._names(attempt)
        kept = names.get(attempt.key)
        if kept is None or kept.pin_hash != attempt.pin_hash:
            kept = names[attempt.key] = _Name(attempt.name, attempt.pin_hash)
        if not attempt.name:
            self._nobody.move_to_end(attempt.key)
            _forget_oldest(self._nobody, NOBODYS_NAMES_MAX)
        return kept

    def _all(self) -> Iterator[Lock]:
        for kept in self._people.values():
            yield kept.strangers.lock(kept.name, "")
            for address, tally in kept.by_address.items():
                yield tally.lock(kept.name, address)
        for address, tally in self._addresses.items():
            yield tally.lock("", address)


def lock_seconds(beyond: int) -> float:
    """How long a wrong attempt locks that is so many beyond the first that does."""
    if beyond < 0:
        return 0.0
    return float(min(LOCK_SECONDS_MIN << min(beyond, LOCK_SECONDS_MAX.bit_length()), LOCK_SECONDS_MAX))


def _forget_oldest(counts: OrderedDict[str, Kept], kept_max: int) -> None:
    while len(counts) > kept_max:
        counts.popitem(last=False)
