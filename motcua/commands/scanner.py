"""motcua scanner: finds out how quickly a scanner types, and which setting suits it."""

import os
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from select import select

import click

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX
from kiosk.input.scanner import GAP_MILLISECONDS_MAX, SCANNER_VARIABLE, TypedScan
from motcua.failures import Failure
from motcua.manual import page
from server.clock import SystemClock
from ticketing.sentences import in_words
from wording import Wording

FIRST_SECONDS, SILENCE_SECONDS = 60.0, 2.0
SIGNS_MIN = 8
READ_BYTES = 4096

Typed = Callable[[float], tuple[float, str]]
"""What was typed next and the moment in seconds at which it came; nothing, after so many seconds."""


def command(words: Wording, does: str) -> click.Command:
    """The command `scanner` with its one part, `check`."""
    example = "motcua scanner check --write scanner.env"
    group = click.Group("scanner", help=page(words, does, example))
    group.add_command(_check(words, example))
    return group


def _check(words: Wording, example: str) -> click.Command:
    does = words(
        "Find out how far apart the characters of a scanner come that types like a keyboard, and say which "
        "setting suits it. A card is scanned at this terminal; nothing of it is shown or kept."
    )

    @click.command("check", help=page(words, does, example), short_help=words("Find a scanner's setting."))
    @click.option(
        "--write",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help=words("Write the setting to a file, for the environment of motcua kiosk."),
    )
    def run(write: Path | None) -> None:
        with unseen_typing(sys.stdin.fileno()) as typed:
            check(typed, write, words)

    return run


def check(typed: Typed, write: Path | None, words: Wording) -> None:
    """Waits for a scan and tells what was found. Raises Failure where none came."""
    click.echo(words("Please scan a card now."))
    found = TypedScan.of(one_scan(typed))
    if found.signs < SIGNS_MIN:
        raise Failure(words("No scan has come. Does the scanner type like a keyboard, in this terminal?"))
    click.echo(
        words(
            "{n} characters, at most {milliseconds} ms apart.",
            n=found.signs,
            milliseconds=found.widest_milliseconds,
        )
    )
    if not found.is_card:
        click.echo(words("This is no identity card; the kiosk reads nothing else."))
    if found.is_too_slow:
        says = words(
            "This scanner types slower than {milliseconds} ms a character. Make it quicker by its own "
            "manual: until then the kiosk asks again at each card before it reads it.",
            milliseconds=GAP_MILLISECONDS_MAX,
        )
        click.echo(says)
    setting = f"wedge:gap={found.gap_milliseconds}"
    click.echo(words("The setting for this scanner:"))
    click.echo(setting)
    if write:
        _write(setting, write, words)


def one_scan(typed: Typed) -> list[tuple[float, str]]:
    """The characters of one scan with their moments: up to Enter, a silence, or more than a card has."""
    signs: list[tuple[float, str]] = []
    seconds = FIRST_SECONDS
    while len(signs) <= PAYLOAD_LENGTH_MAX:
        at, text = typed(seconds)
        for sign in text:
            if sign in "\r\n":
                if signs:
                    return signs
            else:
                signs.append((at, sign))
        if not text:
            return signs
        seconds = SILENCE_SECONDS
    return signs


@contextmanager
def unseen_typing(terminal: int) -> Iterator[Typed]:
    """What is typed at a terminal, character by character and without showing it."""
    clock = SystemClock(UTC)

    def typed(seconds: float) -> tuple[float, str]:
        ready, _, _ = select([terminal], [], [], seconds)
        text = os.read(terminal, READ_BYTES).decode(errors="replace") if ready else ""
        return clock.ticks(), text

    if not os.isatty(terminal):
        yield typed
        return
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        yield typed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _write(setting: str, path: Path, words: Wording) -> None:
    try:
        path.write_text(f"{SCANNER_VARIABLE}={setting}\n", encoding="utf-8")
    except OSError as error:
        raise Failure(words("The setting can't be written: {problem}.", problem=in_words(error))) from error
    click.echo(words("Written to {file}.", file=path))
