"""Signing in and out: a name and a PIN become a session, which ends with the service day at the latest."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone, tzinfo

from server.clerks.clerk import ClerkRole, Session, hashed, name_key
from server.clerks.file import ClerkFile, ClerkReader, ClerksUnavailable
from server.clerks.pins import NOBODYS_HASH, is_pin_of
from server.clerks.tries import LOCKED_SECONDS, TRIES_MAX, forget_tries, take_try
from server.clock import Clock, RandomSource
from server.refusals import ServerRefusal

CHECKS_AT_ONCE_MAX = 2
SIGN_INS_WAITING_MAX = 32
SESSIONS_PER_CLERK_MAX = 10
SESSION_KEPT_DAYS = 7

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session with its token, which is shown this once."""

    token: str = field(repr=False)
    session: Session


class Sessions:
    """All sessions of an office; those of one data folder outlive the process.

    Sessions are looked up in the thread of the loop only.
    """

    def __init__(self, file: ClerkFile, clock: Clock, random_source: RandomSource, zone: tzinfo) -> None:
        self._file = file
        self._reader = ClerkReader(file)
        self._clock = clock
        self._random_source = random_source
        self._zone = zone
        self._workers = ThreadPoolExecutor(CHECKS_AT_ONCE_MAX, thread_name_prefix="sign-in")
        self._under_way = 0

    async def sign_in(self, name: str, pin: str) -> SignedIn:
        """A new session, of whoever has this name and this PIN. Raises ServerRefusal.

        PINs are checked in threads, CHECKS_AT_ONCE_MAX at once; with SIGN_INS_WAITING_MAX under way nobody
        else is looked at.
        """
        if self._under_way >= SIGN_INS_WAITING_MAX:
            raise ServerRefusal("too-busy")
        self._under_way += 1
        checking = asyncio.get_running_loop().run_in_executor(
            self._workers, self._checked, name, pin, self._clock.now()
        )
        checking.add_done_callback(self._checked_one)
        # A caller who hangs up frees no place before the thread is done.
        return await asyncio.shield(checking)

    def session_of(self, token: str) -> Session | None:
        """The session of this token, or None. Raises ServerRefusal if it is over or can't be read."""
        question = """SELECT name, role, day, is_over OR is_disabled
            FROM sessions JOIN clerks USING (key) WHERE token_hash = ?"""
        with _refusing():
            rows = self._reader.read(question, (hashed(token),))
        for name, role, day, is_over in rows:
            session = self._session(name, role, self._clock.now())
            if is_over or day != session.day.isoformat():
                raise ServerRefusal("session-over", clerk=name)
            return session
        return None

    async def sign_out(self, token: str) -> None:
        """End the session of this token. Raises ServerRefusal if it is over, or the token has none."""
        if self.session_of(token) is None:
            raise ServerRefusal("session-missing")
        await asyncio.to_thread(self._end, hashed(token))

    def close(self) -> None:
        """Check no further PINs, and let the file go."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._reader.close()

    def _end(self, token_hash: bytes) -> None:
        with _refusing(), self._file.writing() as connection:
            connection.execute("UPDATE sessions SET is_over = 1 WHERE token_hash = ?", (token_hash,))

    def _session(self, name: str, role: ClerkRole, now: datetime) -> Session:
        """A session of the service day of `now`."""
        today = now.date()
        ends = datetime.combine(today + timedelta(days=1), time(), self._zone)
        return Session(name, role, today, ends.replace(tzinfo=timezone(ends.utcoffset() or timedelta())))

    def _checked_one(self, checking: asyncio.Future[SignedIn]) -> None:
        self._under_way -= 1
        if not checking.cancelled():
            checking.exception()  # whoever asked may have hung up

    def _checked(self, name: str, pin: str, now: datetime) -> SignedIn:
        """What a sign-in at `now` leads to; runs in a thread."""
        key = name_key(name)
        with _refusing():
            with self._file.writing() as connection:
                row = connection.execute("SELECT pin_hash FROM clerks WHERE key = ?", (key,)).fetchone()
                take_try(connection, key, now, is_known=row is not None)
            pin_hash = row[0] if row else NOBODYS_HASH
            if not is_pin_of(pin_hash, pin):
                raise _wrong()
            token = self._random_source.secret()
            with self._file.writing() as connection:
                session = self._admitted(connection, key, pin_hash, now)
                _keep(connection, key, session, token, now)
            return SignedIn(token, session)

    def _admitted(self, connection: sqlite3.Connection, key: str, pin_hash: str, now: datetime) -> Session:
        """The session of whoever gave the right PIN, unless they are disabled or it was changed meanwhile."""
        question = "SELECT name, role, is_disabled FROM clerks WHERE key = ? AND pin_hash = ?"
        row = connection.execute(question, (key, pin_hash)).fetchone()
        if row is None:
            raise _wrong()
        if row[2]:
            raise ServerRefusal("clerk-disabled", clerk=row[0])
        forget_tries(connection, key)
        return self._session(row[0], row[1], now)


def _keep(connection: sqlite3.Connection, key: str, session: Session, token: str, now: datetime) -> None:
    """Write the new session; very old ones are forgotten, and of one person's too many the oldest end."""
    oldest = (session.day - timedelta(days=SESSION_KEPT_DAYS)).isoformat()
    connection.execute("DELETE FROM sessions WHERE day < ?", (oldest,))
    connection.execute(
        "INSERT INTO sessions (token_hash, key, day, began_at) VALUES (?, ?, ?, ?)",
        (hashed(token), key, session.day.isoformat(), now.timestamp()),
    )
    connection.execute(
        "UPDATE sessions SET is_over = 1 WHERE token_hash IN (SELECT token_hash FROM sessions "
        "WHERE key = ? AND NOT is_over ORDER BY day DESC, began_at DESC LIMIT -1 OFFSET ?)",
        (key, SESSIONS_PER_CLERK_MAX),
    )


def _wrong() -> ServerRefusal:
    return ServerRefusal("sign-in-wrong", tries_max=TRIES_MAX, minutes=LOCKED_SECONDS // 60)


@contextmanager
def _refusing() -> Iterator[None]:
    """What the file refuses becomes a refusal; the log has the cause."""
    try:
        yield
    except ClerksUnavailable as error:
        log.exception("The book of people can't be used")
        raise ServerRefusal("clerks-unavailable") from error
