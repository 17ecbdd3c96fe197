"""What every file of rules publishes: which function decides a command, and which folds an event."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from ticketing.commands import Command
from ticketing.events import Event, Events
from ticketing.office import Office

Decision = Callable[[Office, Any, datetime], Events]
Decisions = Mapping[type[Command], Decision]
"""The events that a command leads to at a local time; the function raises Refusal."""

Fold = Callable[[Office, Any], Office]
Folds = Mapping[type[Event], Fold]
"""The office after an event; the function can't fail."""

K = TypeVar("K")
V = TypeVar("V")


def merged(*tables: Mapping[K, V]) -> dict[K, V]:
    """All rows of these tables; raises ValueError where two of them have a row for the same thing."""
    rows: dict[K, V] = {}
    for table in tables:
        if twice := rows.keys() & table.keys():
            raise ValueError(f"two rules for {sorted(map(str, twice))}")
        rows.update(table)
    return rows
