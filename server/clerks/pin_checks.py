"""Whether a name and a PIN belong together: asked in turn, a limited number of times, in threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from server.clerks.clerk_file import ClerkFile, ClerkReader
from server.clerks.pins import FULL_COST, PinCost, hash_pin, is_pin_of
from server.clerks.sign_in_attempts import ATTEMPTS_MAX, Attempt, Locked, SignInAttempts
from server.clerks.sign_in_queue import CHECKS_AT_ONCE_MAX, CheckTurns
from server.clock import Clock, RandomSource
from server.refusals import ServerRefusal
from ticketing.texts import name_key

_KNOWN = """SELECT (SELECT max(key = ?1) FROM sign_in_places WHERE address = ?2),
    (SELECT name FROM clerks WHERE key = ?1), (SELECT pin_hash FROM clerks WHERE key = ?1)"""

Worked = TypeVar("Worked")


class PinChecks:
    """The checks of one register; raises ClerksUnavailable where its file can't be read. Writes nothing."""

    def __init__(self, file: ClerkFile, clock: Clock, pin_cost: PinCost = FULL_COST) -> None:
        self.attempts = SignInAttempts()
        self._reader = ClerkReader(file)
        self._clock = clock
        self._pin_cost = pin_cost
        self._turns = CheckTurns()
        self._workers = ThreadPoolExecutor(CHECKS_AT_ONCE_MAX, thread_name_prefix="sign-in")

    async def check(self, name: str, pin: str, address: str) -> Attempt:
        """The attempt, with whatever it is known by, once it has proved right. Raises ServerRefusal.

        A locked one is refused before it waits for its turn, so that only attempts that count take turns.
        """
        key = name_key(name)
        attempt = await self._attempt(key, address)
        self._refuse_locked(lambda: self.attempts.check(attempt, self._clock.ticks()))
        async with self._turns.turn(address, is_staffs=attempt.is_staffs):
            attempt = await self._attempt(key, address)
            # Counted before the PIN is looked at: guesses at once get no more of them than guesses in a row.
            self._refuse_locked(lambda: self.attempts.begin(attempt, self._clock.ticks()))
            pin_hash = attempt.pin_hash or self._pin_cost.nobodys_hash
            if not await self._in_thread(lambda: is_pin_of(pin_hash, pin)):
                raise sign_in_wrong()
        return attempt

    async def hash(self, pin: str, random_source: RandomSource) -> str:
        """The hash of a new PIN, made in a thread."""
        return await self._in_thread(lambda: hash_pin(pin, random_source, self._pin_cost))

    async def close(self) -> None:
        """Let the file and the threads go."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        await self._reader.close()

    async def _attempt(self, key: str, address: str) -> Attempt:
        """What the register knows now of a name and of where it comes from."""
        for is_own, name, pin_hash in await self._reader.read(_KNOWN, (key, address)):
            is_staffs = is_own is not None
            return Attempt(key, address, name or "", pin_hash or "", is_own=bool(is_own), is_staffs=is_staffs)
        return Attempt(key, address)  # there is no file yet

    def _refuse_locked(self, look: Callable[[], None]) -> None:
        try:
            look()
        except Locked as locked:
            now = self._clock.now()
            until = now + timedelta(seconds=locked.seconds)
            shown = f"{until:%H:%M}" if until.date() == now.date() else f"{until:%H:%M %d/%m}"
            seconds = max(1, round(locked.seconds))
            raise ServerRefusal("sign-in-locked", until=shown, retry_seconds=seconds) from None

    async def _in_thread(self, work: Callable[[], Worked]) -> Worked:
        return await asyncio.get_running_loop().run_in_executor(self._workers, work)


def sign_in_wrong() -> ServerRefusal:
    """The name or the PIN is wrong, and nobody learns which."""
    return ServerRefusal("sign-in-wrong", tries_max=ATTEMPTS_MAX)
