"""Signing in and out: a name and a PIN become a session, which ends with the service day at the latest."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, timezone, tzinfo
from typing import Any, TypeVar

import aiosqlite

from server.clerks.bells import Bells
from server.clerks.clerk import ClerkRole, SignInSession, hashed
from server.clerks.clerk_file import KEY_VERSION, ClerkFile, ClerkFileUnusable, ClerkReader, ClerksUnavailable
from server.clerks.key_modes import KeyModes
from server.clerks.pin_checks import PinChecks, sign_in_wrong
from server.clerks.pins import FULL_COST, PinCost, check_pin, pin_length_min
from server.clerks.sign_in_attempts import Attempt, SignInAttempts
from server.clock import Clock, RandomSource
from server.connections.callers import counted_as
from server.file_trouble import FileTrouble
from server.refusals import ServerRefusal
from ticketing.desk.arrivals import ArrivalSetting
from ticketing.desk.keys import KeyMode

SESSIONS_PER_CLERK_MAX = 10
SESSION_KEPT_DAYS = 7
PLACES_PER_CLERK_MAX = 8
SHORT_PINS_MAX = 100
TURN_SECONDS = 10.0

SignInResult = TypeVar("SignInResult")

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
        self._file = file
        self._reader = ClerkReader(file)
        self._key_modes = KeyModes(file)
        self._bells = Bells(file)
        self._clock = clock
        self._random_source = random_source
        self._zone = zone
        self._checks = PinChecks(file, clock, pin_cost)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._with_short_pins: OrderedDict[bytes, SignInSession] = OrderedDict()

    async def sign_in(self, name: str, pin: str, address: str = "") -> SignedIn:
        """A new session, of whoever has this name and this PIN. Raises ServerRefusal.

        A session with a PIN that is too short is not written down before there is a longer one.
        """
        return await self._to_its_end(self._sign_in(name, pin, counted_as(address)))

    async def change_pin(self, token: str, pin: str, new_pin: str, address: str = "") -> SignInSession:
        """Give the person of a session a new PIN; all their other sessions end. Raises Refusal.

        `pin` is the one until now, which counts as an attempt where it is wrong.
        """
        session = self._with_short_pins.get(hashed(token)) or await self.session_of(token)
        if session is None:
            raise ServerRefusal("session-missing")
        check_pin(new_pin, session.role)
        return await self._to_its_end(self._change_pin(session, token, (pin, new_pin), counted_as(address)))

    @property
    def trouble(self) -> FileTrouble:
        """What is wrong with the file of people."""
        return self._file.trouble

    @property
    def attempts(self) -> SignInAttempts:
        """Which names and addresses are locked."""
        return self._checks.attempts

    async def session_of(self, token: str) -> SignInSession | None:
        """The session of this token, or None.

        Raises ServerRefusal if it is over, can't be read, or was begun with a PIN that is too short. One that
        was found to be over stays so, wherever the clock is set afterwards.
        """
        token_hash = hashed(token)
        if short := self._with_short_pins.get(token_hash):
            raise ServerRefusal("pin-too-short", length_min=pin_length_min(short.role))
        question = """SELECT name, role, day, is_over OR is_disabled
            FROM sessions JOIN clerks USING (key) WHERE token_hash = ?"""
        with _refusing():
            rows = await self._reader.read(question, (token_hash,))
        for name, role, day, is_over in rows:
            session = self._session(name, role, self._clock.now())
            if is_over or day != session.day.isoformat():
                if not is_over:
                    with suppress(ClerksUnavailable):  # keep_file writes it as soon as it can
                        await self._end(token_hash)
                raise ServerRefusal("session-over", clerk=name)
            return session
        return None

    async def keep_file(self) -> None:
        """For ever: whatever the file needs without anybody's request."""
        while True:
            with suppress(ClerksUnavailable):  # staff and whoever signs in are told
                await self.turn_day()
            await self._file.look()
            await asyncio.sleep(TURN_SECONDS)

    async def turn_day(self) -> None:
        """End the sessions of other days, and bring a file of an earlier version up to date.

        Raises ClerksUnavailable.
        """
        for (version,) in await self._reader.read("PRAGMA user_version"):
            today = self._clock.now().date().isoformat()
            question = "SELECT 1 FROM sessions WHERE day != ? AND NOT is_over LIMIT 1"
            if version < KEY_VERSION or await self._reader.read(question, (today,)):
                async with self._file.writing() as connection:
                    await connection.execute("UPDATE sessions SET is_over = 1 WHERE day != ?", (today,))

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
        if self._with_short_pins.pop(hashed(token), None):
            return
        if await self.session_of(token) is None:
            raise ServerRefusal("session-missing")
        with _refusing():
            await self._end(hashed(token))

    async def close(self) -> None:
        """Check no further PINs, and let the file go."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._checks.close()
        await self._reader.close()

    def _session(self, name: str, role: ClerkRole, now: datetime) -> SignInSession:
        """A session of the service day of `now`."""
        today = now.date()
        ends = datetime.combine(today + timedelta(days=1), time(), self._zone)
        return SignInSession(
            name, role, today, ends.replace(tzinfo=timezone(ends.utcoffset() or timedelta()))
        )

    async def _to_its_end(self, work: Coroutine[Any, Any, SignInResult]) -> SignInResult:
        """What comes of it; a caller who hangs up frees no place before it is done."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # whoever asked may have hung up

    async def _sign_in(self, name: str, pin: str, address: str) -> SignedIn:
        now = self._clock.now()
        with _refusing():
            attempt = await self._checks.check(name, pin, address)
            token = self._random_source.secret()
            async with self._file.writing() as connection:
                session = await self._admitted(connection, attempt, now)
                if len(pin) < pin_length_min(session.role):
                    session = replace(session, is_pin_short=True)
                else:
                    await _keep(connection, attempt, session, token, now)
            self._checks.attempts.succeed(attempt)
            if session.is_pin_short:
                self._wait_for_pin(token, session)
            return SignedIn(token, session)

    def _wait_for_pin(self, token: str, session: SignInSession) -> None:
        self._with_short_pins[hashed(token)] = session
        while len(self._with_short_pins) > SHORT_PINS_MAX:
            self._with_short_pins.popitem(last=False)

    async def _change_pin(
        self, session: SignInSession, token: str, pins: tuple[str, str], address: str
    ) -> SignInSession:
        pin, new_pin = pins
        now = self._clock.now()
        with _refusing():
            try:
                attempt = await self._checks.check(session.name, pin, address)
            except ServerRefusal as refusal:
                raise ServerRefusal("pin-wrong") if refusal.name == "sign-in-wrong" else refusal from None
            pin_hash = await self._checks.hash(new_pin, self._random_source)
            async with self._file.writing() as connection:
                await self._admitted(connection, attempt, now)
                changing = "UPDATE clerks SET pin_hash = ? WHERE key = ?"
                await connection.execute(changing, (pin_hash, attempt.key))
                ending = "UPDATE sessions SET is_over = 1 WHERE key = ? AND token_hash != ?"
                await connection.execute(ending, (attempt.key, hashed(token)))
                if session.is_pin_short:
                    await _keep(connection, attempt, replace(session, is_pin_short=False), token, now)
            self._checks.attempts.succeed(attempt)
            self._with_short_pins.pop(hashed(token), None)
            return replace(session, is_pin_short=False)

    async def _end(self, token_hash: bytes) -> None:
        async with self._file.writing() as connection:
            ending = "UPDATE sessions SET is_over = 1 WHERE token_hash = ?"
            await connection.execute(ending, (token_hash,))

    async def _admitted(
        self, connection: aiosqlite.Connection, attempt: Attempt, now: datetime
    ) -> SignInSession:
        """The session of whoever gave the right PIN, unless they are disabled or it was changed meanwhile."""
        question = "SELECT name, role, is_disabled FROM clerks WHERE key = ? AND pin_hash = ?"
        rows = await connection.execute_fetchall(question, (attempt.key, attempt.pin_hash))
        for name, role, is_disabled in rows:
            if is_disabled:
                raise ServerRefusal("clerk-disabled", clerk=name)
            return self._session(name, role, now)
        raise sign_in_wrong()


async def _keep(
    connection: aiosqlite.Connection, attempt: Attempt, session: SignInSession, token: str, now: datetime
) -> None:
    """Write the new session and where it was begun.

    Very old sessions are forgotten, and of one person's too many the oldest end; of places that one is
    forgotten which was not used for longest.
    """
    oldest = (session.day - timedelta(days=SESSION_KEPT_DAYS)).isoformat()
    await connection.execute("DELETE FROM sessions WHERE day < ?", (oldest,))
    await connection.execute(
        "INSERT INTO sessions (token_hash, key, day, began_at) VALUES (?, ?, ?, ?)",
        (hashed(token), attempt.key, session.day.isoformat(), now.timestamp()),
    )
    await connection.execute(
        "UPDATE sessions SET is_over = 1 WHERE token_hash IN (SELECT token_hash FROM sessions "
        "WHERE key = ? AND NOT is_over ORDER BY day DESC, began_at DESC LIMIT -1 OFFSET ?)",
        (attempt.key, SESSIONS_PER_CLERK_MAX),
    )
    await connection.execute(
        "REPLACE INTO sign_in_places VALUES (?, ?, ?)", (attempt.key, attempt.address, now.timestamp())
    )
    await connection.execute(
        "DELETE FROM sign_in_places WHERE key = ? AND address IN (SELECT address FROM sign_in_places "
        "WHERE key = ? ORDER BY last_at DESC LIMIT -1 OFFSET ?)",
        (attempt.key, attempt.key, PLACES_PER_CLERK_MAX),
    )


@contextmanager
def _refusing() -> Iterator[None]:
    """What the file refuses becomes a refusal; the log has the cause."""
    try:
        yield
    except ClerksUnavailable as error:
        if not isinstance(error, ClerkFileUnusable):
            log.exception("The register of people can't be used")
        raise ServerRefusal("clerks-unavailable") from error
