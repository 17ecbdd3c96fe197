"""Signing in and out: a name and a PIN become a session, which ends with the service day at the latest."""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone, tzinfo

import aiosqlite

from server.clerks.bells import Bells
from server.clerks.clerk import ClerkRole, SignInSession, hashed
from server.clerks.clerk_file import ClerkFile, ClerkReader, ClerksUnavailable
from server.clerks.key_modes import KeyModes
from server.clerks.pins import FULL_COST, PinCost, is_pin_of
from server.clerks.sign_in_attempts import ATTEMPTS_MAX, LOCKED_SECONDS, count_attempt, forget_attempts
from server.clock import Clock, RandomSource
from server.refusals import ServerRefusal
from ticketing.desk.arrivals import ArrivalSetting
from ticketing.desk.keys import KeyMode
from ticketing.texts import name_key

CHECKS_AT_ONCE_MAX = 2
SIGN_INS_WAITING_MAX = 32
SESSIONS_PER_CLERK_MAX = 10
SESSION_KEPT_DAYS = 7

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session with its token, which is shown this once."""

    token: str = field(repr=False)
    session: SignInSession


class Sessions:
    """All sessions of an office; those of one data folder outlive the process."""

    def __init__(
        self,
        file: ClerkFile,
        clock: Clock,
        random_source: RandomSource,
        zone: tzinfo,
        pin_cost: PinCost = FULL_COST,
    ) -> None:
        self._nobodys_hash = pin_cost.nobodys_hash
        self._file = file
        self._reader = ClerkReader(file)
        self._key_modes = KeyModes(file)
        self._bells = Bells(file)
        self._clock = clock
        self._random_source = random_source
        self._zone = zone
        self._workers = ThreadPoolExecutor(CHECKS_AT_ONCE_MAX, thread_name_prefix="sign-in")
        self._at_once = asyncio.Semaphore(CHECKS_AT_ONCE_MAX)
        self._under_way: set[asyncio.Task[SignedIn]] = set()

    async def sign_in(self, name: str, pin: str) -> SignedIn:
        """A new session, of whoever has this name and this PIN. Raises ServerRefusal.

        PINs are checked in threads, CHECKS_AT_ONCE_MAX at once; with SIGN_INS_WAITING_MAX under way nobody
        else is looked at.
        """
        if len(self._under_way) >= SIGN_INS_WAITING_MAX:
            raise ServerRefusal("too-busy")
        checking = asyncio.create_task(self._checked(name, pin, self._clock.now()))
        self._under_way.add(checking)
        checking.add_done_callback(self._checked_one)
        # A caller who hangs up frees no place before the check is done.
        return await asyncio.shield(checking)

    async def session_of(self, token: str) -> SignInSession | None:
        """The session of this token, or None. Raises ServerRefusal if it is over or can't be read."""
        question = """SELECT name, role, day, is_over OR is_disabled
            FROM sessions JOIN clerks USING (key) WHERE token_hash = ?"""
        with _refusing():
            rows = await self._reader.read(question, (hashed(token),))
        for name, role, day, is_over in rows:
            session = self._session(name, role, self._clock.now())
            if is_over or day != session.day.isoformat():
                raise ServerRefusal("session-over", clerk=name)
            return session
        return None

    async def key_mode(self, session: SignInSession) -> KeyMode:
        """Which keys the person of a session works with. Raises ServerRefusal."""
        with _refusing():
            return await self._key_modes.of(session.name)

    async def keep_key_mode(self, session: SignInSession, mode: KeyMode) -> None:
        """Let the person of a session work with these keys, at every desk. Raises ServerRefusal."""
        with _refusing():
            await self._key_modes.keep(session.name, mode)

    async def bell(self, session: SignInSession) -> ArrivalSetting:
        """How the person of a session is told of the first who comes. Raises ServerRefusal."""
        with _refusing():
            return await self._bells.of(session.name)

    async def keep_bell(self, session: SignInSession, setting: ArrivalSetting) -> None:
        """Tell the person of a session in this way, at every desk. Raises ServerRefusal."""
        with _refusing():
            await self._bells.keep(session.name, setting)

    async def sign_out(self, token: str) -> None:
        """End the session of this token. Raises ServerRefusal if it is over, or the token has none."""
        if await self.session_of(token) is None:
            raise ServerRefusal("session-missing")
        with _refusing():
            async with self._file.writing() as connection:
                ending = "UPDATE sessions SET is_over = 1 WHERE token_hash = ?"
                await connection.execute(ending, (hashed(token),))

    async def close(self) -> None:
        """Check no further PINs, and let the file go."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        for checking in self._under_way:
            checking.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._reader.close()

    def _session(self, name: str, role: ClerkRole, now: datetime) -> SignInSession:
        """A session of the service day of `now`."""
        today = now.date()
        ends = datetime.combine(today + timedelta(days=1), time(), self._zone)
        return SignInSession(
            name, role, today, ends.replace(tzinfo=timezone(ends.utcoffset() or timedelta()))
        )

    def _checked_one(self, checking: asyncio.Task[SignedIn]) -> None:
        self._under_way.discard(checking)
        if not checking.cancelled():
            checking.exception()  # whoever asked may have hung up

    async def _checked(self, name: str, pin: str, now: datetime) -> SignedIn:
        """What a sign-in at `now` leads to, once no more than CHECKS_AT_ONCE_MAX are looked at."""
        async with self._at_once:
            return await self._checked_in_turn(name_key(name), pin, now)

    async def _checked_in_turn(self, key: str, pin: str, now: datetime) -> SignedIn:
        with _refusing():
            async with self._file.writing() as connection:
                question = "SELECT pin_hash FROM clerks WHERE key = ?"
                rows = list(await connection.execute_fetchall(question, (key,)))
                await count_attempt(connection, key, now, is_known=bool(rows))
            pin_hash = rows[0][0] if rows else self._nobodys_hash
            loop = asyncio.get_running_loop()
            if not await loop.run_in_executor(self._workers, is_pin_of, pin_hash, pin):
                raise _wrong()
            token = self._random_source.secret()
            async with self._file.writing() as connection:
                session = await self._admitted(connection, key, pin_hash, now)
                await _keep(connection, key, session, token, now)
            return SignedIn(token, session)

    async def _admitted(
        self, connection: aiosqlite.Connection, key: str, pin_hash: str, now: datetime
    ) -> SignInSession:
        """The session of whoever gave the right PIN, unless they are disabled or it was changed meanwhile."""
        question = "SELECT name, role, is_disabled FROM clerks WHERE key = ? AND pin_hash = ?"
        for name, role, is_disabled in await connection.execute_fetchall(question, (key, pin_hash)):
            if is_disabled:
                raise ServerRefusal("clerk-disabled", clerk=name)
            await forget_attempts(connection, key)
            return self._session(name, role, now)
        raise _wrong()


async def _keep(
    connection: aiosqlite.Connection, key: str, session: SignInSession, token: str, now: datetime
) -> None:
    """Write the new session; very old ones are forgotten, and of one person's too many the oldest end."""
    oldest = (session.day - timedelta(days=SESSION_KEPT_DAYS)).isoformat()
    await connection.execute("DELETE FROM sessions WHERE day < ?", (oldest,))
    await connection.execute(
        "INSERT INTO sessions (token_hash, key, day, began_at) VALUES (?, ?, ?, ?)",
        (hashed(token), key, session.day.isoformat(), now.timestamp()),
    )
    await connection.execute(
        "UPDATE sessions SET is_over = 1 WHERE token_hash IN (SELECT token_hash FROM sessions "
        "WHERE key = ? AND NOT is_over ORDER BY day DESC, began_at DESC LIMIT -1 OFFSET ?)",
        (key, SESSIONS_PER_CLERK_MAX),
    )


def _wrong() -> ServerRefusal:
    return ServerRefusal("sign-in-wrong", tries_max=ATTEMPTS_MAX, minutes=LOCKED_SECONDS // 60)


@contextmanager
def _refusing() -> Iterator[None]:
    """What the file refuses becomes a refusal; the log has the cause."""
    try:
        yield
    except ClerksUnavailable as error:
        log.exception("The register of people can't be used")
        raise ServerRefusal("clerks-unavailable") from error
