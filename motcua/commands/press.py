"""motcua press: one key of a counter's desk, for hardware buttons and scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from motcua.commands.press_verbs import TAKEN, VERBS, Verb
from motcua.logs import log_nowhere, log_to_stderr
from motcua.manual import InOrder, page
from motcua.options import Option, server_option, several, token_of, token_options, verbose_option
from ticketing.commands import Command, CounterCommand
from ticketing.sentences import one_line
from wording import Wording

if TYPE_CHECKING:
    from motcua.pressing import Reply

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
    verbose: bool


def command(words: Wording, does: str) -> click.Group:
    """The commands `press next`, `press recall` and so on."""
    examples = (
        "motcua press next --counter 3 --token-file counter.token",
        "motcua press finish --counter 3 --outcome guidance --token-file counter.token",
    )
    group = InOrder("press", help=page(words, does, *examples))
    for verb in VERBS:
        group.add_command(_command_of(verb, words))
    return group


def _command_of(verb: Verb, words: Wording) -> click.Command:
    line = " ".join(filter(None, (verb.name, verb.example)))
    example = f"motcua press {line} --counter 3 --token-file counter.token"
    does = words(verb.does)
    own = [TAKEN[name](words) for name in verb.takes]

    @click.command(verb.name, help=page(words, does, example), short_help=does)
    @several(*own, _order_options(words))
    def run(**given: Any) -> None:
        asked = {name: given.pop(name) for name in PressOrder.__dataclass_fields__}
        run_press(PressOrder(**asked), verb, given, words)

    return run


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
        verbose_option(words),
    )


def run_press(order: PressOrder, verb: Verb, given: Mapping[str, Any], words: Wording) -> None:
    """Presses, and prints what was answered. Raises Failure where it was refused or not answered."""
    from motcua.pressing import press  # noqa: PLC0415 - motcua --help needs no link

    if order.verbose:
        log_to_stderr(verbose=True)
    else:
        log_nowhere()
    token = token_of(order.token, order.token_file, "counter", words)
    asked = _with_desk(verb.build(order.counter, given), order.at_desk)
    reply = press(order, token, asked, words)
    _print(reply, order.format)


def _with_desk(command: Command, at_desk: str | None) -> Command:
    if at_desk is None or not isinstance(command, CounterCommand):
        return command
    return replace(command, at_desk=one_line(at_desk).upper())


def _print(reply: "Reply", kind: str) -> None:
    lines = (reply.as_json(),) if kind == "json" else reply.lines
    for line in lines:
        click.echo(line)
    if reply.refusal:
        click.echo(f"motcua: {reply.refusal}", err=True)
        raise click.exceptions.Exit(1)
