"""Which key presses are under way, and which to send again under the same request id."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ticketing.commands import Command, CounterCommand


@dataclass(frozen=True, slots=True)
class Press:
    """A command with the id by which the server knows it again."""

    command: Command
    request_id: str

    def asks(self, command: Command) -> bool:
        """Whether it asks the same, whatever is at the desk since."""
        return _whatever_is_at_desk(self.command) == _whatever_is_at_desk(command)


@dataclass(slots=True)
class Presses:
    """The keys' memory: a key that is under way is not pressed twice, an unanswered press keeps its id."""

    new_request_id: Callable[[], str]
    _under_way: dict[str, Press] = field(default_factory=dict)
    _unanswered: dict[str, Press] = field(default_factory=dict)

    def begin(self, key: str, command: Command) -> Press | None:
        """What to send for `command`; None while the same key waits for its answer.

        After an unanswered press of the key that asked the same it is that press, as it was.
        """
        if key in self._under_way:
            return None
        press = self._unanswered.pop(key, None)
        if press is None or not press.asks(command):
            press = Press(command, self.new_request_id())
        self._under_way[key] = press
        return press

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


def _whatever_is_at_desk(command: Command) -> Command:
    return replace(command, at_desk=None) if isinstance(command, CounterCommand) else command
