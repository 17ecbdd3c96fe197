"""Sending what a key asks of the office, and telling in a sentence what became of it."""

from dataclasses import dataclass

from counter.names import Names
from counter.outcome import EMPTYING, UNANSWERED, done_sentence
from counter.presses import Press, Presses
from counter.settings import CounterSettings
from link.contract import CommandRefused, Link, Unanswered
from ticketing.answers import CallAnswer
from ticketing.tickets import TicketState


@dataclass(frozen=True, slots=True)
class Ended:
    """How a press ended; `is_empty` where nobody is at the desk any more."""

    key: str
    sentence: str
    is_trouble: bool = False
    is_empty: bool = False


class Presser:
    """Presses keys over a link, each of them once however often it is sent."""

    def __init__(self, link: Link, settings: CounterSettings) -> None:
        self.link = link
        self.patience_seconds = settings.patience_seconds
        self.presses = Presses(settings.request_ids())

    async def press(self, key: str, press: Press, names: Names) -> Ended:
        """Send what a key has begun, and wait for what becomes of it."""
        command, patience = press.command, self.patience_seconds
        try:
            answer = await self.link.send(command, request_id=press.request_id, patience_seconds=patience)
        except CommandRefused as refused:
            self.presses.refused(key)
            return Ended(key, names.said(refused.message), is_trouble=True)
        except Unanswered:
            self.presses.unanswered(key)
            return Ended(key, names.words(UNANSWERED), is_trouble=True)
        self.presses.carried_out(key)
        missed = isinstance(answer, CallAnswer) and answer.state is TicketState.NO_SHOW
        is_empty = missed or isinstance(command, EMPTYING)
        return Ended(key, done_sentence(command, answer, names.words), is_empty=is_empty)
