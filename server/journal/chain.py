"""The chain of hashes that binds each entry to all before it, whichever engine keeps them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from server.journal.contract import Entry, Head
from ticketing.wire.codec import encode_events

MISSING = b"missing"


def sealed(entry: Entry, before: bytes) -> Entry:
    """The entry with its events as they are kept, and with its chain behind a predecessor's."""
    body = encode_events(entry.events).decode()
    return replace(entry, body=body, chain=chained(before, columns_of(entry, body)))


def columns_of(entry: Entry, body: str) -> tuple[Any, ...]:
    """What the chain goes over, in this order."""
    return (
        entry.position,
        entry.day.isoformat(),
        entry.at.isoformat(),
        entry.request_id,
        entry.fingerprint,
        entry.made_by,
        body,
    )


def chained(before: bytes | None, columns: Sequence[Any]) -> bytes:
    """The hash of an entry and of everything before it; None stands for a predecessor that is missing."""
    if before is None:
        return MISSING
    return sha256(before + "\x1f".join(map(str, columns)).encode()).digest()


def follows(entries: Iterable[Entry], head: Head) -> bool:
    """Whether these sealed entries come one after the other behind this head."""
    for entry in entries:
        columns = columns_of(entry, entry.body)
        if entry.position != head.position + 1 or entry.chain != chained(head.chain, columns):
            return False
        head = entry.head
    return True
