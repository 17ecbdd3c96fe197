"""motcua press: one key of a counter's desk, for hardware buttons and scripts."""

import asyncio
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from link.client import ServerLink
from link.contract import CommandRefused, LinkEvent, LinkState, Screen, StateChanged, Unanswered
from motcua.failures import Failure
from motcua.links import server_link
from motcua.logs import log_nowhere, log_to_stderr
from motcua.manual import InOrder, page
from motcua.options import (
    Option,
    language_option,
    server_option,
    several,
    token_of,
    token_options,
    verbose_option,
)
from server.clock import SystemRandomSource
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.commands import Command, CounterCommand
from ticketing.desk.inputs import Input, typed_value
from ticketing.desk.keys import ACT_WORDS
from ticketing.desk.sayings import DUE, MISSED, UNDONE
from ticketing.desk.verbs import VERBS, Verb
from ticketing.rules.calling import explain
from ticketing.sentences import shown_day
from ticketing.texts import plain_number
from ticketing.tickets import TicketState
from ticketing.wire.messages import Sentence
from wording import Wording, load

FORMATS = ("text", "json")
WAIT_SECONDS = 10.0
WAIT_SECONDS_MAX = 600.0


@dataclass(frozen=True, slots=True)
class PressOrder:
    """What every verb was given on the command line."""

    counter: int
    server: str
    token: str | None
    token_file: Path | None
    at_desk: str | None
    request_id: str
    wait: float
    format: str
    language: str
    verbose: bool


@dataclass(frozen=True, slots=True)
class PressReply:
    """What the office answered: values for programs, `lines` for people; `refusal` is its sentence."""

    values: dict[str, Any]
    lines: tuple[str, ...] = ()
    refusal: str = ""


class _Rejected(Exception):
    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def command(words: Wording, does: str) -> click.Group:
    """The commands `press next`, `press recall` and so on, one for each verb that has a word here."""
    examples = (
        "motcua press next --counter 3 --token-file counter.token",
        "motcua press finish --counter 3 --outcome guidance --token-file counter.token",
    )
    group = InOrder("press", help=page(words, does, *examples))
    for verb in VERBS:
        if verb.press:
            group.add_command(_command_of(verb, words))
    return group


def _command_of(verb: Verb, words: Wording) -> click.Command:
    line = " ".join(filter(None, (verb.press, verb.example)))
    example = f"motcua press {line} --counter 3 --token-file counter.token"
    does = words(verb.does)
    own = [_input_option(each, words) for each in verb.inputs if not each.only_http]

    @click.command(verb.press, help=page(words, does, example), short_help=does)
    @several(*own, _order_options(words))
    def run(**given: Any) -> None:
        asked = {name: given.pop(name) for name in PressOrder.__dataclass_fields__}
        order = PressOrder(**asked)
        run_press(order, verb, given, load(order.language))

    return run


def _input_option(each: Input, words: Wording) -> Option:
    """An argument for what needs no name on the command line, and an option for the rest."""
    word = each.word or each.name
    if each.by_place:
        kind = int if each.kind == "notice" else str
        return click.argument(word, metavar=word.upper(), required=each.is_needed, type=kind)
    if each.kind == "flag":
        return click.option(f"--{word}", is_flag=True, help=words(each.help))
    kinds: dict[str, Any] = {"day": click.DateTime(["%Y-%m-%d"]), "counter": int}
    return click.option(
        f"--{word}",
        metavar=each.metavar,
        help=words(each.help),
        required=each.is_needed,
        type=click.Choice(each.choices) if each.choices else kinds.get(each.kind, str),
    )


def _order_options(words: Wording) -> Option:
    return several(
        click.option(
            "--counter",
            required=True,
            type=click.IntRange(min=1),
            metavar="NUMBER",
            help=words("The counter whose key it is."),
        ),
        server_option(words),
        token_options(words),
        click.option(
            "--at-desk",
            metavar="NUMBER",
            help=words("Refuse where another number is at the counter; '' means that none is."),
        ),
        click.option(
            "--request-id",
            default="",
            metavar="ID",
            help=words("The name of this press; given again, it is the same press and done once."),
        ),
        click.option(
            "--wait",
            type=click.FloatRange(0.1, WAIT_SECONDS_MAX),
            default=WAIT_SECONDS,
            show_default=True,
            metavar="SECONDS",
            help=words("How long to wait for the answer, over all tries."),
        ),
        click.option(
            "--format",
            type=click.Choice(FORMATS),
            default=FORMATS[0],
            show_default=True,
            help=words("Lines to read, or JSON for programs."),
        ),
        language_option(words),
        verbose_option(words),
    )


def run_press(order: PressOrder, verb: Verb, given: dict[str, Any], words: Wording) -> None:
    """Presses, and prints what was answered. Raises Failure where it was refused or not answered."""
    if order.verbose:
        log_to_stderr(verbose=True)
    else:
        log_nowhere()
    token = token_of(order.token, order.token_file, "counter", words)
    told = {
        each.name: _told(each, given[(each.word or each.name).replace("-", "_")])
        for each in verb.inputs
        if not each.only_http
    }
    asked = _with_desk(verb.make(order.counter, told), order.at_desk)
    reply = press(order, token, asked, words)
    lines = (json.dumps(reply.values, ensure_ascii=False),) if order.format == "json" else reply.lines
    for line in lines:
        click.echo(line)
    if reply.refusal:
        click.echo(f"motcua: {reply.refusal}", err=True)
        raise click.exceptions.Exit(1)


def _told(each: Input, given: Any) -> Any:
    """What was given for an input, as the command wants it."""
    if isinstance(given, datetime):
        return given.date()
    return typed_value(given, each.kind) if isinstance(given, str) and given else given


def _with_desk(command: Command, at_desk: str | None) -> Command:
    if at_desk is None or not isinstance(command, CounterCommand):
        return command
    return replace(command, at_desk=plain_number(at_desk))


def press(order: PressOrder, token: str, command: Command, words: Wording) -> PressReply:
    """The office's reply to the command. Raises Failure where there is none."""
    link = server_link(order.server, Screen("counter", token, order.counter), words)
    request_id = order.request_id or SystemRandomSource().request_id()
    try:
        answer = asyncio.run(_answer(link, command, request_id, order.wait))
    except CommandRefused as refused:
        says = refused.message.worded(words.language)
        return PressReply({"error": refused.name, "message": says}, (), says)
    except _Rejected as rejected:
        raise Failure(rejected.sentence.worded(words.language)) from rejected
    except Unanswered as unanswered:
        raise Failure(_no_answer(link, order, request_id, words)) from unanswered
    return reply_of(answer, words)


async def _answer(link: ServerLink, command: Command, request_id: str, seconds: float) -> Answer:
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


def reply_of(answer: Answer, words: Wording) -> PressReply:
    """The answer in values and in lines: the number, and below it the reason."""
    number, says = getattr(answer, "number", None), ""
    match answer:
        case CallAnswer(state=TicketState.NO_SHOW):
            says = words(MISSED, number=number)
        case CallAnswer(why=why) if why is not None:
            says = explain(why, words)
        case DoneAnswer(undone=act) if act:
            number, says = None, words(UNDONE, act=words(ACT_WORDS[act], number=number))
        case DoneAnswer(due=date() as due):
            says = words(DUE, day=shown_day(due))
    lines = tuple(filter(None, (number, says))) or (words("Done."),)
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(answer).items()
        if name != "why"
    }
    return PressReply({**values, "reason": says} if says else values, lines)


def _no_answer(link: ServerLink, order: PressOrder, request_id: str, words: Wording) -> str:
    if link.office is None:
        return words("The server at {address} can't be reached. Nothing was done.", address=order.server)
    return words(
        "No answer came within {seconds} s: it may or may not be done. To send the same press again add "
        "--request-id {id}",
        seconds=f"{order.wait:g}",
        id=request_id,
    )
