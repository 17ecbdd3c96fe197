"""Limited attempts: each is counted on disk before its PIN is looked at, and too many lock the name."""

from datetime import datetime

import aiosqlite

from server.clerks.clerk import hashed
from server.refusals import ServerRefusal

ATTEMPTS_MAX = 5
LOCKED_SECONDS = 900
UNKNOWN_NAMES_MAX = 1_000


async def count_attempt(connection: aiosqlite.Connection, key: str, now: datetime, *, is_known: bool) -> None:
    """Count an attempt for the name with this key, as wrong until it proves right. Raises ServerRefusal.

    With ATTEMPTS_MAX wrong ones in a row the name is locked for LOCKED_SECONDS, and from then on by each
    further one, since the count only ends with the right PIN. Names of nobody are counted too, the newest
    UNKNOWN_NAMES_MAX of them, so that a lock-out does not tell who works here.
    """
    name_hash = hashed(key)
    question = "SELECT wrong, locked_until FROM tries WHERE name_hash = ?"
    wrong, until = next(iter(await connection.execute_fetchall(question, (name_hash,))), (0, 0.0))
    if locked := locked_until(until, now):
        left = max(1, round((locked - now).total_seconds()))
        raise ServerRefusal("sign-in-locked", until=f"{locked:%H:%M}", retry_seconds=left)
    wrong += 1
    seconds = now.timestamp()
    until = seconds + LOCKED_SECONDS if wrong >= ATTEMPTS_MAX else 0.0
    await connection.execute(
        "REPLACE INTO tries VALUES (?, ?, ?, ?, ?)", (name_hash, is_known, wrong, seconds, until)
    )
    await connection.execute(
        "DELETE FROM tries WHERE name_hash IN "
        "(SELECT name_hash FROM tries WHERE NOT is_known ORDER BY last_at DESC LIMIT -1 OFFSET ?)",
        (UNKNOWN_NAMES_MAX,),
    )


def locked_until(until: float, now: datetime) -> datetime | None:
    """The end of a lock-out that lasts at `now`, in its time zone, or None.

    One that would last longer than any can comes from a clock that was wrong, and counts for nothing.
    """
    if 0 < until - now.timestamp() <= LOCKED_SECONDS:
        return datetime.fromtimestamp(until, now.tzinfo)
    return None


async def forget_attempts(connection: aiosqlite.Connection, key: str) -> None:
    """The right PIN was given."""
    await connection.execute("DELETE FROM tries WHERE name_hash = ?", (hashed(key),))
