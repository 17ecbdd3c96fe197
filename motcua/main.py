"""The one command, motcua: what can be done with it, and how it ends when something goes wrong."""

import io
import os
import sys
from importlib.metadata import version

import click

from motcua.commands import (
    clerk,
    counter,
    day,
    demo,
    display,
    explain,
    kiosk,
    press,
    printer,
    server,
    speaker,
    ticket_preview,
    token,
    visits,
    voice,
)
from motcua.failures import failure_of
from motcua.language import speak_everywhere, words_of
from motcua.manual import InOrder, page
from wording import Wording

COMMANDS = (
    demo,
    server,
    kiosk,
    counter,
    press,
    display,
    speaker,
    printer,
    ticket_preview,
    visits,
    explain,
    day,
    token,
    clerk,
    voice,
)
HELP_COLUMNS_MAX = 100


def build_main(words: Wording) -> click.Group:
    """The whole command in the language of `words`."""
    does = words("Queue tickets for the one-door office of a commune: kiosk, counters and waiting room.")
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": HELP_COLUMNS_MAX}
    group = InOrder("motcua", help=page(words, does, "motcua demo --citizens"), context_settings=settings)
    for module in COMMANDS:
        group.add_command(module.command(words))
    says = "%(prog)s %(version)s"
    return click.version_option(version("motcua"), prog_name="motcua", message=says)(group)


def main() -> None:
    """Runs the command line in the language of the environment."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal without Vietnamese is no reason to stop
    words = words_of(os.environ)
    speak_everywhere(words, os.environ)
    try:
        build_main(words)(prog_name="motcua")
    except Exception as error:  # noqa: BLE001 - the last resort: a person never reads a traceback
        failure = failure_of(error, words)
        failure.show()
        sys.exit(failure.exit_code)
