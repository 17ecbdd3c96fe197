"""Sending one command over a link of its own, and putting its answer into words."""

import asyncio
import json
import logging
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from link.contract import CommandRefused, LinkEvent, LinkState, Screen, StateChanged, Unanswered
from motcua.failures import Failure
from motcua.links import server_link
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.commands import Command
from ticketing.rules.calling import explain
from ticketing.tickets import TicketState
from ticketing.wire.messages import Sentence
from wording import Wording

if TYPE_CHECKING:
    from link.client import ServerLink
    from motcua.commands.press import PressOrder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the office answered: values for programs, `lines` for people; `refusal` is its sentence."""

    values: dict[str, Any]
    lines: tuple[str, ...] = field(default=())
    refusal: str = ""

    def as_json(self) -> str:
        """The values as one line."""
        return json.dumps(self.values, ensure_ascii=False)


class _Rejected(Exception):
    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def press(order: "PressOrder", token: str, command: Command, words: Wording) -> Reply:
    """The office's reply to the command. Raises Failure where there is none."""
    from server.clock import SystemRandomSource  # noqa: PLC0415 - motcua --help needs no server

    link = server_link(order.server, Screen("counter", token, order.counter), words)
    request_id = order.request_id or SystemRandomSource().request_id()
    try:
        answer = asyncio.run(_answer(link, command, request_id, order.wait))
    except CommandRefused as refused:
        says = _said(refused.message, words)
        return Reply({"error": refused.name, "message": says}, (), says)
    except _Rejected as rejected:
        raise Failure(_said(rejected.sentence, words)) from rejected
    except Unanswered as unanswered:
        raise Failure(_no_answer(link, order, request_id, words)) from unanswered
    return reply_of(answer, words)


async def _answer(link: "ServerLink", command: Command, request_id: str, seconds: float) -> Answer:
    """The answer over a link that is kept for as long as it takes."""
    rejected: asyncio.Future[Sentence] = asyncio.get_running_loop().create_future()

    def listen(event: LinkEvent) -> None:
        match event:
            case StateChanged(state=LinkState.REJECTED, sentence=Sentence() as sentence):
                if not rejected.done():
                    rejected.set_result(sentence)

    link.listen(listen)
    keeping = asyncio.create_task(link.run())
    sending = asyncio.create_task(link.send(command, request_id=request_id, patience_seconds=seconds))
    try:
        ends: tuple[asyncio.Future[Any], ...] = (sending, rejected)
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if not sending.done():
            raise _Rejected(rejected.result())
        return sending.result()
    finally:
        for task in (sending, keeping):
            task.cancel()
        await asyncio.gather(sending, keeping, return_exceptions=True)


def reply_of(answer: Answer, words: Wording) -> Reply:
    """The answer in values and in lines: the number, and below it the reason."""
    number, says = getattr(answer, "number", None), ""
    match answer:
        case CallAnswer(state=TicketState.NO_SHOW):
            says = words("Number {number} did not come and is on the list of no-shows.", number=number)
        case CallAnswer(why=why) if why is not None:
            says = explain(why, words)
        case DoneAnswer(due=date() as due):
            says = words("Due date: {day}.", day=f"{due:%d/%m/%Y}")
    lines = tuple(filter(None, (number, says))) or (words("Done."),)
    values = {name: value for name, value in asdict(answer).items() if name != "why"}
    return Reply({**_plain(values), "reason": says} if says else _plain(values), lines)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _said(sentence: Sentence, words: Wording) -> str:
    return sentence.worded(words.language)


def _no_answer(link: "ServerLink", order: "PressOrder", request_id: str, words: Wording) -> str:
    if link.office is None:
        return words("The server at {address} can't be reached. Nothing was done.", address=order.server)
    return words(
        "No answer came within {seconds} s: it may or may not be done. To send the same press again add "
        "--request-id {id}",
        seconds=f"{order.wait:g}",
        id=request_id,
    )
