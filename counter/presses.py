"""Key presses: which are under way, which are sent again under their request id, and what became of each."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from counter.settings import CounterSettings
from link.contract import CommandRefused, Link, Unanswered
from ticketing.answers import CallAnswer
from ticketing.commands import Command, CounterCommand
from ticketing.desk.sayings import SLOW_SECONDS, UNANSWERED, done_sentence
from ticketing.desk.verbs import VERB_OF
from ticketing.tickets import TicketState
from wording import Wording


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A command with the id by which the server knows it again."""

    command: Command
    request_id: str

    def asks(self, command: Command) -> bool:
        """Whether it asks the same, whatever is at the desk since."""
        return _whatever_is_at_desk(self.command) == _whatever_is_at_desk(command)


@dataclass(slots=True)
class KeyPresses:
    """The keys' memory: a key that is under way is not pressed twice, an unanswered press keeps its id."""

    new_request_id: Callable[[], str]
    _under_way: dict[str, KeyPress] = field(default_factory=dict)
    _unanswered: dict[str, KeyPress] = field(default_factory=dict)

    def begin(self, key: str, command: Command) -> KeyPress | None:
        """What to send for `command`; None while the same key waits for its answer.

        After an unanswered press of the key that asked the same it is that press, as it was.
        """
        if key in self._under_way:
            return None
        press = self._unanswered.pop(key, None)
        if press is None or not press.asks(command):
            press = KeyPress(command, self.new_request_id())
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


@dataclass(frozen=True, slots=True)
class Ended:
    """How a press ended; `leaves_desk` where nobody is at the desk any more.

    `refusal` is the name of what refused it; "" where nothing did, or nobody knows.
    """

    key: str
    sentence: str
    command: Command | None = None
    refusal: str = ""
    is_problem: bool = False
    leaves_desk: bool = False


class KeySender:
    """Presses keys over a link, each of them once however often it is sent."""

    def __init__(self, link: Link, settings: CounterSettings, words: Wording) -> None:
        self.link = link
        self.words = words
        self.patience_seconds = settings.patience_seconds
        self.presses = KeyPresses(settings.request_ids())

    async def press(self, key: str, press: KeyPress, tell_slow: Callable[[], None]) -> Ended:
        """Send what a key has begun, and wait for what becomes of it; `tell_slow` is called if it is slow."""
        slow = asyncio.get_running_loop().call_later(SLOW_SECONDS, tell_slow)
        try:
            return await self._end_of(key, press)
        finally:
            slow.cancel()

    async def _end_of(self, key: str, press: KeyPress) -> Ended:
        command, patience = press.command, self.patience_seconds
        try:
            answer = await self.link.send(command, request_id=press.request_id, patience_seconds=patience)
        except CommandRefused as refused:
            self.presses.refused(key)
            sentence = refused.message.worded(self.words.language)
            return Ended(key, sentence, command, refused.name, is_problem=True)
        except Unanswered:
            self.presses.unanswered(key)
            return Ended(key, self.words(UNANSWERED), is_problem=True)
        self.presses.carried_out(key)
        missed = isinstance(answer, CallAnswer) and answer.state is TicketState.NO_SHOW
        leaves_desk = missed or VERB_OF[type(command)].leaves_desk
        return Ended(key, done_sentence(command, answer, self.words), leaves_desk=leaves_desk)
