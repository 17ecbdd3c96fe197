"""Which key presses are under way, and which to send again under the same request id."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ticketing.commands import Command


@dataclass(slots=True)
class Presses:
    """The keys' memory: a key that is under way is not pressed twice, an unanswered press keeps its id."""

    new_request_id: Callable[[], str]
    _under_way: dict[str, tuple[Command, str]] = field(default_factory=dict)
    _unanswered: dict[str, tuple[Command, str]] = field(default_factory=dict)

    def begin(self, key: str, command: Command) -> str | None:
        """The request id to send `command` with; None while the same key waits for its answer."""
        if key in self._under_way:
            return None
        before, request_id = self._unanswered.pop(key, (None, ""))
        if before != command:
            request_id = self.new_request_id()
        self._under_way[key] = command, request_id
        return request_id

    def carried_out(self, key: str) -> None:
        """The server has done it, so the clerk has gone on: from now on every key means a new press."""
        self._under_way.pop(key, None)
        self._unanswered.clear()

    def refused(self, key: str) -> None:
        """The server has not done it, for a reason."""
        self._under_way.pop(key, None)

    def unanswered(self, key: str) -> None:
        """Nobody knows what became of the press; the next one of this key is the same press again."""
        if key in self._under_way:
            self._unanswered[key] = self._under_way.pop(key)

    @property
    def keys_under_way(self) -> frozenset[str]:
        """The keys that wait for their answer."""
        return frozenset(self._under_way)
